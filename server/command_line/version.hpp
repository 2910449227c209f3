#pragma once

#include <string_view>

namespace voiceid::server {

/// The version that CMakeLists.txt names.
inline constexpr std::string_view kVersion = VOICEID_VERSION;

}  // namespace voiceid::server
