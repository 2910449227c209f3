#include "server/emulator/throttle.hpp"

namespace voiceid::server {
namespace {

// From this many buckets on, full ones are dropped: a test suite with an account per test leaves many behind.
constexpr std::size_t kManyBuckets = 10'000;

}  // namespace

bool Throttle::admit(std::string_view account, std::string_view region, std::string_view operation,
                     unsigned calls_per_second, TimePoint now) {
  if (buckets_.size() >= kManyBuckets) {
    std::erase_if(buckets_, [now](const auto& entry) { return entry.second.is_full_at(now); });
  }
  std::string key(account);
  key.append("/").append(region).append("/").append(operation);
  return buckets_.try_emplace(std::move(key), calls_per_second, now).first->second.take(now);
}

void Throttle::forget(const Scope& scope) {
  std::erase_if(buckets_, [&scope](const auto& entry) { return scope.covers_key(entry.first); });
}

}  // namespace voiceid::server
