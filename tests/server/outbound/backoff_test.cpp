#include "server/outbound/backoff.hpp"

#include <gtest/gtest.h>

#include <future>
#include <set>

namespace voiceid::outbound {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

TEST(Backoff, AllowsSoManyTries) {
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
  for (const int least : {20, 40, 80}) {
    const auto begun = Clock::now();
    EXPECT_TRUE(backoff.pause({}));
    EXPECT_GE(Clock::now() - begun, milliseconds(least));
  }
}

TEST(Backoff, DoesNotPauseAfterTheLastTry) {
  Backoff backoff(1, std::chrono::hours(1));
  EXPECT_FALSE(backoff.pause({}));
}

TEST(Backoff, PausesNoTwoTimesAlike) {
  std::set<Clock::duration::rep> pauses;
  for (int i = 0; i < 10; ++i) {
    Backoff backoff(2, milliseconds(20));
    const auto begun = Clock::now();
    backoff.pause({});
    pauses.insert(std::chrono::floor<milliseconds>(Clock::now() - begun).count());
  }
  EXPECT_GT(pauses.size(), 1U);
}

TEST(Backoff, EndsAtAStop) {
  std::stop_source source;
  auto another = std::async(std::launch::async, [token = source.get_token()] {
    Backoff backoff(5, std::chrono::hours(1));
    return backoff.pause(token);
  });
  source.request_stop();
  ASSERT_EQ(another.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_FALSE(another.get());
}

TEST(Backoff, AllowsNoMoreOnceStopped) {
  std::stop_source source;
  source.request_stop();
  Backoff backoff(5, std::chrono::hours(1));
  EXPECT_FALSE(backoff.pause(source.get_token()));
}

}  // namespace
}  // namespace voiceid::outbound
