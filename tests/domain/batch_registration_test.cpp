#include "domain/batch_registration.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;

using Action = DuplicateRegistrationAction;

BatchRegistrationConfig with_threshold(std::optional<int> threshold, std::optional<Action> action = {}) {
  BatchRegistrationConfig config;
  config.fraudster_similarity_threshold = threshold;
  config.duplicate_registration_action = action;
  return config;
}

TEST(BatchRegistrationConfiguration, HasDefaults) {
  const BatchRegistrationConfig config;
  EXPECT_EQ(name_of(config.duplicate_action()), "SKIP");
  EXPECT_EQ(config.similarity_threshold(), 50);
  EXPECT_FALSE(config.watchlist_id);
}

TEST(BatchRegistrationConfiguration, PrefersWhatIsSet) {
  const BatchRegistrationConfig config = with_threshold(0, Action::kRegisterAsNew);
  EXPECT_EQ(name_of(config.duplicate_action()), "REGISTER_AS_NEW");
  EXPECT_EQ(config.similarity_threshold(), 0);
}

TEST(BatchRegistrationStatuses, HaveTheNamesOfTheOutputFile) {
  EXPECT_EQ(name_of(BatchRegistrationStatus::kNewRegistration), "NEW_REGISTRATION");
  EXPECT_EQ(name_of(BatchRegistrationStatus::kDuplicateSkipped), "DUPLICATE_SKIPPED");
}

TEST(BatchRegistration, NeedsTenSecondsOfSpeech) { EXPECT_EQ(kFraudsterRegistrationSpeech, 10s); }

/// Which fraudster mallory's voice duplicates.
class DuplicateToSkip : public testing::Test {
 protected:
  // The index of that fraudster; nothing if there is none.
  std::optional<std::size_t> duplicate(const BatchRegistrationConfig& config) const {
    const auto match = match_of(config);
    if (!match) return std::nullopt;
    for (std::size_t i = 0; i < fraudsters_.size(); ++i) {
      if (match->fraudster == &fraudsters_[i]) return i;
    }
    ADD_FAILURE() << "not one of these";
    return std::nullopt;
  }

  std::optional<FraudsterMatch> match_of(const BatchRegistrationConfig& config) const {
    std::vector<const Fraudster*> fraudsters;
    std::ranges::transform(fraudsters_, std::back_inserter(fraudsters),
                           [](const auto& fraudster) { return &fraudster; });
    return duplicate_to_skip(Voice("mallory"), config, fraudsters);
  }

  void add(std::string voiceprint) {
    fraudsters_.emplace_back();
    fraudsters_.back().voiceprint = Voice(std::move(voiceprint));
  }

  std::vector<Fraudster> fraudsters_;
};

TEST_F(DuplicateToSkip, IsAKnownVoiceOnlyByDefault) {
  EXPECT_FALSE(match_of({}));
  add(label_like("mallory", 40));
  EXPECT_FALSE(match_of({}));
  add("mallory");
  EXPECT_EQ(duplicate({}), 1U);
  EXPECT_EQ(match_of({})->score, similarity("mallory", "mallory"));
  add("mallory");
  EXPECT_EQ(duplicate({}), 1U) << "of two that are equally close, the first";
}

TEST_F(DuplicateToSkip, IsTheClosestFraudsterFromTheThresholdOn) {
  EXPECT_FALSE(match_of(with_threshold(0))) << "there is none";
  for (const int score : {20, 35, 30}) add(label_like("mallory", score));
  EXPECT_EQ(duplicate(with_threshold(10)), 1U);
  EXPECT_EQ(duplicate(with_threshold(35)), 1U);
  EXPECT_EQ(match_of(with_threshold(35))->score, 35);
  EXPECT_FALSE(match_of(with_threshold(36)));
}

TEST_F(DuplicateToSkip, IsAnyFraudsterWithAThresholdOfZero) {
  add(label_like("mallory", 0));
  EXPECT_EQ(duplicate(with_threshold(0)), 0U);
  EXPECT_EQ(match_of(with_threshold(0))->score, 0);
}

TEST_F(DuplicateToSkip, IsNobodyIfDuplicatesAreRegisteredAsNew) {
  add("mallory");
  EXPECT_FALSE(match_of(with_threshold(0, Action::kRegisterAsNew)));
  EXPECT_EQ(duplicate(with_threshold({}, Action::kSkip)), 0U);
}

}  // namespace
}  // namespace voiceid
