#include "server/control/calls.hpp"
#include "server/control/event_list.hpp"
#include "server/control/waits.hpp"
#include "server/work/disposal.hpp"

namespace voiceid::control {
namespace {

using events::DisorderOptions;
using events::EventBus;

// The form that parse_iso8601_duration() reads.
std::string to_iso8601(const CalendarDuration& duration) {
  std::string text("P");
  if (duration.months != 0) text.append(std::to_string(duration.months)).append("M");
  text.append("T");
  json::append_number(text, std::chrono::duration<double>(duration.exact).count());
  return text.append("S");
}

DescribedSink described(const Call& call, const EventBus::Outlet& outlet, const Scope& scope) {
  const auto counts = outlet.sink().counts();
  DescribedSink sink{outlet.sink().name(),
                     static_cast<std::int64_t>(counts.delivered),
                     static_cast<std::int64_t>(counts.dropped),
                     static_cast<std::int64_t>(counts.pending),
                     {}};
  if (const events::Disorder* disorder = outlet.disorder(scope.account)) {
    const DisorderOptions& options = disorder->options();
    sink.disorder = {static_cast<std::int64_t>(options.seed),
                     options.duplicate,
                     options.drop,
                     options.reorder,
                     options.delay,
                     call.state.arena.copy(to_iso8601(options.delay_by)),
                     static_cast<std::int64_t>(disorder->dropped()),
                     static_cast<std::int64_t>(disorder->held())};
  }
  return sink;
}

Result<DisorderOptions> options_of(const SinkDisorder& request) {
  DisorderOptions options;
  if (request.seed) options.seed = static_cast<std::uint64_t>(*request.seed);
  options.duplicate = request.duplicate.value_or(0);
  options.drop = request.drop.value_or(0);
  options.reorder = request.reorder.value_or(0);
  options.delay = request.delay.value_or(0);
  if (request.delay_by) {
    const auto by = parse_iso8601_duration(*request.delay_by);
    if (!by) return by.error();
    options.delay_by = *by;
  }
  return options;
}

Result<EventBus::Outlet*> require_outlet(const Call& call) {
  if (EventBus::Outlet* outlet = call.state.events.find(call.parameters[0])) return outlet;
  return control::not_found("There is no such sink; GET events/sinks lists the sinks.");
}

Result<void> set_disorder(const Call& call, EventBus::Outlet& outlet, const std::optional<DisorderOptions>& options) {
  constexpr std::size_t kMostDisorders = 1000;
  const auto scope = call.scope();
  if (!scope) return scope.error();
  if (options && outlet.disorder(scope->account) == nullptr && outlet.disorder_count() >= kMostDisorders) {
    return conflict("A sink has at most 1,000 disorders; resetting an account ends its disorder.");
  }
  return call.emulator.turn([&] {
    outlet.set_disorder(options, scope->account);
    return call.answer(Result<SinkAnswer>(SinkAnswer{described(call, outlet, *scope)}));
  });
}

}  // namespace

Result<void> list_events(const Call& call, const EmptyRequest& /*request*/) {
  // In a turn, so that `after=now` means after what has fallen due.
  return call.emulator.turn([&call]() -> Result<void> {
    auto query = read_event_query(call);
    if (!query) return query.error();
    const auto wait = query->limit == 0 ? std::chrono::milliseconds(0) : query->wait;
    EventSearch search(std::move(*query));
    search.go_on(call.state.events.memory());
    if (search.has_found_any() || wait.count() == 0) {
      call.response.pieces = std::make_unique<EventList>(std::move(search), call.state.events);
    } else {
      call.state.event_waits.add(std::make_unique<AwaitedEvents>(call.state.events, std::move(search)), wait,
                                 http::LaterAnswer(call.response, http::WhenClientLeaves::kCallOff));
    }
    return {};
  });
}

Result<void> delete_events(const Call& call, const EmptyRequest& /*request*/) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  events::MemorySink& memory = call.state.events.memory();
  auto forgotten = call.emulator.turn([&] {
    if (scope->is_everything()) return memory.take_all();
    memory.forget(*scope);
    return events::MemorySink::Events();
  });
  if (forgotten.size() >= work::kManyRows) work::dispose_on(call.state.storage.pool, std::move(forgotten));
  call.response.body = "{}";
  return {};
}

Result<void> list_sinks(const Call& call, const EmptyRequest& /*request*/) {
  const auto scope = call.scope();
  if (!scope) return scope.error();
  return call.emulator.turn([&] {
    SinkList list;
    for (const EventBus::Outlet& outlet : call.state.events.outlets()) {
      list.sinks.push_back(described(call, outlet, *scope));
    }
    return call.answer(Result<SinkList>(std::move(list)));
  });
}

Result<void> put_disorder(const Call& call, const SinkDisorder& request) {
  const auto outlet = require_outlet(call);
  if (!outlet) return outlet.error();
  const auto options = options_of(request);
  if (!options) return options.error();
  return set_disorder(call, **outlet, *options);
}

Result<void> delete_disorder(const Call& call, const EmptyRequest& /*request*/) {
  const auto outlet = require_outlet(call);
  if (!outlet) return outlet.error();
  return set_disorder(call, **outlet, std::nullopt);
}

}  // namespace voiceid::control
