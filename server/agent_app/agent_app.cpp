#include "server/agent_app/agent_app.hpp"

#include "handlers/agent_desktop.hpp"
#include "handlers/events.hpp"
#include "server/api/errors.hpp"

namespace voiceid::agent_app {
namespace {

// Where the streams library sends its calls.
constexpr std::string_view kPath = "/agent-app/api";
constexpr std::string_view kContentType = "application/json";
constexpr std::string_view kTargetPrefix = "AgentAppService.";

// How faults and documents name the method.
std::string_view short_name(const Method& method) { return method.target.substr(kTargetPrefix.size()); }

// Whether the handler publishes that the error refused the call.
bool publishes(const Method& method, const Error& injected) {
  return method.refusals == handlers::kPublished && handlers::publishes_injected(injected);
}

// The library expects the status 400 of the service, whatever the API would have answered.
constexpr int kRefused = 400;
constexpr int kForbidden = 403;

void write_error(const Error& error, int status, http::Response& response) {
  response.status = status;
  response.content_type = kContentType;
  response.error_type = response.notes.error = error.type->name;
  response.body = R"({"errorCode":"","message":"Request failed with status code )";
  response.body += std::to_string(error.type->http_status);
  // Without a `type`: the library then sets its own, which its documented checks compare (streams library).
  response.body += R"(","status":)" + std::to_string(status) + "}";
}

}  // namespace

AgentApp::AgentApp(server::Emulator& emulator) : emulator_(emulator) {
  for (const Method& method : methods()) {
    emulator.faults().operations().add(faults::Target::kAgentApp, short_name(method));
  }
}

bool AgentApp::serves(std::string_view path) const { return path == kPath; }

void AgentApp::answer_error(const Error& error, http::Response& response) const {
  write_error(error, error.type == &kAccessDeniedException ? kForbidden : kRefused, response);
}

void AgentApp::handle(http::Request& request, http::Response& response) {
  response.content_type = kContentType;
  faults::Strike strike;
  if (auto answered = answer(request, response, strike); !answered) write_error(answered.error(), kRefused, response);
  if (strike) emulator_.faults().disturb(strike, response);
}

// The call is that of its domain's owner.
faults::Strike AgentApp::find_strike(const Method& method, const http::Request& request, http::CallNotes& notes) {
  const auto names = reader_.read_as<shapes::DesktopDomainNames>(request.body, arena_);
  return emulator_.turn(emulator_.unsigned_caller(), [&](handlers::Context& context) {
    const std::string_view domain_id = names ? handlers::enter_named_domain(context, *names) : std::string_view();
    faults::Strike strike =
        emulator_.faults().strike({faults::Target::kAgentApp, short_name(method), context.account, domain_id});
    if (strike) {
      notes.account = context.account;
      notes.region = context.region;
      notes.domain_id = context.domain_id;
      notes.fault = strike.entry->id();
    }
    return strike;
  });
}

Result<void> AgentApp::answer(const http::Request& request, http::Response& response, faults::Strike& strike) {
  const auto target = request.header("X-Amz-Target");
  const Method* method = request.method == "POST" && target ? find_method(*target) : nullptr;
  if (method == nullptr) return api::unknown_operation();
  response.notes.operation = method->target;
  if (emulator_.faults().any()) {
    strike = find_strike(*method, request, response.notes);
    if (strike.spares_work()) return {};
    if (strike.error() != nullptr && !publishes(*method, *strike.error())) return *strike.error();
  }
  const Call call{emulator_, request.body, reader_, arena_, response.body, response.notes, strike.error()};
  return method->invoke(call);
}

}  // namespace voiceid::agent_app
