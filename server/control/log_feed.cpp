#include "server/control/log_feed.hpp"

namespace voiceid::control {
namespace {

// What is written at a time, but for the entry that goes beyond it; and how many entries are looked at for that.
constexpr std::size_t kMostBytes = 60 * 1024;
constexpr int kMostLookedAt = 2000;

}  // namespace

http::FeedSource::Next LogFeed::next(std::string& out) {
  for (int looked_at = 0; append_next(out); ++looked_at) {
    if (out.size() >= kMostBytes || looked_at == kMostLookedAt) return Next::kMore;
  }
  waiter_.wait(news_);
  return Next::kLater;
}

}  // namespace voiceid::control
