#pragma once

#include <cstddef>
#include <memory>

#include "domain/clock.hpp"
#include "domain/scope.hpp"
#include "server/state/document.hpp"
#include "store/store.hpp"

namespace voiceid::state {

/// Copies the state, or the part of it that belongs to these accounts and regions, as it is at that time. Takes about a
/// millisecond for 10,000 speakers; writing the document, which takes longer, may be done elsewhere. Jobs that run are
/// saved as FAILED, because they cannot go on where the document is loaded.
std::unique_ptr<Document> snapshot(const store::Store& store, const Clock& clock, const Scope& scope);

/// About how many bytes of memory the document takes.
std::size_t size_in_memory(const Document& document);

/// Ends the jobs that run as FAILED.
void end_jobs(SavedDomain& saved, TimePoint now);

}  // namespace voiceid::state
