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
  fraudster.voiceprint = std::move(voice);
  return fraudster;
}

Fraudster on(std::vector<ResourceId> watchlist_ids) {
  Fraudster fraudster;
  fraudster.watchlist_ids = std::move(watchlist_ids);
  return fraudster;
}

TEST(FraudsterOnWatchlists, IsOnThoseThatItNames) {
  EXPECT_TRUE(on({kFirst}).is_on(kFirst));
  EXPECT_FALSE(on({kFirst}).is_on(kSecond));
  EXPECT_TRUE(on({kFirst, kSecond}).is_on(kSecond));
}

TEST(FraudsterOnWatchlists, MayBeTakenOut_WhileItIsOnAnother) {
  EXPECT_EQ(failure_of(check_disassociation(on({kFirst, kSecond}))), std::nullopt);
}

TEST(FraudsterOnWatchlists, MayNotBeTakenOut_OfItsOnlyOne) {
  EXPECT_THAT(failure_of(check_disassociation(on({kFirst}))),
              is_conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist));
}

/// Who of the fraudsters has the voice that is most like mallory's.
class ClosestFraudster : public testing::Test {
 protected:
  const Fraudster far_ = with_voice(label_like("mallory", 12));
  const Fraudster close_ = with_voice(label_like("mallory", 13));
  const Fraudster mallory_ = with_voice("mallory");
  const Fraudster mallory_again_ = with_voice("mallory");
};

TEST_F(ClosestFraudster, OfNone_IsNobody_WithoutSimilarity) {
  const FraudsterMatch match = closest_fraudster("mallory", {});
  EXPECT_EQ(match.fraudster, nullptr);
  EXPECT_EQ(match.score, 0);
}

TEST_F(ClosestFraudster, IsTheOneWithTheHighestSimilarity_WhereverItStands) {
  for (const auto& fraudsters : {std::vector{&far_, &close_}, std::vector{&close_, &far_}}) {
    const FraudsterMatch match = closest_fraudster("mallory", fraudsters);
    EXPECT_EQ(match.fraudster, &close_);
    EXPECT_EQ(match.score, 13);
  }
}

TEST_F(ClosestFraudster, IsTheOneWithTheVoiceItself) {
  const FraudsterMatch match = closest_fraudster("mallory", std::vector{&close_, &mallory_, &far_});
  EXPECT_EQ(match.fraudster, &mallory_);
  EXPECT_EQ(match.score, similarity("mallory", "mallory"));
}

TEST_F(ClosestFraudster, OfTwoAsClose_IsTheFirst) {
  EXPECT_EQ(closest_fraudster("mallory", std::vector{&mallory_, &mallory_again_}).fraudster, &mallory_);
  EXPECT_EQ(closest_fraudster("mallory", std::vector{&mallory_again_, &mallory_}).fraudster, &mallory_again_);
}

TEST_F(ClosestFraudster, IsThere_EvenWithASimilarityOfZero) {
  const Fraudster stranger = with_voice(label_like("mallory", 0));
  const FraudsterMatch match = closest_fraudster("mallory", std::vector{&stranger});
  EXPECT_EQ(match.fraudster, &stranger);
  EXPECT_EQ(match.score, 0);
}

}  // namespace
}  // namespace voiceid
