#include "server/http/access_policy.hpp"

#include <algorithm>
#include <array>

#include "server/http/asio.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {
namespace {

// A host name, or an IPv6 address without its brackets.
struct Host {
  std::string_view name;
  bool bracketed = false;
};

// The host in front of the port.
Host without_port(std::string_view host_and_port) {
  if (host_and_port.starts_with('[')) {
    return {host_and_port.substr(1, host_and_port.find(']') - 1), true};
  }
  return {host_and_port.substr(0, host_and_port.find(':')), false};
}

asio::ip::address address_of(std::string_view name, boost::system::error_code& error) {
  return asio::ip::make_address(std::string(name), error);
}

bool is_address(std::string_view name) {
  boost::system::error_code error;
  address_of(name, error);
  return !error;
}

bool is_loopback(Host host) {
  constexpr std::string_view kLocalhost = "localhost";
  constexpr std::string_view kBelowLocalhost = ".localhost";
  boost::system::error_code error;
  const auto address = address_of(host.name, error);
  if (!error) return address.is_loopback();
  if (host.bracketed) return false;
  if (equals_ignoring_case(host.name, kLocalhost)) return true;
  return host.name.size() > kBelowLocalhost.size() &&
         equals_ignoring_case(host.name.substr(host.name.size() - kBelowLocalhost.size()), kBelowLocalhost);
}

bool contains(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::ranges::any_of(texts, [wanted](std::string_view text) { return equals_ignoring_case(text, wanted); });
}

}  // namespace

bool AccessPolicy::allows_host(std::string_view host_and_port) const {
  const Host host = without_port(host_and_port);
  if (!host.bracketed && host.name.find('.') == std::string_view::npos) return true;
  return is_address(host.name) || is_loopback(host) || contains(options_.allowed_hosts, host.name) ||
         contains(options_.allowed_hosts, host_and_port);
}

bool AccessPolicy::allows_origin(std::string_view origin) const {
  for (const std::string_view scheme : std::array<std::string_view, 2>{"http://", "https://"}) {
    if (origin.starts_with(scheme) && is_loopback(without_port(origin.substr(scheme.size())))) return true;
  }
  return contains(options_.allowed_origins, origin);
}

}  // namespace voiceid::http
