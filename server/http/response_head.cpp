#include "server/http/response_head.hpp"

#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>

namespace voiceid::http {
namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out.append("HTTP/1.1 200 OK\r\n");
    return;
  }
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(status));
  out.append(" ").append(reason.data(), reason.size()).append("\r\n");
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view ResponseHead::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    date_.assign(text.data(), length);
    date_second_ = now;
  }
  return date_;
}

void ResponseHead::write(std::string& out, const Response& response, AfterAnswer after_answer, Framing framing) {
  out.clear();
  append_status_line(out, response.status);
  append_header(out, kRequestIdHeader, response.request_id);
  append_header(out, "x-amzn-ErrorType", response.error_type);
  append_header(out, "Content-Type", response.content_type);
  append_header(out, "Allow", response.allow);
  append_header(out, "Date", date());
  out.append(response.more_headers);
  if (after_answer == AfterAnswer::kClose) append_header(out, "Connection", "close");
  if (after_answer == AfterAnswer::kKeepAliveExplicit) append_header(out, "Connection", "keep-alive");
  if (framing == Framing::kChunked) append_header(out, "Transfer-Encoding", "chunked");
  // An answer that cannot have a body has no length either (RFC 9110, 8.6).
  if (response.status == 204 || response.status == 304 || framing != Framing::kLength) {
    out.append("\r\n");
    return;
  }
  out.append("Content-Length: ");
  append_number(out, response.pieces ? *response.pieces->size() : response.body.size());
  out.append("\r\n\r\n");
}

}  // namespace voiceid::http
