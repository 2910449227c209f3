#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

/// Files and folders below an open folder. They are reached one name after another and never through a link, so that no
/// names and nobody who changes the folders meanwhile lead out of it.
namespace voiceid::objects {

/// An open file or folder; closed at the end.
class Descriptor {
 public:
  Descriptor() = default;
  /// Takes over the number that the system gave; a negative one is none.
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

/// A value, or the system's reason why there is none: its error numbers, with ELOOP for a symbolic link, ENOTDIR for a
/// file in the place of a folder, EISDIR for a folder in the place of a file, ENXIO for what is neither.
template <class T>
using Outcome = boost::system::result<T>;

/// One of the system's error numbers.
error_code system_error(int number);
/// What the system refused last on this thread.
error_code last_error();

/// Opens the folder that all others are below; only this path is the system's to follow.
Outcome<Descriptor> open_root(const std::string& path);

/// Opens the folder at the end of the names.
Outcome<Descriptor> open_folders(int root, std::span<const std::string> names);

/// As open_folders(), but makes those that are missing. `existing` becomes how many of them were there.
Outcome<Descriptor> make_folders(int root, std::span<const std::string> names, std::size_t& existing);

/// Removes the folders at the end of the names that are empty, but none of the first so many.
void remove_empty_folders(int root, std::span<const std::string> names, std::size_t kept);

/// No error where the name in the folder is that of a plain file.
error_code check_file(int folder, const std::string& name);

}  // namespace voiceid::objects
