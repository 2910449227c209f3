#include "base/uuid.hpp"

#include <algorithm>
#include <array>

#include "base/hex.hpp"

namespace voiceid {

void write_uuid(std::string& text, std::span<const unsigned char, kUuidBytes> bytes) {
  std::array<unsigned char, kUuidBytes> marked{};
  std::ranges::copy(bytes, marked.begin());
  marked[6] = static_cast<unsigned char>((marked[6] & 0x0FU) | 0x40U);
  marked[8] = static_cast<unsigned char>((marked[8] & 0x3FU) | 0x80U);
  constexpr std::size_t kLength = 36;
  text.resize(kLength);
  char* place = text.data();
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *place++ = '-';
    place = std::ranges::copy(hex_digits(marked[i]), place).out;
  }
}

std::string uuid_from(std::span<const unsigned char, kUuidBytes> bytes) {
  std::string text;
  write_uuid(text, bytes);
  return text;
}

}  // namespace voiceid
