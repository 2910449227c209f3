#include "store/idempotency.hpp"

#include <algorithm>
#include <iterator>

#include "store/age.hpp"

namespace voiceid::store {

const ClientTokens::Made* ClientTokens::find(const std::string& key, TimePoint now) const {
  const auto& by_key = made_.get<ByKey>();
  const auto found = by_key.find(key);
  return found == by_key.end() || !is_recent(found->at, now, kClientTokenLifetime) ? nullptr : &*found;
}

void ClientTokens::remember(const std::string& key, const Digest& parameters, ResourceId resource, TimePoint now) {
  auto& by_time = made_.get<ByTime>();
  while (!by_time.empty() && !is_recent(by_time.begin()->at, now, kClientTokenLifetime)) by_time.erase(by_time.begin());
  // Those from before the clock was set back.
  while (!by_time.empty() && !is_recent(by_time.rbegin()->at, now, kClientTokenLifetime)) {
    by_time.erase(std::prev(by_time.end()));
  }
  made_.get<ByKey>().erase(key);
  made_.insert({key, parameters, resource, now});
}

std::vector<ClientTokens::Made> ClientTokens::all() const {
  std::vector<Made> all(made_.begin(), made_.end());
  std::ranges::sort(all, {}, &Made::key);
  return all;
}

void ClientTokens::move_to(ClientTokens& other, const Scope& scope) {
  for (auto made = made_.begin(); made != made_.end();) {
    if (scope.covers_key(made->key)) {
      other.made_.insert(*made);
      made = made_.erase(made);
    } else {
      ++made;
    }
  }
}

}  // namespace voiceid::store
