#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "domain/token_bucket.hpp"

namespace voiceid::server {

/// The rate limits of `--throttle aws`: a token bucket per account, region and operation (A), on the emulator's clock.
class Throttle {
 public:
  /// Whether one more call is within the operation's limit now; if so, it is counted.
  bool admit(std::string_view account, std::string_view region, std::string_view operation, unsigned calls_per_second,
             TimePoint now);

 private:
  std::unordered_map<std::string, TokenBucket> buckets_;
};

}  // namespace voiceid::server
