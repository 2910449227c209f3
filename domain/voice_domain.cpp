#include "domain/voice_domain.hpp"

#include <utility>

namespace voiceid {
namespace {

using enum ServerSideEncryptionUpdateStatus;

bool is_update_in(ServerSideEncryptionUpdateStatus status, const VoiceDomain& domain, TimePoint now) {
  return domain.encryption_update && domain.encryption_update->status_at(now) == status;
}

}  // namespace

ServerSideEncryptionUpdateStatus EncryptionUpdate::status_at(TimePoint now) const {
  if (ended) return ended->status;
  return now < completes_at ? kInProgress : kCompleted;
}

std::string_view EncryptionUpdate::message_at(TimePoint now) const {
  if (ended && ended->message) return *ended->message;
  switch (status_at(now)) {
    case kInProgress:
      return "The domain's data is being encrypted with the new KMS key.";
    case kCompleted:
      return "The domain's data is encrypted with the new KMS key and no longer depends on the old one.";
    case kFailed:
      break;
  }
  // API model, documentation of UpdateStatus: the cause, and what resolves it.
  return "The old or the new KMS key is inaccessible or disabled; make it accessible, then update the domain again.";
}

Result<void> update(VoiceDomain& domain, DomainAttributes attributes, TimePoint now,
                    std::chrono::seconds encryption_update_time) {
  auto& encryption_update = domain.encryption_update;
  if (attributes.kms_key_id != domain.attributes.kms_key_id) {
    if (is_update_in(kInProgress, domain, now)) return conflict(ConflictType::kDomainLockedFromEncryptionUpdates);
    encryption_update = EncryptionUpdate{.old_kms_key_id = std::move(domain.attributes.kms_key_id),
                                         .completes_at = now + encryption_update_time,
                                         .ended = {}};
  } else if (is_update_in(kFailed, domain, now)) {
    encryption_update->completes_at = now + encryption_update_time;
    encryption_update->ended.reset();
  }
  domain.attributes = std::move(attributes);
  domain.updated_at = now;
  return {};
}

Result<void> end_encryption_update(VoiceDomain& domain, EncryptionUpdateEnd end, TimePoint now) {
  if (!is_update_in(kInProgress, domain, now)) return conflict("The domain has no re-encryption in progress.");
  domain.encryption_update->ended = std::move(end);
  return {};
}

bool soft_delete(VoiceDomain& domain, TimePoint now) {
  if (domain.deleted_at) return false;
  domain.status = DomainStatus::kSuspended;
  domain.deleted_at = now;
  domain.updated_at = now;
  return true;
}

}  // namespace voiceid
