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

/// The most that one answer has: others wait while it is written.
inline constexpr std::size_t kMostEvents = 10'000;

/// What the query of a call on events says.
struct EventQuery {
  EventFilter filter;
  /// Events behind that position of the memory.
  std::uint64_t after = 0;
  /// At most so many.
  std::size_t limit = kMostEvents;
  /// How long to wait for the first one.
  std::chrono::milliseconds wait{0};
};

/// How a position of the memory is told: `<run>-<position>`, so that one of before a restart is known as such.
std::string told_position(const events::EventBus& bus, std::uint64_t position);

/// Reads the query of GET events: `after`, `detailType` (may stand several times), `account`, `region`, `domainId`,
/// `limit` and `wait`.
/// Errors: ValidationException for a value that is none.
Result<EventQuery> read_event_query(const Call& call);

/// The same for GET events/stream, which has neither limit nor wait; where the header Last-Event-ID says after what
/// events are wanted, `after` does not count. Errors: as read_event_query().
Result<EventQuery> read_stream_query(const Call& call);

}  // namespace voiceid::control
