#include "base/base64.hpp"

#include <openssl/evp.h>

namespace voiceid {

std::string base64(std::string_view bytes) {
  // OpenSSL ends the text with a NUL.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int written =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (written < 0) return std::nullopt;
  const std::size_t padding = text.size() - text.substr(0, text.find_last_not_of('=') + 1).size();
  if (padding > 2) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(written) - padding);
  // OpenSSL also takes white space around the text and bits that stand for nothing.
  if (base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace voiceid
