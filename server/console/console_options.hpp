#pragma once

#include <string>
#include <string_view>

namespace voiceid::console {

struct ConsoleOptions {
  /// Serve the page's files from this folder instead of those in the program (`--console-dir`); empty for the latter.
  std::string folder;
};

/// Whether the folder holds a console.
bool is_console_folder(std::string_view folder);

}  // namespace voiceid::console
