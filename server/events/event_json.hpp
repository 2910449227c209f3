#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

inline constexpr std::string_view kEventSource = "aws.voiceid";

/// The eight detail-types of the contract.
std::span<const std::string_view> detail_types();
std::string_view detail_type_of(const Event& event);

/// The ARN of the event's domain, the only entry of its `resources`.
std::string domain_arn_of(const Event& event);

/// The time as `time` of the envelope has it: RFC 3339, UTC, whole seconds.
std::string envelope_time(TimePoint time);

/// Turns what happened into the events of page 5, member for member as the contract has them. An event is written anew
/// each time that somebody reads it, and always the same: its ids come of its place.
class EventWriter {
 public:
  /// Ids are made with a key of that source.
  explicit EventWriter(RandomSource& source) { renew(source); }

  /// Makes other ids from now on.
  void renew(RandomSource& source);

  /// Appends the event as EventBridge delivers it.
  void append_envelope(std::string& out, const PublishedEvent& published) const;
  /// Appends its `detail` alone.
  void append_detail(std::string& out, const PublishedEvent& published) const;
  /// The envelope's `id`, a UUID. `detail` has another one, `sourceId`.
  std::string id_of(const PublishedEvent& event) const;

 private:
  std::string key_;
};

}  // namespace voiceid::events
