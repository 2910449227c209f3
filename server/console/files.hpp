#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace voiceid::console {

/// A file of the page that is part of the program; CMakeLists.txt makes the table.
struct EmbeddedFile {
  /// Below `page/`, such as `core/router.js`.
  std::string_view name;
  /// Compressed by gzip.
  std::string_view content;
  /// Of the content, in hexadecimal.
  std::string_view digest;
};

std::span<const EmbeddedFile> embedded_files();

/// The file of that name, or nullptr.
const EmbeddedFile* find_embedded(std::string_view name);

/// The content of the folder's file of that name; nothing if there is none. Names that could lead out of the folder
/// name none.
std::optional<std::string> read_file(const std::string& folder, std::string_view name);

/// The media type of a file by the ending of its name; empty for a file that no page has.
std::string_view content_type_of(std::string_view name);

}  // namespace voiceid::console
