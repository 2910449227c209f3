#include "server/http/request_parser.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <functional>

namespace voiceid::http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view to_std(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

RequestParser::RequestParser(Request& request, RequestBody& body, const Service& service)
    : request_(request), body_(body), service_(service) {
  eager(true);
  header_limit(kHeaderLimit);
  request_.method = request_.target = request_.body = {};
  request_.headers.clear();
  request_.body_owner = nullptr;
  request_.asks_upgrade = false;
  body_.begin({});
}

std::size_t RequestParser::parse(std::span<const char> bytes, Error& error) {
  // Less than the shortest end of a chunked body completes nothing, and Beast asserts that it never sees less.
  constexpr std::string_view kShortestEnd = "0\r\n\r\n";
  if (is_chunked_ && is_header_done() && bytes.size() < kShortestEnd.size()) {
    error = beast_http::error::need_more;
    return 0;
  }
  bytes_ = bytes;
  // Beast applies its limit to what it has not taken yet, and takes the header line by line.
  if (!header_checked_) header_limit(kHeaderLimit - header_taken_);
  const std::size_t taken = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (!header_checked_) check_header_length(taken, error);
  return taken;
}

void RequestParser::check_header_length(std::size_t taken, Error& error) {
  constexpr std::string_view kLineEnd = "\r\n";
  constexpr std::string_view kHeaderEnd = "\r\n\r\n";
  std::size_t length = header_taken_;
  if (!is_header_done()) {
    length += taken;
  } else if (length + bytes_.size() > kHeaderLimit) {
    const std::string_view bytes(bytes_.data(), bytes_.size());
    length += bytes.starts_with(kLineEnd) ? kLineEnd.size() : bytes.find(kHeaderEnd) + kHeaderEnd.size();
  }
  header_checked_ = is_header_done();
  if (length >= kHeaderLimit + (header_checked_ ? 1U : 0U)) {
    error = beast_http::error::header_limit;
  } else {
    header_taken_ = static_cast<std::uint32_t>(length);
  }
}

void RequestParser::detach(std::string& storage) {
  // The header block is no longer than this, so views of the storage stay valid as it grows.
  storage.reserve(kHeaderLimit);
  const auto detached = [&storage](std::string_view view) {
    const std::size_t place = storage.size();
    storage.append(view);
    return std::string_view(storage).substr(place);
  };
  if (!start_line_detached_) {
    storage.clear();
    request_.method = detached(request_.method);
    request_.target = detached(request_.target);
    start_line_detached_ = !request_.method.empty();
  }
  for (; detached_headers_ < request_.headers.size(); ++detached_headers_) {
    Header& header = request_.headers[detached_headers_];
    header = {detached(header.name), detached(header.value)};
  }
}

void RequestParser::on_request_impl(beast_http::verb /*method*/, View method_text, View target, int version,
                                    Error& /*error*/) {
  is_http_1_1_ = version >= 11;
  request_.method = to_std(method_text);
  request_.target = to_std(target);
  const BodyRule rule = service_.body_rule(request_.method, request_.target);
  body_limit(rule.largest);
  body_.begin(rule);
}

void RequestParser::on_response_impl(int /*code*/, View /*reason*/, int /*version*/, Error& /*error*/) {}

void RequestParser::on_field_impl(beast_http::field field, View name, View value, Error& error) {
  // Beast assembles a value folded over several lines elsewhere; such requests must be refused (RFC 9112, 5.2).
  const bool in_place = value.empty() || (std::greater_equal<>()(value.data(), bytes_.data()) &&
                                          std::less<>()(value.data(), bytes_.data() + bytes_.size()));
  if (!in_place) {
    error = beast_http::error::bad_value;
    return;
  }
  if (field == beast_http::field::host) ++hosts_;
  // Clients, proxies and servers differ in which of several lengths they take, even equal ones (RFC 9112, 6.3).
  if (field == beast_http::field::content_length &&
      (has_length_ || to_std(value).find(',') != std::string_view::npos)) {
    error = beast_http::error::bad_content_length;
    return;
  }
  has_length_ = has_length_ || field == beast_http::field::content_length;
  if (field == beast_http::field::expect && equals_ignoring_case(to_std(value), "100-continue")) {
    expects_continue_ = true;
  }
  if (field == beast_http::field::transfer_encoding) {
    // With any coding other than one `chunked`, the end of the body would be unclear, and HTTP/1.0 knows no codings
    // (RFC 9112, 6.1).
    if (is_chunked_ || !is_http_1_1_ || !equals_ignoring_case(to_std(value), "chunked"))
      error = beast_http::error::bad_transfer_encoding;
    is_chunked_ = true;
  }
  // Trailers come after the body and are ignored.
  if (!is_header_done()) request_.headers.push_back({to_std(name), to_std(value)});
}

void RequestParser::on_header_impl(Error& error) {
  // HTTP/1.0 has no Host (RFC 9112, 3.2).
  if (hosts_ > 1 || (is_http_1_1_ && hosts_ == 0)) error = beast_http::error::bad_field;
  request_.asks_upgrade = is_http_1_1_ && upgrade();
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& /*content_length*/, Error& /*error*/) {}

std::size_t RequestParser::on_body_impl(View body, Error& error) {
  const bool whole = body_.is_empty() && content_length() && *content_length() == body.size();
  if (whole) {
    request_.body = to_std(body);
  } else {
    error = body_.append(to_std(body));
  }
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t /*size*/, View /*extensions*/, Error& /*error*/) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, View body, Error& error) {
  return on_body_impl(body, error);
}

void RequestParser::on_finish_impl(Error& error) {
  if (body_.is_empty()) return;
  error = body_.finish(request_.body);
  request_.body_owner = &body_;
}

}  // namespace voiceid::http
