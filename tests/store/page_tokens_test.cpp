#include "store/page_tokens.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;

const TimePoint kIssued = at("2026-11-21T09:30:00.123Z");
constexpr std::string_view kBinding = "000000000000/us-east-1/ListSpeakers/100/";

class PageTokensTest : public testing::Test {
 protected:
  std::optional<Error> refusal_of(std::string_view token, std::string_view binding = kBinding) const {
    return failure_of(tokens_.redeem(token, binding, kIssued));
  }

  PageTokens tokens_{"a secret"};
  std::string token_ = tokens_.issue(kBinding, 4711, kIssued);
};

TEST_F(PageTokensTest, GivesBackAnyPlaceAsOftenAsWantedAndInAnotherProcess) {
  for (const std::uint64_t after : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX - 1, UINT64_MAX}) {
    const std::string token = tokens_.issue(kBinding, after, kIssued);
    EXPECT_EQ(tokens_.redeem(token, kBinding, kIssued).value(), after);
    EXPECT_EQ(PageTokens("a secret").redeem(token, kBinding, kIssued).value(), after);
  }
}

TEST_F(PageTokensTest, IssuesPrintableAsciiAsTheContractsPatternWants) {
  ASSERT_FALSE(token_.empty());
  EXPECT_LE(token_.size(), 8192U);
  EXPECT_TRUE(std::ranges::all_of(token_, [](char c) { return c > ' ' && c < '\x7f'; })) << token_;
}

TEST_F(PageTokensTest, RedeemsATokenForExactly24Hours) {
  EXPECT_EQ(tokens_.redeem(token_, kBinding, kIssued + 24h - kMillisecond).value(), 4711U);
  EXPECT_THAT(failure_of(tokens_.redeem(token_, kBinding, kIssued + 24h)), is_validation_failure());
  EXPECT_THAT(failure_of(tokens_.redeem(token_, kBinding, at("2031-01-01T00:00:00Z"))), is_validation_failure());
}

TEST_F(PageTokensTest, RefusesATokenFromTwentyFourHoursAheadOnceTheClockIsSetBack) {
  EXPECT_EQ(tokens_.redeem(token_, kBinding, kIssued - 24h + kMillisecond).value(), 4711U);
  EXPECT_THAT(failure_of(tokens_.redeem(token_, kBinding, kIssued - 24h)), is_validation_failure());
}

TEST_F(PageTokensTest, RefusesATokenOfAnotherKey) {
  EXPECT_THAT(failure_of(PageTokens("another secret").redeem(token_, kBinding, kIssued)), is_validation_failure());
  EXPECT_THAT(failure_of(PageTokens("").redeem(token_, kBinding, kIssued)), is_validation_failure());
}

TEST_F(PageTokensTest, RefusesATokenOfAnotherList) {
  for (const std::string_view binding :
       {"111111111111/us-east-1/ListSpeakers/100/", "000000000000/eu-west-1/ListSpeakers/100/",
        "000000000000/us-east-1/ListWatchlists/100/", "000000000000/us-east-1/ListSpeakers/10/",
        "000000000000/us-east-1/ListSpeakers/100/x", "000000000000/us-east-1/ListSpeakers/100", ""}) {
    EXPECT_THAT(refusal_of(token_, binding), is_validation_failure()) << binding;
  }
}

// Every other byte at every position: no two texts may stand for the same token.
TEST_F(PageTokensTest, RefusesATokenWithAnyByteChanged) {
  for (std::size_t i = 0; i < token_.size(); ++i) {
    std::string changed = token_;
    for (int byte = 0; byte < 256; ++byte) {
      changed[i] = static_cast<char>(byte);
      if (changed == token_) continue;
      const auto refusal = refusal_of(changed);
      ASSERT_THAT(refusal, is_validation_failure()) << changed;
      ASSERT_EQ(refusal->message.find(changed), std::string::npos) << "messages do not echo the token";
    }
  }
}

TEST_F(PageTokensTest, RefusesATokenThatIsCutOrMixedWithAnother) {
  const std::string other = tokens_.issue(kBinding, 4712, kIssued);
  for (std::size_t length = 0; length < token_.size(); ++length) {
    EXPECT_THAT(refusal_of(token_.substr(0, length)), is_validation_failure()) << "after " << length << " bytes";
    EXPECT_THAT(refusal_of(token_.substr(token_.size() - length)), is_validation_failure()) << length << " bytes left";
    const std::string mixed = token_.substr(0, length) + other.substr(length);
    if (mixed == token_ || mixed == other) continue;
    EXPECT_THAT(refusal_of(mixed), is_validation_failure()) << mixed;
  }
}

TEST_F(PageTokensTest, RefusesTextThatIsNoToken) {
  for (const char c : {'\0', '=', ' ', 'A', '\xff'}) {
    EXPECT_THAT(refusal_of(std::string(64, c)), is_validation_failure()) << static_cast<int>(c);
  }
  EXPECT_THAT(refusal_of("next"), is_validation_failure());
  EXPECT_THAT(refusal_of(std::string(8192, 'A')), is_validation_failure());
  for (const std::string_view extra : {" ", "\n", "\t", "A", "=", "AAAA", "===="}) {
    EXPECT_THAT(refusal_of(token_ + std::string(extra)), is_validation_failure()) << extra;
    EXPECT_THAT(refusal_of(std::string(extra) + token_), is_validation_failure()) << extra;
  }
}

}  // namespace
}  // namespace voiceid::store
