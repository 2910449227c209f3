#pragma once

#include <malloc.h>

#include <optional>
#include <utility>

#include "server/work/worker_pool.hpp"

namespace voiceid::work {

/// From this many rows or events on, destroying them is worth the pool's threads. A test's small state is not.
inline constexpr std::size_t kManyRows = 20'000;

/// Destroys something large on the pool, and gives its memory back to the system instead of keeping it for later.
template <class Large>
void dispose_on(WorkerPool& pool, Large large) {
  pool.run([large = std::optional<Large>(std::move(large))]() mutable {
    large.reset();
    malloc_trim(0);
  });
}

}  // namespace voiceid::work
