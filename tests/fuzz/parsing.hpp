#pragma once

#include <boost/beast/http/error.hpp>
#include <string>

#include "server/http/request_parser.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/server/http/no_service.hpp"

namespace voiceid::fuzz {

/// More than any request takes.
inline constexpr std::size_t kMostMemory = 1024 * 1024 * 1024;

/// What became of the bytes of a request.
struct Parsed {
  bool done = false;
  bool failed = false;
  std::string head;
  std::string body;

  friend bool operator==(const Parsed&, const Parsed&) = default;
};

inline std::string head_of(const http::Request& request) {
  std::string head(request.method);
  head.append(" ").append(request.target).append("\n");
  for (const http::Header& header : request.headers)
    head.append(header.name).append(":").append(header.value).append("\n");
  return head;
}

/// Parses bytes that arrive in pieces as long as the bytes of `steps` say, again and again; in one piece without any.
/// Each piece lies in memory of its own, so views that outlive it are found.
inline Parsed parse(std::string_view bytes, std::string_view steps) {
  http::Request request;
  std::string header_storage;
  http::MemoryBudget budget(kMostMemory);
  http::RequestBody body(budget);
  const http::NoService service;
  http::RequestParser parser(request, body, service);
  Parsed parsed;
  auto unparsed = std::make_unique<std::string>();
  for (std::size_t i = 0; !bytes.empty() && !parser.is_done(); ++i) {
    const std::size_t step = steps.empty() ? bytes.size() : 1U + static_cast<unsigned char>(steps[i % steps.size()]);
    auto next = std::make_unique<std::string>(std::move(unparsed->append(bytes.substr(0, step))));
    bytes.remove_prefix(std::min(step, bytes.size()));
    boost::system::error_code error;
    const std::size_t taken = parser.parse(*next, error);
    parsed.failed = error && error != boost::beast::http::error::need_more;
    if (parsed.failed) return parsed;
    parsed.done = parser.is_done();
    if (!parsed.done) parser.detach(header_storage);
    if (parsed.done) parsed.head = head_of(request);
    if (parsed.done) parsed.body = request.body;
    unparsed = std::make_unique<std::string>(next->substr(taken));
  }
  return parsed;
}

}  // namespace voiceid::fuzz
