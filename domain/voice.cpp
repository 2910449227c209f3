#include "domain/voice.hpp"

#include <cstdint>
#include <utility>

#include "base/stable_hash.hpp"

namespace voiceid {
namespace {

constexpr int kLeastOfEqualVoices = 95;
constexpr int kMostOfDifferentVoices = 40;

// Spreads the effect of the last characters over all bits; with FNV-1a alone, they show in the low bits.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
  return value ^ (value >> 33U);
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

std::size_t count_label_characters(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() &&
         (is_letter_or_digit(text[count]) || (count > 0 && (text[count] == '_' || text[count] == '-')))) {
    ++count;
  }
  return count;
}

int similarity(std::string_view voice, std::string_view other) {
  if (other < voice) std::swap(voice, other);
  StableHash hash;
  hash.add(voice);
  hash.add('\0');
  hash.add(other);
  const std::uint64_t value = mixed(hash.value());
  if (voice == other) return kLeastOfEqualVoices + static_cast<int>(value % (100 - kLeastOfEqualVoices + 1));
  return static_cast<int>(value % (kMostOfDifferentVoices + 1));
}

}  // namespace voiceid
