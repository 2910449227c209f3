#include "server/http/access_policy.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "server/http/asio.hpp"
#include "server/http/message.hpp"

namespace voiceid::http {
namespace {

// A host name or address without the port behind it.
struct Host {
  std::string_view name;
  // In brackets, as an IPv6 address must be.
  bool bracketed = false;
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

bool is_port(std::string_view text) {
  return text.empty() || (text.starts_with(':') && std::ranges::all_of(text.substr(1), is_digit));
}

bool is_address(std::string_view name, bool bracketed) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(std::string(name), error);
  return !error && address.is_v6() == bracketed;
}

// The host of `host[:port]`; nothing if the text is not of that form.
std::optional<Host> parse(std::string_view text) {
  const bool bracketed = text.starts_with('[');
  if (bracketed) text.remove_prefix(1);
  const std::size_t end = std::min(text.find(bracketed ? ']' : ':'), text.size());
  const Host host{text.substr(0, end), bracketed};
  if (bracketed && end == text.size()) return std::nullopt;
  if (!is_port(text.substr(end + (bracketed ? 1 : 0)))) return std::nullopt;
  const bool good = bracketed ? is_address(host.name, true) : std::ranges::all_of(host.name, is_name_character);
  return good ? std::optional(host) : std::nullopt;
}

bool is_loopback(Host host) {
  constexpr std::string_view kLocalhost = "localhost";
  constexpr std::string_view kBelowLocalhost = ".localhost";
  if (is_address(host.name, host.bracketed)) return asio::ip::make_address(std::string(host.name)).is_loopback();
  if (equals_ignoring_case(host.name, kLocalhost)) return true;
  return host.name.size() > kBelowLocalhost.size() &&
         equals_ignoring_case(host.name.substr(host.name.size() - kBelowLocalhost.size()), kBelowLocalhost);
}

bool contains(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::ranges::any_of(texts, [wanted](std::string_view text) { return equals_ignoring_case(text, wanted); });
}

}  // namespace

bool is_host(std::string_view text) {
  const auto host = parse(text);
  return host && !host->name.empty();
}

bool is_origin(std::string_view text) {
  constexpr std::string_view kSeparator = "://";
  if (text == "null") return true;
  const std::size_t separator = text.find(kSeparator);
  return separator != std::string_view::npos && separator != 0 && is_host(text.substr(separator + kSeparator.size()));
}

std::string_view host_name(std::string_view host_and_port) {
  const auto host = parse(host_and_port);
  return host ? host->name : std::string_view();
}

bool AccessPolicy::allows_host(std::string_view host_and_port) {
  if (!host_and_port.empty() && host_and_port == last_allowed_host_) return true;
  const bool allowed = judge_host(host_and_port);
  if (allowed) last_allowed_host_ = host_and_port;
  return allowed;
}

bool AccessPolicy::judge_host(std::string_view host_and_port) const {
  const auto host = parse(host_and_port);
  if (!host) return false;
  return host->bracketed || host->name.find('.') == std::string_view::npos || is_address(host->name, false) ||
         is_loopback(*host) || contains(options_.allowed_hosts, host->name) ||
         contains(options_.allowed_hosts, host_and_port);
}

bool AccessPolicy::allows_origin(std::string_view origin) const {
  for (const std::string_view scheme : std::array<std::string_view, 2>{"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    const auto host = parse(origin.substr(scheme.size()));
    if (host && is_loopback(*host)) return true;
  }
  return contains(options_.allowed_origins, origin);
}

}  // namespace voiceid::http
