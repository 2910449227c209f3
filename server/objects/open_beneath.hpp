#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <span>
#include <string>

#include "base/descriptor.hpp"

/// Files and folders below an open folder. They are opened name by name and never through a link, so neither a name nor
/// a concurrent change of the folders leads outside.
namespace voiceid::objects {

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
