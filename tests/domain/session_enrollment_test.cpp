#include <gmock/gmock.h>

#include "domain/session.hpp"
#include "tests/domain/sessions.hpp"

namespace voiceid::session_tests {
namespace {

using namespace std::chrono_literals;

class Enrollment : public testing::Test {
 protected:
  Enrollment() { session_.apply(speaker_change("alice"), kNow); }

  std::optional<Error> refusal(const Speaker* speaker) const {
    return failure_of(session_.check_enrollment(speaker, kNow));
  }
  void request() { session_.request_enrollment(kAliceId); }
  EnrollmentRequestStatus status() const { return session_.enrollment()->status; }

  Session session_ = new_session();
};

TEST_F(Enrollment, IsRefusedWithoutASpeakerAndForOneWhoOptedOut) {
  Speaker speaker = enrolled_alice();
  speaker.opt_out(kNow);
  EXPECT_THAT(refusal(&speaker), is_conflict(ConflictType::kSpeakerOptedOut));
  session_.apply(speaker_change({}), kNow);
  EXPECT_THAT(refusal(nullptr), is_conflict(ConflictType::kSpeakerNotSet));
}

TEST_F(Enrollment, IsTakenForAnyOtherSpeaker) {
  const Speaker pending = pending_alice();
  const Speaker enrolled = enrolled_alice();
  EXPECT_EQ(refusal(nullptr), std::nullopt);
  EXPECT_EQ(refusal(&pending), std::nullopt);
  EXPECT_EQ(refusal(&enrolled), std::nullopt);
  EXPECT_EQ(failure_of(session_.check_enrollment(&enrolled, kNow + 4 * 366 * 24h)), std::nullopt) << "expired";
  session_.end(kNow);
  EXPECT_EQ(refusal(nullptr), std::nullopt) << "after the stream ended";
}

TEST_F(Enrollment, IsRefusedASecondTimeUnlessTheFirstFailed) {
  const Speaker speaker = pending_alice();
  request();
  EXPECT_THAT(refusal(&speaker), is_conflict(ConflictType::kEnrollmentAlreadyExists));
  say(session_, "alice", 30s);
  ASSERT_TRUE(session_.progress_enrollment());
  EXPECT_THAT(refusal(&speaker), is_conflict(ConflictType::kEnrollmentAlreadyExists));
  session_.complete_enrollment();
  EXPECT_THAT(refusal(&speaker), is_conflict(ConflictType::kEnrollmentAlreadyExists));
  session_.fail_enrollment("No luck.");
  EXPECT_EQ(refusal(&speaker), std::nullopt);
}

TEST_F(Enrollment, BeginsAgainAfterAFailure) {
  request();
  session_.fail_enrollment("No luck.");
  EXPECT_EQ(status(), EnrollmentRequestStatus::kFailed);
  EXPECT_EQ(session_.enrollment()->message, "No luck.");
  session_.request_enrollment(kAliceId);
  EXPECT_EQ(status(), EnrollmentRequestStatus::kNotEnoughSpeech);
  EXPECT_EQ(session_.enrollment()->message, "");
}

TEST_F(Enrollment, ProgressesOnceFromThirtySecondsOn) {
  request();
  say(session_, "alice", 29'999ms);
  EXPECT_FALSE(session_.progress_enrollment());
  EXPECT_EQ(status(), EnrollmentRequestStatus::kNotEnoughSpeech);
  say(session_, "alice", 1ms);
  EXPECT_TRUE(session_.progress_enrollment());
  EXPECT_EQ(status(), EnrollmentRequestStatus::kInProgress);
  EXPECT_FALSE(session_.progress_enrollment());
  EXPECT_EQ(status(), EnrollmentRequestStatus::kInProgress);
}

TEST_F(Enrollment, DoesNotProgressWithoutARequest) {
  say(session_, "alice", 30s);
  EXPECT_FALSE(session_.progress_enrollment());
  EXPECT_FALSE(session_.enrollment());
}

TEST_F(Enrollment, CountsTheAudioBeforeTheRequest) {
  say(session_, "alice", 30s);
  request();
  EXPECT_TRUE(session_.progress_enrollment());
}

TEST_F(Enrollment, TakesTheVoiceOfTheFirstThirtySeconds) {
  say(session_, "alice", 8s);
  say(session_, "bob", 16s);
  say(session_, "alice", 1h);
  request();
  ASSERT_TRUE(session_.progress_enrollment());
  EXPECT_EQ(session_.enrollment()->voice, "bob");
}

TEST_F(Enrollment, WaitsForThirtySecondsOfANewStream) {
  request();
  say(session_, "alice", 29s);
  session_.end(kNow);
  session_.restart(StreamingStatus::kOngoing, kNow);
  EXPECT_EQ(status(), EnrollmentRequestStatus::kNotEnoughSpeech);
  say(session_, "bob", 29s);
  EXPECT_FALSE(session_.progress_enrollment());
  say(session_, "bob", 1s);
  EXPECT_TRUE(session_.progress_enrollment());
  EXPECT_EQ(session_.enrollment()->voice, "bob");
}

TEST_F(Enrollment, KeepsTheVoiceWhenANewStreamBegins) {
  request();
  say(session_, "alice", 30s);
  ASSERT_TRUE(session_.progress_enrollment());
  session_.end(kNow);
  session_.restart(StreamingStatus::kOngoing, kNow);
  say(session_, "bob", 60s);
  EXPECT_FALSE(session_.progress_enrollment());
  EXPECT_EQ(session_.enrollment()->voice, "alice");
}

TEST_F(Enrollment, LocksTheSpeakerWhateverBecameOfIt) {
  const auto expect_locked = [this](std::string_view when) {
    EXPECT_THAT(failure_of(session_.check(speaker_change("bob"))),
                is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment))
        << when;
    EXPECT_THAT(failure_of(session_.check(speaker_change(kAliceId.view()))),
                is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment))
        << when << ", the other id";
    EXPECT_THAT(failure_of(session_.check(speaker_change({}))),
                is_conflict(ConflictType::kCannotChangeSpeakerAfterEnrollment))
        << when << ", taken away";
    EXPECT_EQ(failure_of(session_.check(speaker_change("alice"))), std::nullopt) << when << ", the same";
    EXPECT_EQ(failure_of(session_.check(acceptance_threshold(1))), std::nullopt) << when;
  };
  EXPECT_EQ(failure_of(session_.check(speaker_change("bob"))), std::nullopt);
  request();
  expect_locked("without speech");
  say(session_, "alice", 30s);
  ASSERT_TRUE(session_.progress_enrollment());
  expect_locked("in progress");
  session_.complete_enrollment();
  expect_locked("completed");
  session_.fail_enrollment("No luck.");
  expect_locked("failed");
  session_.end(kNow);
  expect_locked("ended");
  session_.restart(StreamingStatus::kOngoing, kNow);
  expect_locked("in a new stream");
}

}  // namespace
}  // namespace voiceid::session_tests
