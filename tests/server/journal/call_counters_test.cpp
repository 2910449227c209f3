#include "server/journal/call_counters.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace voiceid::journal {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Pair;

constexpr std::string_view kEvaluate = "EvaluateSession";
constexpr std::string_view kList = "ListDomains";

class CallCountersTest : public testing::Test {
 protected:
  CallCountersTest() {
    for (const std::string_view operation : {kEvaluate, kList}) counters_.add(Door::kApi, operation);
  }

  const OperationCounters& of(Door door, std::string_view operation) const {
    return *std::ranges::find_if(counters_.all(), [&](const OperationCounters& each) {
      return each.door == door && each.operation == operation;
    });
  }
  std::vector<std::pair<int, std::uint64_t>> statuses(Door door, std::string_view operation) const {
    std::vector<std::pair<int, std::uint64_t>> pairs;
    for (const StatusCount& count : of(door, operation).by_status) pairs.emplace_back(count.status, count.calls);
    return pairs;
  }

  CallCounters counters_;
};

TEST_F(CallCountersTest, CountsCallsByOperationAndStatus) {
  for (const int status : {200, 404, 200}) counters_.count(Door::kApi, kEvaluate, status, 1ms);
  counters_.count(Door::kApi, kList, 200, 1ms);
  EXPECT_THAT(statuses(Door::kApi, kEvaluate), ElementsAre(Pair(200, 2), Pair(404, 1)));
  EXPECT_THAT(statuses(Door::kApi, kList), ElementsAre(Pair(200, 1)));
}

TEST_F(CallCountersTest, CountsCallsThatReachedNoOperationByTheirDoor) {
  counters_.count(Door::kApi, {}, 404, 1ms);
  counters_.count(Door::kDesktop, {}, 404, 1ms);
  counters_.count(Door::kControl, {}, 405, 1ms);
  EXPECT_THAT(statuses(Door::kApi, {}), ElementsAre(Pair(404, 1)));
  EXPECT_THAT(statuses(Door::kDesktop, {}), ElementsAre(Pair(404, 1)));
  EXPECT_THAT(statuses(Door::kControl, {}), ElementsAre(Pair(405, 1)));
}

TEST_F(CallCountersTest, HasNoMoreOperationsThanWereAdded) {
  const std::size_t before = counters_.all().size();
  for (int i = 0; i < 100; ++i) {
    const std::string name = "Unknown" + std::to_string(i);
    counters_.count(Door::kApi, name, 400, 1ms);
  }
  EXPECT_EQ(counters_.all().size(), before);
  EXPECT_THAT(statuses(Door::kApi, {}), ElementsAre(Pair(400, 100)));
}

TEST_F(CallCountersTest, ManyStatusesOfAnOperationAreCounted) {
  for (int status = 400; status < 432; ++status) counters_.count(Door::kApi, kList, status, 1ms);
  const auto counted = statuses(Door::kApi, kList);
  EXPECT_EQ(counted.size(), 32U);
  EXPECT_TRUE(std::ranges::all_of(counted, [](const auto& pair) { return pair.second == 1; }));
}

TEST_F(CallCountersTest, AddsUpHowLongTheCallsOfAnOperationTook) {
  counters_.count(Door::kApi, kEvaluate, 200, 60us);
  counters_.count(Door::kApi, kEvaluate, 404, 2s);
  EXPECT_EQ(of(Door::kApi, kEvaluate).times.total(), 2s + 60us);
  EXPECT_EQ(of(Door::kApi, kList).times.total(), 0us);
}

TEST(TimeHistogram, ABoundBelongsToItsBucket) {
  for (std::size_t i = 0; i < TimeHistogram::kBounds.size(); ++i) {
    TimeHistogram histogram;
    histogram.add(TimeHistogram::kBounds[i]);
    histogram.add(TimeHistogram::kBounds[i] + 1us);
    EXPECT_EQ(histogram.counts()[i], 1U) << i;
    EXPECT_EQ(histogram.counts()[i + 1], 1U) << i;
  }
}

TEST(TimeHistogram, NoTimeIsTooShortOrTooLong) {
  TimeHistogram histogram;
  for (const auto took : {std::chrono::microseconds(0), std::chrono::microseconds(24h)}) histogram.add(took);
  EXPECT_EQ(histogram.counts().front(), 1U);
  EXPECT_EQ(histogram.counts().back(), 1U);
  EXPECT_EQ(std::accumulate(histogram.counts().begin(), histogram.counts().end(), 0U), 2U);
}

}  // namespace
}  // namespace voiceid::journal
