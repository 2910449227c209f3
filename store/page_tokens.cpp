#include "store/page_tokens.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <bit>
#include <cstring>
#include <optional>

#include "base/digest.hpp"
#include "store/age.hpp"

namespace voiceid::store {
namespace {

struct Payload {
  std::uint64_t after;
  std::int64_t issued_at;
};

constexpr std::size_t kSignatureLength = sizeof(Digest);
// A multiple of three, so that Base64 needs no padding.
constexpr std::size_t kTokenLength = sizeof(Payload) + kSignatureLength;
static_assert(kTokenLength % 3 == 0);
constexpr std::size_t kEncodedLength = kTokenLength / 3 * 4;

std::string encode(std::string_view bytes) {
  std::string text(kEncodedLength + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.resize(kEncodedLength);
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  // EVP_DecodeBlock() reads padding as zeros at any position.
  if (text.size() != kEncodedLength || text.find('=') != std::string_view::npos) return std::nullopt;
  std::string bytes(kTokenLength, '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length != static_cast<int>(kTokenLength)) return std::nullopt;
  return bytes;
}

}  // namespace

std::string PageTokens::signature(std::string_view payload, std::string_view binding) const {
  std::string signed_text(payload);
  signed_text.append(binding);
  return std::string(bytes_of(keyed_hash_.of(signed_text)));
}

std::string PageTokens::issue(std::string_view binding, std::uint64_t after, TimePoint now) const {
  const auto payload = std::bit_cast<std::array<char, sizeof(Payload)>>(Payload{after, now.time_since_epoch().count()});
  std::string token(payload.data(), payload.size());
  token += signature(token, binding);
  return encode(token);
}

Result<std::uint64_t> PageTokens::redeem(std::string_view token, std::string_view binding, TimePoint now) const {
  const Error invalid = validation_failed("The NextToken is not valid for this request or has expired.");
  const auto bytes = decode(token);
  if (!bytes) return invalid;
  const std::string_view payload_bytes = std::string_view(*bytes).substr(0, sizeof(Payload));
  const std::string expected = signature(payload_bytes, binding);
  if (CRYPTO_memcmp(expected.data(), bytes->data() + sizeof(Payload), kSignatureLength) != 0) return invalid;
  Payload payload{};
  std::memcpy(&payload, payload_bytes.data(), sizeof(Payload));
  const TimePoint issued_at{std::chrono::milliseconds(payload.issued_at)};
  if (!is_recent(issued_at, now, kPageTokenLifetime)) return invalid;
  return payload.after;
}

}  // namespace voiceid::store
