#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "server/outbound/http_client.hpp"

/// What both receivers make of replies.
namespace voiceid::events {

/// How long a delivery may take in all (page 5).
inline constexpr std::chrono::seconds kDeliveryTimeOut{5};
/// The most that is read of an answer.
inline constexpr std::size_t kMaxAnswerBytes = 65'536;

/// Whether it is an answer of the 2xx, however long.
bool is_success(const outbound::HttpReply& reply);

/// What is wrong with another reply, as the end of a sentence.
std::string reason_of(const outbound::HttpReply& reply);

}  // namespace voiceid::events
