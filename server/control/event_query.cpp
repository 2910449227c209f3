#include "server/control/event_query.hpp"

#include <algorithm>
#include <cmath>

#include "base/hex.hpp"
#include "base/number.hpp"
#include "server/events/event_bus.hpp"

namespace voiceid::control {
namespace {

constexpr double kMostSeconds = 60;

Result<std::chrono::milliseconds> read_wait(std::string_view text) {
  const auto seconds = number_in<double>(text);
  if (!seconds || !(*seconds >= 0 && *seconds <= kMostSeconds)) {
    return validation_failed("The query parameter wait must be a number of seconds from 0 to 60.");
  }
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(*seconds));
}

Result<std::size_t> read_limit(std::string_view text) {
  const auto limit = number_in<std::size_t>(text);
  if (limit && *limit > 0) return std::min(*limit, kMostEvents);
  return validation_failed("The query parameter limit must be a whole number from 1 on.");
}

Result<std::string> read_detail_type(std::string value) {
  if (std::ranges::find(events::detail_types(), value) != events::detail_types().end()) return value;
  std::string message("The query parameter detailType must be one of: ");
  for (const std::string_view known : events::detail_types()) {
    message.append(message.ends_with(' ') ? "" : ", ").append(known);
  }
  return validation_failed(message.append("."));
}

// Parses told_position() text, or a bare number as a position of this run. Positions of another run, and those not
// reached yet, count as 0: before everything that is kept.
std::optional<std::uint64_t> told_in(const events::EventBus& bus, std::string_view text) {
  const std::uint64_t last = bus.memory().last_position();
  if (const auto number = number_in<std::uint64_t>(text)) return *number <= last ? *number : 0;
  const std::string& run = bus.run();
  if (text.size() <= run.size() || text[run.size()] != '-') return std::nullopt;
  if (!is_hex(text.substr(0, run.size()))) return std::nullopt;
  const auto position = number_in<std::uint64_t>(text.substr(run.size() + 1));
  if (!position) return std::nullopt;
  return text.starts_with(run) && *position <= last ? *position : 0;
}

// The position that `after` names: told_position() text, or the id of a kept event.
Result<std::uint64_t> position_of(const Call& call, std::string_view text) {
  const events::EventBus& bus = call.state.events;
  if (const auto position = told_in(bus, text)) return *position;
  const auto sequence = bus.writer().sequence_of(text);
  const auto position = sequence ? bus.memory().find(*sequence) : std::nullopt;
  if (position) return *position;
  return validation_failed("The position after which events are wanted is neither a Last nor the id of a kept event.");
}

template <class T>
Result<void> assign(T& target, Result<T> value) {
  if (!value) return value.error();
  target = std::move(*value);
  return {};
}

Result<void> read_parameter(const Call& call, const std::string& name, const std::string& value, EventQuery& query) {
  if (name == "after") return assign(query.after, position_of(call, value));
  if (name == "limit") return assign(query.limit, read_limit(value));
  if (name == "wait") return assign(query.wait, read_wait(value));
  if (name == "detailType") return assign(query.filter.detail_types.emplace_back(), read_detail_type(value));
  if (name == "account") query.filter.account = value;
  if (name == "region") query.filter.region = value;
  if (name == "domainId") query.filter.domain_id = value;
  return {};
}

Result<EventQuery> read(const Call& call, const http::Query& parameters) {
  EventQuery query;
  for (const auto& [name, value] : parameters) {
    if (auto done = read_parameter(call, name, value, query); !done) return done.error();
  }
  return query;
}

}  // namespace

std::string told_position(const events::EventBus& bus, std::uint64_t position) {
  return bus.run() + "-" + std::to_string(position);
}

bool EventFilter::takes(const Event& event) const {
  if (account && *account != event.account) return false;
  if (region && *region != event.region) return false;
  if (domain_id && *domain_id != event.domain_id.view()) return false;
  return detail_types.empty() || std::ranges::find(detail_types, events::detail_type_of(event)) != detail_types.end();
}

Result<EventQuery> read_event_query(const Call& call) { return read(call, call.query); }

Result<EventQuery> read_stream_query(const Call& call) {
  http::Query parameters = call.query;
  const auto last_id = call.request.header("Last-Event-ID");
  if (last_id && !last_id->empty()) {
    std::erase_if(parameters, [](const auto& parameter) { return parameter.first == "after"; });
    parameters.emplace_back("after", *last_id);
  }
  return read(call, parameters);
}

}  // namespace voiceid::control
