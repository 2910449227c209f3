#include "server/http/message.hpp"

namespace voiceid::http {

std::string_view path_of(std::string_view target) {
  std::string_view path = target;
  if (!path.starts_with('/')) {
    const std::size_t scheme = path.find("://");
    if (scheme == std::string_view::npos) return path;
    const std::size_t start = path.find('/', scheme + 3);
    if (start == std::string_view::npos) return "/";
    path.remove_prefix(start);
  }
  return path.substr(0, path.find('?'));
}

std::string_view Request::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

}  // namespace voiceid::http
