#include "handlers/domain_control.hpp"

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

class DomainControl : public DomainTest {
 protected:
  std::string status() { return std::string(*described_domain(domain_id_).domain_status); }
  std::optional<Error> set(std::string_view status) {
    return failure_of(set_domain_status(context_, domain_id_, {status}));
  }
};

TEST_F(DomainControl, Restore_UndoesDeleteDomain_UntilItIsErased) {
  pending_speaker(domain_id_, "alice");
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h - kMillisecond);
  const auto restored = restore_domain(context_, domain_id_).value().domain.value();
  EXPECT_EQ(restored.domain_status, "ACTIVE");
  EXPECT_EQ(restored.updated_at, context_.now);
  pass(30 * 24h);
  EXPECT_EQ(failure_of(describe_speaker(context_, {domain_id_, "alice"})), std::nullopt) << "it is not erased";
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h - kMillisecond);
  EXPECT_EQ(status(), "SUSPENDED") << "deleted again, it has its 30 days again";
  pass(kMillisecond);
  EXPECT_THAT(failure_of(restore_domain(context_, domain_id_)), is_not_found(ResourceType::kDomain));
}

TEST_F(DomainControl, Restore_NeedsADeletedDomain) {
  EXPECT_THAT(failure_of(restore_domain(context_, domain_id_)), is_untyped_conflict());
  set("SUSPENDED");
  EXPECT_THAT(failure_of(restore_domain(context_, domain_id_)), is_untyped_conflict());
}

TEST_F(DomainControl, SetStatus_MakesCallsMeetIt) {
  for (const char* wanted : {"PENDING", "SUSPENDED"}) {
    EXPECT_EQ(set(wanted), std::nullopt);
    EXPECT_EQ(status(), wanted);
    EXPECT_THAT(failure_of(list_speakers(context_, {domain_id_, {}, {}})), is_conflict(ConflictType::kDomainNotActive));
  }
  EXPECT_EQ(set("ACTIVE"), std::nullopt);
  EXPECT_EQ(failure_of(list_speakers(context_, {domain_id_, {}, {}})), std::nullopt);
}

TEST_F(DomainControl, SuspendedDomain_DoesNotCountAgainstTheQuota) {
  set("SUSPENDED");
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 0U);
  set("PENDING");
  EXPECT_EQ(store_.count_domains_in_use(kAccount, kRegion), 1U);
}

TEST_F(DomainControl, SetStatus_OfADeletedDomain_IsRefused) {
  delete_domain(context_, {domain_id_}).value();
  EXPECT_THAT(set("ACTIVE"), is_untyped_conflict());
  EXPECT_EQ(status(), "SUSPENDED");
}

TEST_F(DomainControl, UnknownDomain_IsNotFound) {
  EXPECT_THAT(failure_of(restore_domain(context_, kUnknownId)), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(set_domain_status(context_, kUnknownId, {"ACTIVE"})), is_not_found(ResourceType::kDomain));
  EXPECT_THAT(failure_of(end_encryption_update(context_, kUnknownId, {{}, "FAILED"})),
              is_not_found(ResourceType::kDomain));
}

TEST_F(DomainControl, EndEncryptionUpdate_MakesItFail_AndTheNextUpdateStartsItAnew) {
  const shapes::UpdateDomainRequest another_key{{}, domain_id_, "calls", {"second-key"}};
  const auto started =
      update_domain(context_, another_key).value().domain->server_side_encryption_update_details.value();
  const std::string old_key(*started.old_kms_key_id);
  const auto ended = end_encryption_update(context_, domain_id_, {"The grant was revoked.", "FAILED"}).value();
  const auto details = ended.domain->server_side_encryption_update_details.value();
  EXPECT_EQ(details.update_status, "FAILED");
  EXPECT_EQ(details.message, "The grant was revoked.");
  EXPECT_EQ(details.old_kms_key_id, old_key);
  const auto again = update_domain(context_, another_key).value().domain->server_side_encryption_update_details.value();
  EXPECT_EQ(again.update_status, "IN_PROGRESS");
  EXPECT_PRED1(is_sentence, std::string(again.message.value()));
}

TEST_F(DomainControl, EndEncryptionUpdate_CompletesIt_AlsoInASuspendedDomain) {
  update_domain(context_, {{}, domain_id_, "calls", {"second-key"}}).value();
  set("SUSPENDED");
  const auto ended = end_encryption_update(context_, domain_id_, {{}, "COMPLETED"}).value();
  EXPECT_EQ(ended.domain->server_side_encryption_update_details->update_status, "COMPLETED");
}

TEST_F(DomainControl, EndEncryptionUpdate_NeedsOneInProgress) {
  EXPECT_THAT(failure_of(end_encryption_update(context_, domain_id_, {{}, "FAILED"})), is_untyped_conflict());
}

}  // namespace
}  // namespace voiceid::handlers
