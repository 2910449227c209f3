#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <span>
#include <string>

#include "server/http/request_body.hpp"
#include "server/http/service.hpp"

namespace voiceid::http {

inline constexpr std::uint32_t kHeaderLimit = 16 * 1024;

/// Beast's parser, which puts views of the read buffer into a Request: no allocation per header. One parser per
/// request.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using Error = boost::system::error_code;

  /// `body` takes a body that does not arrive in one piece, by the rule that `service` has for it.
  RequestParser(Request& request, RequestBody& body, const Service& service);

  /// Parses as many of the bytes as it can and returns how many. The request then holds views of them.
  std::size_t parse(std::span<const char> bytes, Error& error);

  /// Copies what the request has views of, after a parse() that did not complete it, so those bytes may be freed.
  void detach(std::string& storage);

  /// The client waits for `100 Continue` before it sends the body. An HTTP/1.0 client cannot (RFC 9110, 10.1.1).
  bool expects_continue() const { return expects_continue_ && is_http_1_1_; }
  bool is_http_1_1() const { return is_http_1_1_; }

 private:
  using View = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb method, View method_text, View target, int version,
                       Error& error) override;
  void on_response_impl(int code, View reason, int version, Error& error) override;
  void on_field_impl(boost::beast::http::field field, View name, View value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Error& error) override;
  std::size_t on_body_impl(View body, Error& error) override;
  void on_chunk_header_impl(std::uint64_t size, View extensions, Error& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, View body, Error& error) override;
  void on_finish_impl(Error& error) override;

  void check_header_length(std::size_t taken, Error& error);

  Request& request_;
  RequestBody& body_;
  const Service& service_;
  std::span<const char> bytes_;
  bool expects_continue_ = false;
  bool is_http_1_1_ = false;
  // Whether the header block is known to be within kHeaderLimit; until then, how much of it was taken.
  bool header_checked_ = false;
  std::uint32_t header_taken_ = 0;
  bool is_chunked_ = false;
  bool has_length_ = false;
  std::size_t hosts_ = 0;
  bool start_line_detached_ = false;
  std::size_t detached_headers_ = 0;
};

}  // namespace voiceid::http
