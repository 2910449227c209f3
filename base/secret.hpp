#pragma once

#include <string_view>

namespace voiceid {

/// Whether the texts are the same, found out in a time that depends on their lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace voiceid
