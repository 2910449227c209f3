#include "server/control/event_query.hpp"

#include <algorithm>

#include "server/events/event_bus.hpp"

namespace voiceid::control {
namespace {

Result<std::string> read_detail_type(std::string value) {
  if (std::ranges::find(events::detail_types(), value) != events::detail_types().end()) return value;
  std::string message("The query parameter detailType must be one of: ");
  for (const std::string_view known : events::detail_types()) {
    message.append(message.ends_with(' ') ? "" : ", ").append(known);
  }
  return validation_failed(message.append("."));
}

// The position that `after` names: what position_in() parses, or the id of a kept event.
Result<std::uint64_t> position_of(const Call& call, std::string_view text) {
  const events::EventBus& bus = call.state.events;
  if (const auto position = position_in(bus.run(), bus.memory().last_position(), text)) return *position;
  const auto sequence = bus.writer().sequence_of(text);
  const auto position = sequence ? bus.memory().find(*sequence) : std::nullopt;
  if (position) return *position;
  return validation_failed(
      "The position after which events are wanted is neither now, nor a Last, nor the id of a kept event.");
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
  return told_position(bus.run(), position);
}

bool EventFilter::takes(const Event& event) const {
  if (account && *account != event.account) return false;
  if (region && *region != event.region) return false;
  if (domain_id && *domain_id != event.domain_id.view()) return false;
  return detail_types.empty() || std::ranges::find(detail_types, events::detail_type_of(event)) != detail_types.end();
}

Result<EventQuery> read_event_query(const Call& call) { return read(call, call.query); }

Result<EventQuery> read_stream_query(const Call& call) {
  return read(call, with_last_event_id(call.query, call.request));
}

}  // namespace voiceid::control
