#include "server/faults/fault_list.hpp"

#include <gmock/gmock.h>

namespace voiceid::faults {
namespace {

using ::testing::ElementsAre;
using Numbers = std::vector<std::uint64_t>;

constexpr std::string_view kAccount = "111111111111";
constexpr std::string_view kOtherAccount = "222222222222";

Call call_of(std::string_view operation, std::string_view account = kAccount) {
  return {.target = Target::kApi, .operation = operation, .account = account};
}

class FaultListTest : public ::testing::Test {
 protected:
  std::uint64_t add(Fault fault) { return list_.add(std::move(fault)).value()->number; }

  // The number of the fault that strikes each of the calls; 0 if none does.
  Numbers struck_by(std::size_t calls, const Call& call = call_of("ListDomains")) {
    Numbers numbers;
    for (std::size_t i = 0; i < calls; ++i) {
      const Entry* entry = list_.strike(call);
      numbers.push_back(entry == nullptr ? 0 : entry->number);
    }
    return numbers;
  }
  bool strikes(const Call& call) { return list_.strike(call) != nullptr; }

  FaultList list_;
};

TEST_F(FaultListTest, IsNotArmedWithoutFaults) {
  EXPECT_FALSE(list_.is_armed());
  EXPECT_FALSE(list_.asks_domain());
  EXPECT_THAT(struck_by(1), ElementsAre(0));
}

TEST_F(FaultListTest, AFaultWithoutOperationsStrikesEveryOneOfItsTarget) {
  add({});
  EXPECT_TRUE(strikes(call_of("ListDomains")));
  EXPECT_TRUE(strikes(call_of("EvaluateSession")));
  EXPECT_FALSE(strikes({.target = Target::kAgentApp, .operation = "ListDomains", .account = kAccount}));
}

TEST_F(FaultListTest, AFaultOfTheDesktopSparesTheApi) {
  add({.target = Target::kAgentApp});
  EXPECT_FALSE(strikes(call_of("EvaluateSession")));
  EXPECT_TRUE(strikes({.target = Target::kAgentApp, .operation = "VoiceId.evaluateSession", .account = kAccount}));
}

TEST_F(FaultListTest, AFaultStrikesOnlyItsOperations) {
  add({.operations = {"EvaluateSession", "ListDomains"}});
  EXPECT_TRUE(strikes(call_of("ListDomains")));
  EXPECT_TRUE(strikes(call_of("EvaluateSession")));
  EXPECT_FALSE(strikes(call_of("CreateDomain")));
}

TEST_F(FaultListTest, AFaultOfAnAccountSparesTheOthers) {
  add({.account = std::string(kAccount)});
  EXPECT_TRUE(strikes(call_of("ListDomains", kAccount)));
  EXPECT_FALSE(strikes(call_of("ListDomains", kOtherAccount)));
}

TEST_F(FaultListTest, AFaultOfADomainSparesTheOthersAndCallsThatNameNone) {
  add({.domain_id = "A"});
  EXPECT_TRUE(list_.asks_domain());
  Call call = call_of("EvaluateSession");
  EXPECT_FALSE(strikes(call));
  call.domain_id = "B";
  EXPECT_FALSE(strikes(call));
  call.domain_id = "A";
  EXPECT_TRUE(strikes(call));
}

TEST_F(FaultListTest, AFaultLetsTheFirstCallsPassAndIsUsedUpByItsCount) {
  add({.skip = 2, .count = 3});
  EXPECT_TRUE(list_.is_armed());
  EXPECT_THAT(struck_by(7), ElementsAre(0, 0, 1, 1, 1, 0, 0));
  EXPECT_FALSE(list_.is_armed());
  EXPECT_EQ(list_.find(1)->met, 5);
  EXPECT_EQ(list_.find(1)->struck, 3);
}

TEST_F(FaultListTest, AFaultThatIsUsedUpDoesNotAskForTheDomain) {
  add({.domain_id = "A", .count = 1});
  Call call = call_of("EvaluateSession");
  call.domain_id = "A";
  EXPECT_TRUE(strikes(call));
  EXPECT_FALSE(list_.asks_domain());
}

TEST_F(FaultListTest, FaultsApplyInOrderUntilUsedUp) {
  add({.count = 2});
  add({.operations = {"EvaluateSession"}});
  add({.count = 1});
  EXPECT_THAT(struck_by(4), ElementsAre(1, 1, 3, 0));
}

TEST_F(FaultListTest, ACallThatAnEarlierFaultStrikesDoesNotCountForALaterOne) {
  add({.count = 1});
  add({.skip = 1, .count = 1});
  EXPECT_THAT(struck_by(4), ElementsAre(1, 0, 2, 0));
}

TEST_F(FaultListTest, ACallThatAnEarlierFaultLetsPassReachesALaterOne) {
  add({.skip = 1, .count = 1});
  add({.count = 2});
  EXPECT_THAT(struck_by(4), ElementsAre(2, 1, 2, 0));
}

TEST_F(FaultListTest, AProbabilityStrikesTheSameCallsOnEveryRunOfASeed) {
  add({.probability = 0.5, .seed = 7});
  const Numbers first = struck_by(16);
  list_ = FaultList();
  add({.probability = 0.5, .seed = 7});
  EXPECT_EQ(struck_by(16), first);
  // On every machine, too: computed apart from this program by the published SplitMix64.
  EXPECT_THAT(first, ElementsAre(1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0));
}

TEST_F(FaultListTest, AnotherSeedStrikesOtherCalls) {
  add({.probability = 0.5, .seed = 7});
  const Numbers first = struck_by(32);
  list_ = FaultList();
  add({.probability = 0.5, .seed = 8});
  EXPECT_NE(struck_by(32), first);
}

TEST_F(FaultListTest, AProbabilityIsThatOfEachCall) {
  add({.probability = 0.2});
  const Numbers struck = struck_by(10'000);
  EXPECT_NEAR(static_cast<double>(std::ranges::count(struck, 1)), 2000, 150);
}

TEST_F(FaultListTest, ProbabilityZeroStrikesNone_AndOneStrikesAll) {
  add({.probability = 0.0});
  EXPECT_THAT(struck_by(3), ElementsAre(0, 0, 0));
  add({.probability = 1.0});
  EXPECT_THAT(struck_by(3), ElementsAre(2, 2, 2));
}

TEST_F(FaultListTest, TheCountIsOfCallsThatWereStruck) {
  add({.count = 3, .probability = 0.5, .seed = 7});
  EXPECT_THAT(struck_by(7), ElementsAre(1, 1, 0, 0, 1, 0, 0));
}

TEST_F(FaultListTest, RemovesOneByItsNumber) {
  add({});
  const std::uint64_t second = add({});
  EXPECT_TRUE(list_.remove(1));
  EXPECT_FALSE(list_.remove(1));
  EXPECT_THAT(struck_by(1), ElementsAre(second));
}

TEST_F(FaultListTest, ClearsTheFaultsOfAnAccountAlone) {
  add({.account = std::string(kAccount)});
  add({.account = std::string(kOtherAccount)});
  add({});
  list_.clear(kAccount);
  EXPECT_EQ(list_.after(0)->number, 2);
  EXPECT_EQ(list_.after(2)->number, 3);
  EXPECT_EQ(list_.after(3), nullptr);
}

TEST_F(FaultListTest, NoNumberComesAgain) {
  add({});
  list_.clear();
  EXPECT_FALSE(list_.is_armed());
  EXPECT_EQ(add({}), 2);
}

TEST_F(FaultListTest, AFullListGivesUpItsOldestFaultThatIsUsedUp) {
  add({});
  for (std::size_t i = 1; i < FaultList::kMost; ++i) add({.operations = {"EvaluateSession"}, .count = 1});
  const auto refused = list_.add({});
  EXPECT_EQ(refused.error().type, &kServiceQuotaExceededException);
  EXPECT_EQ(refused.error().message, "There are 1000 faults, and none of them is used up; DELETE some first.");
  list_.remove(1);
  struck_by(2, call_of("EvaluateSession"));
  add({});
  add({});
  EXPECT_EQ(list_.find(2), nullptr);
  EXPECT_NE(list_.find(3), nullptr);
}

TEST_F(FaultListTest, AnIdIsReadBack) {
  add({});
  EXPECT_EQ(list_.find(1)->id(), "fault-1");
  EXPECT_EQ(fault_number("fault-1"), 1U);
  for (const std::string_view no_id : {"", "1", "fault-", "fault-x", "fault-1 ", "Fault-1"}) {
    EXPECT_EQ(fault_number(no_id), std::nullopt) << no_id;
  }
}

}  // namespace
}  // namespace voiceid::faults
