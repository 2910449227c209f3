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

/// The wire name and HTTP status of an error. Errors are compared by the address of their type.
struct ErrorType {
  std::string_view wire_namespace;
  std::string_view name;
  int http_status;
};

inline constexpr std::string_view kServiceNamespace = "com.amazonaws.voiceid";
/// For errors of AWS's common layer, in front of the service.
inline constexpr std::string_view kCoralNamespace = "com.amazon.coral.service";

// The seven errors of the API model.
inline constexpr ErrorType kAccessDeniedException{kServiceNamespace, "AccessDeniedException", 403};
inline constexpr ErrorType kConflictException{kServiceNamespace, "ConflictException", 409};
inline constexpr ErrorType kInternalServerException{kServiceNamespace, "InternalServerException", 500};
inline constexpr ErrorType kResourceNotFoundException{kServiceNamespace, "ResourceNotFoundException", 404};
inline constexpr ErrorType kServiceQuotaExceededException{kServiceNamespace, "ServiceQuotaExceededException", 402};
inline constexpr ErrorType kThrottlingException{kServiceNamespace, "ThrottlingException", 429};
inline constexpr ErrorType kValidationException{kServiceNamespace, "ValidationException", 400};

/// An expected failure, as a value. A message never contains a value that the API model marks as sensitive.
struct Error {
  const ErrorType* type = &kInternalServerException;
  std::string message = {};
  std::optional<ResourceType> resource_type = {};
  std::optional<ConflictType> conflict_type = {};
  /// The cause in the service's own sentence, if the message says more than that. Events show it instead of the
  /// message, so it is a literal, which cannot repeat what a user named.
  std::string_view summary = {};
  /// Whether too little speech is the cause; events tell it apart (sample events).
  bool lacks_speech = false;
};

/// The summary, if there is one, and then the message.
std::string explained(const Error& error);

/// The error with that summary, unless it has one.
Error summarized(std::string_view summary, Error error);

/// ResourceNotFoundException with its ResourceType; the summary is the sentence of the sample events for that type.
Error resource_not_found(ResourceType type);

/// ConflictException with its ConflictType. The message is the API model's own if it has one for that type.
Error conflict(ConflictType type);
/// The same where the message says what was found; that of conflict(type) is the summary.
Error conflict(ConflictType type, std::string found);

/// ConflictException for a case that no ConflictType of the API model fits.
Error conflict(std::string message);

/// ServiceQuotaExceededException.
Error quota_exceeded(std::string message);

/// ThrottlingException that names the operation.
Error throttled(std::string_view operation);

/// ValidationException for a rule that no shape expresses. The message is one plain sentence, as AWS JSON services have
/// it.
Error validation_failed(std::string message);

/// ValidationException `<found>; <needed>.` for a file: what was found in it, and what is needed.
Error refused(std::string found, std::string_view needed);
/// The same with a summary.
Error refused(std::string_view summary, std::string found, std::string_view needed);

/// What events show of every internal error (sample events).
inline constexpr std::string_view kInternalServerError = "Internal Server Error";

/// InternalServerException. The message must not reveal internals of the program.
Error internal_error(std::string message = "The service encountered an internal error.");

}  // namespace voiceid
