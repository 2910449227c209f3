#pragma once

#include "domain/voice_domain.hpp"
#include "handlers/shapes/domains.hpp"

namespace voiceid::handlers {

/// The domain at that time as a `Domain` or `DomainSummary`, which have the same members, or as a type derived from
/// these. Has views of the domain.
template <class Shape>
Shape described(const VoiceDomain& domain, TimePoint now) {
  Shape shape;
  shape.arn = domain.arn;
  shape.created_at = domain.created_at;
  shape.description = domain.attributes.description;
  shape.domain_id = domain.id.view();
  shape.domain_status = name_of(domain.status);
  shape.name = domain.attributes.name;
  shape.server_side_encryption_configuration = {domain.attributes.kms_key_id};
  if (domain.encryption_update) {
    auto& details = shape.server_side_encryption_update_details.emplace();
    details.message = domain.encryption_update->message_at(now);
    details.old_kms_key_id = domain.encryption_update->old_kms_key_id;
    details.update_status = name_of(domain.encryption_update->status_at(now));
  }
  shape.updated_at = domain.updated_at;
  shape.watchlist_details = {domain.default_watchlist_id.view()};
  return shape;
}

}  // namespace voiceid::handlers
