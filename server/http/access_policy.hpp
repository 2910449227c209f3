#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace voiceid::http {

/// What `--allowed-host` and `--allowed-origin` add.
struct AccessOptions {
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> allowed_origins;
};

/// Whether the text is `host` or `host:port`, the host a name or an address.
bool is_host(std::string_view text);

/// The name or address in `host[:port]`, an IPv6 address without its brackets; empty where the text is no such thing.
std::string_view host_name(std::string_view host_and_port);

/// Whether the text is an origin as browsers send it: `scheme://host[:port]`, or `null`.
bool is_origin(std::string_view text);

/// From where requests are taken, so that no web page that somebody happens to look at can use the emulator (page 6).
class AccessPolicy {
 public:
  explicit AccessPolicy(AccessOptions options) : options_(std::move(options)) {}

  /// Whether a request may come by that value of Host: a name of the loopback, an IP address, a name without dots, as
  /// containers have it, or an allowed host; with any port. Other names may be an attacker's that lead here (DNS
  /// rebinding).
  bool allows_host(std::string_view host_and_port);

  /// Whether a page of that origin may use the emulator: one of the loopback, at any port, or an allowed origin.
  bool allows_origin(std::string_view origin) const;

 private:
  bool judge_host(std::string_view host_and_port) const;

  AccessOptions options_;
  // Nearly all requests come by the same one, and to read it takes time.
  std::string last_allowed_host_;
};

}  // namespace voiceid::http
