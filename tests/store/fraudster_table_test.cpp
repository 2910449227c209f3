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

/// Fraudsters of a domain with three watchlists; each is named by its voiceprint.
class FraudsterTableTest : public testing::Test {
 protected:
  FraudsterTableTest() {
    for (Watchlist* watchlist : {&first_, &second_, &third_}) watchlist->id = ids_.resource_id();
  }

  const Fraudster& add(const std::string& name, Watchlist& watchlist) {
    return table_.insert({.id = ids_.generated_id(), .voiceprint = name, .created_at = kNow}, watchlist);
  }
  const Fraudster& add(const std::string& name) { return add(name, first_); }

  static std::vector<std::string> names(const std::vector<const Fraudster*>& fraudsters) {
    std::vector<std::string> names;
    std::ranges::transform(fraudsters, std::back_inserter(names), &Fraudster::voiceprint);
    return names;
  }

  IdGenerator ids_{make_seeded_source(1)};
  Watchlist first_;
  Watchlist second_;
  Watchlist third_;
  FraudsterTable table_;
};

TEST_F(FraudsterTableTest, Fraudster_IsFoundById) {
  const Fraudster& mallory = add("mallory");
  add("eve");
  EXPECT_EQ(table_.find(mallory.id.view()), &mallory);
  EXPECT_EQ(mallory.voiceprint, "mallory");
  EXPECT_EQ(mallory.created_at, kNow);
  EXPECT_EQ(table_.size(), 2U);
}

TEST_F(FraudsterTableTest, Unknown_IsNotFound) {
  const Fraudster& mallory = add("mallory");
  EXPECT_EQ(table_.find(ids_.generated_id().view()), nullptr);
  EXPECT_EQ(table_.find(mallory.id.view().substr(0, 24)), nullptr);
  EXPECT_EQ(table_.find("mallory"), nullptr);
  EXPECT_EQ(table_.find(""), nullptr);
}

TEST_F(FraudsterTableTest, NewOne_IsOnItsWatchlistAlone) {
  const Fraudster& mallory = table_.insert(
      {.id = ids_.generated_id(), .voiceprint = "mallory", .created_at = kNow, .watchlist_ids = {third_.id}}, second_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id));
  EXPECT_EQ(first_.fraudster_count, 0U);
  EXPECT_EQ(second_.fraudster_count, 1U);
  EXPECT_EQ(third_.fraudster_count, 0U);
  EXPECT_THAT(table_.on(first_.id), IsEmpty());
  EXPECT_THAT(table_.on(second_.id), ElementsAre(&mallory));
  EXPECT_THAT(table_.on(third_.id), IsEmpty());
}

TEST_F(FraudsterTableTest, StaysWhereItIs_WhenOthersComeAndGo) {
  const Fraudster& mallory = add("mallory");
  for (int i = 0; i < 1000; ++i) {
    const Fraudster& other = add(std::to_string(i));
    if (i % 2 == 0) table_.erase(other, std::array{&first_});
  }
  EXPECT_EQ(table_.find(mallory.id.view()), &mallory);
  EXPECT_EQ(mallory.voiceprint, "mallory");
  EXPECT_EQ(table_.size(), 501U);
}

TEST_F(FraudsterTableTest, Associated_IsOnTheWatchlist_InOrderOfAssociation) {
  const Fraudster& mallory = add("mallory", second_);
  table_.associate(mallory, third_);
  table_.associate(mallory, first_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id, third_.id, first_.id));
  EXPECT_EQ(first_.fraudster_count, 1U);
  EXPECT_EQ(second_.fraudster_count, 1U);
  EXPECT_EQ(third_.fraudster_count, 1U);
  EXPECT_THAT(table_.on(third_.id), ElementsAre(&mallory));
}

TEST_F(FraudsterTableTest, AssociatedAgain_ChangesNothing) {
  const Fraudster& mallory = add("mallory", second_);
  table_.associate(mallory, third_);
  table_.associate(mallory, second_);
  table_.associate(mallory, third_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id, third_.id));
  EXPECT_EQ(second_.fraudster_count, 1U);
  EXPECT_EQ(third_.fraudster_count, 1U);
  EXPECT_THAT(table_.on(third_.id), ElementsAre(&mallory));
}

TEST_F(FraudsterTableTest, TakenOut_IsOnTheOthers_InTheirOrder) {
  const Fraudster& mallory = add("mallory");
  table_.associate(mallory, second_);
  table_.associate(mallory, third_);
  table_.disassociate(mallory, second_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(first_.id, third_.id));
  EXPECT_EQ(second_.fraudster_count, 0U);
  EXPECT_THAT(table_.on(second_.id), IsEmpty());
  EXPECT_THAT(table_.on(third_.id), ElementsAre(&mallory));
  EXPECT_EQ(table_.find(mallory.id.view()), &mallory);
}

TEST_F(FraudsterTableTest, TakenOutAndAssociatedAgain_StandsLastOfItsWatchlists) {
  const Fraudster& mallory = add("mallory");
  table_.associate(mallory, second_);
  table_.disassociate(mallory, first_);
  table_.associate(mallory, first_);
  EXPECT_THAT(mallory.watchlist_ids, ElementsAre(second_.id, first_.id));
}

TEST_F(FraudsterTableTest, TakenOut_LeavesTheOthersOfTheWatchlist) {
  const Fraudster& mallory = add("mallory");
  add("eve");
  table_.associate(mallory, second_);
  table_.disassociate(mallory, first_);
  EXPECT_THAT(names(table_.on(first_.id)), ElementsAre("eve"));
  EXPECT_EQ(first_.fraudster_count, 1U);
}

TEST_F(FraudsterTableTest, Erased_IsFoundNoMore_AndOnNoWatchlist) {
  const Fraudster& mallory = add("mallory");
  const Fraudster& eve = add("eve");
  table_.associate(mallory, second_);
  const GeneratedId id = mallory.id;
  table_.erase(mallory, std::array{&first_, &second_});
  EXPECT_EQ(table_.find(id.view()), nullptr);
  EXPECT_EQ(table_.size(), 1U);
  EXPECT_THAT(table_.all(), ElementsAre(&eve));
  EXPECT_THAT(table_.on(first_.id), ElementsAre(&eve));
  EXPECT_THAT(table_.on(second_.id), IsEmpty());
  EXPECT_EQ(first_.fraudster_count, 1U);
  EXPECT_EQ(second_.fraudster_count, 0U);
}

TEST_F(FraudsterTableTest, Lists_AreInOrderOfCreation_NotOfAssociation) {
  const Fraudster& mallory = add("mallory", second_);
  add("eve");
  const Fraudster& trudy = add("trudy", second_);
  table_.associate(trudy, first_);
  table_.associate(mallory, first_);
  EXPECT_THAT(names(table_.all()), ElementsAre("mallory", "eve", "trudy"));
  EXPECT_THAT(names(table_.on(first_.id)), ElementsAre("mallory", "eve", "trudy"));
  EXPECT_THAT(names(table_.on(second_.id)), ElementsAre("mallory", "trudy"));
  EXPECT_THAT(names(table_.page(0, 10).rows), ElementsAre("mallory", "eve", "trudy"));
  EXPECT_THAT(names(table_.page_of_watchlist(second_.id, 0, 10).rows), ElementsAre("mallory", "trudy"));
}

TEST_F(FraudsterTableTest, Lists_OfNobody_AreEmptyAndTheLast) {
  for (const auto& page : {table_.page(0, 10), table_.page_of_watchlist(first_.id, 0, 10)}) {
    EXPECT_THAT(page.rows, IsEmpty());
    EXPECT_FALSE(page.next);
  }
  EXPECT_THAT(table_.all(), IsEmpty());
}

TEST_F(FraudsterTableTest, Page_HasANextOne_OnlyWhereAnotherFraudsterExists) {
  for (const char* name : {"a", "b", "c"}) table_.associate(add(name), second_);
  add("on the first watchlist only");
  EXPECT_TRUE(table_.page(0, 3).next);
  EXPECT_FALSE(table_.page(0, 4).next);
  EXPECT_TRUE(table_.page_of_watchlist(second_.id, 0, 2).next);
  EXPECT_FALSE(table_.page_of_watchlist(second_.id, 0, 3).next);
}

TEST_F(FraudsterTableTest, NextPage_IsTheSame_WhenOthersWereErasedAndTakenOut) {
  const Fraudster& a = add("a");
  const Fraudster& b = add("b");
  for (const char* name : {"c", "d"}) add(name);
  table_.associate(b, second_);
  const auto next = table_.page_of_watchlist(first_.id, 0, 2).next;
  table_.disassociate(b, first_);
  table_.erase(a, std::array{&first_});
  EXPECT_THAT(names(table_.page_of_watchlist(first_.id, *next, 10).rows), ElementsAre("c", "d"));
  EXPECT_THAT(names(table_.page(*next, 10).rows), ElementsAre("c", "d"));
}

TEST_F(FraudsterTableTest, NextPage_ShowsWhoCameMeanwhile) {
  for (const char* name : {"a", "b"}) add(name);
  const Fraudster& c = add("c", second_);
  const auto next = table_.page_of_watchlist(first_.id, 0, 1).next;
  add("d");
  table_.associate(c, first_);
  EXPECT_THAT(names(table_.page_of_watchlist(first_.id, *next, 10).rows), ElementsAre("b", "c", "d"));
}

TEST_F(FraudsterTableTest, NextPage_IsEmptyAndTheLast_WhenTheWatchlistIsEmptyByThen) {
  const Fraudster& a = add("a");
  const Fraudster& b = add("b");
  const auto next = table_.page_of_watchlist(first_.id, 0, 1).next;
  table_.erase(a, std::array{&first_});
  table_.erase(b, std::array{&first_});
  const auto page = table_.page_of_watchlist(first_.id, *next, 1);
  EXPECT_THAT(page.rows, IsEmpty());
  EXPECT_FALSE(page.next);
}

/// Any changes, in any order.
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

  void expect_watchlist_in_step(const Watchlist& watchlist) {
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

TEST_P(FraudsterTableUnderChange, WatchlistsAreInStepWithTheirFraudsters) {
  for (int i = 0; i < 1000; ++i) {
    change();
    ASSERT_EQ(table_.size(), fraudsters_.size());
    for (const Watchlist* watchlist : watchlists_) expect_watchlist_in_step(*watchlist);
  }
}

INSTANTIATE_TEST_SUITE_P(FixedSeeds, FraudsterTableUnderChange, testing::Range(1U, 6U),
                         [](const auto& row) { return "Seed" + std::to_string(row.param); });

}  // namespace
}  // namespace voiceid::store
