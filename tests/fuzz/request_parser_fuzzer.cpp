// Parses any bytes in steps of any size, and compares the outcome with that of the same bytes in one piece: it does not
// depend on how they arrive.
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "server/http/request_parser.hpp"
#include "tests/server/http/no_service.hpp"

namespace {

using namespace voiceid::http;

struct Outcome {
  bool done = false;
  bool failed = false;
  std::string text;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string text_of(const Request& request) {
  std::string text(request.method);
  text.append(" ").append(request.target).append("\n");
  for (const Header& header : request.headers) text.append(header.name).append(":").append(header.value).append("\n");
  return text.append(request.body);
}

Outcome parse(const std::string& bytes, std::size_t step) {
  Request request;
  std::string header_storage;
  MemoryBudget budget(1024 * 1024 * 1024);
  RequestBody body(budget);
  const NoService service;
  RequestParser parser(request, body, service);
  Outcome outcome;
  std::unique_ptr<std::string> unparsed = std::make_unique<std::string>();
  for (std::size_t received = 0; received < bytes.size() && !parser.is_done(); received += step) {
    auto next = std::make_unique<std::string>(*unparsed + bytes.substr(received, step));
    boost::system::error_code error;
    const std::size_t taken = parser.parse(*next, error);
    if (error && error != boost::beast::http::error::need_more) {
      outcome.failed = true;
      return outcome;
    }
    if (!parser.is_done()) parser.detach(header_storage);
    outcome.done = parser.is_done();
    if (outcome.done) outcome.text = text_of(request);
    unparsed = std::make_unique<std::string>(next->substr(taken));
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t step = data[0] % 64U + 1;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Outcome whole = parse(bytes, bytes.size());
  const Outcome stepped = parse(bytes, step);
  // A mistake behind the end of a message is found only if it arrives together with that end.
  if (whole.done && !(stepped == whole)) std::abort();
  return 0;
}
