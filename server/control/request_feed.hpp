#pragma once

#include <cstdint>
#include <string>

#include "server/control/log_feed.hpp"
#include "server/control/request_query.hpp"

namespace voiceid::control {

/// A feed of recorded calls, first those that are kept, then new ones as they come: `id` is the position, `data` the
/// call.
class RequestFeed final : public LogFeed {
 public:
  /// Starts behind the call with the number `after`; 0 starts with the oldest call kept. `run` outlives the feed.
  RequestFeed(const RequestState& requests, std::string_view run, RequestFilter filter, std::uint64_t after);

 private:
  bool append_next(std::string& out) override;

  RequestState requests_;
  std::string_view run_;
  RequestFilter filter_;
  // The number of the last call looked at.
  std::uint64_t position_;
};

}  // namespace voiceid::control
