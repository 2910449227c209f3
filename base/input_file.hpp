#pragma once

#include <cstddef>
#include <string>

namespace voiceid {

/// The largest file of settings, keys and the like: 1 MiB.
inline constexpr std::size_t kMaxInputFile = std::size_t{1} << 20U;

/// What was read of a file, or why it was not.
struct InputFile {
  std::string content;
  /// Goes on after the file's name: `cannot be read: Permission denied`. Empty if nothing is wrong.
  std::string fault;
};

/// Reads a whole file, or a pipe until its writers have closed it, of at most kMaxInputFile bytes. A signal that the
/// calling thread blocks ends the wait for writers, which may never come, and stays pending.
InputFile read_input_file(const std::string& path);

}  // namespace voiceid
