#include "handlers/listing.hpp"

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class Listings : public DomainTest {
 protected:
  using Token = std::optional<std::string_view>;

  Listings() { settings_.quotas.lift_all(); }

  void add_speakers(int count) {
    for (int i = 0; i < count; ++i) {
      pending_speaker(domain_id_, "speaker-" + std::to_string(record_of(domain_id_).speakers.size()));
    }
  }
  shapes::ListSpeakersResponse speakers(std::optional<std::int64_t> max_results, Token token = {}) {
    return list_speakers(context_, {domain_id_, max_results, token}).value();
  }
  std::optional<Error> refusal_of(std::optional<std::int64_t> max_results, Token token) {
    return failure_of(list_speakers(context_, {domain_id_, max_results, token}));
  }
};

TEST_F(Listings, ListSpeakers_HasPagesOf100ByDefault) {
  add_speakers(101);
  const auto first = speakers({});
  EXPECT_EQ(first.speaker_summaries->size(), 100U);
  ASSERT_TRUE(first.next_token);
  const auto last = speakers({}, first.next_token);
  ASSERT_EQ(last.speaker_summaries->size(), 1U);
  EXPECT_EQ(last.speaker_summaries->front().customer_speaker_id, "speaker-100");
  EXPECT_FALSE(last.next_token);
}

TEST_F(Listings, ListWatchlists_HasPagesOf100ByDefault) {
  for (int i = 0; i < 100; ++i) make_watchlist(domain_id_);
  const auto first = list_watchlists(context_, {domain_id_, {}, {}}).value();
  EXPECT_EQ(first.watchlist_summaries->size(), 100U);
  EXPECT_EQ(list_watchlists(context_, {domain_id_, {}, first.next_token}).value().watchlist_summaries->size(), 1U);
}

TEST_F(Listings, ListDomains_HasPagesOf10ByDefault) {
  for (int i = 0; i < 10; ++i) make_domain("more");
  const auto first = list_domains(context_, {}).value();
  EXPECT_EQ(first.domain_summaries->size(), 10U);
  EXPECT_EQ(list_domains(context_, {{}, first.next_token}).value().domain_summaries->size(), 1U);
}

TEST_F(Listings, MaxResults_IsTheMostOnAPage) {
  add_speakers(4);
  const auto first = speakers(2);
  EXPECT_EQ(first.speaker_summaries->size(), 2U);
  EXPECT_FALSE(speakers(2, first.next_token).next_token);
  EXPECT_FALSE(speakers(4).next_token);
  EXPECT_EQ(list_domains(context_, {1, {}}).value().domain_summaries->size(), 1U);
  EXPECT_EQ(list_watchlists(context_, {domain_id_, 1, {}}).value().watchlist_summaries->size(), 1U);
}

TEST_F(Listings, NextToken_StaysValid_AcrossInsertionsAndDeletions) {
  add_speakers(4);
  const auto first = speakers(2);
  for (const char* id : {"speaker-0", "speaker-1", "speaker-2"}) delete_speaker(context_, {domain_id_, id}).value();
  pending_speaker(domain_id_, "new");
  const auto second = speakers(2, first.next_token);
  ASSERT_EQ(second.speaker_summaries->size(), 2U);
  EXPECT_EQ(second.speaker_summaries->front().customer_speaker_id, "speaker-3");
  EXPECT_EQ(second.speaker_summaries->back().customer_speaker_id, "new");
  EXPECT_FALSE(second.next_token);
}

TEST_F(Listings, NextToken_ExpiresExactlyAfter24Hours_PageByPage) {
  add_speakers(3);
  const auto first = speakers(1);
  pass(24h - kMillisecond);
  const auto second = speakers(1, first.next_token);
  pass(kMillisecond);
  EXPECT_THAT(refusal_of(1, first.next_token), is_validation_failure());
  EXPECT_EQ(refusal_of(1, second.next_token), std::nullopt);
}

TEST_F(Listings, NextToken_IsTiedToTheValueOfMaxResults_DomainAndOperation) {
  add_speakers(101);
  const auto first = speakers({});
  EXPECT_THAT(refusal_of(99, first.next_token), is_validation_failure());
  EXPECT_EQ(speakers(100, first.next_token).speaker_summaries->size(), 1U) << "100 is the default";
  const std::string other = make_domain("chats");
  EXPECT_THAT(failure_of(list_speakers(context_, {other, {}, first.next_token})), is_validation_failure());
  EXPECT_THAT(failure_of(list_watchlists(context_, {domain_id_, {}, first.next_token})), is_validation_failure());
}

TEST_F(Listings, NextToken_IsTiedToAccountAndRegion) {
  make_domain("chats");
  const auto first = list_domains(context_, {1, {}}).value();
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(failure_of(list_domains(context_, {1, first.next_token})), is_validation_failure());
  call_from(kAccount, kOtherRegion);
  EXPECT_THAT(failure_of(list_domains(context_, {1, first.next_token})), is_validation_failure());
  call_from(kAccount, kRegion);
  EXPECT_EQ(failure_of(list_domains(context_, {1, first.next_token})), std::nullopt);
}

TEST_F(Listings, MalformedNextToken_IsRefused_AndAnEmptyOneMeansTheFirstPage) {
  add_speakers(2);
  EXPECT_THAT(refusal_of(1, "next"), is_validation_failure());
  EXPECT_THAT(failure_of(list_watchlists(context_, {domain_id_, {}, "next"})), is_validation_failure());
  EXPECT_THAT(failure_of(list_domains(context_, {{}, "next"})), is_validation_failure());
  EXPECT_EQ(speakers(1, "").speaker_summaries->front().customer_speaker_id, "speaker-0");
  EXPECT_THAT(failure_of(list_speakers(context_, {kUnknownId, 1, "next"})), is_not_found(ResourceType::kDomain));
}

}  // namespace
}  // namespace voiceid::handlers
