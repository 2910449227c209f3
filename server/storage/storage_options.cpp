#include "server/storage/storage_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "server/http/access_policy.hpp"
#include "server/storage/s3_store.hpp"

namespace voiceid::storage {
namespace {

// The host and port of a URL that has no more than these, maybe with a slash behind them.
std::string_view authority_of(std::string_view url) {
  for (const std::string_view scheme : std::array<std::string_view, 2>{"http://", "https://"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    return url;
  }
  return {};
}

// That of `host[:port]`; a host without one has a right one.
bool has_right_port(std::string_view host) {
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  if (colon == std::string_view::npos) return true;
  const std::string_view digits = host.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() && port != 0;
}

constexpr bool is_graphic(char c) { return c > ' ' && c <= '~'; }

constexpr bool is_of_a_region(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// What would break the header or the setting that it becomes a part of.
Result<void> check(const StorageOptions& options) {
  if (!is_endpoint(*options.endpoint)) {
    return validation_failed("The S3 endpoint is not a URL such as http://localhost:9000.");
  }
  if (options.region.empty() || !std::ranges::all_of(options.region, is_of_a_region)) {
    return validation_failed("The region for the S3 server is not a name such as us-east-1.");
  }
  if (options.access_key.empty() != options.secret_key.empty()) {
    return validation_failed("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are given together.");
  }
  if (!std::ranges::all_of(options.access_key, is_graphic) || !std::ranges::all_of(options.session_token, is_graphic)) {
    return validation_failed("AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN have only letters, digits and signs of ASCII.");
  }
  return {};
}

}  // namespace

bool is_endpoint(std::string_view text) {
  const std::string_view host = authority_of(text);
  return http::is_host(host) && has_right_port(host);
}

Result<Storage> open_storage(const StorageOptions& options) {
  if (!options.endpoint) {
    auto folder = open_folder_store(options.root);
    if (!folder) return folder.error();
    FolderStore* built_in = folder->get();
    return Storage{std::move(*folder), built_in};
  }
  if (options.root) return validation_failed("--s3-root and --s3-endpoint do not go together.");
  if (auto checked = check(options); !checked) return checked.error();
  std::string endpoint = *options.endpoint;
  if (endpoint.ends_with('/')) endpoint.pop_back();
  return Storage{std::make_unique<S3Store>(S3Options{std::move(endpoint), options.region, options.access_key,
                                                     options.secret_key, options.session_token, options.timeout}),
                 nullptr};
}

}  // namespace voiceid::storage
