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

/// The name or address in `host[:port]`, an IPv6 address without its brackets; empty if the text is not of that form.
std::string_view host_name(std::string_view host_and_port);

/// Whether the text is an origin as browsers send it: `scheme://host[:port]`, or `null`.
bool is_origin(std::string_view text);

/// Where requests are accepted from, so that a web page that somebody happens to visit cannot use the emulator.
class AccessPolicy {
 public:
  explicit AccessPolicy(AccessOptions options) : options_(std::move(options)) {}

  /// Whether a request with that Host header is accepted: a name of the loopback, an IP address, a name without dots,
  /// as containers have, or an allowed host; with any port. Any other name may be an attacker's that resolves to this
  /// machine (DNS rebinding).
  bool allows_host(std::string_view host_and_port);

  /// Whether a page of that origin may use the emulator: an origin on the loopback, with any port, or an allowed one.
  bool allows_origin(std::string_view origin) const;

 private:
  bool judge_host(std::string_view host_and_port) const;

  AccessOptions options_;
  // Nearly all requests have the same Host, and judging it takes time.
  std::string last_allowed_host_;
};

}  // namespace voiceid::http
