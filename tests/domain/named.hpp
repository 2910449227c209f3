#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace voiceid {

/// A table of test cases, each with the name that a failure shows.
template <class Case>
using Named = std::vector<std::pair<std::string_view, Case>>;

}  // namespace voiceid
