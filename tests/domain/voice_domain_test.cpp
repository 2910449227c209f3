#include "domain/voice_domain.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;
using enum ServerSideEncryptionUpdateStatus;

const TimePoint kCreated = at("2026-11-21T09:30:00Z");
const TimePoint kLater = kCreated + 1h;
constexpr std::chrono::seconds kSecond(1);

class VoiceDomainTest : public testing::Test {
 protected:
  VoiceDomainTest() {
    domain_.attributes = {"calls", "All calls", "first-key"};
    domain_.created_at = domain_.updated_at = kCreated;
  }

  Result<void> change_key(std::string key, TimePoint now, std::chrono::seconds takes = kSecond) {
    return update(domain_, {"calls", "All calls", std::move(key)}, now, takes);
  }

  VoiceDomain domain_;
};

TEST_F(VoiceDomainTest, IsActiveAtOnce) { EXPECT_EQ(domain_.status, DomainStatus::kActive); }

TEST_F(VoiceDomainTest, ReplacesAllAttributesInAnUpdate) {
  update(domain_, {"renamed", "Other calls", "first-key"}, kLater, 1s).value();
  EXPECT_EQ(domain_.attributes.name, "renamed");
  EXPECT_EQ(domain_.attributes.description, "Other calls");
  EXPECT_EQ(domain_.attributes.kms_key_id, "first-key");
  EXPECT_EQ(domain_.updated_at, kLater);
  EXPECT_EQ(domain_.created_at, kCreated);
  EXPECT_FALSE(domain_.encryption_update) << "the same key starts no re-encryption";
  update(domain_, {"calls", std::nullopt, "first-key"}, kLater, 1s).value();
  EXPECT_FALSE(domain_.attributes.description);
}

TEST_F(VoiceDomainTest, IsReEncryptedForExactlyItsTimeAfterAChangeOfKey) {
  change_key("second-key", kLater, 90s).value();
  EXPECT_EQ(domain_.attributes.kms_key_id, "second-key");
  ASSERT_TRUE(domain_.encryption_update);
  EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "first-key");
  EXPECT_EQ(domain_.encryption_update->status_at(kLater), kInProgress);
  EXPECT_EQ(domain_.encryption_update->status_at(kLater + 90s - kMillisecond), kInProgress);
  EXPECT_EQ(domain_.encryption_update->status_at(kLater + 90s), kCompleted);
  EXPECT_EQ(domain_.encryption_update->status_at(kLater + 24h), kCompleted);
  change_key("third-key", kLater + 90s, 0s).value();
  EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "second-key");
  EXPECT_EQ(domain_.encryption_update->status_at(kLater + 90s), kCompleted) << "it takes no time";
}

TEST_F(VoiceDomainTest, RefusesAnyOtherKeyDuringAReEncryptionAndStaysAsItIs) {
  change_key("second-key", kLater).value();
  const TimePoint meanwhile = kLater + kSecond - kMillisecond;
  for (const char* key : {"third-key", "first-key"}) {
    EXPECT_THAT(failure_of(update(domain_, {"renamed", std::nullopt, key}, meanwhile, 1s)),
                is_conflict(ConflictType::kDomainLockedFromEncryptionUpdates));
    EXPECT_EQ(domain_.attributes.name, "calls");
    EXPECT_EQ(domain_.attributes.description, "All calls");
    EXPECT_EQ(domain_.attributes.kms_key_id, "second-key");
    EXPECT_EQ(domain_.updated_at, kLater);
    EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "first-key");
    EXPECT_EQ(domain_.encryption_update->status_at(kLater + kSecond), kCompleted);
  }
}

TEST_F(VoiceDomainTest, TakesOtherAttributesDuringAReEncryption) {
  change_key("second-key", kLater).value();
  update(domain_, {"renamed", std::nullopt, "second-key"}, kLater, 1s).value();
  EXPECT_EQ(domain_.attributes.name, "renamed");
  EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "first-key");
  EXPECT_EQ(domain_.encryption_update->status_at(kLater), kInProgress);
}

TEST_F(VoiceDomainTest, ExplainsTheStatusOfAReEncryption) {
  change_key("second-key", kLater).value();
  std::set<std::string> messages;
  for (const auto& [ended, now] : {std::pair(std::optional<ServerSideEncryptionUpdateStatus>(), kLater),
                                   std::pair(std::optional<ServerSideEncryptionUpdateStatus>(), kLater + kSecond),
                                   std::pair(std::optional(kFailed), kLater)}) {
    if (ended) domain_.encryption_update->ended = EncryptionUpdateEnd{.status = *ended, .message = {}};
    const std::string message(domain_.encryption_update->message_at(now));
    EXPECT_PRED1(is_sentence, message);
    messages.insert(message);
  }
  EXPECT_EQ(messages.size(), 3U);
}

TEST_F(VoiceDomainTest, CanEndAReEncryptionThatIsInProgress_WhateverTheTime) {
  for (const auto status : {kCompleted, kFailed}) {
    change_key(status == kCompleted ? "second-key" : "third-key", kLater).value();
    end_encryption_update(domain_, {status, "The grant was revoked."}, kLater).value();
    for (const TimePoint now : {kLater, kLater + 24h}) {
      EXPECT_EQ(domain_.encryption_update->status_at(now), status);
      EXPECT_EQ(domain_.encryption_update->message_at(now), "The grant was revoked.");
    }
  }
  EXPECT_EQ(domain_.updated_at, kLater);
}

TEST_F(VoiceDomainTest, CannotEndAReEncryptionThatIsNotInProgress) {
  const auto end = [this](TimePoint now) { return failure_of(end_encryption_update(domain_, {kFailed, {}}, now)); };
  EXPECT_THAT(end(kLater), is_untyped_conflict()) << "none was started";
  EXPECT_FALSE(domain_.encryption_update);
  change_key("second-key", kLater).value();
  EXPECT_THAT(end(kLater + kSecond), is_untyped_conflict()) << "it is completed";
  EXPECT_EQ(end(kLater), std::nullopt);
  EXPECT_THAT(end(kLater), is_untyped_conflict()) << "it failed";
}

TEST_F(VoiceDomainTest, StartsAFailedReEncryptionAnewWithTheNextUpdate) {
  change_key("second-key", kLater).value();
  end_encryption_update(domain_, {kFailed, "The grant was revoked."}, kLater).value();
  const TimePoint again = kLater + 1h;
  change_key("second-key", again).value();
  EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "first-key");
  EXPECT_EQ(domain_.encryption_update->status_at(again), kInProgress);
  EXPECT_NE(domain_.encryption_update->message_at(again), "The grant was revoked.");
  EXPECT_EQ(domain_.encryption_update->status_at(again + kSecond), kCompleted);
}

TEST_F(VoiceDomainTest, TakesAnotherKeyAfterAFailedReEncryption) {
  change_key("second-key", kLater).value();
  end_encryption_update(domain_, {kFailed, {}}, kLater).value();
  change_key("first-key", kLater).value();
  EXPECT_EQ(domain_.encryption_update->old_kms_key_id, "second-key");
  EXPECT_EQ(domain_.encryption_update->status_at(kLater), kInProgress);
}

TEST_F(VoiceDomainTest, StartsNothingAnewAfterACompletedReEncryption) {
  change_key("second-key", kLater).value();
  change_key("second-key", kLater + 1h).value();
  EXPECT_EQ(domain_.encryption_update->status_at(kLater + 1h), kCompleted);
}

TEST_F(VoiceDomainTest, IsSuspendedByTheFirstDeletion) {
  EXPECT_TRUE(soft_delete(domain_, kLater));
  EXPECT_FALSE(soft_delete(domain_, kLater + 24h));
  EXPECT_EQ(domain_.status, DomainStatus::kSuspended);
  EXPECT_EQ(domain_.deleted_at, kLater);
  EXPECT_EQ(domain_.updated_at, kLater);
}

TEST_F(VoiceDomainTest, CanBeDeletedWhileSuspended) {
  domain_.status = DomainStatus::kSuspended;
  EXPECT_TRUE(soft_delete(domain_, kLater));
  EXPECT_EQ(domain_.deleted_at, kLater);
}

TEST(ErasedFrom, Is30DaysAfterTheDeletion) {
  EXPECT_EQ(erased_from(at("2024-02-15T12:00:00.001Z")), at("2024-03-16T12:00:00.001Z"));
}

}  // namespace
}  // namespace voiceid
