#include "store/fraudster_table.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint kNow = at("2026-11-21T09:30:00Z");

/// The fraudsters of a domain with three watchlists. The voiceprint serves as a name.
class FraudsterTableTest : public testing::Test {
 protected:
  FraudsterTableTest() {
    for (Watchlist* watchlist : {&first_, &second_, &third_}) watchlist->id = ids_.resource_id();
  }

  const Fraudster& add(const std::string& name, Watchlist& watchlist) {
    return table_.insert({.id = ids_.generated_id(), .voiceprint = Voice(name), .created_at = kNow}, watchlist);
  }
  const Fraudster& add(const std::string& name) { return add(name, first_); }

  static std::vector<std::string> names(const std::vector<const Fraudster*>& fraudsters) {
    std::vector<std::string> names;
    std::ranges::transform(fraudsters, std::back_inserter(names),
                           [](const Fraudster* fraudster) { return std::string(fraudster->voiceprint.name()); });
    return names;
  }

  void expect_counts(std::size_t first, std::size_t second, std::size_t third) const {
    EXPECT_EQ(first_.fraudster_count, first);
    EXPECT_EQ(second_.fraudster_count, second);
    EXPECT_EQ(third_.fraudster_count, third);
  }

  IdGenerator ids_{make_seeded_source(1)};
  Watchlist first_;
  Watchlist second_;
  Watchlist third_;
  FraudsterTable table_;
};

TEST_F(FraudsterTableTest, FindsAFraudsterById) {
  const Fraudster& mallory = add("mallory");
  add("eve");
  EXPECT_EQ(table_.find(mallory.id.view()), &mallory);
  EXPECT_EQ(mallory.voiceprint, "mallory");
  EXPECT_EQ(mallory.created_at, kNow);
  EXPECT_EQ(table_.find(ids_.generated_id().view()), nullptr);
  EXPECT_EQ(table_.find("mallory"), nullptr);
  EXPECT_EQ(table_.size(), 2U);
}

TEST_F(FraudsterTableTest, PutsANewFraudsterOnItsWatchlistOnly) {
  const Fraudster& mallory = table_.insert(
      {.id = ids_.generated_id(), .voiceprint = Voice("mallory"), .created_at = kNow, .watchlist_ids = {third_.id}},
      second_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id));
  expect_counts(0, 1, 0);
  EXPECT_THAT(table_.on(second_.id), ElementsAre(&mallory));
}

TEST_F(FraudsterTableTest, KeepsTheWatchlistsOfAFraudsterInOrderOfAssociation) {
  const Fraudster& mallory = add("mallory", second_);
  for (Watchlist* watchlist : {&third_, &first_, &second_, &third_}) table_.associate(mallory, *watchlist);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id, third_.id, first_.id));
  expect_counts(1, 1, 1);
  table_.disassociate(mallory, second_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(third_.id, first_.id));
  expect_counts(1, 0, 1);
  EXPECT_THAT(table_.on(second_.id), IsEmpty());
  EXPECT_THAT(table_.on(third_.id), ElementsAre(&mallory));
  table_.associate(mallory, second_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(third_.id, first_.id, second_.id));
}

TEST_F(FraudsterTableTest, LeavesTheOtherFraudstersOnAWatchlist) {
  const Fraudster& mallory = add("mallory");
  add("eve");
  table_.associate(mallory, second_);
  table_.disassociate(mallory, first_);
  EXPECT_THAT(names(table_.on(first_.id)), ElementsAre("eve"));
  EXPECT_EQ(first_.fraudster_count, 1U);
}

TEST_F(FraudsterTableTest, TakesAnErasedFraudsterOffItsWatchlists) {
  const Fraudster& mallory = add("mallory");
  const Fraudster& eve = add("eve");
  table_.associate(mallory, second_);
  const GeneratedId id = mallory.id;
  table_.erase(mallory, std::array{&first_, &second_});
  EXPECT_EQ(table_.find(id.view()), nullptr);
  EXPECT_THAT(table_.all(), ElementsAre(&eve));
  EXPECT_THAT(table_.on(first_.id), ElementsAre(&eve));
  EXPECT_THAT(table_.on(second_.id), IsEmpty());
  expect_counts(1, 0, 0);
}

TEST_F(FraudsterTableTest, ListsInOrderOfCreationNotOfAssociation) {
  const Fraudster& mallory = add("mallory", second_);
  add("eve");
  const Fraudster& trudy = add("trudy", second_);
  table_.associate(trudy, first_);
  table_.associate(mallory, first_);
  EXPECT_THAT(names(table_.all()), ElementsAre("mallory", "eve", "trudy"));
  EXPECT_THAT(names(table_.on(first_.id)), ElementsAre("mallory", "eve", "trudy"));
  EXPECT_THAT(names(table_.page(0, 2).rows), ElementsAre("mallory", "eve"));
  EXPECT_THAT(names(table_.page_of_watchlist(second_.id, 0, 10).rows), ElementsAre("mallory", "trudy"));
}

TEST_F(FraudsterTableTest, ContinuesBothListsWhereAPageEnded) {
  const Fraudster& a = add("a");
  const Fraudster& b = add("b");
  for (const char* name : {"c", "d"}) add(name);
  table_.associate(b, second_);
  const auto next = table_.page_of_watchlist(first_.id, 0, 2).next;
  EXPECT_EQ(next, table_.page(0, 2).next);
  table_.disassociate(b, first_);
  table_.erase(a, std::array{&first_});
  EXPECT_THAT(names(table_.page_of_watchlist(first_.id, *next, 10).rows), ElementsAre("c", "d"));
  EXPECT_THAT(names(table_.page(*next, 10).rows), ElementsAre("c", "d"));
}

class FraudsterTableUnderChange : public FraudsterTableTest, public testing::WithParamInterface<unsigned> {
 protected:
  template <class T>
  T& any_of(std::vector<T>& values) {
    return values[random_() % values.size()];
  }

  void change() {
    Watchlist& watchlist = *any_of(watchlists_);
    if (fraudsters_.empty() || random_() % 4 == 0) {
      fraudsters_.push_back(&add("anybody", watchlist));
      return;
    }
    const Fraudster*& fraudster = any_of(fraudsters_);
    if (random_() % 4 == 0) {
      erase(fraudster);
    } else if (!fraudster->is_on(watchlist.id)) {
      table_.associate(*fraudster, watchlist);
    } else if (fraudster->watchlist_ids.size() > 1) {
      table_.disassociate(*fraudster, watchlist);
    }
  }

  void erase(const Fraudster*& fraudster) {
    std::vector<Watchlist*> on;
    std::ranges::copy_if(watchlists_, std::back_inserter(on),
                         [&](const Watchlist* watchlist) { return fraudster->is_on(watchlist->id); });
    table_.erase(*fraudster, on);
    fraudster = fraudsters_.back();
    fraudsters_.pop_back();
  }

  void expect_in_step(const Watchlist& watchlist) {
    std::vector<const Fraudster*> expected;
    std::ranges::copy_if(table_.all(), std::back_inserter(expected),
                         [&](const Fraudster* fraudster) { return fraudster->is_on(watchlist.id); });
    ASSERT_EQ(table_.on(watchlist.id), expected);
    ASSERT_EQ(watchlist.fraudster_count, expected.size());
  }

  std::mt19937 random_{GetParam()};
  std::vector<Watchlist*> watchlists_{&first_, &second_, &third_};
  std::vector<const Fraudster*> fraudsters_;
};

TEST_P(FraudsterTableUnderChange, KeepsWatchlistsInStepWithTheirFraudsters) {
  for (int i = 0; i < 1000; ++i) {
    change();
    ASSERT_EQ(table_.size(), fraudsters_.size());
    for (const Watchlist* watchlist : watchlists_) expect_in_step(*watchlist);
  }
}

INSTANTIATE_TEST_SUITE_P(FixedSeeds, FraudsterTableUnderChange, testing::Range(1U, 6U),
                         [](const auto& row) { return "Seed" + std::to_string(row.param); });

}  // namespace
}  // namespace voiceid::store
