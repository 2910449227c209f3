#include "server/console/console.hpp"

#include "server/console/coding.hpp"
#include "server/console/files.hpp"

namespace voiceid::console {
namespace {

constexpr std::string_view kPath = "/_voiceid/console";
constexpr std::string_view kPage = "index.html";

constexpr ErrorType kNotFound{"", "NotFound", 404};
constexpr ErrorType kMethodNotAllowed{"", "MethodNotAllowed", 405};

// The page loads nothing but its own files, runs no script that stands in it, and no other page may frame it.
constexpr std::string_view kHeaders =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n";

// The name of the file that the path means, without a query.
std::string_view name_in(std::string_view path) {
  if (path == "/" || path == kPath) return kPage;
  path.remove_prefix(kPath.size() + 1);
  return path.empty() ? kPage : path;
}

// Whether the client has that representation already: RFC 9110, 13.1.2.
bool has(const http::Request& request, std::string_view tag) {
  const auto known = request.header("If-None-Match");
  return known && (*known == "*" || known->find(tag) != std::string_view::npos);
}

void answer_embedded(const EmbeddedFile& file, const http::Request& request, http::Response& response) {
  const bool packed = wants_gzip(request);
  const std::string tag = std::string("\"").append(file.digest).append(packed ? "-gzip\"" : "\"");
  // "no-cache" lets the browser keep the file, and ask each time whether it is still the same.
  response.more_headers.append("Cache-Control: no-cache\r\nETag: ").append(tag).append("\r\n");
  if (has(request, tag)) {
    response.status = 304;
    return;
  }
  if (packed) response.more_headers.append("Content-Encoding: gzip\r\n");
  response.body = packed ? std::string(file.content) : unpacked(file.content);
}

}  // namespace

bool Console::serves(std::string_view path) const {
  return path.starts_with(kPath) && (path.size() == kPath.size() || path[kPath.size()] == '/');
}

void Console::handle(http::Request& request, http::Response& response) {
  response.more_headers.append(kHeaders);
  // Only those who ask for a page get it at the root.
  response.more_headers.append(request.path() == "/" ? "Vary: Accept, Accept-Encoding\r\n"
                                                     : "Vary: Accept-Encoding\r\n");
  if (auto answered = answer(request, response); !answered) answer_error(answered.error(), response);
}

Result<void> Console::answer(const http::Request& request, http::Response& response) const {
  if (request.method != "GET" && request.method != "HEAD") {
    response.allow = "GET, HEAD";
    return Error{&kMethodNotAllowed, "The console's files can only be read.", {}, {}};
  }
  const Error missing{&kNotFound, "The console has no such file; it begins at /_voiceid/console/.", {}, {}};
  const std::string_view name = name_in(request.path());
  const std::string_view content_type = content_type_of(name);
  if (content_type.empty()) return missing;
  // The demo's fixture is no file of the page's folder.
  if (!options_.folder.empty() && !name.ends_with(".yaml")) {
    auto content = read_file(options_.folder, name);
    if (!content) return missing;
    response.more_headers.append("Cache-Control: no-store\r\n");
    response.body = std::move(*content);
  } else {
    const EmbeddedFile* file = find_embedded(name);
    if (file == nullptr) return missing;
    answer_embedded(*file, request, response);
  }
  response.content_type = content_type;
  return {};
}

void Console::answer_error(const Error& error, http::Response& response) const {
  response.status = error.type->http_status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = error.message + "\n";
  response.notes.error = error.type->name;
}

}  // namespace voiceid::console
