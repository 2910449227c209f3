#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/enum_names.hpp"

namespace voiceid {

enum class ResourceType { kBatchJob, kComplianceConsent, kDomain, kFraudster, kSession, kSpeaker, kWatchlist };
template <>
inline constexpr std::array<std::string_view, 7> kEnumNames<ResourceType>{
    "BATCH_JOB", "COMPLIANCE_CONSENT", "DOMAIN", "FRAUDSTER", "SESSION", "SPEAKER", "WATCHLIST"};

enum class ConflictType {
  kAnotherActiveStream,
  kDomainNotActive,
  kCannotChangeSpeakerAfterEnrollment,
  kEnrollmentAlreadyExists,
  kSpeakerNotSet,
  kSpeakerOptedOut,
  kConcurrentChanges,
  kDomainLockedFromEncryptionUpdates,
  kCannotDeleteNonEmptyWatchlist,
  kFraudsterMustBelongToAtLeastOneWatchlist
};
template <>
inline constexpr std::array<std::string_view, 10> kEnumNames<ConflictType>{
    "ANOTHER_ACTIVE_STREAM",
    "DOMAIN_NOT_ACTIVE",
    "CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT",
    "ENROLLMENT_ALREADY_EXISTS",
    "SPEAKER_NOT_SET",
    "SPEAKER_OPTED_OUT",
    "CONCURRENT_CHANGES",
    "DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES",
    "CANNOT_DELETE_NON_EMPTY_WATCHLIST",
    "FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST"};

/// What an error is called on the wire. Errors are compared by the address of their type.
struct ErrorType {
  std::string_view wire_namespace;
  std::string_view name;
  int http_status;
};

inline constexpr std::string_view kServiceNamespace = "com.amazonaws.voiceid";
/// Of the errors that come from AWS's common layer instead of the service.
inline constexpr std::string_view kCoralNamespace = "com.amazon.coral.service";

// The seven errors of the API model (M).
inline constexpr ErrorType kAccessDeniedException{kServiceNamespace, "AccessDeniedException", 403};
inline constexpr ErrorType kConflictException{kServiceNamespace, "ConflictException", 409};
inline constexpr ErrorType kInternalServerException{kServiceNamespace, "InternalServerException", 500};
inline constexpr ErrorType kResourceNotFoundException{kServiceNamespace, "ResourceNotFoundException", 404};
inline constexpr ErrorType kServiceQuotaExceededException{kServiceNamespace, "ServiceQuotaExceededException", 402};
inline constexpr ErrorType kThrottlingException{kServiceNamespace, "ThrottlingException", 429};
inline constexpr ErrorType kValidationException{kServiceNamespace, "ValidationException", 400};

/// An expected failure, as a value. Messages never contain a value that the contract marks sensitive.
struct Error {
  const ErrorType* type = &kInternalServerException;
  std::string message;
  std::optional<ResourceType> resource_type = {};
  std::optional<ConflictType> conflict_type = {};
};

/// ResourceNotFoundException; its message is one sentence that names the type. Always carries ResourceType (M).
Error resource_not_found(ResourceType type);

/// ConflictException with the ConflictType that fits (M).
Error conflict(ConflictType type, std::string message);

/// ConflictException where the model's enumeration has no fitting ConflictType.
Error conflict(std::string message);

/// ServiceQuotaExceededException.
Error quota_exceeded(std::string message);

/// ThrottlingException.
Error throttled(std::string_view operation);

/// ValidationException for a rule that no shape expresses: one plain sentence (P).
Error validation_failed(std::string message);

/// ValidationException `<found>; <needed>.` for a file: what was found in it, and what is needed.
Error refused(std::string found, std::string_view needed);

/// InternalServerException. The message tells nothing of the program's inside.
Error internal_error(std::string message = "The service encountered an internal error.");

}  // namespace voiceid
