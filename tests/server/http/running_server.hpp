#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "server/http/http_server.hpp"

/// A server in this process, and a client of it.
namespace voiceid::http {

/// How long a test waits for something that happens at once on an idle machine.
inline constexpr std::chrono::minutes kPatience{1};

/// A server on a thread of its own.
template <class ServiceType>
class ServerOf {
 public:
  explicit ServerOf(const ServerOptions& options = {}) : server_(context_, service_, options) {
    boost::system::error_code error;
    if (auto tls = server_.set_up_tls({}); !tls) throw std::runtime_error(tls.error().message);
    port_ = server_.listen("127.0.0.1", 0, error);
    if (error) throw std::runtime_error(error.message());
    server_.start();
    thread_ = std::thread([this] { context_.run(); });
  }
  ServerOf(const ServerOf&) = delete;
  ServerOf& operator=(const ServerOf&) = delete;
  ~ServerOf() { end(); }

  /// Acts on the server's thread, and waits until that is done.
  template <class Act>
  void act(Act act) {
    std::packaged_task<void()> task(std::move(act));
    auto done = task.get_future();
    asio::post(context_, [&task] { task(); });
    done.get();
  }
  /// Stops, and waits until nothing is left to do.
  void end() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] { server_.stop(); });
    thread_.join();
  }
  /// Ends without waiting for requests in flight.
  void abandon() { context_.stop(); }
  ServiceType& service() { return service_; }
  HttpServer& server() { return server_; }
  std::uint16_t port() const { return port_; }

 private:
  asio::io_context context_{1};
  ServiceType service_;
  HttpServer server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

/// Sends bytes and reads answers, one after another, through a channel that `Channel` is.
template <class Channel>
class BasicClient {
 public:
  void send(const std::string& bytes) { asio::write(channel_, asio::buffer(bytes)); }
  void ask(std::string_view path) { send("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"); }
  /// Asks, and returns the answer.
  std::string get(std::string_view path) {
    ask(path);
    return receive();
  }

  std::string receive_head() { return take(asio::read_until(channel_, asio::dynamic_buffer(received_), "\r\n\r\n")); }
  /// One answer, head and body.
  std::string receive() {
    const std::string head = receive_head();
    const std::string name = "Content-Length: ";
    const std::size_t length = std::stoul(head.substr(head.find(name) + name.size()));
    return head + receive(length);
  }
  /// That many bytes.
  std::string receive(std::size_t size) {
    if (received_.size() < size) {
      asio::read(channel_, asio::dynamic_buffer(received_), asio::transfer_exactly(size - received_.size()));
    }
    return take(size);
  }
  /// Everything until the server closes. `error` is how it does.
  std::string receive_to_end(boost::system::error_code& error) {
    asio::read(channel_, asio::dynamic_buffer(received_), error);
    return take(received_.size());
  }
  std::string receive_to_end() {
    boost::system::error_code ignored;
    return receive_to_end(ignored);
  }
  /// Whether the server closes without another byte.
  bool is_closed() {
    char byte = 0;
    boost::system::error_code error;
    channel_.read_some(asio::buffer(&byte, 1), error);
    return error == asio::error::eof || error == asio::error::connection_reset;
  }
  void finish_sending() { socket().shutdown(asio::ip::tcp::socket::shutdown_send); }
  void close() { socket().close(); }
  void reset() {
    socket().set_option(asio::socket_base::linger(true, 0));
    socket().close();
  }

 protected:
  template <class ServiceType, class... Arguments>
  explicit BasicClient(const ServerOf<ServiceType>& server, Arguments&... arguments)
      : channel_(context_, arguments...) {
    socket().connect({asio::ip::make_address("127.0.0.1"), server.port()});
  }
  auto& socket() { return channel_.lowest_layer(); }
  Channel& channel() { return channel_; }

 private:
  std::string take(std::size_t size) {
    std::string taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }

  asio::io_context context_;
  Channel channel_;
  std::string received_;
};

/// A client that speaks plainly.
class Client : public BasicClient<asio::ip::tcp::socket> {
 public:
  template <class ServiceType>
  explicit Client(const ServerOf<ServiceType>& server) : BasicClient(server) {}
};

/// A client that speaks TLS and does not look at the server's certificate.
class TlsClient : private asio::ssl::context, public BasicClient<asio::ssl::stream<asio::ip::tcp::socket>> {
 public:
  template <class ServiceType>
  explicit TlsClient(const ServerOf<ServiceType>& server)
      : asio::ssl::context(tls_client), BasicClient(server, static_cast<asio::ssl::context&>(*this)) {
    channel().handshake(asio::ssl::stream_base::client);
  }
};

}  // namespace voiceid::http
