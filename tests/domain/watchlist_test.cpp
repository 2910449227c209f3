#include "domain/watchlist.hpp"

#include <gtest/gtest.h>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid {
namespace {

const TimePoint kCreated = at("2026-11-21T09:30:00Z");
const TimePoint kLater = at("2026-11-22T09:30:00Z");

class WatchlistTest : public testing::Test {
 protected:
  WatchlistTest() {
    watchlist_.name = "known";
    watchlist_.description = "Known fraudsters";
    watchlist_.created_at = watchlist_.updated_at = kCreated;
  }

  Watchlist watchlist_;
};

TEST_F(WatchlistTest, TakesTheGivenAttributesInAnUpdate) {
  update(watchlist_, "suspected", std::nullopt, kLater).value();
  EXPECT_EQ(watchlist_.name, "suspected");
  EXPECT_EQ(watchlist_.description, "Known fraudsters");
  EXPECT_EQ(watchlist_.updated_at, kLater);
  EXPECT_EQ(watchlist_.created_at, kCreated);
  update(watchlist_, std::nullopt, "Suspected fraudsters", kLater).value();
  EXPECT_EQ(watchlist_.name, "suspected");
  EXPECT_EQ(watchlist_.description, "Suspected fraudsters");
}

TEST_F(WatchlistTest, RefusesAnyUpdateOfTheDefaultOne) {
  watchlist_.is_default = true;
  EXPECT_THAT(failure_of(update(watchlist_, "suspected", "Suspected fraudsters", kLater)), is_validation_failure());
  EXPECT_THAT(failure_of(update(watchlist_, std::nullopt, std::nullopt, kLater)), is_validation_failure());
  EXPECT_EQ(watchlist_.name, "known");
  EXPECT_EQ(watchlist_.description, "Known fraudsters");
  EXPECT_EQ(watchlist_.updated_at, kCreated);
}

TEST_F(WatchlistTest, CanBeDeletedOnlyIfItIsEmptyAndNotTheDefaultOne) {
  EXPECT_EQ(failure_of(check_deletable(watchlist_)), std::nullopt);
  watchlist_.fraudster_count = 1;
  EXPECT_THAT(failure_of(check_deletable(watchlist_)), is_conflict(ConflictType::kCannotDeleteNonEmptyWatchlist));
  watchlist_.is_default = true;
  EXPECT_THAT(failure_of(check_deletable(watchlist_)), is_validation_failure());
  watchlist_.fraudster_count = 0;
  EXPECT_THAT(failure_of(check_deletable(watchlist_)), is_validation_failure());
}

TEST(DefaultWatchlist, HasItsName) { EXPECT_EQ(kDefaultWatchlistName, "default-watchlist"); }

}  // namespace
}  // namespace voiceid
