#include "domain/batch_enrollment.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"
#include "tests/domain/voices.hpp"

namespace voiceid {
namespace {

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

TEST(BatchEnrollmentConfiguration, HasDefaults) {
  for (const BatchEnrollmentConfig& config : {BatchEnrollmentConfig(), with_threshold({})}) {
    EXPECT_EQ(name_of(config.existing_action()), "SKIP");
    EXPECT_EQ(name_of(config.fraud_action()), "FAIL");
    EXPECT_EQ(config.risk_threshold(), 50);
    EXPECT_FALSE(config.watchlist_id());
  }
}

TEST(BatchEnrollmentConfiguration, PrefersWhatIsSet) {
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

using Action = ExistingEnrollmentAction;

constexpr std::array<std::optional<Action>, 3> kActions{std::nullopt, Action::kSkip, Action::kOverwrite};

Speaker pending_alice() { return {GeneratedId("id#AliceAliceAliceAliceAl"), "alice", kEnrolledAt}; }

Speaker enrolled_alice() {
  Speaker speaker = pending_alice();
  speaker.enroll(Voice("alice"), kEnrolledAt);
  return speaker;
}

TEST(DecideWithoutVoice, SkipsOnlyAnEnrolledSpeakerUnlessItIsToBeOverwritten) {
  const Speaker pending = pending_alice();
  const Speaker enrolled = enrolled_alice();
  for (const std::optional<Action> action : kActions) {
    const BatchEnrollmentConfig config = with_action(action);
    EXPECT_EQ(decide_without_voice(nullptr, config, kNow).value(), std::nullopt);
    EXPECT_EQ(decide_without_voice(&pending, config, kNow).value(), std::nullopt);
    EXPECT_EQ(decide_without_voice(&enrolled, config, kExpiredAt).value(), std::nullopt) << "expired";
    EXPECT_EQ(decide_without_voice(&enrolled, config, kExpiredAt - kMillisecond).value(),
              action == Action::kOverwrite ? std::nullopt : std::optional(Status::kDuplicateSkipped));
  }
}

TEST(DecideWithoutVoice, RefusesASpeakerWhoOptedOut) {
  Speaker speaker = enrolled_alice();
  speaker.opt_out(kEnrolledAt);
  for (const std::optional<Action> action : kActions) {
    EXPECT_THAT(failure_of(decide_without_voice(&speaker, with_action(action), kNow)),
                is_conflict(ConflictType::kSpeakerOptedOut));
  }
}

TEST(Enroll, SaysWhetherAVoiceprintWasOverwritten) {
  Speaker speaker = pending_alice();
  EXPECT_EQ(enroll(speaker, Voice("first"), kEnrolledAt), Status::kNewEnrollment);
  EXPECT_EQ(enroll(speaker, Voice("second"), kEnrolledAt), Status::kEnrollmentOverwrite);
  EXPECT_EQ(text_of(speaker.voiceprint_at(kNow)), "second");
  EXPECT_EQ(enroll(speaker, Voice("third"), kExpiredAt), Status::kNewEnrollment) << "it had expired";
}

/// The fraud check of mallory's voice against fraudsters.
class BatchFraudCheck : public testing::Test {
 protected:
  std::optional<Error> check(const BatchEnrollmentConfig& config, int spoofing_risk = 0) const {
    std::vector<const Fraudster*> fraudsters;
    std::ranges::transform(fraudsters_, std::back_inserter(fraudsters),
                           [](const auto& fraudster) { return &fraudster; });
    return failure_of(check_fraud_risk(Voice("mallory"), spoofing_risk, config, fraudsters));
  }

  void add(std::string voiceprint) {
    fraudsters_.push_back({.id = GeneratedId("id#FraudsterFraudsterFrau"),
                           .voiceprint = Voice(std::move(voiceprint)),
                           .created_at = kNow});
  }

  std::vector<Fraudster> fraudsters_;
};

TEST_F(BatchFraudCheck, FailsForAKnownVoiceOnlyByDefault) {
  EXPECT_EQ(check({}), std::nullopt);
  add(label_like("mallory", 40));
  EXPECT_EQ(check({}), std::nullopt);
  add("mallory");
  EXPECT_THAT(check({}), is_validation_failure());
}

TEST_F(BatchFraudCheck, FailsFromTheThresholdOnByTheClosestFraudster) {
  EXPECT_THAT(check(with_threshold(0)), is_validation_failure()) << "even without fraudsters";
  for (const int risk : {0, 10, 35, 20}) add(label_like("mallory", risk));
  EXPECT_EQ(check(with_threshold(36)), std::nullopt);
  EXPECT_THAT(check(with_threshold(35)), is_validation_failure());
  EXPECT_THAT(check(with_threshold(34)), is_validation_failure());
}

TEST_F(BatchFraudCheck, FailsAtTheHighestRiskWithAThresholdOf100) {
  add("bob");
  const std::vector<const Fraudster*> fraudsters{&fraudsters_.front()};
  ASSERT_EQ(similarity("bob", "bob"), 100);
  EXPECT_THAT(failure_of(check_fraud_risk(Voice("bob"), 0, with_threshold(100), fraudsters)), is_validation_failure());
}

TEST_F(BatchFraudCheck, FailsFromTheThresholdOnByTheSpoofingRisk) {
  EXPECT_EQ(check(with_threshold(80), 79), std::nullopt);
  EXPECT_THAT(check(with_threshold(80), 80), is_validation_failure());
  EXPECT_EQ(check({}, 49), std::nullopt);
  EXPECT_THAT(check({}, 50), is_validation_failure());
  EXPECT_EQ(check(with_threshold(50, FraudDetectionAction::kIgnore), 100), std::nullopt);
}

TEST_F(BatchFraudCheck, PassesIfTheRiskIsIgnored) {
  add("mallory");
  EXPECT_EQ(check(with_threshold(0, FraudDetectionAction::kIgnore)), std::nullopt);
  EXPECT_EQ(check(with_threshold({}, FraudDetectionAction::kIgnore)), std::nullopt);
  EXPECT_THAT(check(with_threshold({}, FraudDetectionAction::kFail)), is_validation_failure());
}

TEST_F(BatchFraudCheck, NamesTheRisksThatAreTooHighAndTheThresholdButNoVoice) {
  add(label_like("mallory", 33));
  const auto failure_with = [this](int threshold, int spoofing_risk) {
    return check(with_threshold(threshold), spoofing_risk).value();
  };
  EXPECT_EQ(failure_with(21, 20).message,
            "The voice has a risk of 33 against the fraudsters of the watchlist; less than the RiskThreshold of 21 is "
            "needed.");
  EXPECT_EQ(
      failure_with(21, 21).message,
      "The voice has a risk of 33 against the fraudsters of the watchlist and a spoofing risk of 21; less than the "
      "RiskThreshold of 21 is needed.");
  EXPECT_EQ(failure_with(34, 34).message,
            "The voice has a spoofing risk of 34; less than the RiskThreshold of 34 is needed.");
  EXPECT_EQ(failure_with(34, 34).summary, "The provided audio files do not pass the fraud check.");
}

}  // namespace
}  // namespace voiceid
