#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace voiceid::outbound {

namespace beast_http = boost::beast::http;

/// A request as a server received it.
struct SentRequest {
  std::string method;
  std::string target;
  /// Names in lower case.
  std::map<std::string, std::string> headers;
  std::string body;
  std::chrono::steady_clock::time_point at;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

/// What the server sends, and does then.
struct Scripted {
  enum class Then { kKeepConnection, kClose, kHang };

  std::string bytes;
  Then then = Then::kKeepConnection;
};

inline Scripted answer(int status, const std::string& body = "", const std::string& headers = "") {
  return {"HTTP/1.1 " + std::to_string(status) + " -\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
          "\r\n\r\n" + body};
}

/// A server in this process that follows a script, one entry for each request, and accepts only clean HTTP/1.1. The
/// last entry is for all further requests.
class ScriptedServer {
 public:
  /// `asked_for` is the host that requests must name, if it is not the server's own.
  explicit ScriptedServer(std::vector<Scripted> script, std::string asked_for = "")
      : script_(std::move(script)), asked_for_(std::move(asked_for)), thread_([this] { run(); }) {}
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      shutdown(acceptor_.native_handle(), SHUT_RDWR);
      if (connection_ >= 0) shutdown(connection_, SHUT_RDWR);
    }
    thread_.join();
  }

  std::string host() const { return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  std::string endpoint() const { return "http://" + host(); }

  std::vector<SentRequest> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::size_t connections() {
    const std::lock_guard lock(mutex_);
    return connections_;
  }

 private:
  using Tcp = boost::asio::ip::tcp;

  void run() {
    while (true) {
      Tcp::socket socket(context_);
      boost::system::error_code error;
      acceptor_.accept(socket, error);
      {
        const std::lock_guard lock(mutex_);
        if (ended_ || error) return;
        connection_ = socket.native_handle();
        ++connections_;
      }
      boost::beast::flat_buffer buffer;
      while (serve(socket, buffer)) {
      }
      const std::lock_guard lock(mutex_);
      connection_ = -1;
    }
  }

  // Returns whether another request may come on the connection.
  bool serve(Tcp::socket& socket, boost::beast::flat_buffer& buffer) {
    boost::system::error_code error;
    beast_http::request_parser<beast_http::string_body> parser;
    parser.body_limit(boost::none);
    beast_http::read_header(socket, buffer, parser, error);
    if (!error && parser.get()[beast_http::field::expect] == "100-continue") {
      boost::asio::write(socket, boost::asio::buffer(std::string("HTTP/1.1 100 Continue\r\n\r\n")), error);
    }
    if (!error) beast_http::read(socket, buffer, parser, error);
    if (error) return false;
    const Scripted next = take(sent_request(parser.get()));
    boost::asio::write(socket, boost::asio::buffer(next.bytes), error);
    if (next.then == Scripted::Then::kHang) wait_for_end(socket);
    return !error && next.then == Scripted::Then::kKeepConnection;
  }

  static void wait_for_end(Tcp::socket& socket) {
    char byte = 0;
    boost::system::error_code error;
    socket.read_some(boost::asio::buffer(&byte, 1), error);
  }

  Scripted take(SentRequest request) {
    const std::lock_guard lock(mutex_);
    const std::size_t place = std::min(requests_.size(), script_.size() - 1);
    requests_.push_back(std::move(request));
    return script_[place];
  }

  SentRequest sent_request(const beast_http::request<beast_http::string_body>& message) const {
    SentRequest request{
        message.method_string(), message.target(), {}, message.body(), std::chrono::steady_clock::now()};
    EXPECT_EQ(message.version(), 11U);
    for (const auto& field : message) {
      std::string name(field.name_string());
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      EXPECT_TRUE(request.headers.emplace(name, field.value()).second) << "twice: " << name;
    }
    EXPECT_EQ(request.header("host"), asked_for_.empty() ? host() : asked_for_);
    EXPECT_EQ(request.header("transfer-encoding"), "");
    EXPECT_EQ(request.header("content-length").empty(), request.method == "GET");
    return request;
  }

  const std::vector<Scripted> script_;
  const std::string asked_for_;
  boost::asio::io_context context_;
  Tcp::acceptor acceptor_{context_, Tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
  std::mutex mutex_;
  // Guarded by the mutex.
  bool ended_ = false;
  int connection_ = -1;
  std::size_t connections_ = 0;
  std::vector<SentRequest> requests_;
  std::thread thread_;
};

/// A port on the loopback where nobody listens.
class ClosedPort {
 public:
  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(socket_.local_endpoint().port()); }

 private:
  boost::asio::io_context context_;
  // Bound, so nobody else takes the port, but without listen().
  boost::asio::ip::tcp::socket socket_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
};

}  // namespace voiceid::outbound
