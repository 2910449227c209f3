#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/http/http_server.hpp"
#include "server/http/later_answer.hpp"

/// A server in this process whose answers come later, and a client of it.
namespace voiceid::http {

inline constexpr std::chrono::seconds kPatience{20};

inline Answer text_answer(std::string text, int status = 200) { return {status, "text/plain", std::move(text)}; }

/// Leaves answers for later, until the test gives them; but for some paths that say at once what becomes of them.
class LaterService final : public Service {
 public:
  void handle(const Request& request, Response& response) override {
    response.request_id = "id";
    response.more_headers = "X-More: said before\r\n";
    const std::string_view path = request.path();
    if (path == "/now") {
      response.body = "now";
    } else if (path == "/at-once") {
      LaterAnswer(response).give(text_answer("given at once"));
    } else if (path == "/never") {
      const LaterAnswer dropped(response);
    } else {
      keep(std::string(path), LaterAnswer(response), request.take_body());
    }
  }
  void complete(const Request& request, Response& response, bool given) override {
    if (!given) response.status = 500;
    if (!given) response.body = "never given: " + std::string(request.path());
  }
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& response) override {
    response.status = 400;
    response.body = "refused";
  }
  std::uint64_t body_limit(std::string_view /*target*/) const override { return 1024 * 1024; }

  /// Waits until the request to that path was left for later. Returns its body.
  std::string wait_for(const std::string& path) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kPatience, [&] { return kept_.contains(path); });
    return kept_.at(path).body;
  }
  LaterAnswer take(const std::string& path) {
    const std::lock_guard lock(mutex_);
    LaterAnswer answer = std::move(*kept_.at(path).answer);
    kept_.erase(path);
    return answer;
  }

 private:
  struct Kept {
    std::unique_ptr<LaterAnswer> answer;
    std::string body;
  };

  void keep(std::string path, LaterAnswer answer, std::string body) {
    const std::lock_guard lock(mutex_);
    kept_[std::move(path)] = {std::make_unique<LaterAnswer>(std::move(answer)), std::move(body)};
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Kept> kept_;
};

/// A server on a thread of its own.
class RunningServer {
 public:
  explicit RunningServer(const ServerOptions& options = {}) : server_(context_, service_, options) {
    boost::system::error_code error;
    port_ = server_.listen("127.0.0.1", 0, error);
    if (error) throw std::runtime_error(error.message());
    server_.start();
    thread_ = std::thread([this] { context_.run(); });
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer() { end(); }

  /// Does it on the thread of the server, and waits until it is done.
  template <class Act>
  void act(Act act) {
    std::packaged_task<void()> task(std::move(act));
    auto done = task.get_future();
    asio::post(context_, [&task] { task(); });
    done.get();
  }
  void give(const std::string& path, Answer answer) {
    service_.wait_for(path);
    act([&] { service_.take(path).give(std::move(answer)); });
  }
  /// Stops, and waits until nothing is left to be done.
  void end() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] { server_.stop(); });
    thread_.join();
  }
  LaterService& service() { return service_; }
  HttpServer& server() { return server_; }
  std::uint16_t port() const { return port_; }

 private:
  asio::io_context context_{1};
  LaterService service_;
  HttpServer server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

/// A client that sends bytes and reads answers, one after another.
class Client {
 public:
  explicit Client(const RunningServer& server) {
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
    if (received_.size() < length) {
      asio::read(socket_, asio::dynamic_buffer(received_), asio::transfer_exactly(length - received_.size()));
    }
    return head + take(length);
  }
  /// Whether the server closes without another byte.
  bool is_closed() {
    char byte = 0;
    boost::system::error_code error;
    socket_.read_some(asio::buffer(&byte, 1), error);
    return error == asio::error::eof || error == asio::error::connection_reset;
  }
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
