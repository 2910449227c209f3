#pragma once

#include <boost/intrusive/list.hpp>
#include <functional>
#include <utility>

namespace voiceid {

/// Lets others wait until something new has come.
class News {
 public:
  /// Waits for the next piece of news, again and again or now and then. Costs nothing while it does not wait. May
  /// outlive the news.
  class Waiter : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    /// `notice` is called at the next piece after wait(), once.
    explicit Waiter(std::function<void()> notice) : notice_(std::move(notice)) {}

    /// Changes nothing if it waits already.
    void wait(News& news) {
      if (!is_linked()) news.waiters_.push_back(*this);
    }

   private:
    friend News;
    std::function<void()> notice_;
  };

  /// Notifies those who wait. Those who then wait again wait for the next piece.
  void tell() {
    if (waiters_.empty()) return;
    Waiters woken;
    woken.swap(waiters_);
    while (!woken.empty()) {
      Waiter& waiter = woken.front();
      woken.pop_front();
      waiter.notice_();
    }
  }

 private:
  using Waiters = boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>>;

  Waiters waiters_;
};

}  // namespace voiceid
