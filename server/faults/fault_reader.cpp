#include "server/faults/fault_reader.hpp"

#include <algorithm>
#include <string>

#include "base/wording.hpp"
#include "domain/arn.hpp"

namespace voiceid::faults {
namespace {

// What the error says of itself where the fault does not.
Error default_error(const ErrorType& type, const FaultRequest& request) {
  if (&type == &kConflictException) {
    const auto named = request.conflict_type ? value_of<ConflictType>(*request.conflict_type) : std::nullopt;
    return conflict(named.value_or(ConflictType::kConcurrentChanges));
  }
  if (&type == &kResourceNotFoundException) {
    const auto named = request.resource_type ? value_of<ResourceType>(*request.resource_type) : std::nullopt;
    return resource_not_found(named.value_or(ResourceType::kDomain));
  }
  if (&type == &kInternalServerException) return internal_error();
  // API model, documentation of the exceptions.
  if (&type == &kServiceQuotaExceededException) return quota_exceeded("The request exceeded the service quota.");
  if (&type == &kAccessDeniedException) {
    return {.type = &type, .message = "You do not have sufficient permissions to perform this action."};
  }
  if (&type == &kThrottlingException) return {.type = &type, .message = "Rate exceeded."};
  return validation_failed("The request failed one or more validations.");
}

Error error_of(const ErrorType& type, const FaultRequest& request) {
  Error error = default_error(type, request);
  if (request.message) error.message = *request.message;
  return error;
}

Result<void> check_members_of_error(const FaultRequest& request) {
  const auto only_with = [&](const auto& member, std::string_view name, std::string_view error) -> Result<void> {
    if (!member || request.error == error) return {};
    return validation_failed(
        std::string(name).append(" is a member of ").append(error).append(": set that as Error, or leave it out."));
  };
  if (request.message && !request.error) {
    return validation_failed("Message is a member of an error: name one in Error, or leave it out.");
  }
  if (auto checked = only_with(request.conflict_type, "ConflictType", kConflictException.name); !checked) {
    return checked;
  }
  return only_with(request.resource_type, "ResourceType", kResourceNotFoundException.name);
}

Result<void> check_connection(const FaultRequest& request) {
  if (!request.connection || request.connection == name_of(Broken::kCut)) return {};
  if (request.error) {
    return validation_failed("Connection " + cited(*request.connection) +
                             " sends no answer that could be an error: leave out Error, or set Connection to 'cut'.");
  }
  if (request.latency_ms && request.connection == name_of(Broken::kHang)) {
    return validation_failed("Connection 'hang' never answers: leave out LatencyMs.");
  }
  return {};
}

Result<void> check_effect(const FaultRequest& request) {
  if (auto checked = check_members_of_error(request); !checked) return checked;
  if (auto checked = check_connection(request); !checked) return checked;
  if (!request.error && !request.latency_ms && !request.connection) {
    return validation_failed("The fault does nothing: set Error, LatencyMs or Connection, or name a Preset.");
  }
  return {};
}

Result<void> check_preset(const FaultRequest& request) {
  for (const auto& [is_set, name] :
       {std::pair(request.error.has_value(), "Error"), std::pair(request.message.has_value(), "Message"),
        std::pair(request.conflict_type.has_value(), "ConflictType"),
        std::pair(request.resource_type.has_value(), "ResourceType"),
        std::pair(request.latency_ms.has_value(), "LatencyMs"),
        std::pair(request.connection.has_value(), "Connection")}) {
    if (!is_set) continue;
    return validation_failed("Preset " + cited(*request.preset) + " already says what happens: leave out " + name +
                             ", or Preset.");
  }
  return {};
}

void apply(const Preset& preset, const Operations& operations, Fault& fault) {
  FaultRequest says;
  if (!preset.message.empty()) says.message = preset.message;
  if (preset.conflict_type) says.conflict_type = name_of(*preset.conflict_type);
  fault.preset = preset.name;
  fault.error = error_of(*preset.error, says);
  fault.latency = std::chrono::milliseconds(preset.latency_ms);
  if (!fault.probability) fault.probability = preset.probability;
  if (preset.spares_reading && fault.operations.empty()) fault.operations = operations.changing(fault.target);
}

void apply_effect(const FaultRequest& request, Fault& fault) {
  if (request.error) {
    fault.error = error_of(
        *std::ranges::find(shapes::kExceptionShapes, *request.error, &shapes::Shape::name)->exception, request);
  }
  fault.latency = std::chrono::milliseconds(request.latency_ms.value_or(0));
  if (request.connection) fault.connection = value_of<Broken>(*request.connection);
}

Result<std::vector<std::string_view>> read_operations(const FaultRequest& request, Target target,
                                                      const Operations& known) {
  std::vector<std::string_view> operations;
  if (!request.operation && request.preset) return operations;
  if (!request.operation) {
    return validation_failed("Operation is missing: name an operation, a list of them, or '*' for every one.");
  }
  for (const std::string_view name : *request.operation) {
    if (name == kEveryOperation && request.operation->size() == 1) return operations;
    if (name == kEveryOperation)
      return validation_failed("Operation: '*' already means every operation; leave out the others.");
    const auto operation = known.require(target, name);
    if (!operation) return operation.error();
    if (std::ranges::find(operations, *operation) != operations.end()) {
      return validation_failed("Operation: " + cited(name) + " is in the list twice; leave out one.");
    }
    operations.push_back(*operation);
  }
  return operations;
}

Result<std::optional<std::string>> read_account(const FaultRequest& request, std::optional<std::string_view> account) {
  for (const auto& named : {request.account, account}) {
    if (named && !is_account_id(*named)) {
      return validation_failed("Account: " + cited(*named) + " is not an account ID of 12 digits.");
    }
  }
  if (request.account && account && *request.account != *account) {
    return validation_failed("Account is " + std::string(*request.account) +
                             ", but the query says account=" + std::string(*account) + "; leave out one of them.");
  }
  const auto& named = request.account ? request.account : account;
  return named ? std::optional(std::string(*named)) : std::nullopt;
}

// A fault that could never strike is a mistake.
Result<void> check_domain(const Fault& fault) {
  constexpr std::array<std::string_view, 2> kWithoutDomain{"CreateDomain", "ListDomains"};
  if (!fault.domain_id) return {};
  for (const std::string_view operation : fault.operations) {
    if (std::ranges::find(kWithoutDomain, operation) == kWithoutDomain.end()) continue;
    return validation_failed("DomainId: " + std::string(operation) +
                             " names no domain; leave out DomainId, or the operation.");
  }
  return {};
}

void read_calls(const FaultRequest& request, Fault& fault) {
  fault.skip = static_cast<std::uint64_t>(request.skip.value_or(0));
  if (request.count) fault.count = static_cast<std::uint64_t>(*request.count);
  fault.probability = request.probability;
  if (request.seed) fault.seed = static_cast<std::uint64_t>(*request.seed);
}

}  // namespace

Result<Fault> read_fault(const FaultRequest& request, const Operations& known,
                         std::optional<std::string_view> account) {
  Fault fault;
  if (request.target) fault.target = *value_of<Target>(*request.target);
  auto operations = read_operations(request, fault.target, known);
  if (!operations) return operations.error();
  fault.operations = std::move(*operations);
  auto owner = read_account(request, account);
  if (!owner) return owner.error();
  fault.account = std::move(*owner);
  if (request.domain_id) fault.domain_id = *request.domain_id;
  if (auto checked = check_domain(fault); !checked) return checked.error();
  read_calls(request, fault);
  if (auto checked = request.preset ? check_preset(request) : check_effect(request); !checked) return checked.error();
  if (request.preset) {
    apply(*std::ranges::find(kPresets, *request.preset, &Preset::name), known, fault);
  } else {
    apply_effect(request, fault);
  }
  if (request.seed && !fault.probability) {
    return validation_failed("Seed has a meaning only with Probability: set that too, or leave out Seed.");
  }
  return fault;
}

}  // namespace voiceid::faults
