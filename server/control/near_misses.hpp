#pragma once

#include <string>
#include <vector>

#include "server/control/request_query.hpp"

namespace voiceid::control {

/// Sentences about calls that differ from those that a query found none of in one thing only: "3 calls of OptOutSpeaker
/// in account 222222222222, none in 111111111111". If there are none of those, about calls of the same operation; else
/// about all that are kept. Has at least one sentence, at most some.
std::vector<std::string> near_misses(const journal::Journal& journal, const RequestQuery& query);

}  // namespace voiceid::control
