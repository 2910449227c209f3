#include "server/http/listening.hpp"

#include <boost/asio/error.hpp>
#include <vector>

namespace voiceid::http {
namespace {

// The same address in both families of IP.
struct Addresses {
  const char* v4;
  const char* v6;
};
constexpr Addresses kLoopback{"127.0.0.1", "::1"};
constexpr Addresses kEvery{"0.0.0.0", "::"};

constexpr auto kAddressNotAvailable = boost::system::errc::address_not_available;

Error cannot_listen(const std::string& host, std::uint16_t port, const boost::system::error_code& error) {
  return validation_failed("cannot listen on " + host + " port " + std::to_string(port) + ": " + error.message());
}

Result<Listening> listen_on_each(HttpServer& server, std::uint16_t port, const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts) {
    boost::system::error_code error;
    const std::uint16_t bound = server.listen(host, port, error);
    if (error) return cannot_listen(host, port, error);
    port = bound;
  }
  return Listening{.port = port, .host = hosts.front()};
}

// Some clients try a name's IPv6 address first. Only a machine without IPv6 goes without.
Result<Listening> listen_on_both(HttpServer& server, std::uint16_t port, const Addresses& addresses) {
  constexpr int kTries = 20;
  for (int tries = 1;; ++tries) {
    boost::system::error_code error;
    const std::uint16_t bound = server.listen(addresses.v4, port, error);
    if (error) return cannot_listen(addresses.v4, port, error);
    server.listen(addresses.v6, bound, error);
    if (!error || error == boost::asio::error::address_family_not_supported || error == kAddressNotAvailable) {
      return Listening{.port = bound, .host = addresses.v4};
    }
    // A port that is free in IPv4 may be taken in IPv6: try another one.
    if (port != 0 || tries == kTries) return cannot_listen(addresses.v6, bound, error);
    server.stop_listening();
  }
}

}  // namespace

Result<Listening> listen(HttpServer& server, const ServerOptions& options, std::span<const std::string> names) {
  const bool everywhere = listens_everywhere(options);
  std::vector<std::string> certified = everywhere ? std::vector<std::string>() : options.hosts;
  certified.insert(certified.end(), names.begin(), names.end());
  if (auto tls = server.set_up_tls(certified); !tls) return tls.error();
  if (everywhere) return listen_on_both(server, options.port, kEvery);
  return options.hosts.empty() ? listen_on_both(server, options.port, kLoopback)
                               : listen_on_each(server, options.port, options.hosts);
}

}  // namespace voiceid::http
