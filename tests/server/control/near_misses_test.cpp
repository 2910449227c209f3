#include "server/control/near_misses.hpp"

#include <gmock/gmock.h>

#include "tests/server/control/request_fixture.hpp"

namespace voiceid::control {
namespace {

using ::testing::ElementsAre;

class NearMissesTest : public RequestTest {
 protected:
  std::vector<std::string> misses(const RequestFilter& filter, std::uint64_t after = 0) {
    return near_misses(journal_, {.filter = filter, .after = after});
  }
};

TEST_F(NearMissesTest, TellInWhatOneThingCallsDiffer) {
  record({.operation = "OptOutSpeaker", .account = "2222", .region = "r", .domain_id = "d"}, 3);
  EXPECT_THAT(misses({.operation = "OptOutSpeaker", .account = "1111"}),
              ElementsAre("3 calls of OptOutSpeaker in account 2222, none in 1111"));
  EXPECT_THAT(misses({.operation = "DeleteSpeaker"}), ElementsAre("3 calls of OptOutSpeaker, none of DeleteSpeaker"));
  EXPECT_THAT(misses({.operation = "OptOutSpeaker", .status = "4xx"}),
              ElementsAre("3 calls of OptOutSpeaker with status 200, none with 4xx"));
  EXPECT_THAT(misses({.error = "ConflictException"}),
              ElementsAre("3 calls without an error, none with ConflictException"));
  EXPECT_THAT(misses({.region = "s"}), ElementsAre("3 calls in region r, none in s"));
  EXPECT_THAT(misses({.domain_id = "e"}), ElementsAre("3 calls in domain d, none in e"));
  EXPECT_THAT(misses({.operation = "OptOutSpeaker"}, 3),
              ElementsAre("3 calls of OptOutSpeaker as asked for, none after `after`"));
}

TEST_F(NearMissesTest, NameTheMostFrequentValues) {
  for (const auto& [account, times] : {std::pair("1", 1), std::pair("2", 4), std::pair("3", 2), std::pair("4", 3)}) {
    record({.account = account}, times);
  }
  EXPECT_THAT(misses({.account = "5"}),
              ElementsAre("4 calls in account 2, none in 5", "3 calls in account 4, none in 5",
                          "2 calls in account 3, none in 5"));
}

TEST_F(NearMissesTest, TellWhatThereIsIfNothingIsNear) {
  EXPECT_THAT(misses({.operation = "OptOutSpeaker"}), ElementsAre("no calls at all"));
  record({.operation = "OptOutSpeaker", .account = "1", .region = "r"}, 2);
  EXPECT_THAT(misses({.operation = "OptOutSpeaker", .account = "2", .region = "s"}),
              ElementsAre("2 calls of OptOutSpeaker, none with all that was asked for"));
  EXPECT_THAT(misses({.operation = "DeleteSpeaker", .account = "2", .region = "s"}),
              ElementsAre("2 calls, none of DeleteSpeaker"));
}

}  // namespace
}  // namespace voiceid::control
