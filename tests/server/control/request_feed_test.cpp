#include "server/control/request_feed.hpp"

#include <gmock/gmock.h>

#include <utility>

#include "tests/server/control/request_fixture.hpp"

namespace voiceid::control {
namespace {

using ::testing::StartsWith;

class RequestFeedTest : public RequestTest {
 protected:
  static std::string take(RequestFeed& feed) {
    std::string out;
    std::string piece;
    while (feed.next(piece) == http::FeedSource::Next::kMore) out += std::exchange(piece, {});
    return out + piece;
  }
};

TEST_F(RequestFeedTest, GivesWhatIsKeptAndThenWhatComes) {
  record({.account = "1"}, 2);
  record({.account = "2"});
  RequestFeed feed(state_, kRun, {.account = "2"}, 0);
  RequestFeed behind_the_third(state_, kRun, {.account = "2"}, 3);
  EXPECT_THAT(take(feed), StartsWith("id: 0123abcd-3\ndata: {\"Number\":3,"));
  EXPECT_EQ(take(behind_the_third), "");
  record({.account = "2"});
  for (RequestFeed* each : {&feed, &behind_the_third}) EXPECT_THAT(take(*each), StartsWith("id: 0123abcd-4\n"));
}

TEST_F(RequestFeedTest, SaysThatCallsHadToGo_ButNotThatTheyWereForgotten) {
  record({});
  RequestFeed feed(state_, kRun, {}, 0);
  take(feed);
  record({}, 1001);
  EXPECT_THAT(take(feed).substr(0, 200), StartsWith(": missed requests, which are no longer kept\n\nid: 0123abcd-3\n"));
  record({});
  journal_.forget();
  record({});
  const std::string piece = take(feed);
  EXPECT_THAT(piece, StartsWith("id: 0123abcd-1004\n"));
}

TEST_F(RequestFeedTest, WakesItsConnectionAtTheNextCall) {
  RequestFeed feed(state_, kRun, {}, 0);
  int woken = 0;
  feed.set_wake([&woken] { ++woken; });
  take(feed);
  record({}, 2);
  EXPECT_EQ(woken, 1);
}

}  // namespace
}  // namespace voiceid::control
