#include "server/app.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <functional>

#include "server/agent_app/method_table.hpp"
#include "server/api/errors.hpp"
#include "server/api/operation_table.hpp"
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

// The same address in both families of IP.
struct Addresses {
  const char* v4;
  const char* v6;
};
constexpr Addresses kLoopback{"127.0.0.1", "::1"};
constexpr Addresses kEvery{"0.0.0.0", "::"};

Error error_of(http::Refusal refusal) {
  switch (refusal) {
    case http::Refusal::kMalformed:
      return {&api::kBadRequestException, "The request is not valid HTTP/1.1.", {}, {}};
    case http::Refusal::kHeaderTooLarge:
      return {&api::kRequestHeaderFieldsTooLargeException, "The header block may have at most 16 KiB.", {}, {}};
    case http::Refusal::kBodyTooLarge:
      return api::body_too_large();
    case http::Refusal::kMemoryFull:
      return {&api::kServiceUnavailableException,
              "Requests and answers in progress take all the memory that --memory-limit allows; try again.",
              {},
              {}};
    case http::Refusal::kBodyNotKept:
      return {&api::kServiceUnavailableException,
              "The temporary file for the request's body could not be written; is the disk of TMPDIR full?",
              {},
              {}};
    case http::Refusal::kUnwelcome:
      break;
    case http::Refusal::kNoTls:
      return {&api::kBadRequestException, "This port speaks TLS: use https in the URL.", {}, {}};
    case http::Refusal::kTooManyConnections:
      return {&api::kServiceUnavailableException,
              "Too many connections are open; --max-connections sets how many may be.",
              {},
              {}};
  }
  return internal_error();
}

constexpr auto kAddressNotAvailable = boost::system::errc::address_not_available;

// Liveness is not readiness.
bool is_served_while_loading(std::string_view path) {
  return control::asks_health(path) && !control::asks_readiness(path);
}

Error still_loading() {
  return {&api::kServiceUnavailableException, "The state is still being loaded; try again.", {}, {}};
}

Error cannot_listen(const std::string& host, std::uint16_t port, const boost::system::error_code& error) {
  return validation_failed("cannot listen on " + host + " port " + std::to_string(port) + ": " + error.message());
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
      server_(context, *this, options.server),
      port_(options.server.port) {
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

boost::system::error_code App::listen_on(const std::string& host) {
  boost::system::error_code error;
  const std::uint16_t bound = server_.listen(host, port_, error);
  if (error) return error;
  port_ = bound;
  if (url_host_.empty()) url_host_ = host;
  return {};
}

Result<void> App::listen_on_each(const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts) {
    if (auto error = listen_on(host)) return cannot_listen(host, port_, error);
  }
  return {};
}

// Some clients try a name's IPv6 address first. Only a machine without IPv6 goes without.
Result<void> App::listen_on_both(const char* v4, const char* v6) {
  constexpr int kTries = 20;
  for (int tries = 1;; ++tries) {
    port_ = options_.server.port;
    if (auto error = listen_on(v4)) return cannot_listen(v4, port_, error);
    const auto error = listen_on(v6);
    if (!error || error == boost::asio::error::address_family_not_supported || error == kAddressNotAvailable) return {};
    // A port that is free in IPv4 may be taken in IPv6: try another one.
    if (options_.server.port != 0 || tries == kTries) return cannot_listen(v6, port_, error);
    server_.stop_listening();
  }
}

Result<void> App::listen() {
  const bool everywhere = http::listens_everywhere(options_.server);
  std::vector<std::string> names = everywhere ? std::vector<std::string>() : options_.server.hosts;
  for (const std::string& host : options_.access.allowed_hosts) names.emplace_back(http::host_name(host));
  if (auto tls = server_.set_up_tls(names); !tls) return tls;
  if (everywhere) return listen_on_both(kEvery.v4, kEvery.v6);
  return options_.server.hosts.empty() ? listen_on_both(kLoopback.v4, kLoopback.v6)
                                       : listen_on_each(options_.server.hosts);
}

void App::start(std::function<void(const Result<void>&)> ready) {
  http::asio::post(context_, [this, ready = std::move(ready)]() mutable {
    emulator_.adopt_by_this_thread();
    fixtures_.set_paths(options_.fixtures);
    load_state(std::move(ready));
  });
  server_.start();
  const bool is_private = storage_.folder != nullptr && !options_.storage.root;
  if (is_private) remove_abandoned_folders();
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

std::string App::url() const { return http::url_of(options_.server, url_host_, port_); }

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
  if (!response.notes.hint.empty()) show_hint(response);
  const auto now = std::chrono::steady_clock::now();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(now - response.taken_up_at);
  // Nobody asks who read the console's files.
  if (&door != &console_) {
    counters_.count(kind_of(door), response.notes.operation, journal::status_of(response), took);
    journal_.record(kind_of(door), request, response, emulator_.clock().now(), took);
  }
  if (response.logged) {
    log(door, request, response, took);
  } else if (!response.notes.error.empty()) {
    log_refusal(door, request, response);
  }
}

void App::show_hint(http::Response& response) {
  const http::CallNotes& notes = response.notes;
  std::string value = notes.hint;
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  std::ranges::replace_if(value, std::not_fn(is_plain), '?');
  response.more_headers.append("x-voiceid-hint: ").append(value).append("\r\n");
  // Otherwise the request's own line has it.
  if (response.logged || !logged_hints_.admits(notes.hint_kind, response.taken_up_at)) return;
  log::write(spdlog::level::info, notes.hint, {{"request_id", response.request_id}, {"hint", notes.hint_kind}});
}

// A fault or a hint has a line of its own.
void App::log_refusal(const http::Door& door, const http::Request& request, const http::Response& response) {
  const http::CallNotes& notes = response.notes;
  if (!notes.fault.empty() || !notes.hint.empty()) return;
  if (!logged_refusals_.admits(notes.error, response.taken_up_at)) return;
  log::write(spdlog::level::info, "Refused a request; others with this error are not logged for a minute.",
             {{"error", notes.error},
              {"status", response.status},
              {"method", printable(request.method)},
              {"path", door.logged_path(request.path())},
              {"operation", &door == &control_ ? std::string_view() : notes.operation},
              {"account", notes.account}});
}

void App::log(const http::Door& door, const http::Request& request, const http::Response& response,
              std::chrono::microseconds took) const {
  const http::CallNotes& notes = response.notes;
  // The operation of the control API is the path.
  const std::string_view operation = &door == &control_ ? std::string_view() : notes.operation;
  log::write(spdlog::level::debug, "Answered a request.",
             {{"request_id", response.request_id},
              {"method", printable(request.method)},
              {"path", door.logged_path(request.path())},
              {"status", response.status},
              {"took_us", took.count()},
              {"error", notes.error},
              {"operation", operation},
              {"account", notes.account},
              {"region", notes.region},
              {"domain_id", notes.domain_id},
              {"fault", notes.fault},
              {"request", response.logged_request},
              {"hint", notes.hint}});
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
  door.answer_error(unwelcome ? checked.error() : error_of(refusal), response);
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
