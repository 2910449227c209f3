#include "store/table.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace voiceid::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Row {
  std::string id;
  std::string alias;
  int value = 0;
};
struct ById {
  static std::string_view of(const Row& row) { return row.id; }
};
struct ByAlias {
  static std::string_view of(const Row& row) { return row.alias; }
};
using RowTable = Table<Row, ById, ByAlias>;

std::vector<std::string> ids_of(const Page<Row>& page) {
  std::vector<std::string> ids;
  std::ranges::transform(page.rows, std::back_inserter(ids), [](const Row* row) { return row->id; });
  return ids;
}

RowTable table_of(const std::vector<std::string>& ids) {
  RowTable table;
  for (const std::string& id : ids) table.insert({id, "alias-" + id});
  return table;
}

TEST(Table, FindsARowByEachOfItsKeysAndNoOther) {
  RowTable table = table_of({"a", "b", "c"});
  ASSERT_NE(table.find("b"), nullptr);
  EXPECT_EQ(table.find("b")->id, "b");
  EXPECT_EQ(table.find_by<ByAlias>("alias-b"), table.find("b"));
  EXPECT_EQ(std::as_const(table).find("b"), table.find("b"));
  EXPECT_EQ(table.find_by<ByAlias>("b"), nullptr);
  for (const char* value : {"alias-b", "", "B", "d"}) EXPECT_EQ(table.find(value), nullptr) << value;
}

TEST(Table, KeepsARowAtItsAddressWhileOthersComeAndGo) {
  RowTable table;
  Row& row = table.insert({"a", "alias-a"});
  for (int i = 0; i < 1000; ++i) table.insert({std::to_string(i), "alias-" + std::to_string(i)});
  for (int i = 0; i < 1000; i += 2) table.erase(std::to_string(i));
  row.value = 1;
  EXPECT_EQ(table.find("a"), &row);
  EXPECT_EQ(table.find_by<ByAlias>("alias-a")->value, 1);
}

TEST(Table, ErasesByTheMainKey) {
  RowTable table = table_of({"a", "b"});
  EXPECT_FALSE(table.erase("alias-a"));
  EXPECT_TRUE(table.erase("a"));
  EXPECT_FALSE(table.erase("a"));
  EXPECT_EQ(table.find_by<ByAlias>("alias-a"), nullptr);
  EXPECT_EQ(table.size(), 1U);
  EXPECT_THAT(ids_of(table.page(0, 10)), ElementsAre("b"));
}

TEST(Table, PutsARowWithAnErasedKeyAtTheEnd) {
  RowTable table = table_of({"a", "b"});
  table.erase("a");
  const Row& again = table.insert({"a", "alias-a"});
  EXPECT_THAT(ids_of(table.page(0, 10)), ElementsAre("b", "a"));
  EXPECT_GT(table.sequence_of(again), table.sequence_of(*table.find("b")));
}

TEST(Table, FindsEachOfManyRowsByEachKeyAndNoErasedOne) {
  constexpr int kRows = 10'000;
  RowTable table;
  for (int i = 0; i < kRows; ++i) table.insert({std::to_string(i), "alias-" + std::to_string(i), i});
  for (int i = 0; i < kRows; i += 3) ASSERT_TRUE(table.erase(std::to_string(i)));
  for (int i = 0; i < kRows; ++i) {
    const Row* row = table.find(std::to_string(i));
    ASSERT_EQ(row == nullptr, i % 3 == 0) << i;
    ASSERT_EQ(table.find_by<ByAlias>("alias-" + std::to_string(i)), row) << i;
    ASSERT_EQ(row == nullptr ? i : row->value, i);
  }
}

/// Counts how often rows are looked at.
struct CountingKey {
  static std::string_view of(const Row& row) {
    ++count;
    return row.id;
  }
  static inline std::size_t count = 0;
};

// A request that inserts a row must not hold up all others until a large index has moved.
TEST(Table, LooksAtFewOtherRowsWhenOneIsInserted) {
  constexpr int kRows = 200'000;
  Table<Row, CountingKey> table;
  std::size_t most = 0;
  for (int i = 0; i < kRows; ++i) {
    CountingKey::count = 0;
    table.insert({std::to_string(i), {}, i});
    most = std::max(most, CountingKey::count);
  }
  EXPECT_LT(most, 5'000U);
}

TEST(Table, FindsTheLastRowThatFits) {
  RowTable table = table_of({"c", "a", "b"});
  EXPECT_EQ(table.find_last([](const Row& row) { return row.id != "b"; })->id, "a");
  EXPECT_EQ(table.find_last([](const Row&) { return false; }), nullptr);
}

TEST(Page, IsInOrderOfCreation) {
  EXPECT_THAT(ids_of(table_of({"c", "a", "b"}).page(0, 10)), ElementsAre("c", "a", "b"));
}

TEST(Page, HasANextOneOnlyIfThereAreMoreRows) {
  const RowTable table = table_of({"a", "b", "c"});
  EXPECT_TRUE(table.page(0, 2).next);
  EXPECT_FALSE(table.page(0, 3).next);
  EXPECT_FALSE(table.page(0, 4).next);
  EXPECT_FALSE(RowTable().page(0, 10).next);
}

TEST(NextPage, StartsAfterTheLastRowEvenIfThatWasErased) {
  RowTable table = table_of({"a", "b", "c", "d"});
  const auto next = table.page(0, 2).next;
  EXPECT_EQ(next, table.sequence_of(*table.find("b")));
  table.erase("b");
  table.erase("a");
  EXPECT_THAT(ids_of(table.page(*next, 2)), ElementsAre("c", "d"));
}

TEST(NextPage, IsEmptyAndTheLastIfAllItsRowsWereErased) {
  RowTable table = table_of({"a", "b"});
  const auto next = table.page(0, 1).next;
  table.erase("b");
  EXPECT_THAT(ids_of(table.page(*next, 1)), IsEmpty());
  EXPECT_FALSE(table.page(*next, 1).next);
}

TEST(NextPage, GoesOnAfterManyErasedRows) {
  RowTable table;
  for (int i = 0; i < 1000; ++i) table.insert({std::to_string(i), "alias-" + std::to_string(i)});
  const auto next = table.page(0, 1).next;
  for (int i = 1; i < 999; ++i) table.erase(std::to_string(i));
  EXPECT_THAT(ids_of(table.page(*next, 10)), ElementsAre("999"));
  table.erase("999");
  table.insert({"last", "alias-last"});
  EXPECT_THAT(ids_of(table.page(*next, 10)), ElementsAre("last"));
}

TEST(NextPage, ShowsRowsThatWereInsertedMeanwhile) {
  RowTable table = table_of({"a", "b"});
  const auto next = table.page(0, 1).next;
  table.insert({"c", "alias-c"});
  EXPECT_THAT(ids_of(table.page(*next, 10)), ElementsAre("b", "c"));
}

/// A table that changes while it is listed, and what the listing must show.
class ListingWhileChanging {
 public:
  explicit ListingWhileChanging(unsigned seed) : random_(seed) {
    for (int rows = number(0, 60); rows > 0; --rows) insert();
    for (int rows = number(0, 20); rows > 0; --rows) erase_any();
    present_throughout_ = present_;
  }

  void list_all() {
    std::optional<std::uint64_t> next = 0;
    while (next) {
      const auto page = table_.page(*next, static_cast<std::size_t>(number(1, 7)));
      for (const Row* row : page.rows) {
        EXPECT_TRUE(present_.contains(row->value)) << row->id << " was erased before";
        listed_.push_back(row->value);
      }
      next = page.next;
      if (next) change();
    }
  }

  const std::set<int>& present_throughout() const { return present_throughout_; }
  const std::vector<int>& listed() const { return listed_; }

 private:
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }

  void change() {
    for (int rows = number(0, 2); rows > 0; --rows) insert();
    for (int rows = number(0, 4); rows > 0; --rows) erase_any();
  }

  void insert() {
    const std::string id = std::to_string(++created_);
    table_.insert({id, "alias-" + id, created_});
    present_.insert(created_);
  }

  void erase_any() {
    if (present_.empty()) return;
    const int value = *std::next(present_.begin(), number(0, static_cast<int>(present_.size()) - 1));
    ASSERT_TRUE(table_.erase(std::to_string(value)));
    present_.erase(value);
    present_throughout_.erase(value);
  }

  std::mt19937 random_;
  RowTable table_;
  int created_ = 0;
  std::set<int> present_;
  std::set<int> present_throughout_;
  std::vector<int> listed_;
};

class RandomListings : public testing::TestWithParam<unsigned> {};

TEST_P(RandomListings, ShowEveryRowPresentTheWholeTimeExactlyOnce) {
  for (unsigned trial = 0; trial < 100; ++trial) {
    ListingWhileChanging listing(GetParam() * 1000 + trial);
    listing.list_all();
    const auto& listed = listing.listed();
    ASSERT_TRUE(std::ranges::is_sorted(listed, std::ranges::less_equal())) << "out of order or twice, trial " << trial;
    EXPECT_TRUE(std::ranges::includes(listed, listing.present_throughout())) << "one is missing, trial " << trial;
  }
}

INSTANTIATE_TEST_SUITE_P(FixedSeeds, RandomListings, testing::Range(1U, 6U),
                         [](const auto& row) { return "Seed" + std::to_string(row.param); });

}  // namespace
}  // namespace voiceid::store
