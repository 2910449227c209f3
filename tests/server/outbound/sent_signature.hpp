#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "tests/server/outbound/scripted_server.hpp"

namespace voiceid::outbound {

/// The Authorization header that Signature Version 4 demands for the rest of the request, with the path signed as is.
inline std::string expected_authorization(const SentRequest& request, const std::string& access_key,
                                          const std::string& secret_key, const std::string& region,
                                          const std::string& service = "s3") {
  const std::string given = request.header("authorization");
  constexpr std::string_view kSigned = "SignedHeaders=";
  const std::size_t begin = given.find(kSigned) + kSigned.size();
  const std::string names = given.substr(begin, given.find(',', begin) - begin);
  std::string headers;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(';', at), names.size());
    const std::string name = names.substr(at, end - at);
    headers += name + ":" + request.header(name) + "\n";
    at = end + 1;
  }
  const std::string time = request.header("x-amz-date");
  const std::string scope = time.substr(0, 8) + "/" + region + "/" + service + "/aws4_request";
  const std::string canonical =
      request.method + "\n" + request.target + "\n\n" + headers + "\n" + names + "\n" + hex(sha256(request.body));
  const std::string to_sign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
  Digest key = hmac_sha256("AWS4" + secret_key, time.substr(0, 8));
  for (const std::string& part : {region, service, std::string("aws4_request")}) {
    key = hmac_sha256(bytes_of(key), part);
  }
  return "AWS4-HMAC-SHA256 Credential=" + access_key + "/" + scope + ", SignedHeaders=" + names +
         ", Signature=" + hex(hmac_sha256(bytes_of(key), to_sign));
}

}  // namespace voiceid::outbound
