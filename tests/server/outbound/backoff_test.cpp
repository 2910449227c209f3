#include "server/outbound/backoff.hpp"

#include <gtest/gtest.h>

#include <future>
#include <set>

namespace voiceid::outbound {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// How long the next pause takes, in whole milliseconds.
milliseconds::rep length_of_pause(Backoff& backoff) {
  const auto begun = Clock::now();
  EXPECT_TRUE(backoff.pause({}));
  return std::chrono::floor<milliseconds>(Clock::now() - begun).count();
}

TEST(Backoff, AllowsThatManyTries) {
  for (const int tries : {1, 2, 5}) {
    Backoff backoff(tries, milliseconds(0));
    int made = 1;
    while (backoff.pause({})) ++made;
    EXPECT_EQ(made, tries);
    EXPECT_FALSE(backoff.pause({})) << "there are no more later on";
  }
}

TEST(Backoff, DoublesThePauses) {
  Backoff backoff(4, milliseconds(20));
  for (const int least : {20, 40, 80}) EXPECT_GE(length_of_pause(backoff), least);
}

TEST(Backoff, MakesPausesOfDifferentLengths) {
  std::set<milliseconds::rep> lengths;
  for (int i = 0; i < 10; ++i) {
    Backoff backoff(2, milliseconds(20));
    lengths.insert(length_of_pause(backoff));
  }
  EXPECT_GT(lengths.size(), 1U);
}

TEST(Backoff, DoesNotPauseAfterTheLastTry) { EXPECT_FALSE(Backoff(1, hours(1)).pause({})); }

TEST(Backoff, EndsAtAStopAndAllowsNoMoreTries) {
  std::stop_source source;
  auto tried_again =
      std::async(std::launch::async, [token = source.get_token()] { return Backoff(5, hours(1)).pause(token); });
  source.request_stop();
  ASSERT_EQ(tried_again.wait_for(std::chrono::minutes(1)), std::future_status::ready);
  EXPECT_FALSE(tried_again.get());
  EXPECT_FALSE(Backoff(5, hours(1)).pause(source.get_token()));
}

}  // namespace
}  // namespace voiceid::outbound
