#pragma once

#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
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

  /// What a call with that key created within 24 hours of now; nullptr if there was none. `key` consists of account,
  /// region, operation and token.
  const Made* find(const std::string& key, TimePoint now) const;

  /// Remembers a call that succeeded, and forgets expired ones.
  void remember(const std::string& key, const Digest& parameters, ResourceId resource, TimePoint now);

  std::size_t size() const { return made_.size(); }

 private:
  // Ordered by time, as the clock can be set back.
  struct Use {
    TimePoint at;
    // Of `made_`.
    std::string_view key;
    friend bool operator<(const Use& a, const Use& b) { return std::tie(a.at, a.key) < std::tie(b.at, b.key); }
  };

  std::unordered_map<std::string, Made> made_;
  std::set<Use> uses_;
};

}  // namespace voiceid::store
