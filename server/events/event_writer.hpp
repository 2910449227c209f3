#pragma once

#include <cstdint>
#include <optional>
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
  /// The envelope's `id`, a UUID, of the event with that sequence number. The `sourceId` in `detail` has 22 letters and
  /// digits (sample events).
  std::string id_of(std::uint64_t sequence) const;
  /// The sequence number whose id_of() is that id; nothing for any other text.
  std::optional<std::uint64_t> sequence_of(std::string_view id) const;

 private:
  std::string key_;
};

}  // namespace voiceid::events
