#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/cached_results.hpp"
#include "domain/time_point.hpp"
#include "server/journal/text_blocks.hpp"

namespace voiceid::journal {

/// The most bytes of a body that are kept.
inline constexpr std::size_t kMostOfBody = 16 * 1024;

/// Through which door a call came.
enum class Door { kApi, kDesktop, kControl };

/// A call that was answered. Its texts belong to the journal.
struct Entry {
  /// Counted from 1, through all doors.
  std::uint64_t number = 0;
  Door door = Door::kApi;
  int status = 0;
  TimePoint time = {};
  std::chrono::microseconds took{};
  /// Empty if the call reached none. Of static storage.
  std::string_view operation = {};
  std::string_view error = {};
  std::optional<CachedResults> cached = {};
  // Empty if not known, or if there is none.
  std::string_view account = {};
  std::string_view region = {};
  std::string_view domain_id = {};
  std::string_view request_id = {};
  std::string_view client = {};
  std::string_view fault = {};
  std::string_view hint = {};
  /// The bodies, up to kMostOfBody.
  std::string_view request = {};
  std::string_view answer = {};
  /// As in CallNotes.
  bool answer_is_sensitive = false;
  TextBlocks::Holder texts = {};
};

}  // namespace voiceid::journal
