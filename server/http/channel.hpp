#pragma once

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/role.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "server/http/asio.hpp"

namespace voiceid::http {

/// The bytes of a connection: plain, or through TLS. One type for both compiles everything above only once; the branch
/// is never mispredicted, because a server does one or the other.
class Channel {
 public:
  using executor_type = Executor;
  using lowest_layer_type = Socket::lowest_layer_type;

  /// The socket is non-blocking; `tls` is nullptr for plain bytes.
  Channel(Socket socket, asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(socket_, *tls);
  }

  executor_type get_executor() { return socket_.get_executor(); }
  Socket& socket() { return socket_; }
  bool is_tls() const { return tls_.has_value(); }
  /// Drops TLS, for a client that does not speak it. Only before anything was read.
  void speak_plainly() { tls_.reset(); }

  Awaitable<void> handshake(boost::system::error_code& error) {
    co_await tls_->async_handshake(asio::ssl::stream_base::server, into(error));
  }
  /// Tells the client that nothing more comes, so it can distinguish the end from an interruption.
  Awaitable<void> shut_down(boost::system::error_code& error) {
    if (tls_) {
      co_await tls_->async_shutdown(into(error));
    } else {
      socket_.shutdown(Socket::shutdown_send, error);
    }
  }

  /// Sends the last bytes and tells the client that nothing more comes, as far as possible without waiting.
  void finish(std::string_view last) {
    boost::system::error_code error;
    const asio::const_buffer bytes(last.data(), last.size());
    if (tls_) {
      asio::write(*tls_, bytes, error);
      if (!error) tls_->shutdown(error);
    } else {
      asio::write(socket_, bytes, error);
      socket_.shutdown(Socket::shutdown_send, error);
    }
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
    return socket_.async_read_some(buffers, std::forward<Token>(token));
  }
  /// Sends what the system takes at once and returns how many bytes that was; nothing through TLS, whose records must
  /// leave whole.
  template <class Buffers>
  std::size_t write_at_once(const Buffers& buffers, boost::system::error_code& error) {
    if (tls_) return 0;
    const std::size_t written = socket_.write_some(buffers, error);
    if (error == asio::error::would_block) error = {};
    return written;
  }
  /// How many bytes that were written the client has not acknowledged.
  std::size_t unsent() {
    int bytes = 0;
    return ioctl(socket_.native_handle(), SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
    return socket_.async_write_some(buffers, std::forward<Token>(token));
  }

  // Beast's WebSocket calls these two on the channel when it ends.
  friend void beast_close_socket(Channel& channel) {
    boost::system::error_code ignored;
    channel.socket_.close(ignored);
  }
  template <class Handler>
  friend void async_teardown(boost::beast::role_type /*role*/, Channel& channel, Handler&& handler) {
    boost::system::error_code error;
    channel.socket_.shutdown(Socket::shutdown_both, error);
    asio::post(channel.get_executor(), boost::beast::bind_front_handler(std::forward<Handler>(handler), error));
  }

 private:
  Socket socket_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
};

}  // namespace voiceid::http
