#pragma once

#include <optional>
#include <string>

#include "server/events/event_json.hpp"
#include "server/events/receiver.hpp"
#include "server/outbound/http_client.hpp"

namespace voiceid::events {

/// Posts each event, as EventBridge delivers it, to a URL. Any answer of the 2xx says that it got there.
class Webhook final : public Receiver {
 public:
  /// The writer outlives it.
  Webhook(const EventWriter& writer, std::string url);

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
