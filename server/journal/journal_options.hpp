#pragma once

#include <cstddef>

namespace voiceid::journal {

struct JournalOptions {
  /// `--request-log`: how many calls are kept.
  std::size_t calls = 1000;
  /// `--log-sensitive`: sensitive members of bodies are shown.
  bool shows_sensitive = false;
};

}  // namespace voiceid::journal
