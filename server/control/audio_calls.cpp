#include <algorithm>

#include "base/wording.hpp"
#include "handlers/connect_sessions.hpp"
#include "server/control/audio_socket.hpp"
#include "server/control/calls.hpp"
#include "server/control/recording_call.hpp"
#include "server/control/voice_query.hpp"
#include "server/http/web_socket.hpp"

namespace voiceid::control {
namespace {

using handlers::SessionAddress;

bool is_wav(const http::Request& request) {
  const auto content_type = request.header("Content-Type");
  if (!content_type) return false;
  std::string_view type = content_type->substr(0, content_type->find(';'));
  type = type.substr(0, type.find_last_not_of(" \t") + 1);
  return std::ranges::any_of(std::initializer_list<std::string_view>{"audio/wav", "audio/x-wav", "audio/wave"},
                             [type](std::string_view wav) { return http::equals_ignoring_case(type, wav); });
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

Result<void> add_audio(const Call& call) { return is_wav(call.request) ? add_recording(call) : add_described(call); }

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
