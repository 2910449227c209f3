#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Watchlists : public DomainTest {
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
};

TEST_F(Watchlists, CreateWatchlist_AnswersTheWatchlist_AsDescribeWatchlistShowsIt) {
  auto request = creation_of_watchlist(domain_id_, "known");
  request.description = "Known fraudsters";
  const auto created = create_watchlist(context_, request).value().watchlist.value();
  pass(1h);
  for (const auto& watchlist : {created, described(*created.watchlist_id)}) {
    EXPECT_EQ(watchlist.name, "known");
    EXPECT_EQ(watchlist.description, "Known fraudsters");
    EXPECT_EQ(watchlist.default_watchlist, false);
    EXPECT_EQ(watchlist.domain_id, domain_id_);
    EXPECT_EQ(watchlist.created_at, start_);
    EXPECT_EQ(watchlist.updated_at, start_);
    EXPECT_EQ(watchlist.watchlist_id->size(), 22U);
  }
  EXPECT_FALSE(described(make_watchlist(domain_id_)).description);
}

TEST_F(Watchlists, UnknownWatchlist_IsNotFound) {
  const std::string foreign = make_watchlist(make_domain("chats"));
  for (const std::string_view id : {kUnknownId, std::string_view(foreign)}) {
    EXPECT_THAT(failure_of(describe_watchlist(context_, {domain_id_, id})), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(failure_of(change(id, "x", {})), is_not_found(ResourceType::kWatchlist));
    EXPECT_THAT(remove(id), is_not_found(ResourceType::kWatchlist));
  }
}

TEST_F(Watchlists, ListWatchlists_IsInOrderOfCreation_TheDefaultOneFirst) {
  make_watchlist(domain_id_, "b");
  make_watchlist(domain_id_, "a");
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist", "b", "a"));
  const auto response = list_watchlists(context_, {domain_id_, {}, {}}).value();
  EXPECT_EQ(response.watchlist_summaries->front().default_watchlist, true);
  EXPECT_EQ(response.watchlist_summaries->front().watchlist_id, default_watchlist_id_);
  EXPECT_EQ(response.watchlist_summaries->back().default_watchlist, false);
}

TEST_F(Watchlists, UpdateWatchlist_SetsWhatIsGiven) {
  const std::string id = make_watchlist(domain_id_);
  pass(1h);
  change(id, {}, "Suspected fraudsters").value();
  EXPECT_EQ(described(id).name, "known");
  const auto watchlist = change(id, "suspected", {}).value().watchlist.value();
  EXPECT_EQ(watchlist.name, "suspected");
  EXPECT_EQ(watchlist.description, "Suspected fraudsters");
  EXPECT_EQ(watchlist.updated_at, start_ + 1h);
  EXPECT_EQ(watchlist.created_at, start_);
}

TEST_F(Watchlists, TheDefaultOne_CannotBeUpdatedOrDeleted) {
  EXPECT_THAT(failure_of(change(default_watchlist_id_, "renamed", {})), is_validation_failure());
  EXPECT_THAT(remove(default_watchlist_id_), is_validation_failure());
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist"));
}

TEST_F(Watchlists, DeleteWatchlist_RemovesItAtOnce_UnlessFraudstersAreOnIt) {
  const std::string id = make_watchlist(domain_id_);
  const std::string mallory = add_fraudster("mallory", id);
  EXPECT_THAT(remove(id), is_conflict(ConflictType::kCannotDeleteNonEmptyWatchlist));
  EXPECT_EQ(described(id).name, "known");
  delete_fraudster(context_, {domain_id_, mallory}).value();
  EXPECT_EQ(remove(id), std::nullopt);
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist"));
  EXPECT_THAT(remove(id), is_not_found(ResourceType::kWatchlist));
}

TEST_F(Watchlists, CreateWatchlist_Allows3PerDomain_TheDefaultOneIncluded) {
  const std::string second = make_watchlist(domain_id_, "second");
  make_watchlist(domain_id_, "third");
  const auto failure = failure_of(create_watchlist(context_, creation_of_watchlist(domain_id_, "fourth")));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("--quota watchlists="));
  EXPECT_THAT(listed_names(), ElementsAre("default-watchlist", "second", "third"));
  make_watchlist(make_domain("chats"), "second");
  ASSERT_EQ(remove(second), std::nullopt);
  make_watchlist(domain_id_, "fourth");
}

}  // namespace
}  // namespace voiceid::handlers
