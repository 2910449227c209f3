#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace voiceid::state {

struct StateOptions {
  /// The file that the state is loaded from and saved to.
  std::optional<std::string> file;
  /// How often it is saved while the emulator runs; zero for only at the end.
  std::chrono::milliseconds interval{0};
};

}  // namespace voiceid::state
