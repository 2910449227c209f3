// Sends the bytes after the first line as a body in chunks, whose lengths that line gives, in pieces of those lengths
// too. The body that is received is the body that was sent, however it was cut.
#include "base/hex.hpp"
#include "tests/fuzz/parsing.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

// Chunks may have extensions, and the last one trailers; both are ignored.
std::string in_chunks(std::string_view body, std::string_view lengths) {
  std::string text;
  for (std::size_t i = 0; !body.empty(); ++i) {
    const unsigned length = lengths.empty() ? 16U : static_cast<unsigned char>(lengths[i % lengths.size()]) + 1U;
    const std::string_view chunk = body.substr(0, length);
    append_hex(text, static_cast<unsigned char>(chunk.size() >> 8U));
    append_hex(text, static_cast<unsigned char>(chunk.size()));
    text.append(length % 3 == 0 ? ";a=\"b\"\r\n" : "\r\n").append(chunk).append("\r\n");
    body.remove_prefix(chunk.size());
  }
  return text.append(lengths.size() % 2 == 0 ? "0\r\n\r\n" : "0\r\nX-Trailer: 1\r\n\r\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string_view lengths = input.until('\n');
  const std::string request =
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + in_chunks(input.rest(), lengths);
  const fuzz::Parsed whole = fuzz::parse(request, {});
  require(whole.done && whole.body == input.rest());
  require(fuzz::parse(request, lengths) == whole);
  return 0;
}
