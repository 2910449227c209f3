#include "server/control/log_query.hpp"

#include <algorithm>
#include <cmath>

#include "base/hex.hpp"
#include "base/number.hpp"

namespace voiceid::control {

std::string told_position(std::string_view run, std::uint64_t position) {
  return std::string(run).append("-").append(std::to_string(position));
}

std::optional<std::uint64_t> position_in(std::string_view run, std::uint64_t last, std::string_view text) {
  if (text == "now") return last;
  if (const auto number = number_in<std::uint64_t>(text)) return *number <= last ? *number : 0;
  if (text.size() <= run.size() || text[run.size()] != '-') return std::nullopt;
  if (!is_hex(text.substr(0, run.size()))) return std::nullopt;
  const auto position = number_in<std::uint64_t>(text.substr(run.size() + 1));
  if (!position) return std::nullopt;
  return text.starts_with(run) && *position <= last ? *position : 0;
}

Result<std::chrono::milliseconds> read_wait(std::string_view text) {
  constexpr double kMostSeconds = 60;
  const auto seconds = number_in<double>(text);
  if (!seconds || !(*seconds >= 0 && *seconds <= kMostSeconds)) {
    return validation_failed("The query parameter wait must be a number of seconds from 0 to 60.");
  }
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(*seconds));
}

Result<std::size_t> read_limit(std::string_view text) {
  const auto limit = number_in<std::size_t>(text);
  if (limit) return std::min(*limit, kMostEntries);
  return validation_failed("The query parameter limit must be a whole number.");
}

http::Query with_last_event_id(http::Query query, const http::Request& request) {
  const auto last_id = request.header("Last-Event-ID");
  if (!last_id || last_id->empty()) return query;
  std::erase_if(query, [](const auto& parameter) { return parameter.first == "after"; });
  query.emplace_back("after", *last_id);
  return query;
}

}  // namespace voiceid::control
