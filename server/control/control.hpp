#pragma once

#include "server/control/call.hpp"
#include "server/control/waits.hpp"
#include "server/events/event_bus.hpp"
#include "server/http/door.hpp"

namespace voiceid::control {

/// Whether that path asks whether the emulator is alive or ready.
bool asks_health(std::string_view path);
/// Whether that path asks whether the emulator is ready.
bool asks_readiness(std::string_view path);

/// The door of the control API: the routes of routes.cpp below `/_voiceid/`, JSON in and out, errors as
/// `{"Error", "Message"}` (docs/control-api.md). The paths that probes ask are served without the prefix too, and even
/// with `--control off`.
class Control final : public http::Door {
 public:
  Control(server::Emulator& emulator, const ControlStorage& storage, events::EventBus& events,
          const RequestState& requests, MetricsState metrics, ControlOptions options)
      : emulator_(emulator),
        event_waits_(storage.context, events.memory().news()),
        request_waits_(storage.context, requests.journal.news()),
        state_{.storage = storage,
               .events = events,
               .event_waits = event_waits_,
               .requests = requests,
               .metrics = std::move(metrics),
               .request_waits = request_waits_,
               .options = std::move(options)} {}

  /// Answers every call that waits, and from then on each new one at once.
  void stop_waiting() {
    event_waits_.stop();
    request_waits_.stop();
  }
  /// Stops its work on the pool; call it before the pool waits for that work.
  void stop() { state_.pool_gate->stop(); }

  bool serves(std::string_view path) const override;
  http::BodyRule body_rule(std::string_view method, std::string_view path) const override;
  Result<void> check_head(const http::Request& request) const override;
  /// Keys of objects are left out.
  std::string logged_path(std::string_view path) const override;
  /// Answers a browser that has opened a path that no door serves with a page.
  void welcome(const http::Request& request, http::Response& response) const;
  void handle(http::Request& request, http::Response& response) override;
  void answer_error(const Error& error, http::Response& response) const override;

 private:
  Result<void> answer(http::Request& request, http::Response& response);

  server::Emulator& emulator_;
  Waits event_waits_;
  Waits request_waits_;
  ControlState state_;
};

}  // namespace voiceid::control
