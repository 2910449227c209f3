#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/control/call.hpp"
#include "server/events/memory_sink.hpp"

namespace voiceid::control {

/// Which events are asked for; all where nothing is said.
struct EventFilter {
  /// Any of them.
  std::vector<std::string> detail_types;
  std::optional<std::string> account;
  std::optional<std::string> region;
  std::optional<std::string> domain_id;

  bool takes(const Event& event) const;
};

/// What the query of a call on events says.
struct EventQuery {
  EventFilter filter;
  /// Events behind that position of the memory.
  std::uint64_t after = 0;
  /// At most so many.
  std::optional<std::size_t> limit;
  /// How long to wait for the first one.
  std::chrono::milliseconds wait{0};
};

/// Reads the query of GET events: `after`, `detailType` (may stand several times), `account`, `region`, `domainId`,
/// `limit` and `wait`.
/// Errors: ValidationException for another parameter, one that stands twice, and a value that is none.
Result<EventQuery> read_event_query(const Call& call);

/// The same for GET events/stream, which has neither limit nor wait; where the header Last-Event-ID says after what
/// events are wanted, `after` does not count. Errors: as read_event_query().
Result<EventQuery> read_stream_query(const Call& call);

}  // namespace voiceid::control
