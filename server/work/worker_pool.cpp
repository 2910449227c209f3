#include "server/work/worker_pool.hpp"

#include <sys/resource.h>

namespace voiceid::work {

void WorkerPool::stop() {
  if (!pool_) return;
  pool_->stop();
  pool_->join();
}

void WorkerPool::give_way() {
  constexpr int kNiceness = 10;
  // Linux keeps a priority per thread; 0 means the calling one. If it cannot be lowered, work runs anyway.
  thread_local const bool kGivenWay = setpriority(PRIO_PROCESS, 0, kNiceness) == 0;
  static_cast<void>(kGivenWay);
}

}  // namespace voiceid::work
