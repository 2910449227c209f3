#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/error.hpp"

namespace voiceid::faults {

/// A fault that has a name, because many tests want it.
struct Preset {
  std::string_view name;
  const ErrorType* error;
  /// The error's own if empty.
  std::string_view message = {};
  std::optional<ConflictType> conflict_type = {};
  std::int64_t latency_ms = 0;
  std::optional<double> probability = {};
  /// Whether it strikes only operations that change something.
  bool spares_reading = false;
};

/// Our decision: what each of them does.
inline constexpr std::array kPresets{
    Preset{.name = "access-denied", .error = &kAccessDeniedException},
    Preset{.name = "brown-out", .error = &kInternalServerException, .latency_ms = 1000, .probability = 0.3},
    Preset{.name = "concurrent-changes",
           .error = &kConflictException,
           .conflict_type = ConflictType::kConcurrentChanges,
           .spares_reading = true},
    // Amazon Connect without access to a domain's key cannot read what is in the domain (Guide, "Encryption at rest").
    Preset{.name = "key-revoked",
           .error = &kAccessDeniedException,
           .message = "Access to the domain's KMS key was revoked."},
    Preset{.name = "outage", .error = &kInternalServerException},
    Preset{.name = "throttled", .error = &kThrottlingException}};

}  // namespace voiceid::faults
