#pragma once

#include <string_view>

namespace voiceid {

/// How alike two simulated voices are, 0 to 100: equal labels 95 to 100, different ones 0 to 40. The same for the same
/// pair, whichever comes first, on every run and machine (D).
int similarity(std::string_view voice, std::string_view other);

}  // namespace voiceid
