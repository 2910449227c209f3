#include "server/emulator/throttle.hpp"

#include <algorithm>

namespace voiceid::server {

bool Throttle::admit(std::string_view account, std::string_view region, std::string_view operation,
                     unsigned calls_per_second, TimePoint now) {
  if (buckets_.size() >= clean_at_) {
    std::erase_if(buckets_, [now](const auto& entry) { return entry.second.is_full_at(now); });
    // While the clock stands still none becomes full, and each call would look at all in vain.
    clean_at_ = std::max(kManyBuckets, 2 * buckets_.size());
  }
  std::string key(account);
  key.append("/").append(region).append("/").append(operation);
  return buckets_.try_emplace(std::move(key), calls_per_second, now).first->second.take(now);
}

void Throttle::forget(const Scope& scope) {
  std::erase_if(buckets_, [&scope](const auto& entry) { return scope.covers_key(entry.first); });
  clean_at_ = std::max(kManyBuckets, 2 * buckets_.size());
}

}  // namespace voiceid::server
