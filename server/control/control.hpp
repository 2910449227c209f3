#pragma once

#include "server/control/call.hpp"
#include "server/control/event_waits.hpp"

namespace voiceid::control {

/// The control API under `/_voiceid/` (page 6): JSON in and out, errors as `{"Error", "Message"}`.
class Control {
 public:
  Control(server::Emulator& emulator, const ControlStorage& storage, events::EventBus& events, ControlOptions options)
      : emulator_(emulator),
        event_waits_(storage.context, events),
        state_{.storage = storage, .events = events, .event_waits = event_waits_, .options = std::move(options)} {}

  /// Answers all who wait for events.
  void stop_waiting() { event_waits_.stop(); }
  /// Stops its work on objects. To be called before the pool is to wait for that.
  void stop() { state_.storage_gate->stop(); }

  /// Whether a path is one of this API's: below `/_voiceid/`, or `/health`, `/livez`, `/readyz`.
  static bool serves(std::string_view path);
  /// Answers a request to a path that it serves.
  void handle(http::Request& request, http::Response& response);

  /// Makes the answer of that error out of the response.
  static void answer_error(const Error& error, http::Response& response);

  /// Whether a request to that path may bring a file of audio.
  static bool takes_audio(std::string_view path);
  /// Whether a request to that path may bring an object.
  static bool takes_object(std::string_view path);

 private:
  Result<void> answer(http::Request& request, http::Response& response);

  server::Emulator& emulator_;
  EventWaits event_waits_;
  ControlState state_;
};

}  // namespace voiceid::control
