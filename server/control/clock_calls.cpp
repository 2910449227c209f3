#include "server/control/calls.hpp"
#include "server/control/shapes.hpp"

namespace voiceid::control {
namespace {

// What falls due on the way has happened before anybody hears what time it is.
Result<void> answer_clock(const Call& call) {
  call.emulator.run_due_work();
  const Clock& clock = call.emulator.clock();
  std::string& json = call.response.body;
  json = R"({"Now":)";
  json::append_string(json, to_rfc3339(clock.now()));
  json += R"(,"Frozen":)";
  json += clock.frozen() ? "true" : "false";
  json += "}";
  return {};
}

}  // namespace

Result<void> get_clock(const Call& call) {
  if (auto query = call.query(); !query) return query.error();
  return answer_clock(call);
}

Result<void> put_clock(const Call& call) {
  if (auto query = call.query(); !query) return query.error();
  const auto request = call.read<PutClockRequest>();
  if (!request) return request.error();
  std::optional<TimePoint> now;
  if (request->now) {
    const auto parsed = parse_rfc3339(*request->now);
    if (!parsed) return parsed.error();
    now = *parsed;
  }
  Clock& clock = call.emulator.clock();
  // The clock is set while it stands still, so that it shows the very time that was asked for.
  if (request->frozen == true) clock.freeze();
  if (now) clock.set(*now);
  if (request->frozen == false) clock.run();
  return answer_clock(call);
}

Result<void> advance_clock(const Call& call) {
  if (auto query = call.query(); !query) return query.error();
  const auto request = call.read<AdvanceClockRequest>();
  if (!request) return request.error();
  const auto by = parse_iso8601_duration(request->by);
  if (!by) return by.error();
  if (auto advanced = call.emulator.clock().advance(*by); !advanced) return advanced.error();
  return answer_clock(call);
}

}  // namespace voiceid::control
