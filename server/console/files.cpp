#include "server/console/files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/console/console_options.hpp"

namespace voiceid::console {
namespace {

struct Kind {
  std::string_view ending;
  std::string_view content_type;
};
constexpr std::array kKinds{Kind{".html", "text/html; charset=utf-8"}, Kind{".css", "text/css; charset=utf-8"},
                            Kind{".js", "text/javascript; charset=utf-8"}, Kind{".svg", "image/svg+xml"},
                            Kind{".yaml", "application/yaml"}};

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.'; }

// Without a leading slash, an empty part or one of dots.
bool is_safe(std::string_view name) {
  return std::ranges::all_of(name, is_plain) && !name.starts_with('/') && !name.starts_with('.') &&
         name.find("//") == std::string_view::npos && name.find("..") == std::string_view::npos &&
         name.find("/.") == std::string_view::npos;
}

}  // namespace

const EmbeddedFile* find_embedded(std::string_view name) {
  const auto files = embedded_files();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  return found == files.end() ? nullptr : &*found;
}

std::optional<std::string> read_file(const std::string& folder, std::string_view name) {
  if (!is_safe(name)) return std::nullopt;
  const std::string path = std::string(folder).append("/").append(name);
  std::error_code error;
  // A pipe would be waited for.
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) return std::nullopt;
  return std::move(content).str();
}

std::string_view content_type_of(std::string_view name) {
  const auto found = std::ranges::find_if(kKinds, [name](const Kind& kind) { return name.ends_with(kind.ending); });
  return found == kKinds.end() ? std::string_view() : found->content_type;
}

bool is_console_folder(std::string_view folder) { return read_file(std::string(folder), "index.html").has_value(); }

}  // namespace voiceid::console
