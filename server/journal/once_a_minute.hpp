#pragma once

#include <chrono>
#include <map>
#include <string_view>

namespace voiceid::journal {

/// Lets one thing of each kind pass in a minute, so that a loop of the same mistake does not fill the log.
class OnceAMinute {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Whether it may pass; `kind` is of static storage.
  bool admits(std::string_view kind, Time now) {
    const auto [last, is_first] = last_.try_emplace(kind, now);
    if (!is_first && now - last->second < std::chrono::minutes(1)) return false;
    last->second = now;
    return true;
  }

 private:
  std::map<std::string_view, Time> last_;
};

}  // namespace voiceid::journal
