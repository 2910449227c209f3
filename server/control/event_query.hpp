#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/control/call.hpp"
#include "server/control/log_query.hpp"
#include "server/events/memory_sink.hpp"

namespace voiceid::control {

/// Selects events; an empty filter takes all.
struct EventFilter {
  /// Takes any of these; all if empty.
  std::vector<std::string> detail_types;
  std::optional<std::string> account;
  std::optional<std::string> region;
  std::optional<std::string> domain_id;

  bool takes(const Event& event) const;
};

/// The query of a call on events.
struct EventQuery {
  EventFilter filter;
  /// Only events after this position of the memory.
  std::uint64_t after = 0;
  /// At most this many; 0 asks for the present position alone.
  std::size_t limit = kMostEntries;
  /// How long to wait for the first one, if there is none yet.
  std::chrono::milliseconds wait{0};
};

/// The position of the memory in the form that callers get.
std::string told_position(const events::EventBus& bus, std::uint64_t position);

/// Reads the query of GET events: `after`, `detailType` (repeatable), `account`, `region`, `domainId`,
/// `limit` and `wait`.
/// Errors: ValidationException for a malformed value.
Result<EventQuery> read_event_query(const Call& call);

/// Reads the query of GET events/stream, which has neither `limit` nor `wait`. The header Last-Event-ID replaces
/// `after`. Errors: as read_event_query().
Result<EventQuery> read_stream_query(const Call& call);

}  // namespace voiceid::control
