#include "server/control/calls.hpp"

namespace voiceid::control {
namespace {

// A turn of its own, so that what falls due at a new time has happened before anybody learns the time.
Result<void> answer_clock(const Call& call) {
  return call.emulator.turn([&call]() -> Result<void> {
    const Clock& clock = call.emulator.clock();
    const std::string now = to_rfc3339(clock.now());
    return call.answer<ClockAnswer>(ClockAnswer{.now = now, .frozen = clock.frozen()});
  });
}

}  // namespace

Result<void> get_clock(const Call& call) { return answer_clock(call); }

Result<void> put_clock(const Call& call, const PutClockRequest& request) {
  std::optional<TimePoint> now;
  if (request.now) {
    const auto parsed = parse_rfc3339(*request.now);
    if (!parsed) return parsed.error();
    now = *parsed;
  }
  call.emulator.turn([&] {
    Clock& clock = call.emulator.clock();
    // Setting the clock while it stands still makes it show the very time that was asked for.
    if (request.frozen == true) clock.freeze();
    if (now) clock.set(*now);
    if (request.frozen == false) clock.run();
  });
  return answer_clock(call);
}

Result<void> advance_clock(const Call& call, const AdvanceClockRequest& request) {
  const auto by = parse_iso8601_duration(request.by);
  if (!by) return by.error();
  if (auto advanced = call.emulator.turn([&] { return call.emulator.clock().advance(*by); }); !advanced) {
    return advanced.error();
  }
  return answer_clock(call);
}

}  // namespace voiceid::control
