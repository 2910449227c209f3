#include "server/events/webhook.hpp"

#include "server/events/http_reply.hpp"

namespace voiceid::events {

Webhook::Webhook(const EventWriter& writer, std::string url)
    : writer_(writer),
      request_{outbound::Method::kPost, std::move(url), {"Content-Type: application/json"}, {}, kMaxAnswerBytes},
      rules_{{}, {}, {}, kDeliveryTimeOut} {}

std::string Webhook::text_of(const PublishedEvent& event) const {
  std::string text;
  writer_.append_envelope(text, event);
  return text;
}

Receiver::Attempt Webhook::attempt(const std::vector<std::string>& texts, const std::stop_token& stop) {
  if (!client_) client_.emplace();
  request_.body = texts.front();
  const outbound::HttpReply reply = client_->perform(request_, rules_, stop);
  if (is_success(reply)) return {};
  return Attempt::failed(texts.size(), reason_of(reply));
}

}  // namespace voiceid::events
