#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Watchlists : public HandlerTest {
 protected:
  shapes::Watchlist described(std::string_view watchlist_id) {
    return describe_watchlist(context_, {domain_id_, watchlist_id}).value().watchlist.value();
  }
  Result<shapes::UpdateWatchlistResponse> change(std::string_view watchlist_id, std::optional<std::string_view> name,
                                                 std::optional<std::string_view> description) {
    return update_watchlist(context_, {description, domain_id_, name, watchlist_id});
  }
  std::optional<Error> remove(std::string_view watchlist_id) {
    return failure_of(delete_watchlist(context_, {domain_id_, watchlist_id}));
  }
  std::vector<std::string> listed_names() {
    std::vector<std::string> names;
    const auto response = list_watchlists(context_, {domain_id_, {}, {}}).value();
    for (const auto& summary : *response.watchlist_summaries) names.emplace_back(*summary.name);
    return names;
  }

  const std::string domain_id_ = make_domain();
  const std::string default_id_{described_domain(domain_id_).watchlist_details->default_watchlist_id};
};

TEST_F(Watchlists, CreateWatchlist_AnswersTheWatchlist) {
  auto request = creation_of_watchlist(domain_id_, "known");
  request.description = "Known fraudsters";
  const auto watchlist = create_watchlist(context_, request).value().watchlist.value();
  EXPECT_EQ(watchlist.name, "known");
  EXPECT_EQ(watchlist.description, "Known fraudsters");
  EXPECT_EQ(watchlist.default_watchlist, false);
  EXPECT_EQ(watchlist.domain_id, domain_id_);
  EXPECT_EQ(watchlist.created_at, start_);
  EXPECT_EQ(watchlist.updated_at, start_);
  EXPECT_EQ(watchlist.watchlist_id->size(), 22U);
}

TEST_F(Watchlists, DescribeWatchlist_AnswersWhatCreateWatchlistAnswered) {
  const std::string id = make_watchlist(domain_id_);
  pass(1h);
  EXPECT_EQ(described(id).watchlist_id, id);
  EXPECT_EQ(described(id).name, "known");
  EXPECT_EQ(described(id).created_at, start_);
  EXPECT_EQ(described(id).updated_at, start_);
  EXPECT_FALSE(described(id).description);
}

TEST_F(Watchlists, UnknownWatchlist_IsNotFound) {
  EXPECT_THAT(failure_of(describe_watchlist(context_, {domain_id_, kUnknownId})),
              is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(failure_of(change(kUnknownId, "x", {})), is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(remove(kUnknownId), is_not_found(ResourceType::kWatchlist));
}

TEST_F(Watchlists, AnotherDomainsWatchlist_IsNotFound) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  EXPECT_THAT(failure_of(describe_watchlist(context_, {domain_id_, foreign})), is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(failure_of(change(foreign, "x", {})), is_not_found(ResourceType::kWatchlist));
  EXPECT_THAT(remove(foreign), is_not_found(ResourceType::kWatchlist));
}

TEST_F(Watchlists, ListWatchlists_IsInOrderOfCreation_TheDefaultOneFirst) {
  make_watchlist(domain_id_, "b");
  make_watchlist(domain_id_, "a");
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist", "b", "a"));
  const auto response = list_watchlists(context_, {domain_id_, {}, {}}).value();
  EXPECT_EQ(response.watchlist_summaries->front().default_watchlist, true);
  EXPECT_EQ(response.watchlist_summaries->front().watchlist_id, default_id_);
  EXPECT_EQ(response.watchlist_summaries->back().default_watchlist, false);
}

TEST_F(Watchlists, UpdateWatchlist_SetsWhatIsGiven) {
  const std::string id = make_watchlist(domain_id_);
  pass(1h);
  const auto watchlist = change(id, "suspected", "Suspected fraudsters").value().watchlist.value();
  EXPECT_EQ(watchlist.name, "suspected");
  EXPECT_EQ(watchlist.description, "Suspected fraudsters");
  EXPECT_EQ(watchlist.updated_at, start_ + 1h);
  EXPECT_EQ(watchlist.created_at, start_);
}

TEST_F(Watchlists, UpdateWatchlist_LeavesOmittedAttributesAsTheyAre) {
  const std::string id = make_watchlist(domain_id_);
  change(id, {}, "Known fraudsters").value();
  EXPECT_EQ(described(id).name, "known");
  change(id, "suspected", {}).value();
  EXPECT_EQ(described(id).name, "suspected");
  EXPECT_EQ(described(id).description, "Known fraudsters");
}

TEST_F(Watchlists, UpdateWatchlist_OfTheDefaultOne_IsRefused) {
  EXPECT_THAT(failure_of(change(default_id_, "renamed", {})), is_validation_failure());
  EXPECT_EQ(described(default_id_).name, "default-watchlist");
}

TEST_F(Watchlists, DeleteWatchlist_OfTheDefaultOne_IsRefused) {
  EXPECT_THAT(remove(default_id_), is_validation_failure());
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist"));
}

TEST_F(Watchlists, DeleteWatchlist_RemovesItAtOnce) {
  const std::string id = make_watchlist(domain_id_);
  EXPECT_EQ(remove(id), std::nullopt);
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist"));
  EXPECT_THAT(remove(id), is_not_found(ResourceType::kWatchlist));
}

TEST_F(Watchlists, DeleteWatchlist_WithFraudstersInIt_IsRefused) {
  const std::string id = make_watchlist(domain_id_);
  record_of(domain_id_).watchlists.find(id)->fraudster_count = 1;
  EXPECT_THAT(remove(id), is_conflict(ConflictType::kCannotDeleteNonEmptyWatchlist));
  EXPECT_EQ(described(id).name, "known");
  record_of(domain_id_).watchlists.find(id)->fraudster_count = 0;
  EXPECT_EQ(remove(id), std::nullopt);
}

TEST_F(Watchlists, CreateWatchlist_Allows3PerDomain_TheDefaultOneIncluded) {
  make_watchlist(domain_id_, "second");
  make_watchlist(domain_id_, "third");
  const auto failure = failure_of(create_watchlist(context_, creation_of_watchlist(domain_id_, "fourth")));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("--quota watchlists="));
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist", "second", "third"));
}

TEST_F(Watchlists, WatchlistsQuota_CountsPerDomain_AndNotDeletedOnes) {
  const std::string id = make_watchlist(domain_id_, "second");
  make_watchlist(domain_id_, "third");
  const std::string other_domain = make_domain("chats");
  EXPECT_EQ(failure_of(create_watchlist(context_, creation_of_watchlist(other_domain, "second"))), std::nullopt);
  ASSERT_EQ(remove(id), std::nullopt);
  EXPECT_EQ(failure_of(create_watchlist(context_, creation_of_watchlist(domain_id_, "fourth"))), std::nullopt);
}

TEST_F(Watchlists, WatchlistsQuota_IsLiftedByTheOption) {
  settings_.quotas.lift_all();
  for (int i = 0; i < 50; ++i) make_watchlist(domain_id_);
  EXPECT_EQ(listed_names().size(), 51U);
}

}  // namespace
}  // namespace voiceid::handlers
