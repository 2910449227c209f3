#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/http/http_server.hpp"

/// A server in this process, and a client of it.
namespace voiceid::http {

inline constexpr std::chrono::seconds kPatience{20};

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

  /// Does it on the thread of the server, and waits until it is done.
  template <class Act>
  void act(Act act) {
    std::packaged_task<void()> task(std::move(act));
    auto done = task.get_future();
    asio::post(context_, [&task] { task(); });
    done.get();
  }
  /// Stops, and waits until nothing is left to be done.
  void end() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] { server_.stop(); });
    thread_.join();
  }
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

/// A client that sends bytes and reads answers, one after another.
class Client {
 public:
  template <class ServiceType>
  explicit Client(const ServerOf<ServiceType>& server) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), server.port()});
  }

  void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
  void ask(const std::string& path) { send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"); }

  std::string receive_head() {
    const std::size_t size = asio::read_until(socket_, asio::dynamic_buffer(received_), "\r\n\r\n");
    return take(size);
  }
  /// One answer, head and body.
  std::string receive() {
    const std::string head = receive_head();
    const std::string name = "Content-Length: ";
    const std::size_t length = std::stoul(head.substr(head.find(name) + name.size()));
    return head + receive(length);
  }
  /// So many bytes.
  std::string receive(std::size_t size) {
    if (received_.size() < size) {
      asio::read(socket_, asio::dynamic_buffer(received_), asio::transfer_exactly(size - received_.size()));
    }
    return take(size);
  }
  /// All that comes until the server closes.
  std::string receive_to_end() {
    boost::system::error_code ignored;
    asio::read(socket_, asio::dynamic_buffer(received_), ignored);
    return take(received_.size());
  }
  /// Whether the server closes without another byte.
  bool is_closed() {
    char byte = 0;
    boost::system::error_code error;
    socket_.read_some(asio::buffer(&byte, 1), error);
    return error == asio::error::eof || error == asio::error::connection_reset;
  }
  void finish_sending() { socket_.shutdown(asio::ip::tcp::socket::shutdown_send); }
  void close() { socket_.close(); }
  void reset() {
    socket_.set_option(asio::socket_base::linger(true, 0));
    socket_.close();
  }

 private:
  std::string take(std::size_t size) {
    std::string taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }

  asio::io_context context_;
  asio::ip::tcp::socket socket_{context_};
  std::string received_;
};

}  // namespace voiceid::http
