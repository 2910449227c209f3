#include "server/control/request_list.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/control/pieces.hpp"
#include "tests/server/control/request_fixture.hpp"

namespace voiceid::control {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RequestListTest : public RequestTest {
 protected:
  json listed(const RequestQuery& query, const std::vector<std::string>& near_misses = {}) {
    RequestList list(find_requests(journal_, query), state_, kRun, near_misses);
    return json::parse(joined(pieces_of(list)));
  }
  std::vector<std::uint64_t> numbers(const RequestFilter& filter) {
    return find_requests(journal_, {.filter = filter}).numbers;
  }
};

TEST_F(RequestListTest, HasTheCallsThatEachPartOfAFilterTakes) {
  record({.operation = "OptOutSpeaker", .account = "1", .region = "r1", .domain_id = "d1"});
  record(
      {.operation = "EvaluateSession", .account = "2", .status = 404, .error = "E", .region = "r2", .domain_id = "d2"});
  record({.door = journal::Door::kControl, .operation = "GET /_voiceid/clock", .account = "1"});
  EXPECT_THAT(numbers({}), ElementsAre(1, 2));
  EXPECT_THAT(numbers({.operation = "OptOutSpeaker"}), ElementsAre(1));
  EXPECT_THAT(numbers({.status = "404"}), ElementsAre(2));
  EXPECT_THAT(numbers({.status = "4xx"}), ElementsAre(2));
  EXPECT_THAT(numbers({.status = "2xx"}), ElementsAre(1));
  EXPECT_THAT(numbers({.error = "E"}), ElementsAre(2));
  EXPECT_THAT(numbers({.account = "2"}), ElementsAre(2));
  EXPECT_THAT(numbers({.region = "r1"}), ElementsAre(1));
  EXPECT_THAT(numbers({.domain_id = "d2"}), ElementsAre(2));
  EXPECT_THAT(numbers({.account = "1", .doors = journal::Doors::kAll}), ElementsAre(1, 3));
  EXPECT_THAT(numbers({.operation = "OptOutSpeaker", .account = "2"}), IsEmpty());
}

TEST_F(RequestListTest, SaysWhereToGoOn) {
  record({}, 3);
  EXPECT_EQ(listed({})["Last"], "0123abcd-3");
  const json limited = listed({.after = 1, .limit = 1});
  EXPECT_EQ(limited["Requests"].size(), 1);
  EXPECT_EQ(limited["Requests"][0]["Number"], 2);
  EXPECT_EQ(limited["Last"], "0123abcd-2");
  EXPECT_EQ(listed({.after = 3}), json::parse(R"({"Requests": [], "Last": "0123abcd-3"})"));
}

TEST_F(RequestListTest, LeavesOutCallsThatWereForgottenWhileItIsSent) {
  record({.request = '"' + std::string(10'000, 'x') + '"'}, 20);
  RequestList list(find_requests(journal_, {}), state_, kRun);
  std::string text;
  EXPECT_EQ(list.next(text), http::PieceSource::Next::kMore);
  journal_.forget();
  text += joined(pieces_of(list));
  EXPECT_LT(json::parse(text)["Requests"].size(), 20);
  EXPECT_EQ(json::parse(text)["Last"], "0123abcd-20");
}

TEST_F(RequestListTest, HasNearMissesIfThereAreAny) {
  const json missed = listed({}, {"1 call of A, none of \"B\"", "c"});
  EXPECT_EQ(missed["NearMisses"], json({"1 call of A, none of \"B\"", "c"}));
}

TEST_F(RequestListTest, AWaitFindsWhatCame_AndSaysWhatCameNearInTheEnd) {
  record({.operation = "OptOutSpeaker", .account = "1"});
  const RequestQuery query{.filter = {.operation = "OptOutSpeaker", .account = "2"}};
  AwaitedRequests in_vain(state_, kRun, query, 1);
  EXPECT_TRUE(in_vain.go_on());
  EXPECT_FALSE(in_vain.has_found_any());
  const json missed = json::parse(joined(pieces_of(*in_vain.answer().pieces)));
  EXPECT_EQ(missed["NearMisses"], json({"1 call of OptOutSpeaker in account 1, none in 2"}));
  AwaitedRequests awaited(state_, kRun, query, 1);
  record({.operation = "OptOutSpeaker", .account = "2"});
  EXPECT_TRUE(awaited.go_on());
  const json found = json::parse(joined(pieces_of(*awaited.answer().pieces)));
  EXPECT_EQ(found["Requests"][0]["Number"], 2);
  EXPECT_FALSE(found.contains("NearMisses"));
}

}  // namespace
}  // namespace voiceid::control
