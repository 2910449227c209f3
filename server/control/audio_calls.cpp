#include <algorithm>
#include <cmath>

#include "domain/speech_detector.hpp"
#include "handlers/connect_sessions.hpp"
#include "server/control/audio_socket.hpp"
#include "server/control/calls.hpp"
#include "server/http/web_socket.hpp"

namespace voiceid::control {
namespace {

using handlers::SessionAddress;

Result<void> check_voice(std::string_view voice) {
  const auto most = static_cast<std::size_t>(*shapes::kVoice.max);
  if (!voice.empty() && voice.size() <= most && shapes::kVoice.pattern->matches(voice)) return {};
  return validation_failed("The query parameter voice must name a voice by 1 to " + std::to_string(most) +
                           " letters, digits, hyphens and underscores, the first of them a letter or digit.");
}

Result<unsigned> channel_of(const Call& call) {
  const auto channel = call.query_value("channel");
  if (!channel || *channel == "0") return 0U;
  if (*channel == "1") return 1U;
  return validation_failed("The query parameter channel must be 0 or 1.");
}

bool is_wav(const http::Request& request) {
  const auto content_type = request.header("Content-Type");
  if (!content_type) return false;
  std::string_view type = content_type->substr(0, content_type->find(';'));
  type = type.substr(0, type.find_last_not_of(" \t") + 1);
  return std::ranges::any_of(std::initializer_list<std::string_view>{"audio/wav", "audio/x-wav", "audio/wave"},
                             [type](std::string_view wav) { return http::equals_ignoring_case(type, wav); });
}

Result<void> add(const Call& call, const AudioPiece& piece) {
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) {
    return call.answer(handlers::add_audio(context, {call.parameters[0], call.parameters[1]}, piece));
  });
}

Result<void> add_wav(const Call& call) {
  const auto channel = channel_of(call);
  if (!channel) return channel.error();
  const auto said = call.query_value("voice");
  if (said) {
    if (auto checked = check_voice(*said); !checked) return checked;
  }
  const auto wav = read_wav(call.request.body, said ? Artist::kIgnored : Artist::kNamesTheVoice);
  if (!wav) return wav.error();
  const auto samples = wav->channel(*channel);
  if (!samples) return samples.error();
  std::string voice(said ? *said : wav->artist().value_or(std::string_view()));
  if (voice.empty()) voice = voice_label_of(*samples);
  return add(call, {.voice = voice, .net_speech = net_speech_of(*samples), .spoofing_risk = wav->spoofing_risk()});
}

Result<void> add_described(const Call& call) {
  if (!call.query.empty()) {
    return validation_failed("The query parameter " + call.query.front().first + " is unknown.");
  }
  const auto request = call.read<shapes::AddAudioRequest>();
  if (!request) return request.error();
  const std::chrono::milliseconds net_speech(std::llround(request->speech_seconds * 1000));
  const int spoofing_risk = static_cast<int>(request->spoofing_risk.value_or(0));
  return add(call, {request->voice, net_speech, spoofing_risk});
}

}  // namespace

Result<void> add_audio(const Call& call) { return is_wav(call.request) ? add_wav(call) : add_described(call); }

Result<void> open_audio_socket(const Call& call) {
  if (auto checked = http::check_web_socket_handshake(call.request); !checked) return checked;
  const auto voice = call.query_value("voice");
  if (auto checked = check_voice(voice.value_or(std::string_view())); !checked) return checked;
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) -> Result<void> {
    SessionAddress address{call.parameters[0], call.parameters[1]};
    const auto stream = handlers::ongoing_stream(context, address);
    if (!stream) return stream.error();
    address.stream = *stream;
    const auto described = handlers::describe_session(context, address);
    if (!described) return described.error();
    address.session_name_or_id = described->session.session_id;
    call.response.web_socket = std::make_unique<AudioSocket>(call.emulator, address, *voice);
    return {};
  });
}

}  // namespace voiceid::control
