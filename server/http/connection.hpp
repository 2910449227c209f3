#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "server/http/asio.hpp"
#include "server/http/message.hpp"
#include "server/http/read_buffer.hpp"
#include "server/http/request_parser.hpp"
#include "server/http/response_head.hpp"
#include "server/http/stream.hpp"
#include "server/http/stream_answer.hpp"

namespace voiceid::http {

/// What all connections of a server share.
struct Shared {
  explicit Shared(Service& service_in) : service(service_in) {}

  Service& service;
  ResponseHead head;
  /// nullptr where the server speaks no TLS.
  std::unique_ptr<asio::ssl::context> tls;
  /// Seconds since the server began, counted by its sweep: what deadlines are measured in.
  std::uint64_t tick = 0;
  /// How long a connection may wait for a request to be complete, or for its answer to be taken.
  std::uint64_t idle_timeout_ticks = 60;
  /// How long a stream is silent at most.
  std::chrono::milliseconds heartbeat{15'000};
  bool stopping = false;
};

/// One client's connection: reads requests and writes their answers, one after another, until either side has enough.
/// Unlinks itself from the server's list when it ends.
class Connection : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Connection(Socket socket, Shared& shared) : stream_(std::move(socket), shared.tls.get()), shared_(shared) {}

  Awaitable<void> serve();
  /// Answers whatever the client may send with the refusal, and ends.
  Awaitable<void> refuse(Refusal refusal);

  /// Ends at once if no request is under way, or a stream is, else after its answer.
  void stop();
  /// Ends at once.
  void abort();
  /// Whether it is to end, by its deadline or since nobody is there. To be asked now and then.
  bool is_overdue() { return shared_.tick >= deadline_ || has_lost_interest(); }

 private:
  enum class Received { kRequest, kRefused, kNothing };

  // Returns whether requests can be received now.
  Awaitable<bool> set_up_tls();
  Awaitable<Received> receive();
  // What the bytes received so far are; nothing while they are not a whole request.
  std::optional<Received> parse_received();
  Awaitable<bool> send_continue();
  // Returns whether there is an answer to send, now that it is awaited no longer.
  bool take_later_answer();
  // Whether an answer is awaited for a client that has left and wants it called off.
  bool has_lost_interest();
  Awaitable<bool> send_answer(AfterAnswer after_answer);
  Awaitable<void> serve_web_socket();
  Awaitable<void> serve_stream();
  Awaitable<void> linger();
  AfterAnswer after_answer() const;
  void set_deadline() { deadline_ = shared_.tick + 1 + shared_.idle_timeout_ticks; }
  void release_memory();

  Stream stream_;
  Shared& shared_;
  ReadBuffer buffer_;
  Request request_;
  Response response_;
  std::optional<RequestParser> parser_;
  std::string header_storage_;
  std::string body_storage_;
  std::string head_;
  // While it serves a stream.
  StreamAnswer* streaming_ = nullptr;
  std::uint64_t deadline_ = 0;
  // Nothing is lost if it ends now.
  bool idle_ = false;
};

}  // namespace voiceid::http
