#include <algorithm>

#include "base/wording.hpp"
#include "domain/speech_detector.hpp"
#include "domain/unlabelled_audio.hpp"
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
  // A label; none if it is the stream's business to find out whose voice this is.
  std::optional<std::string> voice;
  std::chrono::milliseconds net_speech;
  handlers::UnlabelledRecording recording;
  // Has heard the recording if there is no label.
  std::optional<handlers::RecordedStream> stream;
};

// The voice is the one given; without it, the one that the recording's artist names; otherwise that of the samples.
Result<Heard> hear(std::string_view bytes, unsigned channel, const std::optional<std::string>& given_voice,
                   std::optional<handlers::RecordedStream> stream) {
  const auto wav = read_wav(bytes, given_voice ? Artist::kIgnored : Artist::kNamesTheVoice);
  if (!wav) return wav.error();
  auto samples = wav->channel(channel);
  if (!samples) return samples.error();
  Heard heard{given_voice, net_speech_of(*samples), {{}, wav->spoofing_risk()}, {}};
  if (!heard.voice && wav->artist()) heard.voice = std::string(*wav->artist());
  if (heard.voice) return heard;
  heard.voice = label_of_no_speech(*samples);
  if (heard.voice) return heard;
  heard.recording.samples = std::move(*samples);
  heard.stream = std::move(stream);
  if (heard.stream) heard.stream->hear(heard.recording);
  return heard;
}

Result<shapes::SessionAnswer> add(handlers::Context& context, const SessionAddress& address, Heard& heard) {
  if (!heard.voice) return handlers::add_recording(context, address, heard.recording, std::move(heard.stream));
  return handlers::add_audio(context, address, {*heard.voice, heard.net_speech, heard.recording.spoofing_risk});
}

// To hear a long recording takes a tenth of a second, in which others are served.
Result<void> add_wav(const Call& call) {
  const auto channel = channel_of(call);
  if (!channel) return channel.error();
  auto voice = voice_in_query(call);
  if (!voice) return voice.error();
  auto stream = call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) {
    return handlers::stream_to_record(context, {call.parameters[0], call.parameters[1]});
  });
  auto work = [body = call.request.take_body(), channel = *channel, voice = std::move(*voice),
               stream = std::move(stream)]() mutable {
    return hear(body.content(), channel, voice, std::move(stream));
  };
  const auto finish = [&emulator = call.emulator, domain_id = call.parameters[0],
                       incarnation = call.emulator.incarnation_of(call.parameters[0]),
                       session = call.parameters[1]](Result<Heard> heard) -> Result<http::Answer> {
    if (!heard) return heard.error();
    if (emulator.incarnation_of(domain_id) != incarnation) {
      return conflict("The emulator was reset before the recording was heard.");
    }
    return emulator.turn_of_domain(domain_id, [&](handlers::Context& context) -> Result<http::Answer> {
      const auto added = add(context, {domain_id, session}, *heard);
      if (!added) return added.error();
      return json_answer(*added);
    });
  };
  answer_by_pool(call, std::move(work), finish);
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
  return call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) -> Result<void> {
    SessionAddress address{call.parameters[0], call.parameters[1]};
    const auto stream = handlers::ongoing_stream(context, address);
    if (!stream) return stream.error();
    address.stream = *stream;
    const auto described = handlers::describe_session(context, address);
    if (!described) return described.error();
    address.session_name_or_id = described->session.session_id;
    call.response.web_socket = std::make_unique<AudioSocket>(call.emulator, call.state.heard, address, *voice);
    return {};
  });
}

}  // namespace voiceid::control
