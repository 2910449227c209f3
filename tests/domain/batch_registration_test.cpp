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

TEST(BatchRegistrationConfiguration, AnswersWhatItWasTold) {
  const BatchRegistrationConfig config = with_threshold(0, Action::kRegisterAsNew);
  EXPECT_EQ(name_of(config.duplicate_action()), "REGISTER_AS_NEW");
  EXPECT_EQ(config.similarity_threshold(), 0);
}

TEST(BatchRegistrationStatuses, HaveTheNamesOfTheOutputFile) {
  EXPECT_EQ(name_of(BatchRegistrationStatus::kNewRegistration), "NEW_REGISTRATION");
  EXPECT_EQ(name_of(BatchRegistrationStatus::kDuplicateSkipped), "DUPLICATE_SKIPPED");
}

TEST(BatchRegistration, NeedsTenSecondsOfSpeech) { EXPECT_EQ(kFraudsterRegistrationSpeech, 10s); }

/// Whose duplicate mallory's voice is.
class DuplicateToSkip : public testing::Test {
 protected:
  // The place of the fraudster whose duplicate it is; nothing where it is nobody's.
  std::optional<std::size_t> duplicate(const BatchRegistrationConfig& config) const {
    const auto match = match_of(config);
    if (!match) return std::nullopt;
    for (std::size_t i = 0; i < fraudsters_.size(); ++i) {
      if (match->fraudster == &fraudsters_[i]) return i;
    }
    ADD_FAILURE() << "it is nobody's of these";
    return std::nullopt;
  }

  std::optional<FraudsterMatch> match_of(const BatchRegistrationConfig& config) const {
    std::vector<const Fraudster*> fraudsters;
    std::ranges::transform(fraudsters_, std::back_inserter(fraudsters),
                           [](const auto& fraudster) { return &fraudster; });
    return duplicate_to_skip("mallory", config, fraudsters);
  }

  void add(std::string voiceprint) {
    fraudsters_.emplace_back();
    fraudsters_.back().voiceprint = std::move(voiceprint);
  }

  std::vector<Fraudster> fraudsters_;
};

TEST_F(DuplicateToSkip, IsNobodys_WithoutFraudsters_WhateverTheThreshold) {
  EXPECT_FALSE(match_of({}));
  EXPECT_FALSE(match_of(with_threshold(0)));
}

TEST_F(DuplicateToSkip, OfAStranger_IsNobodys_ByDefault) {
  add(label_like("mallory", 40));
  EXPECT_FALSE(match_of({}));
}

TEST_F(DuplicateToSkip, OfAKnownVoice_IsThatFraudsters_ByDefault) {
  add(label_like("mallory", 40));
  add("mallory");
  EXPECT_EQ(duplicate({}), 1U);
  EXPECT_EQ(match_of({})->score, similarity("mallory", "mallory"));
}

TEST_F(DuplicateToSkip, AtTheThreshold_IsADuplicate) {
  add(label_like("mallory", 30));
  EXPECT_EQ(duplicate(with_threshold(29)), 0U);
  EXPECT_EQ(duplicate(with_threshold(30)), 0U);
  EXPECT_EQ(match_of(with_threshold(30))->score, 30);
  EXPECT_FALSE(match_of(with_threshold(31)));
}

TEST_F(DuplicateToSkip, WithAThresholdOfZero_IsAnyFraudsters) {
  add(label_like("mallory", 0));
  EXPECT_EQ(duplicate(with_threshold(0)), 0U);
  EXPECT_EQ(match_of(with_threshold(0))->score, 0);
}

TEST_F(DuplicateToSkip, OfSeveralAtTheThreshold_IsTheClosest) {
  add(label_like("mallory", 20));
  add(label_like("mallory", 35));
  add(label_like("mallory", 30));
  EXPECT_EQ(duplicate(with_threshold(10)), 1U);
  EXPECT_EQ(match_of(with_threshold(10))->score, 35);
}

TEST_F(DuplicateToSkip, OfTwoAsClose_IsTheFirst) {
  add("mallory");
  add("mallory");
  EXPECT_EQ(duplicate({}), 0U);
}

TEST_F(DuplicateToSkip, RegisteredAsNew_IsNobodys) {
  add("mallory");
  EXPECT_FALSE(match_of(with_threshold(0, Action::kRegisterAsNew)));
  EXPECT_EQ(duplicate(with_threshold({}, Action::kSkip)), 0U);
}

}  // namespace
}  // namespace voiceid
