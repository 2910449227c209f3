#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "server/outbound/aws_identity.hpp"

namespace voiceid::events {

/// Where events go beside the memory.
struct EventOptions {
  /// How many the memory keeps.
  std::size_t buffer = 10'000;
  /// The URL that takes each as a POST.
  std::optional<std::string> webhook;
  /// The URL of something that takes PutEvents.
  std::optional<std::string> eventbridge_endpoint;
  /// As whom PutEvents is called. Without keys they are `test`, which emulators take.
  outbound::AwsIdentity identity;
};

}  // namespace voiceid::events
