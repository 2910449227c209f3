#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/descriptor.hpp"
#include "domain/result.hpp"
#include "server/state/document.hpp"
#include "server/work/stop_gate.hpp"

/// The file of a state. These functions wait for the disk, so they run on the pool, or where nobody is served.
namespace voiceid::state {

/// The most bytes that a document may have.
inline constexpr std::size_t kMostStateBytes = std::size_t{4} * 1024 * 1024 * 1024;

/// Checks that the file can be replaced: its folder exists and takes new files.
/// Errors: ValidationException with one sentence that names the file.
Result<void> check_writable(const std::string& file);

/// Keeps other emulators from the file: a file beside it that is locked, and is removed at the end. What a killed
/// process left of it locks nothing.
class StateLock {
 public:
  /// Errors: ValidationException with one sentence that names the file, such as one that another emulator keeps.
  static Result<StateLock> take(const std::string& file);

  StateLock(StateLock&&) noexcept = default;
  StateLock& operator=(StateLock&&) noexcept = default;
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;
  ~StateLock();

 private:
  StateLock(std::string path, Descriptor descriptor) : path_(std::move(path)), descriptor_(std::move(descriptor)) {}

  std::string path_;
  Descriptor descriptor_;
};

/// The text of the file; nothing if there is no such file. Errors: ValidationException with one sentence that names the
/// file.
Result<std::optional<std::string>> read_file(const std::string& file);

/// Replaces the file by the document: writes it beside the file, flushes it to the disk and renames it, so that at any
/// moment the file is whole, the old one or the new one. A stop leaves the old one.
/// Errors: ValidationException with one sentence that names the file.
Result<void> write_file(const std::string& file, const Document& document, work::StopGate& gate);

}  // namespace voiceid::state
