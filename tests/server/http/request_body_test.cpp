#include "server/http/request_body.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <string>

namespace voiceid::http {
namespace {

constexpr std::size_t kLimit = 1'000'000;
constexpr BodyRule kInMemory{.largest = kMaxJsonBody, .in_file = false};
constexpr BodyRule kInFile{.largest = 64'000'000, .in_file = true};

// Lowers a limit of the process for as long as it lives.
class LoweredLimit {
 public:
  LoweredLimit(__rlimit_resource resource, rlim_t limit) : resource_(resource) {
    getrlimit(resource_, &before_);
    const rlimit lowered{limit, before_.rlim_max};
    setrlimit(resource_, &lowered);
  }
  LoweredLimit(const LoweredLimit&) = delete;
  LoweredLimit& operator=(const LoweredLimit&) = delete;
  ~LoweredLimit() { setrlimit(resource_, &before_); }

 private:
  __rlimit_resource resource_;
  rlimit before_{};
};

std::string large_text(std::size_t size) {
  std::string text(size, 'x');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

struct RequestBodyTest : ::testing::Test {
  MemoryBudget budget{kLimit};
  RequestBody body{budget};

  // In pieces, as a connection reads them.
  RequestBody::Error append(const std::string& text) {
    constexpr std::size_t kPiece = 10'000;
    for (std::size_t begin = 0; begin < text.size(); begin += kPiece) {
      if (const auto refused = body.append(text.substr(begin, kPiece))) return refused;
    }
    return {};
  }

  std::string finished() {
    std::string_view content;
    EXPECT_FALSE(body.finish(content));
    return std::string(content);
  }
};

TEST_F(RequestBodyTest, KeepsABodyAsItCame) {
  for (const BodyRule rule : {kInMemory, kInFile}) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, RequestBody::kMostInMemory,
                                   RequestBody::kMostInMemory + 1, std::size_t{400'000}}) {
      const std::string text = large_text(size);
      body.begin(rule);
      ASSERT_FALSE(append(text));
      EXPECT_EQ(body.is_empty(), text.empty());
      EXPECT_EQ(finished(), text);
      const TakenBody taken = body.take();
      body.begin({});
      EXPECT_EQ(taken.content(), text);
    }
  }
}

TEST_F(RequestBodyTest, HoldsMemoryOnlyForWhatIsInMemory) {
  body.begin(kInMemory);
  ASSERT_FALSE(append(large_text(400'000)));
  EXPECT_GE(budget.held(), 400'000U);
  EXPECT_EQ(finished().size(), 400'000U);
  EXPECT_GE(budget.held(), 400'000U);
  body.release_memory();
  EXPECT_EQ(budget.held(), 0U);

  body.begin(kInFile);
  ASSERT_FALSE(append(large_text(10 * kLimit)));
  EXPECT_EQ(budget.held(), 0U);
}

TEST_F(RequestBodyTest, RefusesWhatGoesBeyondTheBudgetOfAll) {
  RequestBody other(budget);
  other.begin(kInMemory);
  ASSERT_FALSE(other.append(large_text(kLimit / 2)));
  body.begin(kInMemory);
  EXPECT_EQ(append(large_text(kLimit / 2 + 1)), boost::system::errc::not_enough_memory);
  EXPECT_LE(budget.held(), kLimit);
  other.release_memory();
  body.begin(kInMemory);
  EXPECT_FALSE(append(large_text(kLimit / 2)));
}

TEST_F(RequestBodyTest, KeepsABodyInMemoryIfNoFileCanBeMade) {
  const LoweredLimit no_files(RLIMIT_NOFILE, 0);
  const std::string text = large_text(200'000);
  body.begin(kInFile);
  ASSERT_FALSE(append(text));
  EXPECT_GE(budget.held(), text.size());
  EXPECT_EQ(finished(), text);
}

TEST_F(RequestBodyTest, ReportsAFileThatCannotBeWritten) {
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const LoweredLimit small_files(RLIMIT_FSIZE, 100'000);
  body.begin(kInFile);
  EXPECT_EQ(append(large_text(200'000)).category(), boost::system::system_category());
  std::signal(SIGXFSZ, handler);
}

TEST(MemoryBudget, IsSharedByAllThatHoldOfIt) {
  MemoryBudget budget(100);
  {
    HeldMemory one(budget);
    HeldMemory other(budget);
    EXPECT_TRUE(one.try_hold(60));
    EXPECT_FALSE(other.try_hold(41));
    EXPECT_TRUE(other.try_hold(40));
    EXPECT_TRUE(budget.is_exhausted());
    other.hold(70);
    EXPECT_EQ(budget.held(), 130U);
    EXPECT_FALSE(one.try_hold(61));
    EXPECT_TRUE(one.try_hold(20)) << "less is always possible";
    EXPECT_FALSE(budget.is_exhausted());
  }
  EXPECT_EQ(budget.held(), 0U);
}

}  // namespace
}  // namespace voiceid::http
