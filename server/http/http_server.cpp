#include "server/http/http_server.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <functional>
#include <memory>

#include "base/wording.hpp"

namespace voiceid::http {
namespace {

using boost::system::error_code;

constexpr std::chrono::seconds kSweepInterval{1};
constexpr std::chrono::milliseconds kAcceptRetry{50};
// How many seconds pass between two lines of the log about clients that could not be accepted.
constexpr std::uint64_t kFailurePeriod = 10;
// This many connections above the limit may send their request before it is refused; any more are refused at once.
constexpr std::size_t kMaxTurnedAway = 64;

// Reports a connection's end, however it comes about.
class Departure {
 public:
  explicit Departure(std::function<void()> report) : report_(std::move(report)) {}
  Departure(const Departure&) = delete;
  Departure& operator=(const Departure&) = delete;
  ~Departure() { report_(); }

 private:
  std::function<void()> report_;
};

Descriptor open_spare() { return Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace

bool listens_everywhere(const ServerOptions& options) {
  return options.hosts.size() == 1 && options.hosts.front() == kEveryAddress;
}

std::string url_of(const ServerOptions& options, std::string_view address, std::uint16_t port) {
  std::string host(address);
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return (options.tls.enabled() ? "https://" : "http://") + host + ":" + std::to_string(port);
}

HttpServer::HttpServer(asio::io_context& context, Service& service, const ServerOptions& options)
    : context_(context),
      shared_(service, options.memory_limit),
      options_(options),
      sweep_timer_(context),
      stop_timer_(context),
      spare_(open_spare()) {
  shared_.idle_timeout_ticks = static_cast<std::uint64_t>(options.idle_timeout.count());
  shared_.heartbeat = options.heartbeat;
}

Result<void> HttpServer::set_up_tls(std::span<const std::string> hosts) {
  if (!options_.tls.enabled()) return {};
  auto tls = make_tls_context(options_.tls, hosts);
  if (!tls) return tls.error();
  shared_.tls = std::move(*tls);
  if (options_.tls.self_signed) spdlog::info("The certificate's SHA-256 is {}", sha256_fingerprint(*shared_.tls));
  return {};
}

std::uint16_t HttpServer::listen(const std::string& address, std::uint16_t port, error_code& error) {
  const auto ip = asio::ip::make_address(address, error);
  if (error) return 0;
  const Tcp::endpoint endpoint(ip, port);
  Acceptor acceptor(context_);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
  // IPv4 gets a socket of its own, so both kinds of address may be given.
  if (!error && ip.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return 0;
  const std::uint16_t bound = acceptor.local_endpoint(error).port();
  acceptors_.push_back(std::move(acceptor));
  return bound;
}

void HttpServer::start() {
  for (Acceptor& acceptor : acceptors_) asio::co_spawn(context_, accept(acceptor), asio::detached);
  asio::co_spawn(context_, sweep(), asio::detached);
}

void HttpServer::stop() {
  if (shared_.stopping) return;
  shared_.stopping = true;
  for (Acceptor& acceptor : acceptors_) {
    error_code ignored;
    acceptor.close(ignored);
  }
  sweep_timer_.cancel();
  for (auto connection = connections_.begin(); connection != connections_.end();) (connection++)->stop();
  if (count_ + turned_away_ != 0) asio::co_spawn(context_, abort_after_stop_time(), asio::detached);
}

void HttpServer::abort_all() {
  for (auto connection = connections_.begin(); connection != connections_.end();) (connection++)->abort();
}

Awaitable<void> HttpServer::abort_after_stop_time() {
  error_code error;
  stop_timer_.expires_after(options_.stop_time);
  co_await stop_timer_.async_wait(into(error));
  if (!error) abort_all();
}

Awaitable<void> HttpServer::sweep() {
  while (!shared_.stopping) {
    error_code error;
    sweep_timer_.expires_after(kSweepInterval);
    co_await sweep_timer_.async_wait(into(error));
    ++shared_.tick;
    for (auto connection = connections_.begin(); connection != connections_.end();) {
      Connection& current = *connection++;
      if (current.is_overdue()) current.abort();
    }
  }
}

Awaitable<void> HttpServer::accept(Acceptor& acceptor) {
  while (!shared_.stopping) {
    error_code error;
    Socket socket = co_await acceptor.async_accept(into(error));
    if (shared_.stopping) co_return;
    if (!error) {
      welcome(std::move(socket));
      continue;
    }
    note_failure(error);
    if (error == asio::error::no_descriptors && turn_away_by_spare(acceptor)) continue;
    // The next try may succeed.
    Timer pause(context_, kAcceptRetry);
    co_await pause.async_wait(into(error));
  }
}

void HttpServer::note_failure(const error_code& error) {
  ++failures_;
  if (failure_noted_at_ && shared_.tick - *failure_noted_at_ < kFailurePeriod) return;
  spdlog::warn("{} could not be accepted: {}", counted(failures_, "connection"), error.message());
  failures_ = 0;
  failure_noted_at_ = shared_.tick;
}

// Accepts a client for whom there is no file descriptor by the one kept in reserve. Returns whether there was one.
bool HttpServer::turn_away_by_spare(Acceptor& acceptor) {
  spare_ = Descriptor();
  error_code error;
  Socket socket(context_);
  acceptor.non_blocking(true, error);
  acceptor.accept(socket, error);
  const bool accepted = !error;
  if (accepted) turn_away_at_once(std::move(socket));
  spare_ = open_spare();
  return accepted;
}

// Tells the client that there is no place for it, as far as possible without waiting, and closes its connection.
void HttpServer::turn_away_at_once(Socket socket) {
  // A handshake would have to be waited for.
  if (shared_.tls) return;
  Response response;
  std::string answer;
  shared_.service.refuse(Refusal::kTooManyConnections, Request(), response);
  shared_.head.write(answer, response, AfterAnswer::kClose, Framing::kLength);
  answer += response.body;
  error_code error;
  socket.non_blocking(true, error);
  // What is left unread when the socket closes would take the answer with it. One read, however much the client sends:
  // everybody else waits meanwhile.
  std::array<char, 16 * 1024> request{};
  socket.receive(asio::buffer(request), 0, error);
  socket.send(asio::buffer(answer), 0, error);
}

void HttpServer::welcome(Socket socket) {
  error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  socket.non_blocking(true, ignored);
  const bool full = count_ >= options_.max_connections;
  if (full && turned_away_ >= kMaxTurnedAway) return turn_away_at_once(std::move(socket));
  auto connection = std::make_unique<Connection>(std::move(socket), shared_);
  connections_.push_back(*connection);
  if (full) {
    ++turned_away_;
    asio::co_spawn(context_, turn_away(std::move(connection)), asio::detached);
  } else {
    ++count_;
    asio::co_spawn(context_, serve(std::move(connection)), asio::detached);
  }
}

Awaitable<void> HttpServer::serve(std::unique_ptr<Connection> connection) {
  const Departure departure([this] { leave(count_); });
  co_await connection->serve();
  connection.reset();
}

Awaitable<void> HttpServer::turn_away(std::unique_ptr<Connection> connection) {
  const Departure departure([this] { leave(turned_away_); });
  co_await connection->turn_away();
  connection.reset();
}

void HttpServer::leave(std::size_t& count) {
  --count;
  if (shared_.stopping && count_ + turned_away_ == 0) stop_timer_.cancel();
}

}  // namespace voiceid::http
