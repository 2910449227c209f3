#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/http/channel.hpp"
#include "server/http/read_buffer.hpp"
#include "server/http/request_body.hpp"
#include "server/http/request_parser.hpp"
#include "server/http/service.hpp"

namespace voiceid::http {

/// Receives the requests of one connection, one after another.
class RequestReader {
 public:
  enum class Received {
    /// request() is complete.
    kRequest,
    /// The client sent something else, or too much: refusal() says which. request() has the parts that were read.
    kRefused,
    /// The client has gone, or the server stops before a request began.
    kNothing
  };

  /// Bodies are held within the budget. `stopping` turns true when no further request is to be received. `progressed`
  /// is called whenever more of a body has arrived.
  RequestReader(Channel& channel, Service& service, MemoryBudget& budget, const bool& stopping,
                std::function<void()> progressed)
      : channel_(channel), service_(service), stopping_(stopping), progressed_(std::move(progressed)), body_(budget) {}

  /// Waits for the next request.
  Awaitable<Received> next() { return receive(Bodies::kRead); }
  /// The same, but refuses a request whose body has not come with its header block, as kUnwelcome.
  Awaitable<Received> next_without_body() { return receive(Bodies::kRefused); }
  Request& request() { return request_; }
  Refusal refusal() const { return refusal_; }

  /// Whether nothing of the request awaited has arrived yet.
  bool is_idle() const { return idle_; }
  /// Whether more bytes have arrived than belong to the last request.
  bool has_unparsed() const { return buffer_.has_unparsed(); }
  /// Whether the client of the last request keeps the connection open.
  bool keeps_alive() const { return parser_->keep_alive(); }
  bool is_http_1_1() const { return parser_->is_http_1_1(); }

  /// Frees the memory that an unusually large request took, once it has been answered.
  void release_memory();

 private:
  enum class Bodies { kRead, kRefused };

  Awaitable<Received> receive(Bodies bodies);
  // What the bytes received so far are; nothing if they are not a complete request yet.
  std::optional<Received> parse_received();
  bool skip_empty_lines();
  Received refused(Refusal refusal);
  Awaitable<bool> send_continue();

  Channel& channel_;
  Service& service_;
  const bool& stopping_;
  const std::function<void()> progressed_;
  ReadBuffer buffer_;
  Request request_;
  Refusal refusal_ = Refusal::kMalformed;
  std::optional<RequestParser> parser_;
  std::string header_storage_;
  RequestBody body_;
  bool idle_ = false;
  // Whether anything of the request, and not only of empty lines before it, has arrived.
  bool has_begun_ = false;
  // Whether the service has been asked about the header block.
  bool is_judged_ = false;
  Bodies bodies_ = Bodies::kRead;
};

}  // namespace voiceid::http
