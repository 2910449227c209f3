#include "domain/limits.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

using testing::AllOf;
using testing::HasSubstr;

using Limit = std::optional<std::uint64_t>;

const std::vector<std::pair<std::string, Limit>> kDefaults{{"domains", {}},
                                                           {"watchlists", 3},
                                                           {"fraudsters", 500},
                                                           {"speakers", 100'000},
                                                           {"active-sessions", 50},
                                                           {"active-enrollment-jobs", 1},
                                                           {"active-registration-jobs", 1},
                                                           {"enrollment-job-speakers", 10'000},
                                                           {"registration-job-fraudsters", 500}};

TEST(Quotas, HaveTheirNamesAndDefaults) {
  ASSERT_EQ(kDefaults.size(), kEnumNames<Quota>.size());
  for (std::size_t i = 0; i < kDefaults.size(); ++i) {
    const auto quota = static_cast<Quota>(i);
    EXPECT_EQ(name_of(quota), kDefaults[i].first);
    EXPECT_EQ(Quotas().limit(quota), kDefaults[i].second) << kDefaults[i].first;
  }
}

class EveryQuota : public testing::TestWithParam<Quota> {
 protected:
  Quota quota() const { return GetParam(); }
  std::string name() const { return std::string(name_of(quota())); }

  Quotas quotas_;
};

TEST_P(EveryQuota, IsSetByItsName) {
  quotas_.set(name() + "=17").value();
  for (std::size_t i = 0; i < kEnumNames<Quota>.size(); ++i) {
    const auto other = static_cast<Quota>(i);
    EXPECT_EQ(quotas_.limit(other), other == quota() ? 17 : Quotas().limit(other)) << name_of(other);
  }
}

TEST_P(EveryQuota, IsLiftedByUnlimitedAndByQuotasOff) {
  quotas_.set(name() + "=1").value();
  quotas_.set(name() + "=unlimited").value();
  EXPECT_EQ(quotas_.limit(quota()), std::nullopt);
  EXPECT_EQ(failure_of(quotas_.check_room(quota(), UINT64_MAX)), std::nullopt);
  quotas_.set(name() + "=1").value();
  quotas_.lift_all();
  EXPECT_EQ(quotas_.limit(quota()), std::nullopt);
}

TEST_P(EveryQuota, HasAnErrorThatNamesItItsValueAndTheOption) {
  quotas_.set(name() + "=1723").value();
  EXPECT_EQ(failure_of(quotas_.check_room(quota(), 1722)), std::nullopt);
  const auto failure = failure_of(quotas_.check_room(quota(), 1723));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message,
              AllOf(HasSubstr("quota " + name() + " "), HasSubstr("1723"), HasSubstr("--quota " + name() + "=")));
}

INSTANTIATE_TEST_SUITE_P(Quotas, EveryQuota,
                         testing::Values(Quota::kDomains, Quota::kWatchlists, Quota::kFraudsters, Quota::kSpeakers,
                                         Quota::kActiveSessions, Quota::kActiveEnrollmentJobs,
                                         Quota::kActiveRegistrationJobs, Quota::kEnrollmentJobSpeakers,
                                         Quota::kRegistrationJobFraudsters),
                         [](const auto& row) { return "Quota" + std::to_string(row.index); });

TEST(Quotas, LeaveNoRoomFromTheLimitOn) {
  Quotas quotas;
  quotas.set("speakers=0").value();
  EXPECT_THAT(failure_of(quotas.check_room(Quota::kSpeakers, 0)), is_quota_failure());
  quotas.set("speakers=2").value();
  EXPECT_THAT(failure_of(quotas.check_room(Quota::kSpeakers, 3)), is_quota_failure());
  quotas.set("speakers=18446744073709551615").value();
  EXPECT_EQ(quotas.limit(Quota::kSpeakers), UINT64_MAX);
}

constexpr std::string_view kBadQuotas[] = {"",
                                           "speakers",
                                           "=5",
                                           "voices=5",
                                           "Speakers=5",
                                           "speakers=",
                                           "speakers=-1",
                                           "speakers=+1",
                                           "speakers=1.5",
                                           "speakers=0x10",
                                           "speakers=many",
                                           "speakers=UNLIMITED",
                                           "speakers= 5",
                                           "speakers=5 ",
                                           "speakers=5=6",
                                           "speakers=18446744073709551616"};

TEST(Quotas, RefuseBadTextAndStayAsTheyAre) {
  for (const std::string_view text : kBadQuotas) {
    Quotas quotas;
    EXPECT_THAT(failure_of(quotas.set(text)), is_validation_failure()) << text;
    for (const std::string_view name : kEnumNames<Quota>) {
      EXPECT_EQ(quotas.limit(*value_of<Quota>(name)), Quotas().limit(*value_of<Quota>(name))) << text;
    }
  }
}

TEST(Quotas, AnswerAnUnknownNameWithAllNames) {
  Quotas quotas;
  const auto failure = failure_of(quotas.set("voices=5"));
  ASSERT_THAT(failure, is_validation_failure());
  for (const std::string_view name : kEnumNames<Quota>) EXPECT_THAT(failure->message, HasSubstr(std::string(name)));
}

}  // namespace
}  // namespace voiceid
