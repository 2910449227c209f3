#pragma once

#include "handlers/context.hpp"

namespace voiceid::handlers {

/// Does everything that has fallen due by `now`, in order of time, each piece at its own time: erases deleted domains,
/// forgets ended sessions, completes enrollments. Costs nothing while nothing is due.
void run_due_work(const Environment& environment, TimePoint now);

}  // namespace voiceid::handlers
