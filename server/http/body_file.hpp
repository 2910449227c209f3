#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/descriptor.hpp"

namespace voiceid::http {

/// The content of a file in memory that the system fills as it is read. Unmapped on destruction.
class MappedFile {
 public:
  MappedFile() = default;
  MappedFile(void* begin, std::size_t size) : begin_(begin), size_(size) {}
  MappedFile(MappedFile&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MappedFile& operator=(MappedFile&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(size_, other.size_);
    return *this;
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view content() const { return {static_cast<const char*>(begin_), size_}; }

 private:
  void* begin_ = nullptr;
  std::size_t size_ = 0;
};

/// A temporary file without a name, so that nothing is left of it however the process ends.
class BodyFile {
 public:
  using Error = boost::system::error_code;

  /// Makes one in $TMPDIR or /tmp, whichever works first; nothing if neither does.
  static std::optional<BodyFile> make();

  /// Errors: the system's, such as a full disk.
  Error append(std::string_view bytes);
  std::size_t size() const { return size_; }
  /// The whole content, which outlives the file. Errors: the system's.
  Error map(MappedFile& mapped) const;

 private:
  explicit BodyFile(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
  std::size_t size_ = 0;
};

}  // namespace voiceid::http
