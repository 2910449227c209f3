#include "handlers/listing.hpp"

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class Listings : public HandlerTest {
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

  const std::string domain_id_ = make_domain();
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
  const auto last = list_watchlists(context_, {domain_id_, {}, first.next_token}).value();
  EXPECT_EQ(last.watchlist_summaries->size(), 1U);
  EXPECT_FALSE(last.next_token);
}

TEST_F(Listings, ListDomains_HasPagesOf10ByDefault) {
  for (int i = 0; i < 10; ++i) make_domain("more");
  const auto first = list_domains(context_, {}).value();
  EXPECT_EQ(first.domain_summaries->size(), 10U);
  const auto last = list_domains(context_, {{}, first.next_token}).value();
  EXPECT_EQ(last.domain_summaries->size(), 1U);
  EXPECT_FALSE(last.next_token);
}

TEST_F(Listings, MaxResults_IsTheMostOnAPage) {
  add_speakers(5);
  EXPECT_EQ(speakers(1).speaker_summaries->size(), 1U);
  EXPECT_EQ(speakers(2).speaker_summaries->size(), 2U);
  EXPECT_EQ(list_domains(context_, {1, {}}).value().domain_summaries->size(), 1U);
  EXPECT_EQ(list_watchlists(context_, {domain_id_, 1, {}}).value().watchlist_summaries->size(), 1U);
}

TEST_F(Listings, NextToken_IsPresentOnlyWhereAnotherItemExists) {
  add_speakers(4);
  const auto first = speakers(2);
  ASSERT_TRUE(first.next_token);
  EXPECT_FALSE(speakers(2, first.next_token).next_token);
  EXPECT_FALSE(speakers(4).next_token);
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

TEST_F(Listings, NextToken_CanBeUsedAgain) {
  add_speakers(3);
  const auto first = speakers(1);
  EXPECT_EQ(speakers(1, first.next_token).speaker_summaries->front().customer_speaker_id, "speaker-1");
  EXPECT_EQ(speakers(1, first.next_token).speaker_summaries->front().customer_speaker_id, "speaker-1");
}

TEST_F(Listings, NextToken_ExpiresExactlyAfter24Hours) {
  add_speakers(2);
  const auto first = speakers(1);
  pass(24h - kMillisecond);
  EXPECT_EQ(refusal_of(1, first.next_token), std::nullopt);
  pass(kMillisecond);
  EXPECT_THAT(refusal_of(1, first.next_token), is_validation_failure());
}

TEST_F(Listings, NextToken_OfEachPage_HasItsOwn24Hours) {
  add_speakers(3);
  const auto first = speakers(1);
  pass(23h);
  const auto second = speakers(1, first.next_token);
  pass(23h);
  EXPECT_EQ(refusal_of(1, second.next_token), std::nullopt);
}

TEST_F(Listings, NextToken_IsTiedToMaxResults_ByItsValue) {
  add_speakers(101);
  const auto first = speakers({});
  EXPECT_THAT(refusal_of(99, first.next_token), is_validation_failure());
  EXPECT_EQ(speakers(100, first.next_token).speaker_summaries->size(), 1U) << "100 is what an absent one means";
}

TEST_F(Listings, NextToken_IsTiedToTheDomain) {
  add_speakers(2);
  const auto first = speakers(1);
  const std::string other = make_domain("chats");
  EXPECT_THAT(failure_of(list_speakers(context_, {other, 1, first.next_token})), is_validation_failure());
}

TEST_F(Listings, NextToken_IsTiedToTheOperation) {
  add_speakers(2);
  const auto first = speakers(1);
  EXPECT_THAT(failure_of(list_watchlists(context_, {domain_id_, 1, first.next_token})), is_validation_failure());
  EXPECT_THAT(failure_of(list_domains(context_, {1, first.next_token})), is_validation_failure());
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

TEST_F(Listings, NextToken_Changed_IsRefused) {
  add_speakers(2);
  std::string token(*speakers(1).next_token);
  token[token.size() / 2] = token[token.size() / 2] == 'x' ? 'y' : 'x';
  EXPECT_THAT(refusal_of(1, token), is_validation_failure());
}

class MalformedNextTokens : public Listings, public testing::WithParamInterface<std::pair<std::string, std::string>> {};

TEST_P(MalformedNextTokens, AreRefusedByEveryListing) {
  const std::string_view token = GetParam().second;
  EXPECT_THAT(refusal_of(1, token), is_validation_failure());
  EXPECT_THAT(failure_of(list_watchlists(context_, {domain_id_, {}, token})), is_validation_failure());
  EXPECT_THAT(failure_of(list_domains(context_, {{}, token})), is_validation_failure());
}

INSTANTIATE_TEST_SUITE_P(Texts, MalformedNextTokens,
                         testing::Values(std::pair("Word", std::string("next")), std::pair("Number", std::string("2")),
                                         std::pair("Space", std::string(" ")), std::pair("Zeros", std::string(64, 'A')),
                                         std::pair("Longest", std::string(8192, 'A'))),
                         [](const auto& row) { return row.param.first; });

TEST_F(Listings, EmptyNextToken_NamesNoPage_AsIfItWereAbsent) {
  add_speakers(2);
  EXPECT_EQ(speakers(1, "").speaker_summaries->front().customer_speaker_id, "speaker-0");
}

TEST_F(Listings, UnknownDomain_IsNotFound_WhateverTheToken) {
  EXPECT_THAT(failure_of(list_speakers(context_, {kUnknownId, 1, "next"})), is_not_found(ResourceType::kDomain));
}

}  // namespace
}  // namespace voiceid::handlers
