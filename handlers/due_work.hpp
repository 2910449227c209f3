#pragma once

#include "handlers/context.hpp"

namespace voiceid::handlers {

/// Does all that has fallen due by that time, in order of time, each at its own time (page 6). To be called before each
/// request: it costs nothing while nothing is due.
void run_due_work(store::Store& store, IdGenerator& ids, JobQueue& jobs, EventBus& events, const Settings& settings,
                  TimePoint now);

}  // namespace voiceid::handlers
