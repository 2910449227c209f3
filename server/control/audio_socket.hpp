#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/speech_detector.hpp"
#include "handlers/connect_sessions.hpp"
#include "server/control/heard_sessions.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/message.hpp"

namespace voiceid::control {

/// A call's audio as it is spoken: messages of 16-bit little-endian samples at 8 kHz add to a session's net speech
/// (docs/sessions.md).
class AudioSocket final : public http::WebSocketService {
 public:
  /// Feeds that stream of the session only, none that follows it.
  AudioSocket(server::Emulator& emulator, HeardSessions& heard, const handlers::SessionAddress& address,
              std::optional<std::string> voice)
      : emulator_(emulator),
        heard_(heard),
        domain_id_(address.domain_id),
        session_id_(address.session_name_or_id),
        stream_(address.stream),
        voice_(std::move(voice)),
        incarnation_(emulator.incarnation_of(address.domain_id)) {}

  std::optional<http::WebSocketClose> receive(std::string_view message, bool is_text) override;

 private:
  Result<void> hear(const std::vector<std::int16_t>& samples);

  server::Emulator& emulator_;
  HeardSessions& heard_;
  std::string domain_id_;
  // The id, because another session may get the name once this one is forgotten.
  std::string session_id_;
  std::optional<std::uint64_t> stream_;
  // None: the samples show whose voice it is.
  std::optional<std::string> voice_;
  server::Emulator::Incarnation incarnation_;
  SpeechDetector detector_;
};

}  // namespace voiceid::control
