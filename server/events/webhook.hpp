#pragma once

#include "server/events/http_receiver.hpp"

namespace voiceid::events {

/// Posts each event to a URL as EventBridge would deliver it. Any 2xx answer counts as delivered.
class Webhook final : public HttpReceiver {
 public:
  /// `writer` outlives the webhook.
  Webhook(const EventWriter& writer, std::string url, const outbound::Trust& trust);

  std::string text_of(const PublishedEvent& event) const override;
  Attempt attempt(const std::vector<std::string>& texts, const std::stop_token& stop) override;
};

}  // namespace voiceid::events
