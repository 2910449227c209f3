#pragma once

#include <stop_token>
#include <string_view>

#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "server/emulator/loaded_state.hpp"

namespace voiceid::state {

/// Reads a document of a state and builds what it describes, or of that what belongs to these accounts and regions.
/// Everything is checked before anything is returned. Jobs that the document has as running are FAILED from `now` on.
/// Uses nothing that others use, so it may run on any thread; a stop ends it soon.
/// Errors: SerializationException and ValidationException with the path in the document and the reason;
/// ConflictException after a stop.
Result<server::LoadedState> read_state(std::string_view text, const Scope& scope, TimePoint now,
                                       const std::stop_token& stop = {});

}  // namespace voiceid::state
