#include "server/journal/journal.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "tests/server/journal/calls.hpp"

namespace voiceid::journal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint64_t> numbers(const Journal& journal, Doors doors = Doors::kService, std::uint64_t after = 0) {
  std::vector<std::uint64_t> found;
  journal.visit_after(after, doors, [&found](const Entry& entry) {
    found.push_back(entry.number);
    return true;
  });
  return found;
}

TEST(Journal, KeepsTheNewestCalls_WithTheirTexts) {
  Journal journal({.calls = 2});
  for (const char* body : {"first", "second", "third"}) record(journal, {.request = body, .answer = ""});
  EXPECT_THAT(numbers(journal), ElementsAre(2, 3));
  EXPECT_EQ(journal.last_number(), 3);
  EXPECT_EQ(journal.last_displaced(Doors::kService), 1);
  EXPECT_EQ(journal.find(1), nullptr);
  EXPECT_EQ(journal.find(2)->request, "second");
  EXPECT_EQ(journal.find(3)->account, "111111111111");
  EXPECT_EQ(journal.next_after(0, Doors::kService)->number, 2);
  EXPECT_EQ(journal.next_after(3, Doors::kService), nullptr);
}

TEST(Journal, CallsOfTheControlApiDisplaceNoOthers) {
  Journal journal({.calls = 2});
  record(journal);
  for (int i = 0; i < 3; ++i) record(journal, {.door = Door::kControl});
  record(journal, {.door = Door::kDesktop});
  EXPECT_THAT(numbers(journal), ElementsAre(1, 5));
  EXPECT_THAT(numbers(journal, Doors::kAll), ElementsAre(1, 3, 4, 5));
  EXPECT_THAT(numbers(journal, Doors::kAll, 3), ElementsAre(4, 5));
  EXPECT_EQ(journal.last_displaced(Doors::kService), 0);
  EXPECT_EQ(journal.last_displaced(Doors::kAll), 2);
}

TEST(Journal, ForgetsTheCallsOfOneAccount_OrAll) {
  Journal journal({.calls = 10});
  for (const char* account : {"1", "2", "1", ""}) record(journal, {.account = account});
  journal.forget("1");
  EXPECT_THAT(numbers(journal), ElementsAre(2, 4));
  journal.forget();
  EXPECT_THAT(numbers(journal, Doors::kAll), IsEmpty());
  record(journal);
  EXPECT_THAT(numbers(journal), ElementsAre(5));
}

TEST(Journal, KeepsNothingWithNoRoomForCalls_ButCounts) {
  Journal journal({.calls = 0});
  record(journal);
  EXPECT_THAT(numbers(journal, Doors::kAll), IsEmpty());
  EXPECT_EQ(journal.last_number(), 1);
}

TEST(Journal, FindsACallByItsRequestId) {
  Journal journal({.calls = 2});
  record(journal, {.request_id = "a"});
  record(journal, {.door = Door::kControl, .request_id = "b"});
  EXPECT_EQ(journal.find_by_request_id("a")->number, 1);
  EXPECT_EQ(journal.find_by_request_id("b")->number, 2);
  EXPECT_EQ(journal.find_by_request_id("c"), nullptr);
}

TEST(Journal, CutsLongTexts) {
  Journal journal({.calls = 1});
  record(journal, {.request = std::string(kMostOfBody + 1, 'r'),
                   .answer = std::string(10 * kMostOfBody, 'a'),
                   .client = std::string(5000, 'c')});
  const Entry* entry = journal.find(1);
  EXPECT_EQ(entry->request, std::string(kMostOfBody, 'r'));
  EXPECT_EQ(entry->answer, std::string(kMostOfBody, 'a'));
  EXPECT_EQ(entry->client.size(), 1024);
}

TEST(Journal, LetsOldCallsGoRatherThanTakeMoreMemory) {
  Journal journal({.calls = 100'000});
  const std::string body(kMostOfBody, 'x');
  constexpr std::uint64_t kMany = 2 * Journal::kMostBytes / kMostOfBody;
  for (std::uint64_t i = 0; i < kMany; ++i) record(journal, {.request = body, .answer = ""});
  const auto kept = numbers(journal);
  EXPECT_LT(kept.size() * kMostOfBody, Journal::kMostBytes + TextBlocks::kBlockBytes);
  EXPECT_GT(kept.size() * kMostOfBody, Journal::kMostBytes / 2);
  EXPECT_EQ(kept.back(), kMany);
}

TEST(Journal, TellsOfEachCall) {
  Journal journal({.calls = 1});
  int news = 0;
  News::Waiter waiter([&news] { ++news; });
  waiter.wait(journal.news());
  record(journal);
  EXPECT_EQ(news, 1);
}

TEST(TextBlocks, ReuseABlockWhenAllThatHeldItAreGone) {
  TextBlocks blocks;
  constexpr std::size_t kHalf = TextBlocks::kBlockBytes / 2;
  std::vector<TextBlocks::Holder> held;
  for (int i = 0; i < 100; ++i) {
    held.push_back(blocks.hold(kHalf));
    TextBlocks::put(held.back(), std::string(kHalf, 'x'));
    if (i >= 4) blocks.release(held[static_cast<std::size_t>(i) - 4]);
  }
  EXPECT_LE(blocks.bytes(), 4 * TextBlocks::kBlockBytes);
}

}  // namespace
}  // namespace voiceid::journal
