#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <unordered_map>

#include "base/digest.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// How long a ClientToken is remembered.
inline constexpr std::chrono::hours kClientTokenLifetime{24};

/// Which call created which resource, by ClientToken.
class ClientTokens {
 public:
  struct Made {
    Digest parameters;
    ResourceId resource;
    TimePoint at;
  };

  /// What a call with that key created within the last 24 hours; nullptr if there was none. `key` consists of account,
  /// region, operation and token.
  const Made* find(const std::string& key, TimePoint now) const;

  /// Remembers a call that succeeded, and forgets expired ones.
  void remember(std::string key, const Digest& parameters, ResourceId resource, TimePoint now);

  std::size_t size() const { return made_.size(); }

 private:
  std::unordered_map<std::string, Made> made_;
  std::deque<std::string> oldest_first_;
};

}  // namespace voiceid::store
