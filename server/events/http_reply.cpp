#include "server/events/http_reply.hpp"

namespace voiceid::events {

using End = outbound::HttpReply::End;

bool is_success(const outbound::HttpReply& reply) {
  constexpr long kFirst = 200;
  constexpr long kLast = 299;
  return (reply.end == End::kAnswered || reply.end == End::kTooLarge) && reply.status >= kFirst &&
         reply.status <= kLast;
}

std::string reason_of(const outbound::HttpReply& reply) {
  switch (reply.end) {
    case End::kAnswered:
    case End::kTooLarge:
      return "the receiver answered with status " + std::to_string(reply.status);
    case End::kStopped:
      return "the delivery was stopped";
    case End::kTimedOut:
      return "the receiver gave no whole answer within " + std::to_string(kDeliveryTimeOut.count()) + " s";
    case End::kUnanswered:
    case End::kFailed:
      break;
  }
  return "the receiver gave no answer: " + reply.reason;
}

}  // namespace voiceid::events
