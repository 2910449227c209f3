#include "server/api/sigv4.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "base/secret.hpp"
#include "domain/arn.hpp"
#include "domain/time_point.hpp"
#include "server/api/errors.hpp"
#include "server/api/identity.hpp"

namespace voiceid::api {
namespace {

constexpr std::string_view kService = "voiceid";
constexpr std::string_view kTerminator = "aws4_request";
constexpr std::string_view kAmzPrefix = "x-amz-";

Error failure(const ErrorType& type, std::string message) { return {&type, std::move(message), {}, {}}; }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Folds inner runs of blanks into one; outer blanks are gone already.
void append_trimmed(std::string& out, std::string_view value) {
  bool blank = false;
  for (const char c : value) {
    if (c != ' ' || !blank) out.push_back(c);
    blank = c == ' ';
  }
}

// The values of a request's headers by lower-case name, those of one name in the order in which they came.
using HeadersByName = std::multimap<std::string, std::string_view, std::less<>>;

HeadersByName headers_by_name(const http::Request& request) {
  HeadersByName headers;
  for (const http::Header& header : request.headers) headers.emplace(http::lower_case(header.name), header.value);
  return headers;
}

void append_canonical_headers(std::string& out, const HeadersByName& headers,
                              const std::vector<std::string_view>& signed_names) {
  for (const std::string_view name : signed_names) {
    out.append(name).append(":");
    const char* separator = "";
    for (auto [header, end] = headers.equal_range(name); header != end; ++header) {
      out.append(separator);
      append_trimmed(out, header->second);
      separator = ",";
    }
    out.append("\n");
  }
}

std::string canonical_query(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {};
  // Sorted by name, then by value.
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  for (const std::string_view part : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = std::min(part.find('='), part.size());
    parameters.emplace_back(part.substr(0, equals), part.substr(std::min(equals + 1, part.size())));
  }
  std::ranges::sort(parameters);
  std::string query;
  for (const auto& [name, value] : parameters) {
    query.append(query.empty() ? "" : "&").append(name).append("=").append(value);
  }
  return query;
}

std::string canonical_request(const http::Request& request, const HeadersByName& headers,
                              std::string_view signed_headers) {
  std::string text(request.method);
  text.append("\n").append(request.path()).append("\n").append(canonical_query(request.target)).append("\n");
  append_canonical_headers(text, headers, split(signed_headers, ';'));
  return text.append("\n").append(signed_headers).append("\n").append(hex(sha256(request.body)));
}

std::string expected_signature(const http::Request& request, const HeadersByName& headers,
                               const Authorization& authorization, std::string_view amz_date, std::string_view secret) {
  std::string scope(authorization.date);
  scope.append("/").append(authorization.region).append("/").append(kService).append("/").append(kTerminator);
  std::string to_sign = "AWS4-HMAC-SHA256\n";
  to_sign.append(amz_date).append("\n").append(scope).append("\n");
  to_sign.append(hex(sha256(canonical_request(request, headers, authorization.signed_headers))));
  Digest key = hmac_sha256(std::string("AWS4").append(secret), authorization.date);
  for (const std::string_view part : {authorization.region, kService, kTerminator, std::string_view(to_sign)}) {
    key = hmac_sha256(bytes_of(key), part);
  }
  return hex(key);
}

// Reads ISO 8601 in its basic form, `20261121T093000Z`.
std::optional<std::chrono::sys_seconds> parse_amz_date(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text.back() != 'Z') return std::nullopt;
  std::string extended(text.substr(0, 4));
  extended.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 5)).append(":");
  extended.append(text.substr(11, 2)).append(":").append(text.substr(13));
  const auto time = parse_rfc3339(extended);
  if (!time) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(*time);
}

Result<void> check_date(const Authorization& authorization, std::string_view amz_date, std::chrono::sys_seconds now) {
  const auto date = parse_amz_date(amz_date);
  if (!date) {
    return failure(kIncompleteSignatureException, "X-Amz-Date must be in the basic form of ISO 8601, in UTC.");
  }
  if (amz_date.substr(0, amz_date.find('T')) != authorization.date) {
    return failure(kInvalidSignatureException, "The date of the credential scope does not match X-Amz-Date.");
  }
  if (*date + kMaxClockSkew < now) {
    return failure(kInvalidSignatureException, "Signature expired: X-Amz-Date is more than 15 minutes ago.");
  }
  if (*date - kMaxClockSkew > now) {
    return failure(kInvalidSignatureException, "Signature not yet current: X-Amz-Date is more than 15 minutes ahead.");
  }
  return {};
}

Result<void> check_session_token(const http::Request& request, const Credential& credential) {
  const auto token = request.header("X-Amz-Security-Token");
  if (token.has_value() != credential.session_token.has_value()) {
    return failure(kUnrecognizedClientException, "The security token included in the request is invalid.");
  }
  if (token && !equal_in_constant_time(*token, *credential.session_token)) {
    return failure(kExpiredTokenException, "The security token included in the request is expired.");
  }
  return {};
}

Result<void> check_scope(const Authorization& authorization) {
  if (authorization.service != kService || authorization.terminator != kTerminator) {
    return failure(kInvalidSignatureException, "The credential should be scoped to the service voiceid.");
  }
  if (!is_region(authorization.region)) {
    return failure(kInvalidSignatureException, "The credential should be scoped to a region.");
  }
  return {};
}

// Host and whatever AWS itself reads must be signed; else somebody could change it on its way ("AWS Signature Version
// 4", IAM User Guide).
Result<void> check_signed_headers(const HeadersByName& headers, std::string_view signed_headers) {
  const auto names = split(signed_headers, ';');
  if (std::ranges::adjacent_find(names, std::ranges::greater_equal()) != names.end()) {
    return failure(kInvalidSignatureException, "SignedHeaders must be in alphabetical order, each once.");
  }
  const auto check = [&names](std::string_view name) -> Result<void> {
    if (std::ranges::binary_search(names, name)) return {};
    return failure(kInvalidSignatureException, std::string(name) + " must be a signed header.");
  };
  if (auto host = check("host"); !host) return host;
  for (auto header = headers.lower_bound(kAmzPrefix); header != headers.end() && header->first.starts_with(kAmzPrefix);
       ++header) {
    if (auto checked = check(header->first); !checked) return checked;
  }
  return {};
}

Result<void> check_content_hash(const HeadersByName& headers, std::string_view body) {
  const auto hash = headers.find("x-amz-content-sha256");
  if (hash == headers.end() || hash->second == hex(sha256(body))) return {};
  return failure(kInvalidSignatureException, "x-amz-content-sha256 is not the hash of the body.");
}

}  // namespace

Result<Credential> parse_credential(std::string_view text) {
  const auto parts = split(text, ':');
  const bool has_empty = std::ranges::any_of(parts, &std::string_view::empty);
  if (parts.size() < 2 || parts.size() > 3 || has_empty) {
    return validation_failed("A credential is given as AKID:SECRET or AKID:SECRET:SESSION_TOKEN.");
  }
  Credential credential{std::string(parts[0]), std::string(parts[1]), {}};
  if (parts.size() == 3) credential.session_token = parts[2];
  return credential;
}

Result<void> verify_signature(const http::Request& request, const std::vector<Credential>& credentials,
                              std::chrono::sys_seconds now) {
  const auto header = request.header("Authorization");
  if (!header) return failure(kMissingAuthenticationTokenException, "Request is missing Authentication Token.");
  const HeadersByName headers = headers_by_name(request);
  if (headers.count("authorization") > 1) {
    return failure(kIncompleteSignatureException, "The request must have only one Authorization header.");
  }
  const auto authorization = parse_authorization(*header);
  const auto amz_date = request.header("X-Amz-Date");
  if (!authorization || !amz_date || authorization->signed_headers.empty() || authorization->signature.empty()) {
    return failure(kIncompleteSignatureException,
                   "The request must be signed with AWS4-HMAC-SHA256: the Authorization header needs Credential, "
                   "SignedHeaders and Signature, and X-Amz-Date must be there.");
  }
  if (auto checked = check_scope(*authorization); !checked) return checked;
  if (auto checked = check_signed_headers(headers, authorization->signed_headers); !checked) return checked;
  if (auto checked = check_date(*authorization, *amz_date, now); !checked) return checked;
  const auto credential = std::ranges::find(credentials, authorization->access_key, &Credential::access_key);
  if (credential == credentials.end()) {
    return failure(kUnrecognizedClientException, "The security token included in the request is invalid.");
  }
  if (auto checked = check_session_token(request, *credential); !checked) return checked;
  if (auto checked = check_content_hash(headers, request.body); !checked) return checked;
  const std::string expected = expected_signature(request, headers, *authorization, *amz_date, credential->secret);
  if (!equal_in_constant_time(expected, authorization->signature)) {
    return failure(kInvalidSignatureException,
                   "The request signature we calculated does not match the signature you provided. Check your AWS "
                   "Secret Access Key and signing method.");
  }
  return {};
}

}  // namespace voiceid::api
