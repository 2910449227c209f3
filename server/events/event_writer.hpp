#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "server/events/sink.hpp"

namespace voiceid::events {

inline constexpr std::string_view kEventSource = "aws.voiceid";

/// All detail-types.
std::span<const std::string_view> detail_types();
std::string_view detail_type_of(const Event& event);

/// The ARN of the event's domain, the only entry of `resources`.
std::string domain_arn_of(const Event& event);

/// Writes events as JSON. An event is written each time it is read, always identically: its ids are derived from its
/// sequence number.
class EventWriter {
 public:
  /// Draws the key of the ids from `source`.
  explicit EventWriter(RandomSource& source) { renew(source); }

  /// Draws another key: from now on, ids differ.
  void renew(RandomSource& source);

  /// Appends the whole event, as EventBridge delivers it.
  void append_envelope(std::string& out, const PublishedEvent& published) const;
  /// Appends only its `detail`.
  void append_detail(std::string& out, const PublishedEvent& published) const;
  /// The envelope's `id`, a UUID. The `sourceId` in `detail` has 22 letters and digits (sample events).
  std::string id_of(const PublishedEvent& event) const;

 private:
  std::string key_;
};

}  // namespace voiceid::events
