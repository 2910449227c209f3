#include "domain/error.hpp"

#include <array>
#include <utility>

namespace voiceid {
namespace {

std::string_view described(ResourceType type) {
  switch (type) {
    case ResourceType::kBatchJob:
      return "job";
    case ResourceType::kComplianceConsent:
      return "compliance consent";
    case ResourceType::kDomain:
      return "domain";
    case ResourceType::kFraudster:
      return "fraudster";
    case ResourceType::kSession:
      return "session";
    case ResourceType::kSpeaker:
      return "speaker";
    case ResourceType::kWatchlist:
      return "watchlist";
  }
  return "resource";
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

Error resource_not_found(ResourceType type) {
  return {.type = &kResourceNotFoundException,
          .message = "The specified " + std::string(described(type)) + " was not found.",
          .resource_type = type};
}

Error conflict(ConflictType type) {
  const std::string_view message = kConflictMessages[static_cast<std::size_t>(type)];
  return {.type = &kConflictException, .message = std::string(message), .conflict_type = type};
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

Error internal_error(std::string message) { return {.type = &kInternalServerException, .message = std::move(message)}; }

}  // namespace voiceid
