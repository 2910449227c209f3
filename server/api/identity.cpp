#include "server/api/identity.hpp"

#include <array>

#include "domain/arn.hpp"

namespace voiceid::api {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256 ";
constexpr std::string_view kCredential = "Credential=";

// The value of `Name=value` in a list separated by commas or spaces; empty if absent.
std::string_view parameter(std::string_view header, std::string_view name_and_equals) {
  const std::size_t start = header.find(name_and_equals);
  if (start == std::string_view::npos) return {};
  const std::string_view rest = header.substr(start + name_and_equals.size());
  const std::string_view to_comma = rest.substr(0, rest.find(','));
  return to_comma.substr(0, to_comma.find(' '));
}

// Splits `<access key>/<date>/<region>/<service>/aws4_request`; nothing unless there are five parts.
std::optional<std::array<std::string_view, 5>> split_scope(std::string_view credential) {
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t slash = credential.find('/');
    if ((slash == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
    parts[i] = credential.substr(0, slash);
    if (slash != std::string_view::npos) credential.remove_prefix(slash + 1);
  }
  return parts;
}

}  // namespace

std::optional<Authorization> parse_authorization(std::string_view header) {
  if (!header.starts_with(kAlgorithm)) return std::nullopt;
  const auto scope = split_scope(parameter(header, kCredential));
  if (!scope) return std::nullopt;
  return Authorization{(*scope)[0],
                       (*scope)[1],
                       (*scope)[2],
                       (*scope)[3],
                       (*scope)[4],
                       parameter(header, "SignedHeaders="),
                       parameter(header, "Signature=")};
}

Identity identify(std::optional<std::string_view> authorization, const Identity& defaults) {
  if (!authorization || !authorization->starts_with(kAlgorithm)) return defaults;
  const auto scope = split_scope(parameter(*authorization, kCredential));
  if (!scope) return defaults;
  const std::string_view access_key = (*scope)[0];
  const std::string_view region = (*scope)[2];
  return {is_account_id(access_key) ? access_key : defaults.account, is_region(region) ? region : defaults.region};
}

}  // namespace voiceid::api
