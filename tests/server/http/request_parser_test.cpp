#include "server/http/request_parser.hpp"

#include <gtest/gtest.h>

#include <boost/beast/http/error.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/server/http/no_service.hpp"

namespace voiceid::http {
namespace {

using boost::system::error_code;

struct Parsed {
  Request request;
  MemoryBudget budget{1024 * 1024 * 1024};
  RequestBody body{budget};
  std::string header_storage;
  std::vector<std::unique_ptr<std::string>> bytes;
  error_code error;
  std::size_t taken = 0;
  bool done = false;
};

// Feeds the text in steps of that many bytes and moves what is left over to other memory each time, as a connection
// does.
std::unique_ptr<Parsed> parse(const std::string& text, std::size_t step) {
  auto parsed = std::make_unique<Parsed>();
  const NoService service;
  RequestParser parser(parsed->request, parsed->body, service);
  std::string waiting;
  for (std::size_t received = 0; !parser.is_done() && received < text.size(); received += step) {
    std::string& bytes = *parsed->bytes.emplace_back(std::make_unique<std::string>(waiting));
    bytes += text.substr(received, step);
    const std::size_t taken = parser.parse(bytes, parsed->error);
    parsed->taken += taken;
    if (parsed->error && parsed->error != boost::beast::http::error::need_more) return parsed;
    waiting = bytes.substr(taken);
    if (parser.is_done()) break;
    parser.detach(parsed->header_storage);
    // Overwritten to show that nothing points there; the last bytes stay, for the request that has views of them.
    std::ranges::fill(bytes, '#');
  }
  parsed->done = parser.is_done();
  return parsed;
}

const std::string kHead = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: VoiceID.ListDomains\r\nX-Empty:\r\n";

class InSteps : public ::testing::TestWithParam<std::size_t> {};

TEST_P(InSteps, ReadsABodyOfKnownLength) {
  const auto parsed = parse(kHead + "Content-Length: 14\r\n\r\n{\"DomainId\":1}", GetParam());
  ASSERT_TRUE(parsed->done) << parsed->error.message();
  EXPECT_EQ(parsed->request.method, "POST");
  EXPECT_EQ(parsed->request.target, "/");
  EXPECT_EQ(parsed->request.header("x-amz-target"), "VoiceID.ListDomains");
  EXPECT_EQ(parsed->request.header("X-EMPTY"), "");
  EXPECT_EQ(parsed->request.body, "{\"DomainId\":1}");
}

TEST_P(InSteps, ReadsAChunkedBodyWithExtensionsAndTrailers) {
  const auto parsed = parse(
      kHead + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\n{\"Dom\r\n9\r\nainId\":1}\r\n0\r\nX-Amz-Target: no\r\n\r\n",
      GetParam());
  ASSERT_TRUE(parsed->done) << parsed->error.message();
  EXPECT_EQ(parsed->request.header("X-Amz-Target"), "VoiceID.ListDomains");
  EXPECT_EQ(parsed->request.body, "{\"DomainId\":1}");
}

TEST_P(InSteps, ReadsAnEmptyChunkedBody) {
  const auto parsed = parse(kHead + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", GetParam());
  ASSERT_TRUE(parsed->done) << parsed->error.message();
  EXPECT_EQ(parsed->request.body, "");
}

TEST_P(InSteps, LeavesThePipelinedRequestBehindIt) {
  const std::string first = kHead + "Content-Length: 2\r\n\r\n{}";
  const auto parsed = parse(first + first, GetParam());
  ASSERT_TRUE(parsed->done);
  EXPECT_EQ(parsed->request.body, "{}");
  EXPECT_EQ(parsed->taken, first.size());
}

INSTANTIATE_TEST_SUITE_P(Steps, InSteps, ::testing::Values(1, 2, 7, 64, 100'000));

TEST(RequestParser, RefusesAFoldedHeader) {
  const auto parsed = parse("POST / HTTP/1.1\r\nX-Folded: a\r\n b\r\n\r\n", 100'000);
  EXPECT_FALSE(parsed->done);
  EXPECT_EQ(parsed->error, boost::beast::http::error::bad_value);
}

TEST(RequestParser, RefusesAHeaderBlockOver16KiB) {
  const auto parsed = parse("POST / HTTP/1.1\r\nX-Long: " + std::string(17 * 1024, 'a') + "\r\n\r\n", 100'000);
  EXPECT_EQ(parsed->error, boost::beast::http::error::header_limit);
}

TEST(RequestParser, RefusesABodyOver1MiBByItsLengthAlone) {
  const auto parsed = parse(kHead + "Content-Length: 1048577\r\n\r\n", 100'000);
  EXPECT_EQ(parsed->error, boost::beast::http::error::body_limit);
}

TEST(Request, HasAPathWithoutQueryAndOrigin) {
  using Target = std::pair<const char*, const char*>;
  for (const auto& [target, path] :
       {Target("/", "/"), Target("/?x=/y", "/"), Target("/_voiceid/clock?x", "/_voiceid/clock"),
        Target("http://localhost:8643/health?x", "/health"), Target("http://localhost:8643", "/"), Target("*", "*")}) {
    EXPECT_EQ(path_of(target), path);
  }
}

}  // namespace
}  // namespace voiceid::http
