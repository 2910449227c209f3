// Decodes any bytes as the path and the query of a URL, and judges them as Host and Origin. The memory around them is
// not readable, so reading past their end is found.
#include <algorithm>
#include <cstdint>
#include <memory>

#include "server/http/access_policy.hpp"
#include "server/http/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::make_unique<char[]>(size);
  std::copy_n(data, size, bytes.get());
  const std::string_view text(bytes.get(), size);
  static_cast<void>(voiceid::http::decode_path(text));
  static_cast<void>(voiceid::http::decode_query(text));
  voiceid::http::AccessPolicy policy({});
  static_cast<void>(policy.allows_host(text));
  static_cast<void>(policy.allows_origin(text));
  return 0;
}
