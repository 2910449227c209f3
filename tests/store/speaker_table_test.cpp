#include <gtest/gtest.h>

#include <string>

#include "base/random.hpp"
#include "store/domain_record.hpp"
#include "tests/base/heap.hpp"

namespace voiceid::store {
namespace {

std::string uuid_like(int number) {
  std::string digits = std::to_string(number);
  return "0f8fad5b-d9cb-469f-a165-" + std::string(12 - digits.size(), '0') + digits;
}

TEST(SpeakerTable, TakesAtMost180BytesASpeaker) {
  // Just after its indexes have grown, when they are least filled.
  constexpr int kSpeakers = 62'500;
  IdGenerator ids(make_seeded_source(1));
  const std::size_t before = allocated();
  SpeakerTable speakers;
  for (int i = 0; i < kSpeakers; ++i) speakers.insert(Speaker(ids.generated_id(), uuid_like(i), TimePoint()));
  EXPECT_LE((allocated() - before) / kSpeakers, 180U) << "docs/bench.md";
}

}  // namespace
}  // namespace voiceid::store
