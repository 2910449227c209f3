#include "handlers/client_token.hpp"

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class ClientTokens : public DomainTest {
 protected:
  Result<shapes::CreateDomainResponse> domain(std::string_view name, std::optional<std::string_view> client_token) {
    return create_domain(context_, creation_of_domain(name, client_token));
  }
  std::string domain_id(std::string_view name, std::optional<std::string_view> client_token) {
    return std::string(*domain(name, client_token).value().domain->domain_id);
  }
  Result<shapes::CreateWatchlistResponse> watchlist(std::string_view name, std::string_view client_token) {
    return create_watchlist(context_, creation_of_watchlist(domain_id_, name, client_token));
  }
  std::string watchlist_id(std::string_view name, std::string_view client_token) {
    return std::string(*watchlist(name, client_token).value().watchlist->watchlist_id);
  }
  std::size_t count_domains() { return list_domains(context_, {}).value().domain_summaries->size(); }
};

TEST_F(ClientTokens, Repeated_MakesNoSecondDomain_ForExactly24Hours) {
  const std::string first = domain_id("orders", "token");
  pass(24h - kMillisecond);
  EXPECT_EQ(domain_id("orders", "token"), first);
  EXPECT_EQ(count_domains(), 2U);
  pass(kMillisecond);
  EXPECT_EQ(failure_of(domain("other", "token")), std::nullopt) << "other parameters are no conflict any more";
}

TEST_F(ClientTokens, Repeated_AnswersTheDomainAsItIsNow) {
  const std::string id = domain_id("orders", "token");
  update_domain(context_, {"Changed", id, "renamed", {"first-key"}}).value();
  EXPECT_EQ(domain("orders", "token").value().domain->name, "renamed");
  delete_domain(context_, {id}).value();
  EXPECT_EQ(domain("orders", "token").value().domain->domain_status, "SUSPENDED");
}

TEST_F(ClientTokens, OtherOrNone_MakeAnotherDomain) {
  const std::string id = domain_id("orders", "token");
  EXPECT_NE(domain_id("orders", "other-token"), id);
  EXPECT_NE(domain_id("orders", {}), domain_id("orders", {}));
}

TEST_F(ClientTokens, WithOtherParameters_AreAConflict_AndKeepTheFirstOnes) {
  auto request = creation_of_domain("orders", "token");
  request.description = "All orders";
  request.tags = std::vector<shapes::Tag>{{"stage", "test"}};
  const auto first = create_domain(context_, request).value();
  const auto expect_conflict = [&](auto change) {
    auto changed = request;
    change(changed);
    EXPECT_THAT(failure_of(create_domain(context_, changed)), is_untyped_conflict());
  };
  expect_conflict([](auto& changed) { changed.name = "other"; });
  expect_conflict([](auto& changed) { changed.description.reset(); });
  expect_conflict([](auto& changed) { changed.server_side_encryption_configuration.kms_key_id = "other-key"; });
  expect_conflict([](auto& changed) { changed.tags->front().value = "live"; });
  expect_conflict([](auto& changed) { changed.tags->clear(); });
  expect_conflict([](auto& changed) { changed.tags.reset(); });
  EXPECT_EQ(count_domains(), 2U);
  EXPECT_EQ(create_domain(context_, request).value().domain->domain_id, first.domain->domain_id);
}

TEST_F(ClientTokens, BelongToAccountRegionAndOperation) {
  const std::string mine = domain_id("orders", "token");
  call_from(kOtherAccount, kRegion);
  EXPECT_NE(domain_id("other", "token"), mine);
  call_from(kAccount, kOtherRegion);
  EXPECT_NE(domain_id("other", "token"), mine);
  call_from(kAccount, kRegion);
  EXPECT_EQ(domain_id("orders", "token"), mine);
  EXPECT_EQ(failure_of(watchlist("orders", "token")), std::nullopt);
}

TEST_F(ClientTokens, OfAFailedCall_AreNotRemembered) {
  settings_.quotas.set("domains=1").value();
  ASSERT_THAT(failure_of(domain("orders", "token")), is_quota_failure());
  settings_.quotas.lift_all();
  auto request = creation_of_domain("refused", "token");
  request.tags = std::vector<shapes::Tag>{{"aws:stage", "test"}};
  ASSERT_THAT(failure_of(create_domain(context_, request)), is_validation_failure());
  EXPECT_EQ(failure_of(domain("other", "token")), std::nullopt);
  settings_.quotas.set("watchlists=1").value();
  ASSERT_THAT(failure_of(watchlist("known", "token")), is_quota_failure());
  settings_.quotas.lift_all();
  EXPECT_EQ(failure_of(watchlist("suspected", "token")), std::nullopt);
}

TEST_F(ClientTokens, Repeated_AreNotRefusedByTheQuota) {
  settings_.quotas.set("domains=2").value();
  const std::string id = domain_id("orders", "token");
  EXPECT_EQ(domain_id("orders", "token"), id);
  settings_.quotas.set("watchlists=2").value();
  const std::string known = watchlist_id("known", "token");
  EXPECT_EQ(watchlist_id("known", "token"), known);
}

TEST_F(ClientTokens, OfCreateWatchlist_AnswerTheWatchlistAsItIsNow) {
  const std::string id = watchlist_id("known", "token");
  update_watchlist(context_, {"Changed", domain_id_, "renamed", id}).value();
  EXPECT_EQ(watchlist("known", "token").value().watchlist->name, "renamed");
  EXPECT_THAT(failure_of(watchlist("other", "token")), is_untyped_conflict());
  const std::string other_domain = make_domain("chats");
  EXPECT_THAT(failure_of(create_watchlist(context_, creation_of_watchlist(other_domain, "known", "token"))),
              is_untyped_conflict());
  delete_watchlist(context_, {domain_id_, id}).value();
  EXPECT_THAT(failure_of(watchlist("known", "token")), is_not_found(ResourceType::kWatchlist));
}

}  // namespace
}  // namespace voiceid::handlers
