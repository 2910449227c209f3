#include "domain/batch_enrollment.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <ostream>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"
#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

using testing::HasSubstr;
using testing::Not;

using Status = BatchEnrollmentStatus;

const TimePoint kEnrolledAt = at("2026-11-21T09:30:00Z");
const TimePoint kNow = at("2027-05-01T12:00:00Z");
const TimePoint kExpiredAt = at("2029-11-21T09:30:00Z");

BatchEnrollmentConfig with_action(std::optional<ExistingEnrollmentAction> action) {
  BatchEnrollmentConfig config;
  config.existing_enrollment_action = action;
  return config;
}

BatchEnrollmentConfig with_threshold(std::optional<int> threshold, std::optional<FraudDetectionAction> action = {}) {
  BatchEnrollmentConfig config;
  config.fraud_detection = {.action = action, .risk_threshold = threshold, .watchlist_id = {}};
  return config;
}

TEST(BatchEnrollmentConfiguration, HasDefaults_WhetherItsPartsAreThereOrNot) {
  for (const BatchEnrollmentConfig& config : {BatchEnrollmentConfig(), with_threshold({})}) {
    EXPECT_EQ(name_of(config.existing_action()), "SKIP");
    EXPECT_EQ(name_of(config.fraud_action()), "FAIL");
    EXPECT_EQ(config.risk_threshold(), 50);
    EXPECT_FALSE(config.watchlist_id());
  }
}

TEST(BatchEnrollmentConfiguration, AnswersWhatItWasTold) {
  const ResourceId watchlist_id("WatchlistWatchlistWatc");
  BatchEnrollmentConfig config = with_action(ExistingEnrollmentAction::kOverwrite);
  config.fraud_detection = {.action = FraudDetectionAction::kIgnore, .risk_threshold = 0, .watchlist_id = watchlist_id};
  EXPECT_EQ(name_of(config.existing_action()), "OVERWRITE");
  EXPECT_EQ(name_of(config.fraud_action()), "IGNORE");
  EXPECT_EQ(config.risk_threshold(), 0);
  EXPECT_EQ(config.watchlist_id(), watchlist_id);
}

TEST(BatchEnrollmentStatuses, HaveTheNamesOfTheOutputFile) {
  EXPECT_EQ(name_of(Status::kNewEnrollment), "NEW_ENROLLMENT");
  EXPECT_EQ(name_of(Status::kEnrollmentOverwrite), "ENROLLMENT_OVERWRITE");
  EXPECT_EQ(name_of(Status::kDuplicateSkipped), "DUPLICATE_SKIPPED");
}

enum class SpeakerKind { kNew, kPending, kEnrolled, kExpired, kOptedOut };

/// What a speaker and an action settle, without the voice.
struct SettledRow {
  std::string name;
  SpeakerKind speaker;
  std::optional<ExistingEnrollmentAction> action;
  std::optional<Status> settled;

  friend void PrintTo(const SettledRow& row, std::ostream* out) { *out << row.name; }
};

class SettledWithoutVoice : public testing::TestWithParam<SettledRow> {};

Speaker speaker_of(SpeakerKind kind) {
  Speaker speaker(GeneratedId("id#AliceAliceAliceAliceAl"), "alice", kEnrolledAt);
  if (kind == SpeakerKind::kEnrolled || kind == SpeakerKind::kExpired) speaker.enroll("alice", kEnrolledAt);
  if (kind == SpeakerKind::kOptedOut) speaker.opt_out(kEnrolledAt);
  return speaker;
}

TEST_P(SettledWithoutVoice, Decides) {
  const Speaker speaker = speaker_of(GetParam().speaker);
  const auto settled =
      decide_without_voice(GetParam().speaker == SpeakerKind::kNew ? nullptr : &speaker, with_action(GetParam().action),
                           GetParam().speaker == SpeakerKind::kExpired ? kExpiredAt : kNow);
  EXPECT_EQ(settled.value(), GetParam().settled);
}

using Action = ExistingEnrollmentAction;

INSTANTIATE_TEST_SUITE_P(
    Rows, SettledWithoutVoice,
    testing::Values(SettledRow{"New_ByDefault", SpeakerKind::kNew, {}, {}},
                    SettledRow{"New_Skip", SpeakerKind::kNew, Action::kSkip, {}},
                    SettledRow{"New_Overwrite", SpeakerKind::kNew, Action::kOverwrite, {}},
                    SettledRow{"Pending_Skip", SpeakerKind::kPending, Action::kSkip, {}},
                    SettledRow{"Pending_Overwrite", SpeakerKind::kPending, Action::kOverwrite, {}},
                    SettledRow{"Enrolled_ByDefault", SpeakerKind::kEnrolled, {}, Status::kDuplicateSkipped},
                    SettledRow{"Enrolled_Skip", SpeakerKind::kEnrolled, Action::kSkip, Status::kDuplicateSkipped},
                    SettledRow{"Enrolled_Overwrite", SpeakerKind::kEnrolled, Action::kOverwrite, {}},
                    SettledRow{"Expired_Skip", SpeakerKind::kExpired, Action::kSkip, {}},
                    SettledRow{"Expired_Overwrite", SpeakerKind::kExpired, Action::kOverwrite, {}}),
    [](const auto& row) { return row.param.name; });

TEST(SettledForAnOptedOutSpeaker, IsAConflict_WhateverTheAction) {
  const Speaker speaker = speaker_of(SpeakerKind::kOptedOut);
  for (const std::optional<Action> action : {std::optional<Action>(), {Action::kSkip}, {Action::kOverwrite}}) {
    EXPECT_THAT(failure_of(decide_without_voice(&speaker, with_action(action), kNow)),
                is_conflict(ConflictType::kSpeakerOptedOut));
  }
}

TEST(SettledForAnEnrolledSpeaker, ChangesInTheMomentOfExpiry) {
  const Speaker speaker = speaker_of(SpeakerKind::kEnrolled);
  EXPECT_EQ(decide_without_voice(&speaker, {}, kExpiredAt - kMillisecond).value(), Status::kDuplicateSkipped);
  EXPECT_EQ(decide_without_voice(&speaker, {}, kExpiredAt).value(), std::nullopt);
}

/// The fraud check of mallory's voice against fraudsters.
class BatchFraudCheck : public testing::Test {
 protected:
  std::optional<Error> check(const BatchEnrollmentConfig& config) const {
    std::vector<const Fraudster*> fraudsters;
    std::ranges::transform(fraudsters_, std::back_inserter(fraudsters),
                           [](const auto& fraudster) { return &fraudster; });
    return failure_of(check_fraud_risk("mallory", config, fraudsters));
  }

  void add(std::string voiceprint) {
    fraudsters_.push_back(
        {.id = GeneratedId("id#FraudsterFraudsterFrau"), .voiceprint = std::move(voiceprint), .created_at = kNow});
  }

  std::vector<Fraudster> fraudsters_;
};

TEST_F(BatchFraudCheck, WithoutFraudsters_Passes) { EXPECT_EQ(check({}), std::nullopt); }

TEST_F(BatchFraudCheck, OfAStranger_Passes_ByDefault) {
  add(label_like("mallory", 40));
  EXPECT_EQ(check({}), std::nullopt);
}

TEST_F(BatchFraudCheck, OfAKnownVoice_Fails_ByDefault) {
  add("mallory");
  EXPECT_THAT(check({}), is_validation_failure());
}

TEST_F(BatchFraudCheck, AtTheThreshold_Fails) {
  add(label_like("mallory", 30));
  EXPECT_EQ(check(with_threshold(31)), std::nullopt);
  EXPECT_THAT(check(with_threshold(30)), is_validation_failure());
  EXPECT_THAT(check(with_threshold(29)), is_validation_failure());
}

TEST_F(BatchFraudCheck, WithAThresholdOf100_StillFails_AtTheHighestRisk) {
  add("bob");
  const std::vector fraudsters{&fraudsters_.front()};
  ASSERT_EQ(similarity("bob", "bob"), 100);
  EXPECT_THAT(failure_of(check_fraud_risk("bob", with_threshold(100), fraudsters)), is_validation_failure());
}

TEST_F(BatchFraudCheck, WithAThresholdOfZero_FailsForEverybody) {
  EXPECT_THAT(check(with_threshold(0)), is_validation_failure());
  add(label_like("mallory", 0));
  EXPECT_THAT(check(with_threshold(0)), is_validation_failure());
  EXPECT_EQ(check(with_threshold(1)), std::nullopt);
}

TEST_F(BatchFraudCheck, GoesByTheClosestFraudster) {
  add(label_like("mallory", 10));
  add(label_like("mallory", 35));
  add(label_like("mallory", 20));
  EXPECT_THAT(check(with_threshold(35)), is_validation_failure());
  EXPECT_EQ(check(with_threshold(36)), std::nullopt);
}

TEST_F(BatchFraudCheck, Ignored_PassesWhateverTheRisk) {
  add("mallory");
  EXPECT_EQ(check(with_threshold(0, FraudDetectionAction::kIgnore)), std::nullopt);
  EXPECT_EQ(check(with_threshold({}, FraudDetectionAction::kIgnore)), std::nullopt);
  EXPECT_THAT(check(with_threshold({}, FraudDetectionAction::kFail)), is_validation_failure());
}

TEST_F(BatchFraudCheck, SaysTheRiskAndTheThreshold_AndNoVoice) {
  add(label_like("mallory", 33));
  const auto failure = check(with_threshold(21));
  ASSERT_THAT(failure, is_validation_failure());
  EXPECT_THAT(failure->message, HasSubstr("a risk of 33"));
  EXPECT_THAT(failure->message, HasSubstr("the RiskThreshold of 21"));
  EXPECT_THAT(failure->message, Not(HasSubstr("mallory")));
  EXPECT_THAT(failure->message, Not(HasSubstr("stranger")));
}

}  // namespace
}  // namespace voiceid
