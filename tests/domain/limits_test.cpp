#include "domain/limits.hpp"

#include <gtest/gtest.h>

#include "tests/domain/matchers.hpp"

namespace voiceid {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct QuotaRow {
  std::string name;
  Quota quota;
  std::optional<std::uint64_t> by_default;

  friend void PrintTo(const QuotaRow& row, std::ostream* out) { *out << row.name; }
};

std::string test_name(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

class EveryQuota : public testing::TestWithParam<QuotaRow> {};

TEST_P(EveryQuota, HasTheDefaultOfTheTable) { EXPECT_EQ(Quotas().limit(GetParam().quota), GetParam().by_default); }

TEST_P(EveryQuota, IsSetByItsName) {
  Quotas quotas;
  quotas.set(GetParam().name + "=17").value();
  for (std::size_t i = 0; i < kEnumNames<Quota>.size(); ++i) {
    const auto quota = static_cast<Quota>(i);
    EXPECT_EQ(quotas.limit(quota), quota == GetParam().quota ? 17 : Quotas().limit(quota)) << name_of(quota);
  }
}

TEST_P(EveryQuota, IsLiftedByUnlimited) {
  Quotas quotas;
  quotas.set(GetParam().name + "=1").value();
  quotas.set(GetParam().name + "=unlimited").value();
  EXPECT_EQ(quotas.limit(GetParam().quota), std::nullopt);
  EXPECT_EQ(failure_of(quotas.check_room(GetParam().quota, UINT64_MAX)), std::nullopt);
}

TEST_P(EveryQuota, IsLiftedByQuotasOff) {
  Quotas quotas;
  quotas.set(GetParam().name + "=1").value();
  quotas.lift_all();
  EXPECT_EQ(quotas.limit(GetParam().quota), std::nullopt);
}

TEST_P(EveryQuota, ItsErrorNamesTheQuotaItsValueAndTheOption) {
  Quotas quotas;
  quotas.set(GetParam().name + "=1723").value();
  EXPECT_EQ(failure_of(quotas.check_room(GetParam().quota, 1722)), std::nullopt);
  const auto failure = failure_of(quotas.check_room(GetParam().quota, 1723));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, AllOf(HasSubstr("quota " + GetParam().name + " "), HasSubstr("1723"),
                                      HasSubstr("--quota " + GetParam().name + "=")));
}

INSTANTIATE_TEST_SUITE_P(
    Table, EveryQuota,
    testing::Values(QuotaRow{"domains", Quota::kDomains, std::nullopt}, QuotaRow{"watchlists", Quota::kWatchlists, 3},
                    QuotaRow{"fraudsters", Quota::kFraudsters, 500}, QuotaRow{"speakers", Quota::kSpeakers, 100'000},
                    QuotaRow{"active-sessions", Quota::kActiveSessions, 50},
                    QuotaRow{"active-enrollment-jobs", Quota::kActiveEnrollmentJobs, 1},
                    QuotaRow{"active-registration-jobs", Quota::kActiveRegistrationJobs, 1},
                    QuotaRow{"enrollment-job-speakers", Quota::kEnrollmentJobSpeakers, 10'000},
                    QuotaRow{"registration-job-fraudsters", Quota::kRegistrationJobFraudsters, 500}),
    [](const auto& row) { return test_name(row.param.name); });

TEST(Quotas, Zero_LeavesNoRoomAtAll) {
  Quotas quotas;
  quotas.set("speakers=0").value();
  EXPECT_THAT(failure_of(quotas.check_room(Quota::kSpeakers, 0)), is_quota_failure());
}

TEST(Quotas, MoreThanTheQuota_LeavesNoRoomEither) {
  Quotas quotas;
  quotas.set("speakers=2").value();
  EXPECT_THAT(failure_of(quotas.check_room(Quota::kSpeakers, 3)), is_quota_failure());
}

TEST(Quotas, TheLargestNumber_IsTaken) {
  Quotas quotas;
  quotas.set("speakers=18446744073709551615").value();
  EXPECT_EQ(quotas.limit(Quota::kSpeakers), UINT64_MAX);
}

struct InvalidQuota {
  std::string name;
  std::string text;

  friend void PrintTo(const InvalidQuota& row, std::ostream* out) { *out << row.text; }
};

class InvalidQuotas : public testing::TestWithParam<InvalidQuota> {};

TEST_P(InvalidQuotas, AreRefused_AndChangeNothing) {
  Quotas quotas;
  EXPECT_THAT(failure_of(quotas.set(GetParam().text)), is_validation_failure());
  for (std::size_t i = 0; i < kEnumNames<Quota>.size(); ++i) {
    EXPECT_EQ(quotas.limit(static_cast<Quota>(i)), Quotas().limit(static_cast<Quota>(i)));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Option, InvalidQuotas,
    testing::Values(InvalidQuota{"Empty", ""}, InvalidQuota{"NameAlone", "speakers"}, InvalidQuota{"ValueAlone", "=5"},
                    InvalidQuota{"UnknownName", "voices=5"}, InvalidQuota{"NameInUpperCase", "Speakers=5"},
                    InvalidQuota{"NoValue", "speakers="}, InvalidQuota{"Negative", "speakers=-1"},
                    InvalidQuota{"PlusSign", "speakers=+1"}, InvalidQuota{"Fraction", "speakers=1.5"},
                    InvalidQuota{"Hexadecimal", "speakers=0x10"}, InvalidQuota{"Word", "speakers=many"},
                    InvalidQuota{"UnlimitedInUpperCase", "speakers=UNLIMITED"},
                    InvalidQuota{"SpaceBefore", "speakers= 5"}, InvalidQuota{"SpaceBehind", "speakers=5 "},
                    InvalidQuota{"TwoValues", "speakers=5=6"},
                    InvalidQuota{"TooLarge", "speakers=18446744073709551616"}),
    [](const auto& row) { return row.param.name; });

TEST(Quotas, Set_AnUnknownName_IsAnsweredWithAllNames) {
  Quotas quotas;
  const auto failure = failure_of(quotas.set("voices=5"));
  ASSERT_THAT(failure, is_validation_failure());
  for (const std::string_view name : kEnumNames<Quota>) EXPECT_THAT(failure->message, HasSubstr(std::string(name)));
}

}  // namespace
}  // namespace voiceid
