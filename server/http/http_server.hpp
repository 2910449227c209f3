#pragma once

#include <boost/intrusive/list.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  std::chrono::seconds idle_timeout{60};
  /// How long a stream is silent at most.
  std::chrono::milliseconds heartbeat{15'000};
};

/// Whether to listen on kEveryAddress.
bool listens_everywhere(const ServerOptions& options);

/// The URL of a server with these options at one of its addresses.
std::string url_of(const ServerOptions& options, std::string_view address, std::uint16_t port);

/// Accepts connections and serves them, all on the thread that runs the io_context.
class HttpServer {
 public:
  HttpServer(asio::io_context& context, Service& service, const ServerOptions& options);

  /// Makes the set-up of TLS where the options ask for it, for these hosts if it is self-signed. To be called before
  /// start(). Errors: those of make_tls_context().
  Result<void> set_up_tls(std::span<const std::string> hosts);

  /// Listens there; port 0 is any free one. Returns the port. Errors: the system's, such as a port in use.
  std::uint16_t listen(const std::string& address, std::uint16_t port, boost::system::error_code& error);

  /// Listens nowhere any more; for trying another port before start().
  void stop_listening() { acceptors_.clear(); }

  /// Begins to accept connections and to end those that are overdue.
  void start();

  /// Accepts no more, lets requests in flight be answered, and ends every connection within kStopTime. The io_context
  /// then runs out of work.
  void stop();

  /// How long requests in flight have at the end. The whole process has a second, and so has a container, of which its
  /// engine takes a good third.
  static constexpr std::chrono::milliseconds kStopTime{500};

 private:
  using Connections = boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>>;

  Awaitable<void> accept(Acceptor& acceptor);
  Awaitable<void> sweep();
  Awaitable<void> abort_after_stop_time();
  void welcome(Socket socket);
  void abort_all();
  Awaitable<void> serve(std::unique_ptr<Connection> connection);
  Awaitable<void> turn_away(std::unique_ptr<Connection> connection);
  // One connection less, of those that `count` counts.
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
};

}  // namespace voiceid::http
