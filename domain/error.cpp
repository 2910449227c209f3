#include "domain/error.hpp"

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

}  // namespace

Error resource_not_found(ResourceType type) {
  return {.type = &kResourceNotFoundException,
          .message = "The specified " + std::string(described(type)) + " was not found.",
          .resource_type = type};
}

Error conflict(ConflictType type, std::string message) {
  return {.type = &kConflictException, .message = std::move(message), .conflict_type = type};
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
