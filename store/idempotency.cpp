#include "store/idempotency.hpp"

namespace voiceid::store {
namespace {

bool is_over(const ClientTokens::Made& made, TimePoint now) { return now >= made.at + kClientTokenLifetime; }

}  // namespace

const ClientTokens::Made* ClientTokens::find(const std::string& key, TimePoint now) const {
  const auto found = made_.find(key);
  return found == made_.end() || is_over(found->second, now) ? nullptr : &found->second;
}

void ClientTokens::remember(std::string key, const Digest& parameters, ResourceId resource, TimePoint now) {
  while (!oldest_first_.empty()) {
    const auto oldest = made_.find(oldest_first_.front());
    if (oldest != made_.end()) {
      if (!is_over(oldest->second, now)) break;
      made_.erase(oldest);
    }
    oldest_first_.pop_front();
  }
  oldest_first_.push_back(key);
  made_.insert_or_assign(std::move(key), Made{parameters, resource, now});
}

}  // namespace voiceid::store
