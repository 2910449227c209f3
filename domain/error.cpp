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
  return {&kResourceNotFoundException, "The specified " + std::string(described(type)) + " was not found.", type, {}};
}

Error conflict(ConflictType type, std::string message) { return {&kConflictException, std::move(message), {}, type}; }

Error conflict(std::string message) { return {&kConflictException, std::move(message), {}, {}}; }

Error quota_exceeded(std::string message) { return {&kServiceQuotaExceededException, std::move(message), {}, {}}; }

Error throttled(std::string_view operation) {
  return {&kThrottlingException, "Rate exceeded for " + std::string(operation) + ".", {}, {}};
}

Error validation_failed(std::string message) { return {&kValidationException, std::move(message), {}, {}}; }

Error refused(std::string found, std::string_view needed) {
  return validation_failed(found.append("; ").append(needed).append("."));
}

Error internal_error(std::string message) { return {&kInternalServerException, std::move(message), {}, {}}; }

}  // namespace voiceid
