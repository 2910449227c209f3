#include "handlers/shapes/canonical.hpp"

#include <gmock/gmock.h>

#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/watchlists.hpp"

namespace voiceid::shapes {
namespace {

template <class Request>
std::string text_of(const Request& request, std::span<const std::string_view> leave_out = {}) {
  return canonical_text(kShapeOf<Request>, &request, leave_out);
}

CreateDomainRequest domain_with_tags(std::vector<Tag> tags) {
  return {.client_token = {},
          .description = {},
          .name = "calls",
          .server_side_encryption_configuration = {"first-key"},
          .tags = std::move(tags)};
}

TEST(CanonicalText, OfEqualValues_IsEqual) {
  const std::string other_memory = "calls";
  auto other = domain_with_tags({{"stage", "test"}});
  other.name = other_memory;
  EXPECT_EQ(text_of(domain_with_tags({{"stage", "test"}})), text_of(other));
}

TEST(CanonicalText, LeavesOutIdempotencyTokens) {
  auto with_token = domain_with_tags({});
  with_token.client_token = "token";
  EXPECT_EQ(text_of(with_token), text_of(domain_with_tags({})));
}

TEST(CanonicalText, LeavesOutTheMembersNamed) {
  constexpr std::array<std::string_view, 2> kLeaveOut{"MaxResults", "NextToken"};
  EXPECT_EQ(text_of(ListSpeakersRequest{"domain", 5, "token"}, kLeaveOut),
            text_of(ListSpeakersRequest{"domain", {}, {}}, kLeaveOut));
  EXPECT_NE(text_of(ListSpeakersRequest{"domain", 5, {}}, kLeaveOut),
            text_of(ListSpeakersRequest{"other", 5, {}}, kLeaveOut));
  EXPECT_NE(text_of(ListSpeakersRequest{"domain", 5, {}}), text_of(ListSpeakersRequest{"domain", 6, {}}));
}

TEST(CanonicalText, TellsAbsentFromEmpty) {
  auto without_tags = domain_with_tags({});
  without_tags.tags.reset();
  EXPECT_NE(text_of(without_tags), text_of(domain_with_tags({})));
  EXPECT_NE(text_of(UpdateWatchlistRequest{"", "domain", {}, "list"}),
            text_of(UpdateWatchlistRequest{{}, "domain", {}, "list"}));
}

TEST(CanonicalText, TellsMembersApart) {
  EXPECT_NE(text_of(UpdateWatchlistRequest{"x", "domain", {}, "list"}),
            text_of(UpdateWatchlistRequest{{}, "domain", "x", "list"}));
}

// Values that would look alike if they were only concatenated.
TEST(CanonicalText, TellsValuesThatLookLikeItsOwnFrame) {
  EXPECT_NE(text_of(DescribeSpeakerRequest{"a", "bSpeakerIdc"}), text_of(DescribeSpeakerRequest{"aSpeakerIdb", "c"}));
  EXPECT_NE(text_of(UntagResourceRequest{"arn", {"ab", "c"}}), text_of(UntagResourceRequest{"arn", {"a", "bc"}}));
  EXPECT_NE(text_of(UntagResourceRequest{"arn", {"a", "b"}}), text_of(UntagResourceRequest{"arn", {"a1:b"}}));
  EXPECT_NE(text_of(UntagResourceRequest{"arn", {"", "a"}}), text_of(UntagResourceRequest{"arn", {"a", ""}}));
  EXPECT_NE(text_of(domain_with_tags({{"a", "bKeycValued"}})), text_of(domain_with_tags({{"a", "b"}, {"c", "d"}})));
}

TEST(CanonicalText, TellsTrueFromFalse_AndTimesApart) {
  Watchlist one;
  one.default_watchlist = true;
  one.created_at = TimePoint(std::chrono::milliseconds(1));
  Watchlist other = one;
  EXPECT_EQ(text_of(one), text_of(other));
  other.default_watchlist = false;
  EXPECT_NE(text_of(one), text_of(other));
  other = one;
  other.created_at = TimePoint(std::chrono::milliseconds(2));
  EXPECT_NE(text_of(one), text_of(other));
}

}  // namespace
}  // namespace voiceid::shapes
