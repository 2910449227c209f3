#include "store/groups.hpp"

#include <gmock/gmock.h>

#include <array>
#include <string>

namespace voiceid::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Rows 1, 2 and 3 with these sequence numbers.
class GroupsTest : public testing::Test {
 protected:
  void put(const std::string& group, std::size_t row) { groups_.put(group, row, rows_.at(row)); }

  std::vector<int> rows_in(const std::string& group, std::uint64_t after = 0, std::size_t limit = 10) const {
    std::vector<int> rows;
    for (const int* row : groups_.page(group, after, limit).rows) rows.push_back(*row);
    return rows;
  }

  std::array<int, 4> rows_{0, 1, 2, 3};
  Groups<int, std::string> groups_;
};

TEST_F(GroupsTest, AreInOrderOfCreationWhateverTheOrderInWhichTheyAreFilled) {
  for (const std::size_t row : {3U, 1U, 2U}) put("a", row);
  put("b", 2);
  EXPECT_THAT(rows_in("a"), ElementsAre(1, 2, 3));
  EXPECT_THAT(groups_.all("a"), ElementsAre(&rows_[1], &rows_[2], &rows_[3]));
  EXPECT_THAT(rows_in("b"), ElementsAre(2));
  EXPECT_EQ(groups_.count("a"), 3U);
}

TEST_F(GroupsTest, AreEmptyBeforeARowIsPutAndAfterTheLastIsTaken) {
  const auto expect_empty = [this] {
    EXPECT_EQ(groups_.count("a"), 0U);
    EXPECT_THAT(groups_.all("a"), IsEmpty());
    EXPECT_FALSE(groups_.page("a", 0, 1).next);
  };
  expect_empty();
  put("a", 1);
  put("b", 2);
  groups_.take("a", 1);
  expect_empty();
  EXPECT_EQ(groups_.count("b"), 1U);
}

TEST_F(GroupsTest, HoldARowOnce) {
  EXPECT_TRUE(groups_.put("a", 1, rows_[1]));
  EXPECT_FALSE(groups_.put("a", 1, rows_[1]));
  EXPECT_EQ(groups_.count("a"), 1U);
}

TEST_F(GroupsTest, StayAsTheyAreWhenARowIsTakenThatTheyDoNotHold) {
  put("a", 1);
  groups_.take("a", 2);
  groups_.take("b", 1);
  EXPECT_THAT(rows_in("a"), ElementsAre(1));
}

TEST_F(GroupsTest, ArePagedLikeTheTable) {
  for (const std::size_t row : {1U, 3U}) put("a", row);
  const auto next = groups_.page("a", 0, 1).next;
  ASSERT_TRUE(next);
  EXPECT_FALSE(groups_.page("a", 0, 2).next);
  put("a", 2);
  groups_.take("a", 1);
  EXPECT_THAT(rows_in("a", *next), ElementsAre(2, 3));
  EXPECT_THAT(rows_in("a", *next, 1), ElementsAre(2));
}

}  // namespace
}  // namespace voiceid::store
