#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/enum_names.hpp"
#include "domain/ids.hpp"
#include "domain/result.hpp"
#include "domain/tags.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

enum class DomainStatus { kActive, kPending, kSuspended };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<DomainStatus>{"ACTIVE", "PENDING", "SUSPENDED"};

enum class ServerSideEncryptionUpdateStatus { kInProgress, kCompleted, kFailed };
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<ServerSideEncryptionUpdateStatus>{"IN_PROGRESS",
                                                                                              "COMPLETED", "FAILED"};

/// How long a deleted domain stays visible before it is erased (A).
inline constexpr std::chrono::days kDomainRetention{30};

/// A change of the domain's KMS key; it completes by itself when its time has come.
struct EncryptionUpdate {
  std::string old_kms_key_id;
  TimePoint completes_at;

  ServerSideEncryptionUpdateStatus status_at(TimePoint now) const {
    return now < completes_at ? ServerSideEncryptionUpdateStatus::kInProgress
                              : ServerSideEncryptionUpdateStatus::kCompleted;
  }
};

/// What CreateDomain and UpdateDomain set.
struct DomainAttributes {
  std::string name;
  std::optional<std::string> description;
  std::string kms_key_id;
};

/// A Voice ID domain: the container of speakers, fraudsters and sessions, and the tagged resource.
struct VoiceDomain {
  ResourceId id;
  std::string arn;
  DomainAttributes attributes;
  DomainStatus status = DomainStatus::kActive;  // D: active at once
  ResourceId default_watchlist_id;
  TimePoint created_at;
  TimePoint updated_at;
  std::optional<EncryptionUpdate> encryption_update;
  std::optional<TimePoint> deleted_at;
  Tags tags;
};

/// UpdateDomain: replaces all attributes; another key than the present one starts a re-encryption (M, D).
/// Errors: ConflictException DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES for another key while a re-encryption is in
/// progress.
Result<void> update(VoiceDomain& domain, DomainAttributes attributes, TimePoint now,
                    std::chrono::seconds encryption_update_time);

/// DeleteDomain: a soft delete that suspends the domain (A). Deleting it again changes nothing (M).
/// Returns whether this call deleted it.
bool soft_delete(VoiceDomain& domain, TimePoint now);

/// The moment from which a domain deleted at that time is found no more (A).
inline TimePoint erased_from(TimePoint deleted_at) { return deleted_at + kDomainRetention; }

}  // namespace voiceid
