#pragma once

#include <functional>
#include <string>

#include "base/news.hpp"
#include "server/http/feed.hpp"

namespace voiceid::control {

/// A feed of something that is kept, such as events: first what there is, then what is new.
class LogFeed : public http::FeedSource {
 public:
  Next next(std::string& out) final;
  void set_wake(std::function<void()> wake) final { wake_ = std::move(wake); }

 protected:
  /// `news` tells of everything new and outlives the feed.
  explicit LogFeed(News& news) : news_(news) {}

  /// Looks at what follows, appends it if it is wanted, and returns whether there was anything to look at.
  virtual bool append_next(std::string& out) = 0;

 private:
  News& news_;
  std::function<void()> wake_;
  News::Waiter waiter_{[this] {
    if (wake_) wake_();
  }};
};

}  // namespace voiceid::control
