#include "base/enum_names.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/evaluation.hpp"
#include "domain/job.hpp"
#include "domain/limits.hpp"
#include "domain/speaker.hpp"
#include "domain/voice_domain.hpp"

namespace voiceid {
namespace {

template <class Enum>
class EnumNames : public testing::Test {};

using Enums = testing::Types<AuthenticationDecision, BatchEnrollmentStatus, BatchRegistrationStatus, ConflictType,
                             DomainStatus, DuplicateRegistrationAction, ExistingEnrollmentAction, FraudDetectionAction,
                             FraudDetectionDecision, FraudDetectionReason, JobStatus, Quota, ResourceType,
                             ServerSideEncryptionUpdateStatus, SpeakerStatus, StreamingStatus>;
TYPED_TEST_SUITE(EnumNames, Enums);

TYPED_TEST(EnumNames, LeadToTheValueAndBack) {
  std::set<std::string_view> names;
  for (const std::string_view name : kEnumNames<TypeParam>) {
    const auto value = value_of<TypeParam>(name);
    ASSERT_TRUE(value) << name;
    EXPECT_EQ(name_of(*value), name);
    names.insert(name);
  }
  EXPECT_FALSE(names.empty());
  EXPECT_EQ(names.size(), kEnumNames<TypeParam>.size()) << "two values have the same name";
}

TYPED_TEST(EnumNames, AreExact) {
  EXPECT_FALSE(value_of<TypeParam>(""));
  EXPECT_FALSE(value_of<TypeParam>("NO_SUCH_VALUE"));
  const std::string first(kEnumNames<TypeParam>.front());
  EXPECT_FALSE(value_of<TypeParam>(first + " "));
  EXPECT_FALSE(value_of<TypeParam>(first.substr(1)));
}

// One enumerator of each kind that rules decide by: its name must not move to a neighbour.
TEST(EnumNamesOfStates, StandAtTheirEnumerators) {
  EXPECT_EQ(name_of(SpeakerStatus::kEnrolled), "ENROLLED");
  EXPECT_EQ(name_of(SpeakerStatus::kExpired), "EXPIRED");
  EXPECT_EQ(name_of(SpeakerStatus::kOptedOut), "OPTED_OUT");
  EXPECT_EQ(name_of(SpeakerStatus::kPending), "PENDING");
  EXPECT_EQ(name_of(DomainStatus::kActive), "ACTIVE");
  EXPECT_EQ(name_of(DomainStatus::kPending), "PENDING");
  EXPECT_EQ(name_of(DomainStatus::kSuspended), "SUSPENDED");
  EXPECT_EQ(name_of(ServerSideEncryptionUpdateStatus::kInProgress), "IN_PROGRESS");
  EXPECT_EQ(name_of(ServerSideEncryptionUpdateStatus::kCompleted), "COMPLETED");
  EXPECT_EQ(name_of(ConflictType::kDomainNotActive), "DOMAIN_NOT_ACTIVE");
  EXPECT_EQ(name_of(ConflictType::kDomainLockedFromEncryptionUpdates), "DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES");
  EXPECT_EQ(name_of(ConflictType::kCannotDeleteNonEmptyWatchlist), "CANNOT_DELETE_NON_EMPTY_WATCHLIST");
}

}  // namespace
}  // namespace voiceid
