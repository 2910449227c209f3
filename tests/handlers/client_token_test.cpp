#include "handlers/client_token.hpp"

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class ClientTokens : public HandlerTest {
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
  std::size_t count_watchlists() {
    return list_watchlists(context_, {domain_id_, {}, {}}).value().watchlist_summaries->size();
  }

  const std::string domain_id_ = make_domain();
};

TEST_F(ClientTokens, CreateDomain_WithTheSameTokenAndParameters_MakesNoSecondOne) {
  const std::string first = domain_id("orders", "token");
  pass(24h - kMillisecond);
  EXPECT_EQ(domain_id("orders", "token"), first);
  EXPECT_EQ(count_domains(), 2U);
}

TEST_F(ClientTokens, CreateDomain_Replayed_AnswersTheDomainAsItIsNow) {
  const std::string id = domain_id("orders", "token");
  update_domain(context_, {"Changed", id, "renamed", {"first-key"}}).value();
  EXPECT_EQ(domain("orders", "token").value().domain->name, "renamed");
  delete_domain(context_, {id}).value();
  EXPECT_EQ(domain("orders", "token").value().domain->domain_status, "SUSPENDED");
}

TEST_F(ClientTokens, CreateDomain_WithoutToken_IsNeverARepeat) {
  EXPECT_NE(domain_id("orders", {}), domain_id("orders", {}));
}

TEST_F(ClientTokens, CreateDomain_WithAnotherToken_MakesAnother) {
  EXPECT_NE(domain_id("orders", "token"), domain_id("orders", "other-token"));
}

struct OtherParameters {
  std::string name;
  void (*change)(shapes::CreateDomainRequest&);

  friend void PrintTo(const OtherParameters& row, std::ostream* out) { *out << row.name; }
};

class ChangedParameters : public ClientTokens, public testing::WithParamInterface<OtherParameters> {};

TEST_P(ChangedParameters, WithTheSameToken_AreAConflict) {
  auto request = creation_of_domain("orders", "token");
  request.description = "All orders";
  request.tags = std::vector<shapes::Tag>{{"stage", "test"}};
  create_domain(context_, request).value();
  GetParam().change(request);
  EXPECT_THAT(failure_of(create_domain(context_, request)), is_untyped_conflict());
  EXPECT_EQ(count_domains(), 2U);
}

INSTANTIATE_TEST_SUITE_P(
    CreateDomain, ChangedParameters,
    testing::Values(OtherParameters{"Name", [](auto& request) { request.name = "other"; }},
                    OtherParameters{"Description", [](auto& request) { request.description = "Other"; }},
                    OtherParameters{"NoDescription", [](auto& request) { request.description.reset(); }},
                    OtherParameters{
                        "Key",
                        [](auto& request) { request.server_side_encryption_configuration.kms_key_id = "other-key"; }},
                    OtherParameters{"TagValue", [](auto& request) { request.tags->front().value = "live"; }},
                    OtherParameters{"MoreTags",
                                    [](auto& request) {
                                      request.tags->push_back({"team", "voice"});
                                    }},
                    OtherParameters{"NoTags", [](auto& request) { request.tags.reset(); }},
                    OtherParameters{"EmptyTags", [](auto& request) { request.tags->clear(); }}),
    [](const auto& row) { return row.param.name; });

TEST_F(ClientTokens, Conflict_LeavesTheTokenWithItsFirstParameters) {
  const std::string id = domain_id("orders", "token");
  ASSERT_THAT(failure_of(domain("other", "token")), is_untyped_conflict());
  EXPECT_EQ(domain_id("orders", "token"), id);
}

TEST_F(ClientTokens, After24Hours_TheSameTokenMakesANewOne) {
  const std::string first = domain_id("orders", "token");
  pass(24h);
  const std::string second = domain_id("orders", "token");
  EXPECT_NE(second, first);
  pass(24h - kMillisecond);
  EXPECT_EQ(domain_id("orders", "token"), second);
}

TEST_F(ClientTokens, After24Hours_OtherParametersAreNoConflict) {
  domain_id("orders", "token");
  pass(24h);
  EXPECT_EQ(failure_of(domain("other", "token")), std::nullopt);
}

TEST_F(ClientTokens, OtherAccountsAndRegions_HaveTheirOwn) {
  const std::string mine = domain_id("orders", "token");
  call_from(kOtherAccount, kRegion);
  const std::string of_other_account = domain_id("other", "token");
  call_from(kAccount, kOtherRegion);
  const std::string of_other_region = domain_id("other", "token");
  EXPECT_NE(mine, of_other_account);
  EXPECT_NE(of_other_account, of_other_region);
  call_from(kAccount, kRegion);
  EXPECT_EQ(domain_id("orders", "token"), mine);
}

TEST_F(ClientTokens, OfTwoOperations_DoNotMeet) {
  domain_id("orders", "token");
  EXPECT_EQ(failure_of(watchlist("orders", "token")), std::nullopt);
}

TEST_F(ClientTokens, FailedCall_LeavesNoTokenBehind) {
  settings_.quotas.set("domains=1").value();
  ASSERT_THAT(failure_of(domain("orders", "token")), is_quota_failure());
  settings_.quotas.lift_all();
  auto request = creation_of_domain("refused", "token");
  request.tags = std::vector<shapes::Tag>{{"aws:stage", "test"}};
  ASSERT_THAT(failure_of(create_domain(context_, request)), is_validation_failure());
  const std::string id = domain_id("other", "token");
  EXPECT_EQ(domain_id("other", "token"), id);
  EXPECT_EQ(count_domains(), 2U);
}

TEST_F(ClientTokens, FailedCreateWatchlist_LeavesNoTokenBehind) {
  settings_.quotas.set("watchlists=1").value();
  ASSERT_THAT(failure_of(watchlist("known", "token")), is_quota_failure());
  settings_.quotas.lift_all();
  EXPECT_EQ(failure_of(watchlist("suspected", "token")), std::nullopt);
}

TEST_F(ClientTokens, Replay_IsNotRefusedByTheQuota) {
  settings_.quotas.set("domains=2").value();
  const std::string id = domain_id("orders", "token");
  EXPECT_EQ(domain_id("orders", "token"), id);
  settings_.quotas.set("watchlists=2").value();
  const std::string known = watchlist_id("known", "token");
  EXPECT_EQ(watchlist_id("known", "token"), known);
}

TEST_F(ClientTokens, CreateWatchlist_WithTheSameTokenAndParameters_MakesNoSecondOne) {
  const std::string id = watchlist_id("known", "token");
  EXPECT_EQ(watchlist_id("known", "token"), id);
  EXPECT_EQ(count_watchlists(), 2U);
  update_watchlist(context_, {"Changed", domain_id_, "renamed", id}).value();
  EXPECT_EQ(watchlist("known", "token").value().watchlist->name, "renamed");
}

TEST_F(ClientTokens, CreateWatchlist_DeletedSince_IsNotFound) {
  const std::string id = watchlist_id("known", "token");
  delete_watchlist(context_, {domain_id_, id}).value();
  EXPECT_THAT(failure_of(watchlist("known", "token")), is_not_found(ResourceType::kWatchlist));
  EXPECT_EQ(count_watchlists(), 1U);
}

TEST_F(ClientTokens, CreateWatchlist_WithOtherParameters_IsAConflict) {
  watchlist_id("known", "token");
  EXPECT_THAT(failure_of(watchlist("other", "token")), is_untyped_conflict());
  const std::string other_domain = make_domain("chats");
  EXPECT_THAT(failure_of(create_watchlist(context_, creation_of_watchlist(other_domain, "known", "token"))),
              is_untyped_conflict());
}

TEST_F(ClientTokens, CreateWatchlist_After24Hours_MakesANewOne) {
  const std::string first = watchlist_id("known", "token");
  pass(24h);
  EXPECT_NE(watchlist_id("known", "token"), first);
}

}  // namespace
}  // namespace voiceid::handlers
