#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "server/outbound/aws_identity.hpp"
#include "server/outbound/trust.hpp"

namespace voiceid::events {

/// Where events go in addition to the memory.
struct EventOptions {
  /// How many events the memory keeps.
  std::size_t buffer = 10'000;
  /// The URL to POST each event to.
  std::optional<std::string> webhook;
  /// The URL of an EventBridge server.
  std::optional<std::string> eventbridge_endpoint;
  /// Who signs PutEvents. Without keys, both are `test`, which emulators accept.
  outbound::AwsIdentity identity;
  /// Which certificates of both servers are trusted besides the machine's.
  outbound::Trust trust;
};

}  // namespace voiceid::events
