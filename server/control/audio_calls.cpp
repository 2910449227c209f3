#include <algorithm>

#include "base/wording.hpp"
#include "domain/speech_detector.hpp"
#include "handlers/connect_sessions.hpp"
#include "server/control/audio_socket.hpp"
#include "server/control/calls.hpp"
#include "server/control/pool_work.hpp"
#include "server/control/voice_query.hpp"
#include "server/http/web_socket.hpp"

namespace voiceid::control {
namespace {

using handlers::SessionAddress;

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

// What is heard in a recording.
struct Heard {
  std::string voice;
  std::chrono::milliseconds net_speech;
  int spoofing_risk;
};

// The voice is the one given; without it, the one that the recording's artist names; otherwise that of the samples.
Result<Heard> hear(std::string_view bytes, unsigned channel, const std::optional<std::string>& given_voice) {
  const auto wav = read_wav(bytes, given_voice ? Artist::kIgnored : Artist::kNamesTheVoice);
  if (!wav) return wav.error();
  const auto samples = wav->channel(channel);
  if (!samples) return samples.error();
  std::string voice = given_voice.value_or(std::string(wav->artist().value_or(std::string_view())));
  if (voice.empty()) voice = voice_label_of(*samples);
  return Heard{std::move(voice), net_speech_of(*samples), wav->spoofing_risk()};
}

// To hear a long recording takes a tenth of a second, in which others are served.
Result<void> add_wav(const Call& call) {
  const auto channel = channel_of(call);
  if (!channel) return channel.error();
  auto voice = voice_in_query(call);
  if (!voice) return voice.error();
  auto work = [body = call.request.take_body(), channel = *channel, voice = std::move(*voice)] {
    return hear(body.content(), channel, voice);
  };
  const auto add = [&emulator = call.emulator, domain_id = call.parameters[0],
                    incarnation = call.emulator.incarnation_of(call.parameters[0]),
                    session = call.parameters[1]](const Result<Heard>& heard) -> Result<http::Answer> {
    if (!heard) return heard.error();
    if (emulator.incarnation_of(domain_id) != incarnation) {
      return conflict("The emulator was reset before the recording was heard.");
    }
    const AudioPiece piece{heard->voice, heard->net_speech, heard->spoofing_risk};
    return emulator.turn_of_domain(domain_id, [&](handlers::Context& context) -> Result<http::Answer> {
      const auto added = handlers::add_audio(context, {domain_id, session}, piece);
      if (!added) return added.error();
      return json_answer(*added);
    });
  };
  answer_by_pool(call, std::move(work), add);
  return {};
}

Result<void> add_described(const Call& call) {
  if (!call.query.empty()) {
    return validation_failed("The query parameter " + printable(call.query.front().first) + " is unknown.");
  }
  const auto request = call.read<shapes::AddAudioRequest>();
  if (!request) return request.error();
  const AudioPiece piece = handlers::piece_of(*request);
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) {
    return call.answer(handlers::add_audio(context, {call.parameters[0], call.parameters[1]}, piece));
  });
}

}  // namespace

Result<void> add_audio(const Call& call) { return is_wav(call.request) ? add_wav(call) : add_described(call); }

Result<void> open_audio_socket(const Call& call) {
  if (auto checked = http::check_web_socket_handshake(call.request); !checked) return checked;
  const auto voice = voice_in_query(call);
  if (!voice) return voice.error();
  if (!*voice) return validation_failed("The query parameter voice must name the voice in the audio.");
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) -> Result<void> {
    SessionAddress address{call.parameters[0], call.parameters[1]};
    const auto stream = handlers::ongoing_stream(context, address);
    if (!stream) return stream.error();
    address.stream = *stream;
    const auto described = handlers::describe_session(context, address);
    if (!described) return described.error();
    address.session_name_or_id = described->session.session_id;
    call.response.web_socket = std::make_unique<AudioSocket>(call.emulator, call.state.heard, address, **voice);
    return {};
  });
}

}  // namespace voiceid::control
