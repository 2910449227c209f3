#pragma once

#include <string_view>

namespace voiceid::server {

/// The version that CMakeLists.txt names.
inline constexpr std::string_view kVersion = VOICEID_VERSION;

/// The commit that the program was built from, in 12 digits, or "unknown". A function, so that a commit compiles one
/// file anew.
std::string_view revision();

}  // namespace voiceid::server
