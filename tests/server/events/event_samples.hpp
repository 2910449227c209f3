#pragma once

#include <memory>
#include <string_view>

#include "server/events/sink.hpp"
#include "tests/domain/times.hpp"

namespace voiceid::events {

inline constexpr std::string_view kSampleDomainId = "AbCdEfGhIjKlMnOpQrStUv";
inline constexpr std::string_view kSampleGeneratedId = "id#AbCdEfGhIjKlMnOpQrStUv";

/// An event with a fixed time and domain.
inline Event sample_event(EventDetail detail = SpeakerEvent{}, std::optional<EventError> error = {}) {
  return {.time = at("2026-11-21T09:30:00.123Z"),
          .account = "000000000000",
          .region = "us-east-1",
          .domain_id = ResourceId(kSampleDomainId),
          .error = std::move(error),
          .detail = std::move(detail)};
}

/// An event of that account.
inline EventPtr sample_of(std::string account, std::uint64_t sequence) {
  Event event = sample_event();
  event.account = std::move(account);
  return std::make_shared<const PublishedEvent>(PublishedEvent{sequence, std::move(event)});
}

inline EventPtr sample(std::uint64_t sequence, EventDetail detail = SpeakerEvent{}) {
  return std::make_shared<const PublishedEvent>(PublishedEvent{sequence, sample_event(std::move(detail))});
}

}  // namespace voiceid::events
