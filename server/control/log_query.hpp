#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/http/message.hpp"
#include "server/http/target.hpp"

/// What calls on lists have in common that go on, such as those of events and requests: positions, limits, waits.
namespace voiceid::control {

/// The most entries in one answer, because other requests wait while it is written.
inline constexpr std::size_t kMostEntries = 10'000;

/// Writes a position as `<run>-<position>`, so that one from before a restart is recognized.
std::string told_position(std::string_view run, std::uint64_t position);

/// Parses `now`, which is `last`, told_position() text, or a bare number as a position of this run. Positions of
/// another run, and those beyond `last`, count as 0: before everything that is kept. Nothing for any other text.
std::optional<std::uint64_t> position_in(std::string_view run, std::uint64_t last, std::string_view text);

/// The value of `wait`: seconds, up to 60. Errors: ValidationException.
Result<std::chrono::milliseconds> read_wait(std::string_view text);

/// The value of `limit`, at most kMostEntries; 0 asks for the present position alone. Errors: ValidationException.
Result<std::size_t> read_limit(std::string_view text);

/// The query of a stream, where the header Last-Event-ID replaces `after`.
http::Query with_last_event_id(http::Query query, const http::Request& request);

/// Assigns a value, or passes its error on.
template <class T>
Result<void> assign(T& target, Result<T> value) {
  if (!value) return value.error();
  target = std::move(*value);
  return {};
}

}  // namespace voiceid::control
