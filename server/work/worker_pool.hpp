#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <optional>
#include <utility>

namespace voiceid::work {

/// The few threads on which slow work runs: object storage, audio, or what a sink of events sends. They give way to the
/// thread that answers requests.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads = kThreads) : threads_(threads) {}
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Forgets work that has not begun, and waits for that which has: whoever gave it stopped it before. Takes no more.
  void stop();

  /// Runs the work on one of the threads. It does not throw. The first call is on the thread that
  /// stops the pool.
  template <class Work>
  void run(Work work) {
    // A process with one thread counts references and allocates faster, so there are none before there is work.
    if (!pool_) pool_.emplace(threads_);
    boost::asio::post(*pool_, [work = std::move(work)]() mutable {
      give_way();
      work();
    });
  }

 private:
  static constexpr std::size_t kThreads = 2;

  // Lowers the priority of the calling thread, once.
  static void give_way();

  std::size_t threads_;
  std::optional<boost::asio::thread_pool> pool_;
};

}  // namespace voiceid::work
