#include <gmock/gmock.h>

#include "tests/server/http/later_server.hpp"

namespace voiceid::http {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class EndingTest : public ::testing::Test {
 protected:
  // Everything that a client gets of an answer that ends so.
  std::string received(Ending ending, std::string body) {
    Client client(server_);
    client.ask("/a");
    Answer answer = text_answer(std::move(body));
    answer.ending = ending;
    server_.give("/a", std::move(answer));
    return client.receive_to_end(closed_);
  }

  LaterServer server_;
  // How the connection of the last client ended.
  boost::system::error_code closed_;
};

TEST_F(EndingTest, ACutAnswerHasAWholeHeadAndHalfOfTheBody) {
  EXPECT_THAT(received(Ending::kCut, "0123456789"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Length: 10\r\n"), EndsWith("\r\n\r\n01234")));
  EXPECT_EQ(closed_, asio::error::eof);
}

TEST_F(EndingTest, ACutAnswerWithoutABodyHasHalfOfAStatusLine) {
  EXPECT_EQ(received(Ending::kCut, ""), "HTTP/1.");
  EXPECT_EQ(closed_, asio::error::eof);
}

TEST_F(EndingTest, AResetLeavesNothingOfTheAnswer) {
  EXPECT_EQ(received(Ending::kReset, "0123456789"), "");
  EXPECT_EQ(closed_, asio::error::connection_reset);
}

}  // namespace
}  // namespace voiceid::http
