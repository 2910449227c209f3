// Decodes any bytes as the path and the query of a URL, and judges them as Host and Origin. What was decoded and
// encoded again decodes as the same.
#include "base/hex.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/target.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out.push_back('%');
    append_hex(out, static_cast<unsigned char>(c));
  }
  return out;
}

void check_path(std::string_view text) {
  const auto segments = http::decode_path(text);
  if (!segments) return fuzz::require_sentence(segments.error().message);
  std::string path;
  for (const std::string& segment : *segments) path.append("/").append(encoded(segment));
  const auto again = http::decode_path(path);
  // A path of one empty segment cannot be told from one of none.
  require(again && (*again == *segments || path == "/"));
}

void check_query(std::string_view text) {
  const auto parameters = http::decode_query(text);
  if (!parameters) return fuzz::require_sentence(parameters.error().message);
  std::string query;
  for (const auto& [name, value] : *parameters) {
    query.append(query.empty() ? "" : "&").append(encoded(name)).append("=").append(encoded(value));
  }
  const auto again = http::decode_query(query);
  require(again && *again == *parameters);
}

void check_access(std::string_view text) {
  http::AccessPolicy policy({});
  const bool allowed = policy.allows_host(text);
  require(policy.allows_host(text) == allowed);
  // Clients that know no host send an empty one.
  require(!allowed || http::is_host(text) || text.empty() || text.starts_with(':'));
  require(!policy.allows_origin(text) || http::is_origin(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const std::string_view text = input.rest();
  check_path(text);
  check_query(text);
  check_access(text);
  // The parts of a target are parts of it.
  require(text.find(http::path_of(text)) != std::string_view::npos || http::path_of(text) == "/");
  require(text.ends_with(http::query_of(text)));
  return 0;
}
