#pragma once

#include <stop_token>
#include <string>

#include "server/state/document.hpp"
#include "store/store.hpp"

namespace voiceid::state {

/// What is wrong with the value at that path, such as `domains.3.member.speakers.1.member.status`.
Error wrong_value(const std::string& path, const std::string& reason);

/// The emulator stops, and nobody will see what was being read.
Error stopped();

/// The path of an element of a list; elements are counted from 0 here, and from 1 in the path.
std::string element(const std::string& list, std::size_t place);

/// Adds a saved domain with everything in it, and what falls due there, to the store. Jobs that run are FAILED from
/// `now` on. No domain of the store may have its id or, in its account and region, its sequence number.
/// Errors: wrong_value(), with paths below `path`, and stopped(); the store is of no use then.
Result<void> restore_domain(SavedDomain& saved, const std::string& path, store::Store& store, TimePoint now,
                            const std::stop_token& stop);

}  // namespace voiceid::state
