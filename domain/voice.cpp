#include "domain/voice.hpp"

#include <cstdint>
#include <utility>

namespace voiceid {
namespace {

constexpr int kLeastOfEqualVoices = 95;
constexpr int kMostOfDifferentVoices = 40;

// FNV-1a: std::hash may differ from one machine to the next.
std::uint64_t hash(std::uint64_t state, std::string_view text) {
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return state;
}

// Spreads what the last characters changed over all bits; FNV-1a leaves their order visible in the low ones.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
  return value ^ (value >> 33U);
}

}  // namespace

int similarity(std::string_view voice, std::string_view other) {
  if (other < voice) std::swap(voice, other);
  constexpr std::uint64_t kBasis = 0xcbf29ce484222325ULL;
  constexpr std::string_view kSeparator("\0", 1);
  const std::uint64_t value = mixed(hash(hash(hash(kBasis, voice), kSeparator), other));
  if (voice == other) return kLeastOfEqualVoices + static_cast<int>(value % (100 - kLeastOfEqualVoices + 1));
  return static_cast<int>(value % (kMostOfDifferentVoices + 1));
}

}  // namespace voiceid
