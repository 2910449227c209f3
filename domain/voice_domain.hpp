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

/// How long a deleted domain stays visible before it is erased (Guide).
inline constexpr std::chrono::days kDomainRetention{30};

/// How a re-encryption ended.
struct EncryptionUpdateEnd {
  /// COMPLETED or FAILED.
  ServerSideEncryptionUpdateStatus status{};
  /// Explains the status; none for the usual text.
  std::optional<std::string> message;
};

/// A change of the domain's KMS key: its data is encrypted again. Completes by itself at a given time, unless it was
/// ended before.
struct EncryptionUpdate {
  std::string old_kms_key_id;
  TimePoint completes_at;
  std::optional<EncryptionUpdateEnd> ended;

  ServerSideEncryptionUpdateStatus status_at(TimePoint now) const;
  /// Explains the status (API model).
  std::string_view message_at(TimePoint now) const;
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
  DomainStatus status = DomainStatus::kActive;
  ResourceId default_watchlist_id;
  TimePoint created_at;
  TimePoint updated_at;
  std::optional<EncryptionUpdate> encryption_update;
  std::optional<TimePoint> deleted_at;
  Tags tags;
};

/// UpdateDomain: replaces all attributes. Another KMS key starts a re-encryption; any update starts one that FAILED
/// anew (API model).
/// Errors: ConflictException DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES for another key during a re-encryption.
Result<void> update(VoiceDomain& domain, DomainAttributes attributes, TimePoint now,
                    std::chrono::seconds encryption_update_time);

/// Ends the re-encryption that is in progress. Errors: ConflictException if there is none.
Result<void> end_encryption_update(VoiceDomain& domain, EncryptionUpdateEnd end, TimePoint now);

/// DeleteDomain: a soft delete that suspends the domain (Guide). Deleting it again changes nothing (API model).
/// Returns whether this call deleted it.
bool soft_delete(VoiceDomain& domain, TimePoint now);

/// The moment from which a domain that was deleted at that time is no longer found (Guide).
inline TimePoint erased_from(TimePoint deleted_at) { return deleted_at + kDomainRetention; }

}  // namespace voiceid
