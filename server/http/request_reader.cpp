#include "server/http/request_reader.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

namespace voiceid::http {
namespace {

using boost::system::error_code;
namespace beast_http = boost::beast::http;

Refusal refusal_of(const error_code& error) {
  if (error == beast_http::error::header_limit) return Refusal::kHeaderTooLarge;
  if (error == beast_http::error::body_limit) return Refusal::kBodyTooLarge;
  if (error == boost::system::errc::not_enough_memory) return Refusal::kMemoryFull;
  if (error.category() == boost::system::system_category()) return Refusal::kBodyNotKept;
  return Refusal::kMalformed;
}

}  // namespace

Awaitable<RequestReader::Received> RequestReader::receive(Bodies bodies) {
  bodies_ = bodies;
  parser_.emplace(request_, body_, service_);
  bool continue_sent = false;
  has_begun_ = is_judged_ = false;
  idle_ = !buffer_.has_unparsed();
  while (true) {
    if (const auto received = parse_received()) co_return *received;
    if (parser_->expects_continue() && parser_->is_header_done() && !continue_sent) {
      continue_sent = true;
      const bool sent = co_await send_continue();
      if (!sent) break;
    }
    const std::span<char> space = buffer_.prepare();
    if (idle_ && stopping_) break;
    // The line of a chunk or a trailer is longer than any reasonable one.
    if (space.empty()) co_return refused(Refusal::kMalformed);
    error_code error;
    const std::size_t count =
        co_await channel_.async_read_some(asio::mutable_buffer(space.data(), space.size()), into(error));
    if (error) break;
    buffer_.commit(count);
    idle_ = false;
    // A header block must come in time as a whole; a body may take as long as it goes on.
    if (parser_->is_header_done()) progressed_();
  }
  co_return Received::kNothing;
}

std::optional<RequestReader::Received> RequestReader::parse_received() {
  if (!has_begun_ && !skip_empty_lines()) return std::nullopt;
  if (!buffer_.has_unparsed()) return std::nullopt;
  error_code error;
  buffer_.mark_parsed(parser_->parse(buffer_.unparsed(), error));
  if (error && error != beast_http::error::need_more) return refused(refusal_of(error));
  if (parser_->is_done()) return Received::kRequest;
  parser_->detach(header_storage_);
  if (!parser_->is_header_done() || is_judged_) return std::nullopt;
  is_judged_ = true;
  const bool wanted = bodies_ == Bodies::kRead && service_.is_welcome(request_);
  return wanted ? std::nullopt : std::optional(refused(Refusal::kUnwelcome));
}

// Some clients end a body with a line end too many (RFC 9112, 2.2). Returns whether the request begins.
bool RequestReader::skip_empty_lines() {
  constexpr std::string_view kEmptyLine = "\r\n";
  std::string_view bytes(buffer_.unparsed().data(), buffer_.unparsed().size());
  while (bytes.starts_with(kEmptyLine)) {
    bytes.remove_prefix(kEmptyLine.size());
    buffer_.mark_parsed(kEmptyLine.size());
  }
  has_begun_ = !kEmptyLine.starts_with(bytes);
  return has_begun_;
}

RequestReader::Received RequestReader::refused(Refusal refusal) {
  refusal_ = refusal;
  return Received::kRefused;
}

Awaitable<bool> RequestReader::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  error_code error;
  co_await asio::async_write(channel_, asio::const_buffer(kContinue.data(), kContinue.size()), into(error));
  co_return !error;
}

void RequestReader::release_memory() {
  buffer_.shrink();
  body_.release_memory();
}

}  // namespace voiceid::http
