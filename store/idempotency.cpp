#include "store/idempotency.hpp"

#include "store/age.hpp"

namespace voiceid::store {

const ClientTokens::Made* ClientTokens::find(const std::string& key, TimePoint now) const {
  const auto found = made_.find(key);
  return found == made_.end() || !is_recent(found->second.at, now, kClientTokenLifetime) ? nullptr : &found->second;
}

void ClientTokens::remember(const std::string& key, const Digest& parameters, ResourceId resource, TimePoint now) {
  const auto forget = [this](std::set<Use>::iterator use) {
    const std::string old_key(use->key);
    uses_.erase(use);
    made_.erase(old_key);
  };
  while (!uses_.empty() && !is_recent(uses_.begin()->at, now, kClientTokenLifetime)) forget(uses_.begin());
  // Those from before the clock was set back.
  while (!uses_.empty() && !is_recent(uses_.rbegin()->at, now, kClientTokenLifetime)) forget(std::prev(uses_.end()));
  const auto [made, is_new] = made_.try_emplace(key);
  if (!is_new) uses_.erase({made->second.at, made->first});
  made->second = {parameters, resource, now};
  uses_.insert({now, made->first});
}

}  // namespace voiceid::store
