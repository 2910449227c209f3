#include "server/work/worker_pool.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <set>
#include <thread>

namespace voiceid::work {
namespace {

// Runs a lot of work and waits until it is done.
void run_all(WorkerPool& pool, const std::function<void()>& work) {
  constexpr int kWorks = 50;
  std::latch done(kWorks);
  for (int i = 0; i < kWorks; ++i) {
    pool.run([&] {
      work();
      done.count_down();
    });
  }
  done.wait();
}

TEST(WorkerPool, GivesWayToItsCaller) {
  const int own = getpriority(PRIO_PROCESS, 0);
  std::atomic<int> wrong = 0;
  WorkerPool pool;
  run_all(pool, [&] { wrong += getpriority(PRIO_PROCESS, 0) == std::max(own, 10) ? 0 : 1; });
  EXPECT_EQ(wrong, 0) << "each of its threads gives way, and no further with more work";
  EXPECT_EQ(getpriority(PRIO_PROCESS, 0), own);
}

TEST(WorkerPool, HasThatManyThreads_AndTakesWorkThatCannotBeCopied) {
  std::set<std::thread::id> threads;
  WorkerPool pool(1);
  run_all(pool, [&] { threads.insert(std::this_thread::get_id()); });
  EXPECT_EQ(threads.size(), 1U);
  std::promise<int> promise;
  auto result = promise.get_future();
  pool.run([promise = std::move(promise), value = std::make_unique<int>(7)]() mutable { promise.set_value(*value); });
  EXPECT_EQ(result.get(), 7);
}

TEST(WorkerPool, WaitsAtItsEndForWorkThatBegan) {
  std::promise<void> begun;
  std::promise<void> go;
  std::atomic<bool> ended = false;
  auto pool = std::make_unique<WorkerPool>();
  pool->run([&] {
    begun.set_value();
    go.get_future().wait();
    ended = true;
  });
  begun.get_future().wait();
  auto end = std::async(std::launch::async, [&] { pool.reset(); });
  EXPECT_EQ(end.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  go.set_value();
  end.get();
  EXPECT_TRUE(ended);
}

TEST(WorkerPool, DropsWorkAtItsEndThatHasNotBegun) {
  std::atomic<bool> given_up = false;
  auto pool = std::make_unique<WorkerPool>();
  std::function<void()> again = [&, target = pool.get()] {
    if (!given_up) target->run(again);
  };
  pool->run(again);
  auto end = std::async(std::launch::async, [&] { pool.reset(); });
  EXPECT_EQ(end.wait_for(std::chrono::minutes(1)), std::future_status::ready) << "there was always more work";
  given_up = true;
}

}  // namespace
}  // namespace voiceid::work
