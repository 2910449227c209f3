#include "domain/arn.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// What the name of a key is answered as.
std::string arn_of(std::string_view key) { return kms_key_arn(key, kRegion, kAccount); }

class Domains : public HandlerTest {
 protected:
  Result<shapes::UpdateDomainResponse> change(std::string_view domain_id, std::string_view key,
                                              std::optional<std::string_view> description = {}) {
    return update_domain(context_, {description, domain_id, "calls", {key}});
  }

  shapes::DomainSummary listed_first() { return list_domains(context_, {}).value().domain_summaries->front(); }
  std::vector<std::string> listed_names() {
    std::vector<std::string> names;
    const auto response = list_domains(context_, {}).value();
    for (const auto& summary : *response.domain_summaries) names.emplace_back(*summary.name);
    return names;
  }
};

TEST_F(Domains, CreateDomain_AnswersAnActiveDomain_AsDescribeDomainShowsIt) {
  auto request = creation_of_domain("calls");
  request.description = "All calls";
  const std::string id(*create_domain(context_, request).value().domain->domain_id);
  for (const auto& domain : {create_domain(context_, request).value().domain.value(), described_domain(id)}) {
    EXPECT_EQ(domain.name, "calls");
    EXPECT_EQ(domain.description, "All calls");
    EXPECT_EQ(domain.domain_status, "ACTIVE");
    EXPECT_EQ(domain.server_side_encryption_configuration->kms_key_id, arn_of("first-key"));
    EXPECT_EQ(domain.created_at, start_);
    EXPECT_EQ(domain.updated_at, start_);
    EXPECT_EQ(domain.domain_id->size(), 22U);
    EXPECT_EQ(domain.arn, "arn:aws:voiceid:us-east-1:000000000000:domain/" + std::string(*domain.domain_id));
    EXPECT_FALSE(domain.server_side_encryption_update_details);
  }
  EXPECT_THAT(listed_names(), ElementsAre("calls", "calls")) << "names need not be unique";
}

TEST_F(Domains, CreateDomain_LeavesOutAnOmittedDescription) {
  EXPECT_FALSE(described_domain(make_domain()).description);
}

TEST_F(Domains, CreateDomain_TakesTheArnsPartitionFromTheRegion) {
  call_from(kOtherAccount, "cn-north-1");
  EXPECT_TRUE(described_domain(make_domain()).arn->starts_with("arn:aws-cn:voiceid:cn-north-1:111111111111:domain/"));
}

TEST_F(Domains, CreateDomain_MakesTheDefaultWatchlist) {
  const std::string id = make_domain();
  const std::string_view watchlist_id = described_domain(id).watchlist_details->default_watchlist_id;
  const auto watchlist = describe_watchlist(context_, {id, watchlist_id}).value().watchlist.value();
  EXPECT_EQ(watchlist.default_watchlist, true);
  EXPECT_EQ(watchlist.name, "default-watchlist");
  EXPECT_TRUE(shapes::kDescriptionPattern.matches(watchlist.description.value()));
  EXPECT_EQ(watchlist.domain_id, id);
  EXPECT_EQ(watchlist.created_at, start_);
  EXPECT_EQ(watchlist.updated_at, start_);
  EXPECT_EQ(list_watchlists(context_, {id, {}, {}}).value().watchlist_summaries->size(), 1U);
}

TEST_F(Domains, ListDomains_IsInOrderOfCreation_WithAllThatDescribeDomainShows) {
  EXPECT_THAT(listed_names(), testing::IsEmpty());
  for (const char* name : {"b", "c", "a"}) make_domain(name);
  EXPECT_THAT(listed_names(), ElementsAre("b", "c", "a"));
  const auto summary = listed_first();
  const auto domain = described_domain(*summary.domain_id);
  EXPECT_EQ(summary.arn, domain.arn);
  EXPECT_EQ(summary.domain_status, "ACTIVE");
  EXPECT_EQ(summary.server_side_encryption_configuration->kms_key_id, arn_of("first-key"));
  EXPECT_EQ(summary.watchlist_details->default_watchlist_id, domain.watchlist_details->default_watchlist_id);
}

TEST_F(Domains, UpdateDomain_ReplacesAllAttributes) {
  const std::string id = make_domain();
  pass(1h);
  update_domain(context_, {"Other calls", id, "renamed", {"first-key"}}).value();
  const auto domain = described_domain(id);
  EXPECT_EQ(domain.name, "renamed");
  EXPECT_EQ(domain.description, "Other calls");
  EXPECT_EQ(domain.created_at, start_);
  EXPECT_EQ(domain.updated_at, start_ + 1h);
  EXPECT_FALSE(change(id, "first-key").value().domain->description) << "an omitted one is removed";
}

TEST_F(Domains, UpdateDomain_WithAnotherKey_ShowsTheReEncryption_ForTheTimeThatIsSet) {
  settings_.encryption_update_time = 90s;
  const std::string id = make_domain();
  const auto details = change(id, "second-key").value().domain->server_side_encryption_update_details.value();
  EXPECT_EQ(details.update_status, "IN_PROGRESS");
  EXPECT_EQ(details.old_kms_key_id, arn_of("first-key"));
  EXPECT_EQ(described_domain(id).server_side_encryption_configuration->kms_key_id, arn_of("second-key"));
  pass(90s - kMillisecond);
  EXPECT_EQ(described_domain(id).server_side_encryption_update_details->update_status, "IN_PROGRESS");
  EXPECT_THAT(failure_of(change(id, "third-key")), is_conflict(ConflictType::kDomainLockedFromEncryptionUpdates));
  pass(kMillisecond);
  EXPECT_EQ(described_domain(id).server_side_encryption_update_details->update_status, "COMPLETED");
  EXPECT_EQ(listed_first().server_side_encryption_update_details->update_status, "COMPLETED");
}

TEST_F(Domains, UpdateDomain_ReEncryptsForASecondByDefault) {
  const std::string id = make_domain();
  change(id, "second-key").value();
  pass(999ms);
  EXPECT_THAT(failure_of(change(id, "third-key")), is_conflict(ConflictType::kDomainLockedFromEncryptionUpdates));
  pass(1ms);
  EXPECT_EQ(failure_of(change(id, "third-key")), std::nullopt);
}

// As a CloudTrail record has it: the alias in the request, the key's ARN in the answer (recorded answers).
TEST_F(Domains, AKey_IsAnsweredAsItsArn_AndIsTheSameUnderEachOfItsNames) {
  auto request = creation_of_domain("calls");
  request.server_side_encryption_configuration.kms_key_id = "alias/voice";
  const std::string id(*create_domain(context_, request).value().domain->domain_id);
  const std::string arn(described_domain(id).server_side_encryption_configuration->kms_key_id);
  EXPECT_EQ(arn, arn_of("alias/voice"));
  EXPECT_EQ(listed_first().server_side_encryption_configuration->kms_key_id, arn);
  for (const std::string& name :
       {std::string("alias/voice"), std::string("arn:aws:kms:us-east-1:000000000000:alias/voice"),
        arn.substr(arn.rfind('/') + 1), arn}) {
    const auto updated = change(id, name).value().domain.value();
    EXPECT_EQ(updated.server_side_encryption_configuration->kms_key_id, arn);
    EXPECT_FALSE(updated.server_side_encryption_update_details) << name << " starts nothing";
  }
}

TEST_F(Domains, DeleteDomain_LeavesItVisibleAsSuspended_ForExactly30Days) {
  const std::string id = make_domain();
  EXPECT_EQ(failure_of(delete_domain(context_, {id})), std::nullopt);
  const auto updated_at = described_domain(id).updated_at;
  pass(1h);
  EXPECT_EQ(failure_of(delete_domain(context_, {id})), std::nullopt) << "repeated";
  EXPECT_EQ(described_domain(id).updated_at, updated_at);
  pass(30 * 24h - 1h - kMillisecond);
  EXPECT_EQ(change(id, "first-key").value().domain->domain_status, "SUSPENDED");
  EXPECT_EQ(listed_first().domain_status, "SUSPENDED");
  pass(kMillisecond);
  EXPECT_THAT(failure_of(describe_domain(context_, {id})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(delete_domain(context_, {id})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(listed_names(), testing::IsEmpty());
}

TEST_F(Domains, CreateDomain_IsUnlimitedByDefault) {
  for (int i = 0; i < 200; ++i) make_domain();
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 200U);
}

TEST_F(Domains, CreateDomain_OverTheQuota_IsRefused_AndMakesNothing) {
  settings_.quotas.set("domains=1").value();
  const std::string id = make_domain();
  call_from(kOtherAccount, kRegion);
  make_domain();
  call_from(kAccount, kOtherRegion);
  make_domain();
  call_from(kAccount, kRegion);
  const auto failure = failure_of(create_domain(context_, creation_of_domain("calls")));
  ASSERT_THAT(failure, is_quota_failure());
  EXPECT_THAT(failure->message, testing::HasSubstr("--quota domains="));
  EXPECT_EQ(listed_names().size(), 1U);
  delete_domain(context_, {id}).value();
  EXPECT_EQ(failure_of(create_domain(context_, creation_of_domain("calls"))), std::nullopt);
}

}  // namespace
}  // namespace voiceid::handlers
