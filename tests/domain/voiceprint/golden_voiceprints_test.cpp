#include "tests/domain/voiceprint/golden_voiceprints.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"

namespace voiceid {
namespace {

// Holds in every preset; the folder builds has other compilers and machines. Where a voiceprint is meant to change, the
// failing test prints what to write into golden_voiceprints.inc.
TEST(GoldenVoiceprints, AreTheSameBytesEverywhere) {
  for (const Golden& golden : kGolden) {
    const std::uint64_t hash = voiceprint_hash(golden);
    EXPECT_EQ(hash, golden.hash) << "{{" << golden.speaker.pitch << ", " << golden.speaker.formants << "}, "
                                 << golden.seed << ", " << golden.seconds << ", 0x" << hex(hash) << "},";
  }
}

}  // namespace
}  // namespace voiceid
