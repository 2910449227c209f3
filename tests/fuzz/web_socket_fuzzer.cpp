// The first lines are headers of a WebSocket's handshake; whether it is accepted does not depend on the case of their
// names. The rest is audio, cut into messages by its own bytes: the session hears as much as in one message.
#include <vector>

#include "server/control/audio_socket.hpp"
#include "tests/fuzz/scene.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

void check_handshake(fuzz::Input& input) {
  http::Request request;
  request.method = "GET";
  request.asks_upgrade = true;
  for (std::string_view line = input.until('\n'); !line.empty(); line = input.until('\n')) {
    const std::string_view name = line.substr(0, line.find(':'));
    request.headers.push_back({name, line.substr(std::min(name.size() + 1, line.size()))});
  }
  const auto checked = http::check_web_socket_handshake(request);
  if (!checked) fuzz::require_sentence(checked.error().message);
  std::vector<std::string> names;
  for (http::Header& header : request.headers) names.push_back(http::lower_case(header.name));
  for (std::size_t i = 0; i < names.size(); ++i) request.headers[i].name = names[i];
  require(static_cast<bool>(http::check_web_socket_handshake(request)) == static_cast<bool>(checked));
}

class Call {
 public:
  Call(fuzz::Scene& scene, std::string_view name) : scene_(scene), address_{scene.domain(), name} {
    scene_.emulator.turn_of_domain(scene_.domain(), [&](handlers::Context& context) {
      shapes::StartSessionRequest request;
      request.session_name = name;
      require(static_cast<bool>(handlers::start_session(context, scene_.domain(), request)));
      address_.stream = *handlers::ongoing_stream(context, address_);
    });
  }

  control::AudioSocket socket() { return {scene_.emulator, heard_, address_, "alice"}; }

  double speech_seconds() {
    return scene_.emulator.turn_of_domain(scene_.domain(), [&](handlers::Context& context) {
      const auto described = handlers::describe_session(context, address_);
      return described->session.audio ? described->session.audio->speech_seconds : 0.0;
    });
  }

 private:
  fuzz::Scene& scene_;
  control::HeardSessions heard_;
  handlers::SessionAddress address_;
};

void check_audio(fuzz::Scene& scene, std::string_view audio) {
  Call whole(scene, "whole");
  Call cut(scene, "cut");
  audio = audio.substr(0, audio.size() / 2 * 2);
  require(!whole.socket().receive(audio, false));
  control::AudioSocket socket = cut.socket();
  std::string_view left = audio;
  while (!left.empty()) {
    const std::size_t length = 2 + 2 * static_cast<unsigned char>(left.front());
    require(!socket.receive(left.substr(0, length), false));
    left.remove_prefix(std::min(left.size(), length));
  }
  require(cut.speech_seconds() == whole.speech_seconds());
}

// Samples are whole, and in binary messages.
void check_refusals(fuzz::Scene& scene, std::string_view audio) {
  Call call(scene, "refused");
  const auto text = call.socket().receive(audio, true);
  require(text && text->code == 1003 && text->reason.size() <= 123);
  const auto odd = call.socket().receive(audio.substr(0, (audio.size() - 1) / 2 * 2 + 1), false);
  require(odd && odd->code == 1007 && odd->reason.size() <= 123);
  require(call.speech_seconds() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fuzz::Scene scene;
  fuzz::Input input(data, size);
  scene.begin();
  check_handshake(input);
  check_audio(scene, input.rest());
  if (!input.empty()) check_refusals(scene, input.rest());
  return 0;
}
