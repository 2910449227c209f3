#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "server/agent_app/agent_app.hpp"
#include "server/api/api.hpp"
#include "server/command_line/options.hpp"
#include "server/console/console.hpp"
#include "server/control/control.hpp"
#include "server/emulator/emulator.hpp"
#include "server/events/event_bus.hpp"
#include "server/fixtures/fixture_loader.hpp"
#include "server/http/access_policy.hpp"
#include "server/http/door.hpp"
#include "server/http/http_server.hpp"
#include "server/http/listening.hpp"
#include "server/http/message.hpp"
#include "server/jobs/job_runner.hpp"
#include "server/journal/answer_log.hpp"
#include "server/journal/call_counters.hpp"
#include "server/journal/entry_writer.hpp"
#include "server/journal/journal.hpp"
#include "server/objects/storage_options.hpp"
#include "server/state/state_keeper.hpp"
#include "server/work/worker_pool.hpp"

namespace voiceid::server {

/// The composition root: makes the parts and sends each request to the door that serves its path.
class App final : public http::Service {
 public:
  App(http::asio::io_context& context, const Options& options, objects::Storage storage);
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  ~App() override;

  /// Sets the faults of --faults. Errors: ValidationException with one sentence that names the file.
  Result<void> set_faults();
  /// Listens on the options' addresses. Errors: ValidationException with one sentence that names the address.
  Result<void> listen();
  /// Serves on the thread that runs the io_context, until stop(). Calls `ready` there as soon as state and fixtures are
  /// loaded; until then, only questions for health are answered otherwise than with 503. Errors that `ready` gets:
  /// ValidationException with one sentence that names the file.
  void start(std::function<void(const Result<void>& loaded)> ready);
  /// Stops jobs and the server. Sinks get half a second to deliver what they hold.
  void stop();
  /// Saves the state where options say so, once the io_context has nothing left to do. Errors: as start().
  Result<void> save_state();

  /// The URL at which clients reach the emulator.
  std::string url() const;
  std::uint16_t port() const { return listening_.port; }
  Emulator& emulator() { return emulator_; }

  void handle(http::Request& request, http::Response& response) override;
  void complete(const http::Request& request, http::Response& response, bool given) override;
  void refuse(http::Refusal refusal, const http::Request& request, http::Response& response) override;
  bool is_welcome(const http::Request& request) override;
  bool is_probe(const http::Request& request) const override { return control::asks_health(request.path()); }
  http::BodyRule body_rule(std::string_view method, std::string_view target) const override;

 private:
  void stop_pool();
  // What the header block alone says against a request. Adds CORS headers to the response.
  Result<void> check_head(const http::Request& request, http::Response& response);
  // Loads the state, or the fixtures if there is none yet.
  void load_state(std::function<void(const Result<void>&)> ready);
  // Calls `ready` at once if there are none.
  void load_fixtures(std::function<void(const Result<void>&)> ready);
  void become_ready(const std::function<void(const Result<void>&)>& ready);
  // Those of processes that were killed.
  void remove_abandoned_folders();
  // Destroys erased domains, large ones on the pool.
  void dispose(std::vector<store::DomainRecord> erased);
  void route(http::Door& door, http::Request& request, http::Response& response);
  // What happens to every request once its answer is known.
  void conclude(const http::Door& door, const http::Request& request, http::Response& response);
  http::Door& door_of(std::string_view path) const;
  // The same, but the console for a browser that opens `/`.
  http::Door& door_for(const http::Request& request);
  journal::Door kind_of(const http::Door& door) const;

  http::asio::io_context& context_;
  Options options_;
  objects::Storage storage_;
  // Stops the removal of folders that other processes left behind.
  std::shared_ptr<work::StopGate> cleaning_ = std::make_shared<work::StopGate>();
  work::WorkerPool pool_;
  jobs::JobRunner jobs_;
  events::EventBus events_;
  Emulator emulator_;
  journal::Journal journal_;
  journal::EntryWriter entry_writer_;
  journal::CallCounters counters_;
  journal::AnswerLog log_;
  fixtures::FixtureLoader fixtures_;
  bool is_ready_ = false;
  api::Api api_;
  control::Control control_;
  console::Console console_;
  state::StateKeeper state_;
  agent_app::AgentApp agent_app_;
  // The last one also answers requests that no door serves.
  std::vector<http::Door*> doors_;
  http::AccessPolicy access_policy_;
  RequestIds request_ids_;
  http::HttpServer server_;
  http::Listening listening_;
};

}  // namespace voiceid::server
