#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <optional>
#include <utility>

namespace voiceid::work {

/// A few threads for slow work: object storage, audio, or what an event sink sends. They give way to the thread that
/// answers requests.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads = kThreads) : threads_(threads) {}
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Drops work that has not begun and waits for the rest, which its owner has stopped before. Takes no more work.
  void stop();

  /// Runs the work, which must not throw, on one of the threads. Make the first call on the thread that stops the pool.
  template <class Work>
  void run(Work work) {
    // A single-threaded process counts references and allocates faster, so there are no threads before there is work.
    if (!pool_) pool_.emplace(threads_);
    boost::asio::post(*pool_, [work = std::move(work)]() mutable {
      give_way();
      work();
    });
  }

 private:
  static constexpr std::size_t kThreads = 2;

  // Lowers the priority of the calling thread, once per thread.
  static void give_way();

  std::size_t threads_;
  std::optional<boost::asio::thread_pool> pool_;
};

}  // namespace voiceid::work
