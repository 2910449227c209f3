#include "server/outbound/url.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/number.hpp"
#include "server/http/access_policy.hpp"

namespace voiceid::outbound {
namespace {

// What follows `http://` or `https://`; empty without either.
std::string_view behind_scheme(std::string_view url) {
  for (const std::string_view scheme : std::array<std::string_view, 2>{"http://", "https://"}) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return {};
}

// Whether the port in `host[:port]`, if any, is valid.
bool has_valid_port(std::string_view host) {
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  if (colon == std::string_view::npos) return true;
  const auto port = number_in<std::uint16_t>(host.substr(colon + 1));
  return port && *port != 0;
}

bool is_authority(std::string_view text) { return http::is_host(text) && has_valid_port(text); }

// A fragment is not sent to the server, so it is not part of a target.
constexpr bool is_target_character(char c) { return c > ' ' && c <= '~' && c != '#'; }

}  // namespace

bool is_endpoint(std::string_view text) {
  std::string_view authority = behind_scheme(text);
  if (authority.ends_with('/')) authority.remove_suffix(1);
  return is_authority(authority);
}

bool is_url(std::string_view text) {
  return is_authority(behind_scheme(origin_of(text))) && std::ranges::all_of(text, is_target_character);
}

std::string_view origin_of(std::string_view url) {
  const std::string_view rest = behind_scheme(url);
  const std::size_t authority = std::min(rest.find_first_of("/?#"), rest.size());
  return url.substr(0, url.size() - rest.size() + authority);
}

}  // namespace voiceid::outbound
