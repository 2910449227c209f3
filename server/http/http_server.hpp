#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/descriptor.hpp"
#include "domain/result.hpp"
#include "server/http/connection.hpp"
#include "server/http/tls.hpp"

namespace voiceid::http {

/// The `--host` that stands for all addresses of IPv4 and, if the machine has it, of IPv6.
inline constexpr std::string_view kEveryAddress = "all";

struct ServerOptions {
  /// IP addresses, or kEveryAddress alone. Empty: the loopback addresses of IPv4 and, if the machine has it, of IPv6.
  std::vector<std::string> hosts = {};
  std::uint16_t port = 8643;
  TlsOptions tls = {};
  std::size_t max_connections = 1024;
  /// How many bytes all connections together may hold of bodies and answers.
  std::size_t memory_limit = 512'000'000;
  std::chrono::seconds idle_timeout{60};
  /// The longest silence of a feed.
  std::chrono::milliseconds heartbeat{15'000};
  /// How long a stop waits for requests in flight. The whole process has one second; so does a container, whose engine
  /// needs a good third of it.
  std::chrono::milliseconds stop_time{500};
};

/// Whether to listen on kEveryAddress.
bool listens_everywhere(const ServerOptions& options);

/// The URL of a server with these options at one of its addresses.
std::string url_of(const ServerOptions& options, std::string_view address, std::uint16_t port);

/// Accepts connections and serves them, all on the thread that runs the io_context.
class HttpServer {
 public:
  HttpServer(asio::io_context& context, Service& service, const ServerOptions& options);

  /// Sets up TLS if the options ask for it; a self-signed certificate is for these hosts. Call before start().
  /// Errors: those of make_tls_context().
  Result<void> set_up_tls(std::span<const std::string> hosts);

  /// Listens on the address; port 0 means any free one. Returns the port. Errors: the system's, such as a port in use.
  std::uint16_t listen(const std::string& address, std::uint16_t port, boost::system::error_code& error);

  /// Stops listening, to try another port before start().
  void stop_listening() { acceptors_.clear(); }

  /// How many connections are open, without those that are turned away.
  std::size_t open_connections() const { return count_; }

  /// Starts accepting connections and ending overdue ones.
  void start();

  /// Accepts no more connections, lets requests in flight be answered, and ends every connection within the stop time.
  /// The io_context then runs out of work.
  void stop();

 private:
  using Connections = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

  Awaitable<void> accept(Acceptor& acceptor);
  Awaitable<void> sweep();
  Awaitable<void> abort_after_stop_time();
  void welcome(Socket socket);
  bool turn_away_by_spare(Acceptor& acceptor);
  void turn_away_at_once(Socket socket);
  void note_failure(const boost::system::error_code& error);
  void abort_all();
  Awaitable<void> serve(std::unique_ptr<Connection> connection);
  Awaitable<void> turn_away(std::unique_ptr<Connection> connection);
  // Counts one connection less, in count_ or turned_away_.
  void leave(std::size_t& count);

  asio::io_context& context_;
  Shared shared_;
  ServerOptions options_;
  std::vector<Acceptor> acceptors_;
  Timer sweep_timer_;
  Timer stop_timer_;
  Connections connections_;
  std::size_t count_ = 0;
  std::size_t turned_away_ = 0;
  // Kept for when there is no other.
  Descriptor spare_;
  // Those not in the log yet.
  std::size_t failures_ = 0;
  std::optional<std::uint64_t> failure_noted_at_;
};

}  // namespace voiceid::http
