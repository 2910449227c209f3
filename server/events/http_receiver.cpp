#include "server/events/http_receiver.hpp"

namespace voiceid::events {
namespace {

using End = outbound::HttpReply::End;

// The limits of a delivery (docs/events.md) and of what is read of its answer.
constexpr std::chrono::seconds kTimeOut{5};
constexpr std::size_t kMaxAnswerBytes = 65'536;

std::string reason_of(const outbound::HttpReply& reply) {
  switch (reply.end) {
    case End::kAnswered:
    case End::kTooLarge:
      return "the receiver answered with status " + std::to_string(reply.status);
    case End::kStopped:
      return "the delivery was stopped";
    case End::kTimedOut:
      return "the receiver gave no complete answer within " + std::to_string(kTimeOut.count()) + " s";
    case End::kUnanswered:
    case End::kFailed:
      break;
  }
  return "the receiver gave no answer: " + reply.reason;
}

outbound::HttpRules with_time_out(outbound::HttpRules rules) {
  rules.time_out = kTimeOut;
  return rules;
}

}  // namespace

HttpReceiver::HttpReceiver(const EventWriter& writer, std::string url, std::vector<std::string> headers,
                           outbound::HttpRules rules)
    : writer_(writer),
      request_{.method = outbound::Method::kPost,
               .url = std::move(url),
               .headers = std::move(headers),
               .body = {},
               .max_bytes = kMaxAnswerBytes},
      rules_(with_time_out(std::move(rules))) {}

outbound::HttpReply HttpReceiver::post(std::string_view body, const std::stop_token& stop) {
  if (!client_) client_.emplace();
  request_.body = body;
  return client_->perform(request_, rules_, stop);
}

bool HttpReceiver::is_success(const outbound::HttpReply& reply) {
  constexpr long kFirst = 200;
  constexpr long kLast = 299;
  return (reply.end == End::kAnswered || reply.end == End::kTooLarge) && reply.status >= kFirst &&
         reply.status <= kLast;
}

Receiver::Attempt HttpReceiver::failure(const outbound::HttpReply& reply, std::size_t texts) {
  return Attempt::failed(texts, reason_of(reply));
}

}  // namespace voiceid::events
