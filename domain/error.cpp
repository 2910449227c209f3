#include "domain/error.hpp"

#include <array>
#include <utility>

namespace voiceid {
namespace {

// Sample events have those of domains, speakers and fraudsters; the others are formed likewise.
std::string_view absence_of(ResourceType type) {
  switch (type) {
    case ResourceType::kBatchJob:
      return "The requested job does not exist";
    case ResourceType::kComplianceConsent:
      return "The requested compliance consent does not exist";
    case ResourceType::kDomain:
      return "The requested domain does not exist";
    case ResourceType::kFraudster:
      return "The requested fraudster does not exist";
    case ResourceType::kSession:
      return "The requested session does not exist";
    case ResourceType::kSpeaker:
      return "The requested speaker does not exist";
    case ResourceType::kWatchlist:
      return "The requested watchlist does not exist";
  }
  return "The requested resource does not exist";
}

// In the order of ConflictType.
constexpr std::array<std::string_view, kEnumNames<ConflictType>.size()> kConflictMessages{
    "The session has an active stream; end it before a new one.",
    // API model, documentation of ConflictType, like the next five.
    "The domain is not active.", "You cannot change the speaker ID after an enrollment has been requested.",
    "There is already an enrollment for this session.", "You must set the speaker ID before requesting an enrollment.",
    "You cannot request an enrollment for an opted out speaker.",
    "The request could not be processed as the resource was modified by another request during execution.",
    "The domain is being encrypted with another key; wait until this has completed.",
    "The watchlist has fraudsters in it; disassociate or delete them first.",
    "The fraudster is on no other watchlist; associate another one first, or delete the fraudster."};

}  // namespace

std::string explained(const Error& error) {
  if (error.summary.empty()) return error.message;
  std::string text(error.summary);
  // Some of the service's sentences have no full stop.
  return text.append(text.ends_with('.') ? " " : ". ").append(error.message);
}

Error summarized(std::string_view summary, Error error) {
  if (error.summary.empty()) error.summary = summary;
  return error;
}

Error resource_not_found(ResourceType type) {
  const std::string_view absence = absence_of(type);
  return {.type = &kResourceNotFoundException,
          .message = std::string(absence).append("."),
          .resource_type = type,
          .summary = absence};
}

Error conflict(ConflictType type) {
  const std::string_view message = kConflictMessages[static_cast<std::size_t>(type)];
  return {.type = &kConflictException, .message = std::string(message), .conflict_type = type};
}

Error conflict(ConflictType type, std::string found) {
  Error error = conflict(type);
  error.message = std::move(found);
  error.summary = kConflictMessages[static_cast<std::size_t>(type)];
  return error;
}

Error conflict(std::string message) { return {.type = &kConflictException, .message = std::move(message)}; }

Error quota_exceeded(std::string message) {
  return {.type = &kServiceQuotaExceededException, .message = std::move(message)};
}

Error throttled(std::string_view operation) {
  return {.type = &kThrottlingException, .message = "Rate exceeded for " + std::string(operation) + "."};
}

Error validation_failed(std::string message) { return {.type = &kValidationException, .message = std::move(message)}; }

Error refused(std::string found, std::string_view needed) {
  return validation_failed(found.append("; ").append(needed).append("."));
}

Error refused(std::string_view summary, std::string found, std::string_view needed) {
  return summarized(summary, refused(std::move(found), needed));
}

Error internal_error(std::string message) {
  return {.type = &kInternalServerException, .message = std::move(message), .summary = kInternalServerError};
}

}  // namespace voiceid
