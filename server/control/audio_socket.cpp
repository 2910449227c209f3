#include "server/control/audio_socket.hpp"

namespace voiceid::control {
namespace {

// Status codes of RFC 6455, 7.4.1.
constexpr std::uint16_t kUnsupportedData = 1003;
constexpr std::uint16_t kInvalidPayload = 1007;
constexpr std::uint16_t kPolicyViolation = 1008;

std::vector<std::int16_t> samples_of(std::string_view bytes) {
  std::vector<std::int16_t> samples(bytes.size() / 2);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const unsigned low = static_cast<unsigned char>(bytes[2 * i]);
    const unsigned high = static_cast<unsigned char>(bytes[2 * i + 1]);
    samples[i] = static_cast<std::int16_t>(low | (high << 8U));
  }
  return samples;
}

}  // namespace

std::optional<http::WebSocketClose> AudioSocket::receive(std::string_view message, bool is_text) {
  if (is_text) return http::WebSocketClose{kUnsupportedData, "audio comes in binary messages"};
  if (message.size() % 2 != 0) return http::WebSocketClose{kInvalidPayload, "a message holds whole 16-bit samples"};
  if (emulator_.incarnation_of(domain_id_) != incarnation_)
    return http::WebSocketClose{kPolicyViolation, "the emulator was reset"};
  const auto added = hear(samples_of(message));
  if (added) {
    heard_.note(domain_id_, session_id_);
    return std::nullopt;
  }
  // A close frame has room for 123 bytes of reason (RFC 6455, 5.5).
  constexpr std::size_t kMostOfReason = 123;
  return http::WebSocketClose{kPolicyViolation, added.error().message.substr(0, kMostOfReason)};
}

Result<void> AudioSocket::hear(const std::vector<std::int16_t>& samples) {
  return emulator_.turn_of_domain(domain_id_, [&](handlers::Context& context) {
    const handlers::SessionAddress address{domain_id_, session_id_, stream_};
    if (!voice_) return handlers::hear(context, address, samples, 0, detector_);
    const auto before = detector_.net_speech();
    detector_.feed(samples);
    return handlers::hear(
        context, address,
        AudioPiece{.voice = *voice_, .net_speech = detector_.net_speech() - before, .spoofing_risk = 0});
  });
}

}  // namespace voiceid::control
