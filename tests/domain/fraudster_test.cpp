#include "domain/fraudster.hpp"

#include <gmock/gmock.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

const ResourceId kFirst("FirstFirstFirstFirstFi");
const ResourceId kSecond("SecondSecondSecondSeco");

Fraudster with_voice(std::string voice) {
  Fraudster fraudster;
  fraudster.voiceprint = Voice(std::move(voice));
  return fraudster;
}

Fraudster on(std::vector<ResourceId> watchlist_ids) {
  Fraudster fraudster;
  fraudster.watchlist_ids = std::move(watchlist_ids);
  return fraudster;
}

TEST(FraudsterOnWatchlists, CanBeTakenOffAllButTheLast) {
  EXPECT_TRUE(on({kFirst}).is_on(kFirst));
  EXPECT_FALSE(on({kFirst}).is_on(kSecond));
  EXPECT_TRUE(on({kFirst, kSecond}).is_on(kSecond));
  EXPECT_EQ(failure_of(check_disassociation(on({kFirst, kSecond}))), std::nullopt);
  EXPECT_THAT(failure_of(check_disassociation(on({kFirst}))),
              is_conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist));
}

TEST(ClosestFraudster, IsTheFirstWithTheHighestSimilarity) {
  const Fraudster stranger = with_voice(label_like("mallory", 0));
  const Fraudster far = with_voice(label_like("mallory", 12));
  const Fraudster close = with_voice(label_like("mallory", 13));
  const Fraudster mallory = with_voice("mallory");
  const Fraudster again = with_voice("mallory");
  const auto expect_closest = [](const std::vector<const Fraudster*>& fraudsters, const Fraudster* closest, int score) {
    const FraudsterMatch match = closest_fraudster(Voice("mallory"), fraudsters);
    EXPECT_EQ(match.fraudster, closest);
    EXPECT_EQ(match.score, score);
  };
  expect_closest({}, nullptr, 0);
  expect_closest({&stranger}, &stranger, 0);
  expect_closest({&far, &close}, &close, 13);
  expect_closest({&close, &far}, &close, 13);
  const int highest = similarity("mallory", "mallory");
  expect_closest({&close, &mallory, &again, &far}, &mallory, highest);
  expect_closest({&again, &mallory}, &again, highest);
}

}  // namespace
}  // namespace voiceid
