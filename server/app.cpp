#include "server/app.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <functional>

#include "server/agent_app/method_table.hpp"
#include "server/api/errors.hpp"
#include "server/api/operation_table.hpp"
#include "server/api/refusals.hpp"
#include "server/control/pages.hpp"
#include "server/control/route.hpp"
#include "server/events/network_sinks.hpp"
#include "server/faults/fault_file.hpp"
#include "server/http/admission.hpp"
#include "server/log/log_line.hpp"
#include "server/objects/private_folder.hpp"
#include "server/work/disposal.hpp"

namespace voiceid::server {
namespace {

// Liveness is not readiness.
bool is_served_while_loading(std::string_view path) {
  return control::asks_health(path) && !control::asks_readiness(path);
}

Error still_loading() {
  return {&api::kServiceUnavailableException, "State and fixtures are still being loaded; try again.", {}, {}};
}

// Nobody can read the log of requests without the control API.
journal::JournalOptions kept_by(const Options& options) {
  return options.control.enabled ? options.journal : journal::JournalOptions{.calls = 0};
}

// There is no console without the control API.
std::vector<http::Door*> doors(const Options& options, http::Door& desktop, http::Door& console, http::Door& control,
                               http::Door& api) {
  if (!options.control.enabled) return {&desktop, &control, &api};
  return {&desktop, &console, &control, &api};
}

// The shapes of all bodies, by which the request log knows what is sensitive.
std::vector<const shapes::Shape*> body_shapes() {
  std::vector<const shapes::Shape*> shapes;
  for (const api::OperationEntry& operation : api::operation_table()) {
    shapes.push_back(operation.input);
    if (operation.output != nullptr) shapes.push_back(operation.output);
  }
  for (const agent_app::Method& method : agent_app::methods()) shapes.push_back(method.input);
  for (const control::Route& route : control::routes()) {
    if (route.body != nullptr) shapes.push_back(route.body);
  }
  return shapes;
}

// For the metrics, which count each by itself.
journal::CallCounters all_operations() {
  journal::CallCounters counters;
  for (const api::OperationEntry& operation : api::operation_table()) {
    counters.add(journal::Door::kApi, operation.name);
  }
  for (const agent_app::Method& method : agent_app::methods()) counters.add(journal::Door::kDesktop, method.target);
  for (const control::Route& route : control::routes()) {
    counters.add(journal::Door::kControl, control::operation_of(route));
  }
  return counters;
}

}  // namespace

App::App(http::asio::io_context& context, const Options& options, objects::Storage storage)
    : context_(context),
      options_(options),
      storage_(std::move(storage)),
      jobs_(context, pool_, *storage_.objects),
      events_(options.events.buffer, options.seed),
      emulator_(context, jobs_, events_, options.settings, options.seed,
                {options_.api.default_account, options_.api.default_region}),
      journal_(kept_by(options)),
      entry_writer_(options.journal, body_shapes()),
      counters_(all_operations()),
      fixtures_(context, pool_, *storage_.objects, emulator_),
      api_(emulator_, options.api),
      control_(emulator_, {storage_.folder, pool_, context, fixtures_}, events_, {journal_, entry_writer_},
               {counters_, [this] { return server_.open_connections(); }}, options.control),
      console_(options.console),
      state_(context, pool_, emulator_, options.state),
      agent_app_(emulator_),
      doors_(doors(options, agent_app_, console_, control_, api_)),
      access_policy_(options.access),
      server_(context, *this, options.server) {
  jobs_.serve(emulator_);
  emulator_.dispose_by([this](std::vector<store::DomainRecord> erased) { dispose(std::move(erased)); });
  for (auto& sink : events::make_network_sinks(context, events_.writer(), options.events)) events_.add(std::move(sink));
}

// Stop the work on the pool before the members it uses are destroyed.
App::~App() { stop_pool(); }

void App::stop_pool() {
  jobs_.cancel_all();
  control_.stop();
  fixtures_.stop();
  state_.stop();
  cleaning_->stop();
  pool_.stop();
}

Result<void> App::set_faults() {
  if (options_.faults_file.empty()) return {};
  faults::Faults& faults = emulator_.faults();
  auto read = faults::read_fault_file(options_.faults_file, faults.operations());
  if (!read) return read.error();
  for (faults::Fault& fault : *read) {
    if (auto added = faults.add(std::move(fault)); !added) return added.error();
  }
  log::write(spdlog::level::info, "Set faults.", {{"file", options_.faults_file}, {"faults", read->size()}});
  return {};
}

Result<void> App::listen() {
  std::vector<std::string> names;
  for (const std::string& host : options_.access.allowed_hosts) names.emplace_back(http::host_name(host));
  const auto listening = http::listen(server_, options_.server, names);
  if (!listening) return listening.error();
  listening_ = *listening;
  return {};
}

void App::start(std::function<void(const Result<void>&)> ready) {
  http::asio::post(context_, [this, ready = std::move(ready)]() mutable {
    emulator_.adopt_by_this_thread();
    fixtures_.set_paths(options_.fixtures);
    load_state(std::move(ready));
  });
  server_.start();
  remove_abandoned_folders();
}

void App::load_state(std::function<void(const Result<void>&)> ready) {
  state_.load([this, ready = std::move(ready)](const Result<bool>& loaded) mutable {
    if (!loaded) return ready(loaded.error());
    if (!*loaded) return load_fixtures(std::move(ready));
    become_ready(ready);
  });
}

void App::load_fixtures(std::function<void(const Result<void>&)> ready) {
  fixtures_.load_at_start([this, ready = std::move(ready)](const Result<std::string>& ids) {
    if (!ids) return ready(ids.error());
    become_ready(ready);
  });
}

void App::become_ready(const std::function<void(const Result<void>&)>& ready) {
  is_ready_ = true;
  state_.keep();
  ready({});
}

void App::remove_abandoned_folders() {
  auto folders = objects::find_abandoned_folders();
  if (folders.empty()) return;
  pool_.run([folders = std::move(folders), cleaning = cleaning_] { objects::remove(folders, *cleaning); });
}

void App::dispose(std::vector<store::DomainRecord> erased) {
  const bool many =
      std::ranges::any_of(erased, [](const auto& record) { return record.count_rows() >= work::kManyRows; });
  if (many) work::dispose_on(pool_, std::move(erased));
}

void App::stop() {
  fixtures_.stop();
  state_.stop();
  jobs_.cancel_all();
  emulator_.stop();
  events_.stop();
  control_.stop_waiting();
  server_.stop();
}

Result<void> App::save_state() {
  // A save under way ends first.
  stop_pool();
  return state_.save_at_end();
}

std::string App::url() const { return http::url_of(options_.server, listening_.host, listening_.port); }

void App::handle(http::Request& request, http::Response& response) {
  request_ids_.next(response.request_id);
  response.logged = spdlog::should_log(spdlog::level::debug);
  response.taken_up_at = std::chrono::steady_clock::now();
  http::Door& door = door_for(request);
  route(door, request, response);
  if (!response.later) conclude(door, request, response);
}

void App::complete(const http::Request& request, http::Response& response, bool given) {
  const http::Door& door = door_of(request.path());
  if (!given) {
    spdlog::error("{} could not be answered", response.request_id);
    door.answer_error(internal_error(), response);
  }
  conclude(door, request, response);
}

void App::conclude(const http::Door& door, const http::Request& request, http::Response& response) {
  if (!response.notes.hint.empty()) log_.show_hint(response);
  const auto now = std::chrono::steady_clock::now();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now - response.taken_up_at);
  // Nobody asks who read the console's files.
  if (&door != &console_) {
    counters_.count(kind_of(door), response.notes.operation, journal::status_of(response), took);
    journal_.record(kind_of(door), request, response, emulator_.clock().now(), took);
  }
  // The operation of the control API is the path.
  log_.write(door, &door == &control_ ? std::string_view() : response.notes.operation, request, response, took);
}

void App::route(http::Door& door, http::Request& request, http::Response& response) {
  try {
    if (auto admitted = http::admit(request, access_policy_, response); !admitted) {
      door.answer_error(admitted.error(), response);
    } else if (!is_ready_ && !is_served_while_loading(request.path())) {
      door.answer_error(still_loading(), response);
    } else if (http::is_preflight(request)) {
      http::answer_preflight(request, response);
    } else if (&door == &api_ && control::wants_page(request)) {
      control_.welcome(request, response);
    } else {
      door.handle(request, response);
    }
  } catch (const std::exception& bug) {
    spdlog::error("{} ended in an exception: {}", response.request_id, bug.what());
    door.answer_error(internal_error(), response);
  }
}

http::Door& App::door_of(std::string_view path) const {
  const auto found = std::ranges::find_if(doors_, [path](const http::Door* door) { return door->serves(path); });
  return found == doors_.end() ? *doors_.back() : **found;
}

http::Door& App::door_for(const http::Request& request) {
  if (options_.control.enabled && request.path() == "/" && control::wants_page(request)) return console_;
  return door_of(request.path());
}

journal::Door App::kind_of(const http::Door& door) const {
  if (&door == &control_) return journal::Door::kControl;
  return &door == &agent_app_ ? journal::Door::kDesktop : journal::Door::kApi;
}

http::BodyRule App::body_rule(std::string_view method, std::string_view target) const {
  const std::string_view path = http::path_of(target);
  return door_of(path).body_rule(method, path);
}

void App::refuse(http::Refusal refusal, const http::Request& request, http::Response& response) {
  response.clear();
  request_ids_.next(response.request_id);
  spdlog::debug("{} refused", response.request_id);
  response.logged = false;
  response.taken_up_at = std::chrono::steady_clock::now();
  const auto checked = check_head(request, response);
  const bool unwelcome = refusal == http::Refusal::kUnwelcome && !checked;
  const http::Door& door = door_of(request.path());
  if (unwelcome) door.note_hint(checked.error(), request, response.notes);
  door.answer_error(unwelcome ? checked.error() : api::error_of(refusal), response);
  conclude(door, request, response);
}

bool App::is_welcome(const http::Request& request) {
  http::Response ignored;
  return check_head(request, ignored).has_value();
}

Result<void> App::check_head(const http::Request& request, http::Response& response) {
  if (auto admitted = http::admit(request, access_policy_, response); !admitted) return admitted;
  return door_of(request.path()).check_head(request);
}

}  // namespace voiceid::server
