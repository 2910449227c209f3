#include "server/control/list_by_turns.hpp"

#include <boost/asio/io_context.hpp>

#include "server/control/shapes.hpp"
#include "tests/handlers/job_queue_spy.hpp"
#include "tests/server/control/pieces.hpp"

namespace voiceid::control {
namespace {

class ListByTurnsTest : public ::testing::Test {
 protected:
  using Page = handlers::ListPage<ListedBucket, int>;
  using List = ListByTurns<ListedBucket, int>;

  boost::asio::io_context io_;
  handlers::JobQueueSpy jobs_;
  events::EventBus events_{1, 1};
  server::Emulator emulator_{io_, jobs_, events_, {}, 1, {"000000000000", "us-east-1"}};
};

TEST_F(ListByTurnsTest, JoinsPages_SomeOfThemEmpty) {
  List list(emulator_, "Names", [](handlers::Context& /*context*/, int after) -> Page {
    if (after == 0) return {{{"a"}, {"b"}}, 1};
    if (after == 1) return {{}, 2};
    return {{{"c"}}, {}};
  });
  EXPECT_EQ(joined(pieces_of(list)), R"({"Names":[{"Name":"a"},{"Name":"b"},{"Name":"c"}]})");
  List none(emulator_, "Names", [](handlers::Context& /*context*/, int /*after*/) { return Page(); });
  EXPECT_EQ(joined(pieces_of(none)), R"({"Names":[]})");
}

TEST_F(ListByTurnsTest, TakesPagesOnlyAsTheyAreSent) {
  int taken = 0;
  List list(emulator_, "Names", [&taken](handlers::Context& /*context*/, int after) -> Page {
    ++taken;
    return {std::vector<ListedBucket>(1000, {"a name of some length"}), after + 1};
  });
  std::string text;
  EXPECT_EQ(list.next(text), http::PieceSource::Next::kMore);
  EXPECT_GE(text.size(), http::kPieceBytes);
  EXPECT_LT(taken, 4);
}

}  // namespace
}  // namespace voiceid::control
