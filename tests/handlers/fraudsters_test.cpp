#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A domain with a second watchlist, and mallory on the default one.
class Fraudsters : public DomainTest {
 protected:
  shapes::Fraudster described(std::string_view id) {
    return describe_fraudster(context_, {domain_id_, id}).value().fraudster.value();
  }
  std::vector<std::string_view> watchlists_of(std::string_view id) { return described(id).watchlist_ids.value(); }
  std::size_t count_on(std::string_view watchlist_id) {
    return record_of(domain_id_).watchlists.find(watchlist_id)->fraudster_count;
  }

  Result<shapes::AssociateFraudsterResponse> associate(std::string_view id, std::string_view watchlist_id) {
    return associate_fraudster(context_, {domain_id_, id, watchlist_id});
  }
  Result<shapes::DisassociateFraudsterResponse> disassociate(std::string_view id, std::string_view watchlist_id) {
    return disassociate_fraudster(context_, {domain_id_, id, watchlist_id});
  }
  std::optional<Error> remove(std::string_view id) { return failure_of(delete_fraudster(context_, {domain_id_, id})); }

  const std::string second_id_ = make_watchlist(domain_id_);
  const std::string mallory_ = add_fraudster("mallory");
};

TEST_F(Fraudsters, DescribeFraudster_ShowsTheFraudster) {
  pass(1h);
  const auto fraudster = described(mallory_);
  EXPECT_EQ(fraudster.generated_fraudster_id, mallory_);
  EXPECT_EQ(fraudster.domain_id, domain_id_);
  EXPECT_EQ(fraudster.created_at, start_);
  EXPECT_THAT(*fraudster.watchlist_ids, ElementsAre(default_watchlist_id_));
}

TEST_F(Fraudsters, UnknownFraudster_IsNotFound) {
  const std::string foreign(registered_fraudster(make_domain("chats"), "mallory").id.view());
  const std::string speaker(enrolled_speaker(domain_id_, "alice").generated_id());
  for (const std::string_view id : {kUnknownGeneratedId, std::string_view(foreign), std::string_view(speaker)}) {
    EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, id})), is_not_found(ResourceType::kFraudster));
    EXPECT_THAT(failure_of(associate(id, second_id_)), is_not_found(ResourceType::kFraudster));
    EXPECT_THAT(failure_of(disassociate(id, second_id_)), is_not_found(ResourceType::kFraudster));
    EXPECT_THAT(remove(id), is_not_found(ResourceType::kFraudster));
  }
}

TEST_F(Fraudsters, UnknownWatchlist_IsNotFound_AfterTheFraudsterWasLookedUp) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  for (const std::string_view watchlist_id : {kUnknownId, std::string_view(foreign)}) {
    EXPECT_THAT(failure_of(associate(mallory_, watchlist_id)), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(failure_of(disassociate(mallory_, watchlist_id)), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(failure_of(associate(kUnknownGeneratedId, watchlist_id)), is_not_found(ResourceType::kFraudster));
    EXPECT_THAT(failure_of(disassociate(kUnknownGeneratedId, watchlist_id)), is_not_found(ResourceType::kFraudster));
  }
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_watchlist_id_));
}

TEST_F(Fraudsters, Associate_PutsItOnTheWatchlist_AsItsLastOne) {
  const auto answer = associate(mallory_, second_id_).value().fraudster.value();
  EXPECT_EQ(answer.generated_fraudster_id, mallory_);
  EXPECT_EQ(answer.domain_id, domain_id_);
  EXPECT_EQ(answer.created_at, start_);
  EXPECT_THAT(*answer.watchlist_ids, ElementsAre(default_watchlist_id_, second_id_));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_watchlist_id_, second_id_));
  EXPECT_EQ(count_on(second_id_), 1U);
}

TEST_F(Fraudsters, Associate_OverTheQuotaOfTheWatchlist_IsRefused) {
  settings_.quotas.set("fraudsters=1").value();
  const std::string eve = add_fraudster("eve", second_id_);
  const auto failure = failure_of(associate(mallory_, second_id_));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, HasSubstr("fraudsters (1 per watchlist)"));
  EXPECT_THAT(failure->message, HasSubstr("--quota fraudsters=N"));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_watchlist_id_));
  EXPECT_EQ(count_on(second_id_), 1U);
  EXPECT_EQ(remove(eve), std::nullopt);
  EXPECT_EQ(failure_of(associate(mallory_, second_id_)), std::nullopt) << "deleting eve made room";
}

TEST_F(Fraudsters, Associate_Repeated_ChangesNothing_EvenAtTheQuota) {
  settings_.quotas.set("fraudsters=1").value();
  EXPECT_THAT(*associate(mallory_, default_watchlist_id_).value().fraudster->watchlist_ids,
              ElementsAre(default_watchlist_id_));
  EXPECT_EQ(count_on(default_watchlist_id_), 1U);
}

TEST_F(Fraudsters, Associate_Allows500PerWatchlist) {
  for (int i = 0; i < 500; ++i) add_fraudster(std::to_string(i), second_id_);
  EXPECT_THAT(failure_of(associate(mallory_, second_id_)), is_quota_failure());
}

TEST_F(Fraudsters, Disassociate_TakesItOffTheWatchlist) {
  associate(mallory_, second_id_).value();
  const auto answer = disassociate(mallory_, default_watchlist_id_).value().fraudster.value();
  EXPECT_EQ(answer.generated_fraudster_id, mallory_);
  EXPECT_THAT(*answer.watchlist_ids, ElementsAre(second_id_));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(second_id_));
  EXPECT_EQ(count_on(default_watchlist_id_), 0U);
}

TEST_F(Fraudsters, Disassociate_FromItsOnlyWatchlist_IsRefused) {
  EXPECT_THAT(failure_of(disassociate(mallory_, default_watchlist_id_)),
              is_conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_watchlist_id_));
  EXPECT_EQ(count_on(default_watchlist_id_), 1U);
}

TEST_F(Fraudsters, Disassociate_FromAWatchlistThatItIsNotOn_ChangesNothing) {
  EXPECT_THAT(*disassociate(mallory_, second_id_).value().fraudster->watchlist_ids, ElementsAre(default_watchlist_id_));
  EXPECT_EQ(count_on(second_id_), 0U);
}

TEST_F(Fraudsters, DeleteFraudster_TakesItOffEveryWatchlist) {
  associate(mallory_, second_id_).value();
  const std::string eve = add_fraudster("eve", second_id_);
  EXPECT_THAT(failure_of(delete_watchlist(context_, {domain_id_, second_id_})),
              is_conflict(ConflictType::kCannotDeleteNonEmptyWatchlist));
  EXPECT_EQ(remove(mallory_), std::nullopt);
  EXPECT_EQ(count_on(default_watchlist_id_), 0U);
  EXPECT_EQ(count_on(second_id_), 1U);
  EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, mallory_})), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(watchlists_of(eve), ElementsAre(second_id_));
}

/// Lists of fraudsters: mallory and trudy on the default watchlist, eve and trudy on the second one.
class FraudsterLists : public Fraudsters {
 protected:
  FraudsterLists() { associate(trudy_, default_watchlist_id_).value(); }

  Result<shapes::ListFraudstersResponse> try_list(std::optional<std::string_view> watchlist_id,
                                                  std::optional<std::int64_t> max_results = {},
                                                  std::optional<std::string_view> token = {}) {
    return list_fraudsters(context_, {domain_id_, max_results, token, watchlist_id});
  }
  static std::vector<std::string> ids(const shapes::ListFraudstersResponse& response) {
    std::vector<std::string> ids;
    for (const auto& summary : *response.fraudster_summaries) ids.emplace_back(*summary.generated_fraudster_id);
    return ids;
  }
  std::vector<std::string> listed(std::optional<std::string_view> watchlist_id) {
    return ids(try_list(watchlist_id).value());
  }

  const std::string eve_ = add_fraudster("eve", second_id_);
  const std::string trudy_ = add_fraudster("trudy", second_id_);
};

TEST_F(FraudsterLists, AreInOrderOfCreation_OfTheDomainOrAWatchlist) {
  EXPECT_THAT(listed({}), ElementsAre(mallory_, eve_, trudy_));
  EXPECT_THAT(listed(default_watchlist_id_), ElementsAre(mallory_, trudy_));
  associate(mallory_, second_id_).value();
  EXPECT_THAT(listed(second_id_), ElementsAre(mallory_, eve_, trudy_));
  EXPECT_THAT(listed(make_watchlist(domain_id_, "empty")), IsEmpty());
}

TEST_F(FraudsterLists, ShowWhatDescribeFraudsterShows) {
  const auto response = try_list({}).value();
  for (const auto& summary : *response.fraudster_summaries) {
    const auto fraudster = described(*summary.generated_fraudster_id);
    EXPECT_EQ(summary.domain_id, fraudster.domain_id);
    EXPECT_EQ(summary.created_at, fraudster.created_at);
    EXPECT_EQ(summary.watchlist_ids, fraudster.watchlist_ids);
  }
}

TEST_F(FraudsterLists, OfAnUnknownWatchlist_AreNotFound) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  EXPECT_THAT(failure_of(try_list(kUnknownId)), is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(failure_of(try_list(foreign)), is_not_found(ResourceType::kWatchlist));
}

TEST_F(FraudsterLists, HavePages_OfOneWatchlist) {
  const auto first = try_list(default_watchlist_id_, 1).value();
  EXPECT_THAT(ids(first), ElementsAre(mallory_));
  ASSERT_TRUE(first.next_token);
  EXPECT_THAT(failure_of(try_list(second_id_, 1, first.next_token)), is_validation_failure());
  EXPECT_THAT(failure_of(try_list({}, 1, first.next_token)), is_validation_failure());
  const auto last = try_list(default_watchlist_id_, 1, first.next_token).value();
  EXPECT_THAT(ids(last), ElementsAre(trudy_));
  EXPECT_FALSE(last.next_token);
}

TEST_F(FraudsterLists, HavePages_OfTheDomain) {
  const auto first = try_list({}, 2).value();
  EXPECT_THAT(ids(first), ElementsAre(mallory_, eve_));
  EXPECT_THAT(ids(try_list({}, 2, first.next_token).value()), ElementsAre(trudy_));
}

}  // namespace
}  // namespace voiceid::handlers
