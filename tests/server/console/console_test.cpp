#include "server/console/console.hpp"

#include <gmock/gmock.h>

#include "server/console/coding.hpp"
#include "server/console/files.hpp"

namespace voiceid::console {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

http::Request asking(std::vector<http::Header> headers, std::string_view path = "/_voiceid/console/app.js") {
  http::Request request;
  request.method = "GET";
  request.target = path;
  request.headers = std::move(headers);
  return request;
}

http::Response answer_to(http::Request request) {
  http::Response response;
  Console({}).handle(request, response);
  return response;
}

std::string tag_of(const http::Response& response) {
  const auto begin = response.more_headers.find("ETag: ") + 6;
  return response.more_headers.substr(begin, response.more_headers.find("\r\n", begin) - begin);
}

struct Asked {
  std::string_view accept_encoding;
  bool packed;
};

class ConsoleCodingTest : public ::testing::TestWithParam<Asked> {};

TEST_P(ConsoleCodingTest, SendsGzipOnlyToThoseWhoTakeIt) {
  const auto response = answer_to(asking({{"accept-encoding", GetParam().accept_encoding}}));
  EXPECT_EQ(response.body.starts_with("\x1f\x8b"), GetParam().packed);
  EXPECT_EQ(response.more_headers.find("Content-Encoding: gzip\r\n") != std::string::npos, GetParam().packed);
}

INSTANTIATE_TEST_SUITE_P(AcceptEncoding, ConsoleCodingTest,
                         ::testing::Values(Asked{"gzip", true}, Asked{"gzip, deflate, br, zstd", true},
                                           Asked{"GZIP;Q=0.1", true}, Asked{"x-gzip", true}, Asked{"*", true},
                                           Asked{"br;q=1, *;q=0.5", true}, Asked{"identity;q=0.5, gzip;q=0.5", true},
                                           Asked{"identity;q=0, gzip;q=0.001", true},
                                           Asked{" gzip ;\tq=1.000 ,br", true}, Asked{"", false},
                                           Asked{"identity", false}, Asked{"br", false}, Asked{"gzip;q=0", false},
                                           Asked{"gzip;q=0.000, *", false}, Asked{"*;q=0", false},
                                           Asked{"identity, gzip;q=0.5", false}, Asked{"gzip;q=x", false},
                                           Asked{"gzip;q=", false}, Asked{"gzip;q=-1", false}, Asked{"notgzip", false},
                                           Asked{",;,;q=1", false}));

TEST(ConsoleTest, SendsPlainFilesToThoseWhoDoNotSayWhatTheyTake) {
  EXPECT_THAT(answer_to(asking({}, "/")).body, StartsWith("<!doctype html>"));
}

TEST(ConsoleTest, ReadsAListOfCodingsThatComesInSeveralHeaders) {
  EXPECT_TRUE(wants_gzip(asking({{"Accept-Encoding", "br"}, {"Accept-Encoding", "gzip"}})));
  EXPECT_FALSE(wants_gzip(asking({{"Accept-Encoding", "identity"}, {"Accept-Encoding", "gzip;q=0"}})));
}

TEST(ConsoleTest, UnpacksEveryFile) {
  for (const EmbeddedFile& file : embedded_files())
    EXPECT_GT(unpacked(file.content).size(), file.content.size() / 2) << file.name;
}

TEST(ConsoleTest, GivesEachCodingATagOfItsOwn) {
  const std::string plain = tag_of(answer_to(asking({})));
  const std::string packed = tag_of(answer_to(asking({{"Accept-Encoding", "gzip"}})));
  EXPECT_NE(plain, packed);
  const auto status = [](std::vector<http::Header> headers) { return answer_to(asking(std::move(headers))).status; };
  EXPECT_EQ(status({{"If-None-Match", plain}}), 304);
  EXPECT_EQ(status({{"If-None-Match", packed}}), 200);
  EXPECT_EQ(status({{"Accept-Encoding", "gzip"}, {"If-None-Match", packed}}), 304);
  EXPECT_EQ(status({{"Accept-Encoding", "gzip"}, {"If-None-Match", plain}}), 200);
  const std::string list = R"("older", W/)" + plain;
  EXPECT_EQ(status({{"If-None-Match", list}}), 304);
  EXPECT_EQ(status({{"If-None-Match", "*"}}), 304);
}

TEST(ConsoleTest, TellsCachesWhatTheAnswerDependsOn) {
  EXPECT_THAT(answer_to(asking({}, "/")).more_headers, HasSubstr("Vary: Accept, Accept-Encoding\r\n"));
  const auto file = answer_to(asking({})).more_headers;
  EXPECT_THAT(file, HasSubstr("Vary: Accept-Encoding\r\n"));
  EXPECT_THAT(file, Not(HasSubstr("Accept,")));
}

}  // namespace
}  // namespace voiceid::console
