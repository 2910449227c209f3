#include "store/page_tokens.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/domain/matchers.hpp"
#include "tests/domain/times.hpp"

namespace voiceid::store {
namespace {

using namespace std::chrono_literals;

const TimePoint kIssued = at("2026-11-21T09:30:00.123Z");
constexpr std::string_view kBinding = "000000000000/us-east-1/ListSpeakers/100/";

class PageTokensTest : public testing::Test {
 protected:
  std::optional<Error> refusal_of(std::string_view token) const {
    return failure_of(tokens_.redeem(token, kBinding, kIssued));
  }

  PageTokens tokens_{"a secret"};
  std::string token_ = tokens_.issue(kBinding, 4711, kIssued);
};

TEST_F(PageTokensTest, Redeemed_SaysWhereTheNextPageStarts) {
  EXPECT_EQ(tokens_.redeem(token_, kBinding, kIssued).value(), 4711U);
}

TEST_F(PageTokensTest, AnyPlace_ComesBackAsItWas) {
  for (const std::uint64_t after : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX - 1, UINT64_MAX}) {
    EXPECT_EQ(tokens_.redeem(tokens_.issue(kBinding, after, kIssued), kBinding, kIssued).value(), after);
  }
}

TEST_F(PageTokensTest, Token_IsPrintableAscii_AsTheContractsPatternWants) {
  ASSERT_FALSE(token_.empty());
  EXPECT_LE(token_.size(), 8192U);
  EXPECT_TRUE(std::ranges::all_of(token_, [](char c) { return c > ' ' && c < '\x7f'; })) << token_;
}

TEST_F(PageTokensTest, Redeemed_AsOftenAsOneLikes) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(tokens_.redeem(token_, kBinding, kIssued + 1h).value(), 4711U);
}

TEST_F(PageTokensTest, Expires_ExactlyAfter24Hours) {
  EXPECT_EQ(tokens_.redeem(token_, kBinding, kIssued + 24h - kMillisecond).value(), 4711U);
  EXPECT_THAT(failure_of(tokens_.redeem(token_, kBinding, kIssued + 24h)), is_validation_failure());
  EXPECT_THAT(failure_of(tokens_.redeem(token_, kBinding, at("2031-01-01T00:00:00Z"))), is_validation_failure());
}

TEST_F(PageTokensTest, AnotherKey_RefusesIt) {
  EXPECT_THAT(failure_of(PageTokens("another secret").redeem(token_, kBinding, kIssued)), is_validation_failure());
  EXPECT_THAT(failure_of(PageTokens("").redeem(token_, kBinding, kIssued)), is_validation_failure());
}

TEST_F(PageTokensTest, TheSameKey_TakesItInAnotherProcess) {
  EXPECT_EQ(PageTokens("a secret").redeem(token_, kBinding, kIssued).value(), 4711U);
}

class ForeignBindings : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(ForeignBindings, AreRefused) {
  const PageTokens tokens("a secret");
  const std::string token = tokens.issue(kBinding, 4711, kIssued);
  EXPECT_THAT(failure_of(tokens.redeem(token, GetParam().second, kIssued)), is_validation_failure());
}

INSTANTIATE_TEST_SUITE_P(PageTokens, ForeignBindings,
                         testing::Values(std::pair("OtherAccount", "111111111111/us-east-1/ListSpeakers/100/"),
                                         std::pair("OtherRegion", "000000000000/eu-west-1/ListSpeakers/100/"),
                                         std::pair("OtherOperation", "000000000000/us-east-1/ListWatchlists/100/"),
                                         std::pair("OtherMaxResults", "000000000000/us-east-1/ListSpeakers/10/"),
                                         std::pair("Longer", "000000000000/us-east-1/ListSpeakers/100/x"),
                                         std::pair("Shorter", "000000000000/us-east-1/ListSpeakers/100"),
                                         std::pair("Empty", "")),
                         [](const auto& row) { return row.param.first; });

// Every other byte at every place: no two texts may stand for the same token.
TEST_F(PageTokensTest, ChangedInAnyOneByte_IsRefused) {
  std::set<std::string> accepted;
  for (std::size_t i = 0; i < token_.size(); ++i) {
    std::string changed = token_;
    for (int byte = 0; byte < 256; ++byte) {
      changed[i] = static_cast<char>(byte);
      if (changed == token_) continue;
      if (!refusal_of(changed)) accepted.insert(changed);
    }
  }
  EXPECT_TRUE(accepted.empty()) << accepted.size() << " changed tokens were taken for " << token_ << ", such as "
                                << *accepted.begin();
}

TEST_F(PageTokensTest, Refused_WithOneSentenceThatDoesNotEchoTheToken) {
  const std::string changed = "x" + token_.substr(1);
  const auto refusal = refusal_of(changed);
  ASSERT_THAT(refusal, is_validation_failure());
  EXPECT_EQ(refusal->message.find(changed), std::string::npos);
}

TEST_F(PageTokensTest, CutAnywhere_IsRefused) {
  for (std::size_t length = 0; length < token_.size(); ++length) {
    EXPECT_THAT(refusal_of(token_.substr(0, length)), is_validation_failure()) << "after " << length << " bytes";
    EXPECT_THAT(refusal_of(token_.substr(token_.size() - length)), is_validation_failure()) << length << " bytes left";
  }
}

TEST_F(PageTokensTest, TwoTokensMixed_AreRefused) {
  const std::string other = tokens_.issue(kBinding, 4712, kIssued);
  for (std::size_t i = 1; i < token_.size(); ++i) {
    const std::string mixed = token_.substr(0, i) + other.substr(i);
    if (mixed == token_ || mixed == other) continue;
    EXPECT_THAT(refusal_of(mixed), is_validation_failure()) << mixed;
  }
}

class MalformedTokens : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(MalformedTokens, AreRefused) {
  EXPECT_THAT(failure_of(PageTokens("a secret").redeem(GetParam().second, kBinding, kIssued)), is_validation_failure());
}

INSTANTIATE_TEST_SUITE_P(
    PageTokens, MalformedTokens,
    testing::Values(std::pair("Empty", std::string()), std::pair("Word", std::string("next")),
                    std::pair("ZeroBytes", std::string(64, '\0')), std::pair("Padding", std::string(64, '=')),
                    std::pair("Spaces", std::string(64, ' ')), std::pair("Zeros", std::string(64, 'A')),
                    std::pair("HighBytes", std::string(64, '\xff')), std::pair("Long", std::string(8192, 'A'))),
    [](const auto& row) { return row.param.first; });

TEST_F(PageTokensTest, AnythingBeforeOrBehindIt_IsRefused) {
  for (const std::string_view extra : {" ", "\n", "\t", "A", "=", "AAAA", "===="}) {
    EXPECT_THAT(refusal_of(token_ + std::string(extra)), is_validation_failure()) << extra;
    EXPECT_THAT(refusal_of(std::string(extra) + token_), is_validation_failure()) << extra;
  }
}

}  // namespace
}  // namespace voiceid::store
