#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A domain with a second watchlist, and mallory on the default one.
class Fraudsters : public HandlerTest {
 protected:
  std::string add(std::string_view voice, std::optional<std::string_view> watchlist_id = {}) {
    return std::string(registered_fraudster(domain_id_, voice, watchlist_id).id.view());
  }

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

  const std::string domain_id_ = make_domain();
  const std::string default_id_{described_domain(domain_id_).watchlist_details->default_watchlist_id};
  const std::string second_id_ = make_watchlist(domain_id_);
  const std::string mallory_ = add("mallory");
};

TEST_F(Fraudsters, DescribeFraudster_ShowsTheFraudster) {
  pass(1h);
  const auto fraudster = described(mallory_);
  EXPECT_EQ(fraudster.generated_fraudster_id, mallory_);
  EXPECT_EQ(fraudster.domain_id, domain_id_);
  EXPECT_EQ(fraudster.created_at, start_);
  EXPECT_THAT(*fraudster.watchlist_ids, ElementsAre(default_id_));
}

TEST_F(Fraudsters, UnknownFraudster_IsNotFound) {
  EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, kUnknownGeneratedId})),
              is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(failure_of(associate(kUnknownGeneratedId, second_id_)), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(failure_of(disassociate(kUnknownGeneratedId, second_id_)), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(remove(kUnknownGeneratedId), is_not_found(ResourceType::kFraudster));
}

TEST_F(Fraudsters, AnotherDomainsFraudster_IsNotFound) {
  const std::string foreign(registered_fraudster(make_domain("chats"), "mallory").id.view());
  EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, foreign})), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(failure_of(associate(foreign, second_id_)), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(failure_of(disassociate(foreign, second_id_)), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(remove(foreign), is_not_found(ResourceType::kFraudster));
}

TEST_F(Fraudsters, ASpeakersId_IsNoFraudsters) {
  const std::string alice(enrolled_speaker(domain_id_, "alice").generated_id());
  EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, alice})), is_not_found(ResourceType::kFraudster));
}

TEST_F(Fraudsters, UnknownWatchlist_IsNotFound_AfterTheFraudsterWasLookedFor) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  for (const std::string_view watchlist_id : {kUnknownId, std::string_view(foreign)}) {
    EXPECT_THAT(failure_of(associate(mallory_, watchlist_id)), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(failure_of(disassociate(mallory_, watchlist_id)), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(failure_of(associate(kUnknownGeneratedId, watchlist_id)), is_not_found(ResourceType::kFraudster));
    EXPECT_THAT(failure_of(disassociate(kUnknownGeneratedId, watchlist_id)), is_not_found(ResourceType::kFraudster));
  }
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_id_));
}

TEST_F(Fraudsters, Associate_PutsItOnTheWatchlist_AsItsLastOne) {
  const auto answer = associate(mallory_, second_id_).value().fraudster.value();
  EXPECT_EQ(answer.generated_fraudster_id, mallory_);
  EXPECT_EQ(answer.domain_id, domain_id_);
  EXPECT_EQ(answer.created_at, start_);
  EXPECT_THAT(*answer.watchlist_ids, ElementsAre(default_id_, second_id_));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_id_, second_id_));
  EXPECT_EQ(count_on(second_id_), 1U);
}

TEST_F(Fraudsters, Associate_Repeated_ChangesNothing) {
  associate(mallory_, second_id_).value();
  EXPECT_THAT(*associate(mallory_, default_id_).value().fraudster->watchlist_ids, ElementsAre(default_id_, second_id_));
  EXPECT_EQ(count_on(default_id_), 1U);
}

TEST_F(Fraudsters, Associate_OverTheQuotaOfTheWatchlist_IsRefused) {
  settings_.quotas.set("fraudsters=1").value();
  add("eve", second_id_);
  const auto failure = failure_of(associate(mallory_, second_id_));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, HasSubstr("fraudsters (1 per watchlist)"));
  EXPECT_THAT(failure->message, HasSubstr("--quota fraudsters=N"));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_id_));
  EXPECT_EQ(count_on(second_id_), 1U);
}

TEST_F(Fraudsters, Associate_Repeated_IsNotRefusedByTheQuota) {
  settings_.quotas.set("fraudsters=1").value();
  EXPECT_EQ(failure_of(associate(mallory_, default_id_)), std::nullopt);
}

TEST_F(Fraudsters, Associate_Allows500PerWatchlist_UnlessTheOptionSaysOtherwise) {
  for (int i = 0; i < 500; ++i) add(std::to_string(i), second_id_);
  EXPECT_THAT(failure_of(associate(mallory_, second_id_)), is_quota_failure());
  settings_.quotas.lift_all();
  EXPECT_EQ(failure_of(associate(mallory_, second_id_)), std::nullopt);
  EXPECT_EQ(count_on(second_id_), 501U);
}

TEST_F(Fraudsters, Disassociate_TakesItOutOfTheWatchlist) {
  associate(mallory_, second_id_).value();
  const auto answer = disassociate(mallory_, default_id_).value().fraudster.value();
  EXPECT_EQ(answer.generated_fraudster_id, mallory_);
  EXPECT_THAT(*answer.watchlist_ids, ElementsAre(second_id_));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(second_id_));
  EXPECT_EQ(count_on(default_id_), 0U);
}

TEST_F(Fraudsters, Disassociate_ThenAssociate_PutsItAtTheEnd) {
  associate(mallory_, second_id_).value();
  disassociate(mallory_, default_id_).value();
  associate(mallory_, default_id_).value();
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(second_id_, default_id_));
}

TEST_F(Fraudsters, Disassociate_OfItsOnlyWatchlist_IsRefused) {
  EXPECT_THAT(failure_of(disassociate(mallory_, default_id_)),
              is_conflict(ConflictType::kFraudsterMustBelongToAtLeastOneWatchlist));
  EXPECT_THAT(watchlists_of(mallory_), ElementsAre(default_id_));
  EXPECT_EQ(count_on(default_id_), 1U);
}

TEST_F(Fraudsters, Disassociate_OfAWatchlistThatItIsNotOn_ChangesNothing) {
  EXPECT_THAT(*disassociate(mallory_, second_id_).value().fraudster->watchlist_ids, ElementsAre(default_id_));
  associate(mallory_, second_id_).value();
  disassociate(mallory_, second_id_).value();
  EXPECT_EQ(failure_of(disassociate(mallory_, second_id_)), std::nullopt);
  EXPECT_EQ(count_on(second_id_), 0U);
}

TEST_F(Fraudsters, DeleteFraudster_TakesItOutOfEveryWatchlist) {
  associate(mallory_, second_id_).value();
  const std::string eve = add("eve", second_id_);
  EXPECT_EQ(remove(mallory_), std::nullopt);
  EXPECT_EQ(count_on(default_id_), 0U);
  EXPECT_EQ(count_on(second_id_), 1U);
  EXPECT_THAT(failure_of(describe_fraudster(context_, {domain_id_, mallory_})), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(remove(mallory_), is_not_found(ResourceType::kFraudster));
  EXPECT_THAT(watchlists_of(eve), ElementsAre(second_id_));
}

TEST_F(Fraudsters, DeleteFraudster_MakesRoomInTheQuota) {
  settings_.quotas.set("fraudsters=1").value();
  const std::string eve = add("eve", second_id_);
  ASSERT_THAT(failure_of(associate(mallory_, second_id_)), is_quota_failure());
  remove(eve);
  EXPECT_EQ(failure_of(associate(mallory_, second_id_)), std::nullopt);
}

TEST_F(Fraudsters, OnAWatchlist_KeepItFromBeingDeleted) {
  associate(mallory_, second_id_).value();
  EXPECT_THAT(failure_of(delete_watchlist(context_, {domain_id_, second_id_})),
              is_conflict(ConflictType::kCannotDeleteNonEmptyWatchlist));
  disassociate(mallory_, second_id_).value();
  EXPECT_EQ(failure_of(delete_watchlist(context_, {domain_id_, second_id_})), std::nullopt);
}

/// The lists of a domain's fraudsters: mallory and trudy on the default watchlist, eve and trudy on the second one.
class FraudsterLists : public Fraudsters {
 protected:
  FraudsterLists() {
    pass(1s);
    associate(trudy_, default_id_).value();
  }

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

  const std::string eve_ = add("eve", second_id_);
  const std::string trudy_ = add("trudy", second_id_);
};

TEST_F(FraudsterLists, OfTheDomain_HaveEverybody_InOrderOfCreation) {
  EXPECT_THAT(listed({}), ElementsAre(mallory_, eve_, trudy_));
}

TEST_F(FraudsterLists, OfAWatchlist_HaveThoseOnIt_InOrderOfCreation) {
  EXPECT_THAT(listed(default_id_), ElementsAre(mallory_, trudy_));
  associate(mallory_, second_id_).value();
  EXPECT_THAT(listed(second_id_), ElementsAre(mallory_, eve_, trudy_));
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

TEST_F(FraudsterLists, OfNobody_AreEmpty) {
  const std::string empty = make_watchlist(domain_id_, "empty");
  EXPECT_THAT(listed(empty), IsEmpty());
  const std::string other = make_domain("chats");
  EXPECT_THAT(ids(list_fraudsters(context_, {other, {}, {}, {}}).value()), IsEmpty());
}

TEST_F(FraudsterLists, OfAnUnknownWatchlist_AreNotFound) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  EXPECT_THAT(failure_of(try_list(kUnknownId)), is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(failure_of(try_list(foreign)), is_not_found(ResourceType::kWatchlist));
}

TEST_F(FraudsterLists, HavePages) {
  const auto first = try_list({}, 2).value();
  EXPECT_THAT(ids(first), ElementsAre(mallory_, eve_));
  ASSERT_TRUE(first.next_token);
  const auto last = try_list({}, 2, first.next_token).value();
  EXPECT_THAT(ids(last), ElementsAre(trudy_));
  EXPECT_FALSE(last.next_token);
  EXPECT_FALSE(try_list(default_id_, 2).value().next_token);
}

TEST_F(FraudsterLists, HavePages_ThatGoOnWhereFraudstersWereDeletedAndTakenOut) {
  associate(mallory_, second_id_).value();
  const auto first = try_list(second_id_, 2).value();
  ASSERT_THAT(ids(first), ElementsAre(mallory_, eve_));
  ASSERT_TRUE(first.next_token);
  disassociate(mallory_, second_id_).value();
  remove(eve_);
  EXPECT_THAT(ids(try_list(second_id_, 2, first.next_token).value()), ElementsAre(trudy_));
}

TEST_F(FraudsterLists, TakeNoTokenOfAnotherWatchlist) {
  const auto token = try_list({}, 1).value().next_token;
  EXPECT_THAT(failure_of(try_list(default_id_, 1, token)), is_validation_failure());
  EXPECT_THAT(failure_of(try_list({}, 2, token)), is_validation_failure());
  EXPECT_EQ(failure_of(try_list({}, 1, token)), std::nullopt);
}

}  // namespace
}  // namespace voiceid::handlers
