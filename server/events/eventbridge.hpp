#pragma once

#include "server/events/http_receiver.hpp"

namespace voiceid::events {

/// Puts events on the default bus of an EventBridge server with PutEvents, several at a time. An answer may accept some
/// entries and refuse others.
class EventBridge final : public HttpReceiver {
 public:
  /// `writer` outlives the receiver. `endpoint` is the server's URL.
  EventBridge(const EventWriter& writer, std::string endpoint, const outbound::AwsIdentity& identity,
              const outbound::Trust& trust);

  Limits limits() const override;
  /// The event as an entry of PutEvents.
  std::string text_of(const PublishedEvent& event) const override;
  Attempt attempt(const std::vector<std::string>& texts, const std::stop_token& stop) override;
};

}  // namespace voiceid::events
