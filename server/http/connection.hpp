#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <limits>
#include <memory>
#include <string>

#include "server/http/asio.hpp"
#include "server/http/channel.hpp"
#include "server/http/feed_answer.hpp"
#include "server/http/later_answer.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/request_reader.hpp"
#include "server/http/response_head.hpp"
#include "server/http/service.hpp"

namespace voiceid::http {

/// What all connections of a server share.
struct Shared {
  Shared(Service& service_in, std::size_t memory_limit) : service(service_in), memory(memory_limit) {}

  Service& service;
  MemoryBudget memory;
  ResponseHead head;
  /// nullptr if the server does not speak TLS.
  std::unique_ptr<asio::ssl::context> tls;
  /// Seconds since the server started, counted by its sweep. Deadlines are in these.
  std::uint64_t tick = 0;
  /// How long a client may take to send a request, or to take its answer.
  std::uint64_t idle_timeout_ticks = 60;
  /// The longest silence of a feed.
  std::chrono::milliseconds heartbeat{15'000};
  bool stopping = false;
};

/// One client's connection: reads requests and writes their answers, one after another, until either side ends it.
/// Unlinks itself from the server's list when it ends.
class Connection : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Connection(Socket socket, Shared& shared)
      : channel_(std::move(socket), shared.tls.get()),
        shared_(shared),
        reader_(channel_, shared.service, shared.memory, shared.stopping, [this] { set_deadline(); }),
        held_memory_(shared.memory) {}

  Awaitable<void> serve();
  /// Answers one request, with a refusal unless it is a probe, and ends.
  Awaitable<void> turn_away();

  /// Ends after the answer to a request in progress; at once if there is none, or the answer is a feed.
  void stop();
  /// Ends at once.
  void abort();
  /// Whether the connection should end, because of its deadline or because nobody is there. Polled by the sweep.
  bool is_overdue() { return (shared_.tick >= deadline_ && !takes_slowly()) || has_lost_interest(); }

 private:
  using Received = RequestReader::Received;

  // Returns whether requests can be received now.
  Awaitable<bool> set_up_tls();
  // Has the service answer what was received.
  void answer(Received received);
  // Answers whatever the client may send with the refusal.
  Awaitable<void> refuse(Refusal refusal);
  // Makes the response the answer that was awaited. Returns whether there is one to send.
  bool take_later_answer();
  // Whether an answer is awaited for a client that has left and wants it called off.
  bool has_lost_interest();
  Awaitable<bool> send_answer(AfterAnswer after_answer);
  // Takes the first piece of the answer. If that is all, it becomes an answer like any other; if it cannot be had, an
  // internal error.
  void begin_pieces();
  Awaitable<bool> send_pieces(AfterAnswer after_answer);
  Framing framing() const;
  Awaitable<void> serve_web_socket();
  Awaitable<void> serve_feed();
  Awaitable<void> linger();
  // Ends at once, by a reset.
  void reset();
  AfterAnswer after_answer();
  void set_deadline() { deadline_ = shared_.tick + 1 + shared_.idle_timeout_ticks; }
  // Whether the client has taken some of what the system has to send since the deadline was set, and so has until the
  // next one. The system takes more from a connection only once much of that is gone.
  bool takes_slowly();
  // Sets the deadline of a client that has a part of the answer.
  void set_deadline_of_answer();
  void clear_deadline() { deadline_ = std::numeric_limits<std::uint64_t>::max(); }
  void release_memory();

  Channel channel_;
  Shared& shared_;
  RequestReader reader_;
  Response response_;
  std::string head_;
  // What the client has not taken yet of the answer, or the WebSocket's message being received.
  HeldMemory held_memory_;
  // While the answer is a feed.
  FeedAnswer* feed_ = nullptr;
  std::uint64_t deadline_ = 0;
  // Nothing is lost if the connection ends now.
  bool idle_ = false;
  // Of the present answer.
  Ending ending_ = Ending::kWhole;
  // The client has a part of the answer.
  bool is_cut_short_ = false;
  // What the system had to send when the deadline of that answer was set.
  std::size_t unsent_ = 0;
};

}  // namespace voiceid::http
