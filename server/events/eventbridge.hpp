#pragma once

#include <optional>
#include <string>

#include "server/events/event_json.hpp"
#include "server/events/receiver.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::events {

/// Puts events on the default bus of something that takes PutEvents, several at a time. Entries that it refuses are
/// told apart from those that it took.
class EventBridge final : public Receiver {
 public:
  /// The writer outlives it. `endpoint` is the URL of a server.
  EventBridge(const EventWriter& writer, std::string endpoint, const outbound::AwsIdentity& identity);

  Limits limits() const override;
  /// An entry of PutEvents.
  std::string text_of(const PublishedEvent& event) const override;
  Attempt attempt(const std::vector<std::string>& texts, const std::stop_token& stop) override;

 private:
  const EventWriter& writer_;
  outbound::HttpRequest request_;
  const outbound::HttpRules rules_;
  // Made with the first request, on the thread that makes them.
  std::optional<outbound::HttpClient> client_;
};

}  // namespace voiceid::events
