#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/scope.hpp"
#include "domain/token_bucket.hpp"

namespace voiceid::server {

/// The rate limits of `--throttle aws`: one token bucket per account, region and operation (Guide, "Service quotas"),
/// on the emulator's clock.
class Throttle {
 public:
  /// Counts one more call if the operation's limit allows it now, and returns whether it does.
  bool admit(std::string_view account, std::string_view region, std::string_view operation, unsigned calls_per_second,
             TimePoint now);
  /// Forgets the calls of these accounts and regions.
  void forget(const Scope& scope);

 private:
  // A test suite with one account per test leaves this many behind.
  static constexpr std::size_t kManyBuckets = 10'000;

  // By account/region/operation.
  std::unordered_map<std::string, TokenBucket> buckets_;
  // At this size, full buckets are dropped.
  std::size_t clean_at_ = kManyBuckets;
};

}  // namespace voiceid::server
