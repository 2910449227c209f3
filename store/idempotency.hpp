#pragma once

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/tag.hpp>
#include <boost/multi_index_container.hpp>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "domain/time_point.hpp"

namespace voiceid::store {

/// How long a ClientToken is remembered.
inline constexpr std::chrono::hours kClientTokenLifetime{24};

/// Which call created which resource, by ClientToken.
class ClientTokens {
 public:
  struct Made {
    std::string key;
    Digest parameters;
    ResourceId resource;
    TimePoint at;
  };

  /// What a call with that key created within 24 hours of now; nullptr if there was none. `key` consists of account,
  /// region, operation and token.
  const Made* find(const std::string& key, TimePoint now) const;

  /// Remembers a call that succeeded, and forgets expired ones.
  void remember(const std::string& key, const Digest& parameters, ResourceId resource, TimePoint now);

  /// All calls that are remembered, in order of their keys.
  std::vector<Made> all() const;
  /// Remembers a call from before, with a key that is not there.
  void restore(Made made) { made_.insert(std::move(made)); }

  /// Moves the calls of these accounts and regions to another table, which has none of them.
  void move_to(ClientTokens& other, const Scope& scope);

  std::size_t size() const { return made_.size(); }

 private:
  struct ByKey {};
  // The clock can be set back, so the order of calls is not that of their times.
  struct ByTime {};

  boost::multi_index_container<
      Made, boost::multi_index::indexed_by<
                boost::multi_index::hashed_unique<boost::multi_index::tag<ByKey>,
                                                  boost::multi_index::member<Made, std::string, &Made::key>>,
                boost::multi_index::ordered_non_unique<boost::multi_index::tag<ByTime>,
                                                       boost::multi_index::member<Made, TimePoint, &Made::at>>>>
      made_;
};

}  // namespace voiceid::store
