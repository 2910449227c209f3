#include "server/http/admission.hpp"

namespace voiceid::http {
namespace {

constexpr std::string_view kCorsHeaders =
    "Vary: Origin\r\n"
    "Access-Control-Expose-Headers: x-amzn-RequestId, x-amzn-ErrorType, x-voiceid-hint\r\n";
// What AWS SDKs and amazon-connect-streams send.
constexpr std::string_view kUsualHeaders =
    "authorization, content-type, accept, amz-sdk-invocation-id, amz-sdk-request, x-amz-bearer, "
    "x-amz-content-sha256, x-amz-date, x-amz-security-token, x-amz-target, x-amz-user-agent";

Error access_denied(std::string message) { return {.type = &kAccessDeniedException, .message = std::move(message)}; }

Error foreign_host() {
  return access_denied("This Host is not allowed; to accept it, add its name with --allowed-host.");
}

// A GET that becomes a WebSocket may change something.
bool changes_nothing(const Request& request) {
  return (request.method == "GET" || request.method == "HEAD") && !request.header("Upgrade");
}

}  // namespace

Result<void> admit(const Request& request, AccessPolicy& policy, Response& response) {
  const Header* origin = nullptr;
  bool is_foreign = false;
  bool is_cross_site = false;
  if (const auto authority = authority_of(request.target);
      authority && (authority->empty() || !policy.allows_host(*authority))) {
    return foreign_host();
  }
  // If a header appears twice, each must be right: other readers may look at the other one.
  for (const Header& header : request.headers) {
    if (equals_ignoring_case(header.name, "Host")) {
      if (policy.allows_host(header.value)) continue;
      return foreign_host();
    }
    if (equals_ignoring_case(header.name, "Sec-Fetch-Site")) {
      is_cross_site = is_cross_site || header.value == "cross-site";
      continue;
    }
    if (!equals_ignoring_case(header.name, "Origin")) continue;
    origin = &header;
    is_foreign = is_foreign || !policy.allows_origin(header.value);
  }
  // Browsers tell of a request across sites even where they send no Origin.
  is_foreign = is_foreign || (is_cross_site && origin == nullptr);
  if (is_foreign && !changes_nothing(request)) {
    return access_denied("Pages of this Origin are not allowed; to accept them, add the origin with --allowed-origin.");
  }
  if (origin == nullptr || is_foreign) return {};
  response.more_headers.append("Access-Control-Allow-Origin: ").append(origin->value).append("\r\n");
  response.more_headers.append(kCorsHeaders);
  return {};
}

bool is_preflight(const Request& request) {
  return request.method == "OPTIONS" && request.header("Access-Control-Request-Method") && request.header("Origin");
}

void answer_preflight(const Request& request, Response& response) {
  response.status = 204;
  const auto wanted = request.header("Access-Control-Request-Headers");
  std::string& headers = response.more_headers;
  headers.append("Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n");
  headers.append("Access-Control-Allow-Headers: ").append(wanted.value_or(kUsualHeaders)).append("\r\n");
  headers.append("Access-Control-Max-Age: 600\r\n");
  // A page from a public network asks for permission to reach this machine (Private Network Access).
  if (request.header("Access-Control-Request-Private-Network")) {
    headers.append("Access-Control-Allow-Private-Network: true\r\n");
  }
}

}  // namespace voiceid::http
