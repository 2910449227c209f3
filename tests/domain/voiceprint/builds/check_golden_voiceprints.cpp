// Fails if a voiceprint of this build differs. Needs no test framework, which other machines' compilers do not have.
#include <cinttypes>
#include <cstdio>

#include "tests/domain/voiceprint/golden_voiceprints.hpp"

int main() {
  int differing = 0;
  for (const voiceid::Golden& golden : voiceid::kGolden) {
    const std::uint64_t hash = voiceid::voiceprint_hash(golden);
    if (hash == golden.hash) continue;
    ++differing;
    std::printf("seed %" PRIu32 ": 0x%016" PRIx64 " instead of 0x%016" PRIx64 "\n", golden.seed, hash, golden.hash);
  }
  std::printf("%d of %zu voiceprints differ\n", differing, voiceid::kGolden.size());
  return differing == 0 ? 0 : 1;
}
