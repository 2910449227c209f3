// The first line is an Authorization header, the second X-Amz-Date, the third a name and value of one more header, the
// rest a body. No signature is right by chance; a signed request is accepted only as it was signed; and the parts of a
// credential scope are read as they were written.
#include <array>

#include "domain/arn.hpp"
#include "server/api/errors.hpp"
#include "server/api/identity.hpp"
#include "server/api/sigv4.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9) + std::chrono::minutes(30);
constexpr std::string_view kDate = "20261121T093000Z";
constexpr std::string_view kTarget = "VoiceID.ListDomains";
constexpr std::string_view kBody = "{}";
// By botocore's SigV4Auth, for kTarget and kBody.
constexpr std::string_view kSigned =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/voiceid/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-target, "
    "Signature=6640a9f46e503ee0535206eea5adc7f757dc1cb50e2b39e0e5e3beed4c31e642";

bool is_accepted(std::string_view authorization, std::string_view date, const http::Header& more,
                 std::string_view body) {
  static const std::vector<api::Credential> kCredentials{{"AKIDEXAMPLE", "secret", {}}};
  http::Request request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"Host", "localhost:8643"}, {"X-Amz-Date", date}, {"X-Amz-Target", kTarget}};
  // The parser lets no other names through.
  const bool is_name = std::ranges::all_of(more.name, [](char c) { return c > ' ' && c <= '~'; });
  if (is_name && !more.name.empty()) request.headers.push_back(more);
  request.headers.push_back({"Authorization", authorization});
  request.body = body;
  const auto verified = api::verify_signature(request, kCredentials, kNow);
  if (verified) return true;
  fuzz::require_sentence(verified.error().message);
  require(verified.error().type->http_status == 403);
  return false;
}

void check_identity(std::string_view authorization) {
  const api::Identity identity = api::identify(authorization, {"000000000000", "us-east-1"});
  require(is_account_id(identity.account) && is_region(identity.region));
}

// Parts without the characters that separate them are read as they are.
void check_parts(fuzz::Input& input) {
  constexpr std::string_view kSeparators = ",/ =";
  std::array<std::string_view, 5> parts;
  std::string header = "AWS4-HMAC-SHA256 Credential=";
  for (std::string_view& part : parts) {
    part = input.until('/');
    if (part.find_first_of(kSeparators) != std::string_view::npos) return;
    header.append(&part == parts.begin() ? "" : "/").append(part);
  }
  header.append(", SignedHeaders=host, Signature=00");
  const auto read = api::parse_authorization(header);
  require(read && read->access_key == parts[0] && read->date == parts[1] && read->region == parts[2]);
  require(read->service == parts[3] && read->terminator == parts[4]);
  require(read->signed_headers == "host" && read->signature == "00");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string_view authorization = input.until('\n');
  const std::string_view date = input.until('\n');
  const http::Header more{input.until(':'), input.until('\n')};
  const std::string_view body = input.rest();
  check_identity(authorization);
  require(!is_accepted(authorization, date, more, body) || (date == kDate && body == kBody));
  require(is_accepted(kSigned, kDate, {}, body) == (body == kBody));
  fuzz::Input parts(data, size);
  check_parts(parts);
  return 0;
}
