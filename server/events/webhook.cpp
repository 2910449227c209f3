#include "server/events/webhook.hpp"

namespace voiceid::events {

Webhook::Webhook(const EventWriter& writer, std::string url, const outbound::Trust& trust)
    : HttpReceiver(writer, std::move(url), {"Content-Type: application/json"}, {.trust = trust}) {}

std::string Webhook::text_of(const PublishedEvent& event) const {
  std::string text;
  writer().append_envelope(text, event);
  return text;
}

Receiver::Attempt Webhook::attempt(const std::vector<std::string>& texts, const std::stop_token& stop) {
  const outbound::HttpReply reply = post(texts.front(), stop);
  return is_success(reply) ? Attempt() : failure(reply, texts.size());
}

}  // namespace voiceid::events
