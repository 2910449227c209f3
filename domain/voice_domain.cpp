#include "domain/voice_domain.hpp"

#include <utility>

namespace voiceid {

Result<void> update(VoiceDomain& domain, DomainAttributes attributes, TimePoint now,
                    std::chrono::seconds encryption_update_time) {
  if (attributes.kms_key_id != domain.attributes.kms_key_id) {
    if (domain.encryption_update &&
        domain.encryption_update->status_at(now) == ServerSideEncryptionUpdateStatus::kInProgress) {
      return conflict(ConflictType::kDomainLockedFromEncryptionUpdates,
                      "The domain is being encrypted with another key; wait until this has completed.");
    }
    domain.encryption_update = EncryptionUpdate{std::move(domain.attributes.kms_key_id), now + encryption_update_time};
  }
  domain.attributes = std::move(attributes);
  domain.updated_at = now;
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
