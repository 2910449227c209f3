#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

/// Files and folders below an open folder. They are opened name by name and never through a link, so neither a name nor
/// a concurrent change of the folders leads outside.
namespace voiceid::objects {

/// An open file or folder; closed on destruction.
class Descriptor {
 public:
  Descriptor() = default;
  /// Owns the number that the system returned; a negative one means none.
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  /// Leaves closing it to the caller.
  int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

using boost::system::error_code;

/// A value or the system's error number: among them ELOOP for a symbolic link, ENOTDIR for a file instead of a folder,
/// EISDIR for a folder instead of a file, ENXIO for anything else.
template <class T>
using Outcome = boost::system::result<T>;

/// Wraps one of the system's error numbers.
error_code system_error(int number);
/// The last error of a system call on this thread.
error_code last_error();

/// Opens the folder that contains all others; only this path may contain links.
Outcome<Descriptor> open_root(const std::string& path);

/// Opens the folder at the end of the names.
Outcome<Descriptor> open_folders(int root, std::span<const std::string> names);

/// Like open_folders(), but creates missing folders. Sets `existing` to how many existed.
Outcome<Descriptor> make_folders(int root, std::span<const std::string> names, std::size_t& existing);

/// Removes empty folders from the end of the names, but never the first `kept`.
void remove_empty_folders(int root, std::span<const std::string> names, std::size_t kept);

/// No error if the name in the folder is a plain file.
error_code check_file(int folder, const std::string& name);

}  // namespace voiceid::objects
