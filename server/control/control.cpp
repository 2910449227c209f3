#include "server/control/control.hpp"

#include <algorithm>
#include <array>

#include "base/secret.hpp"
#include "domain/arn.hpp"
#include "server/control/pages.hpp"
#include "server/control/route.hpp"
#include "server/journal/hints.hpp"

namespace voiceid::control {
namespace {

// What containers, orchestrators and scripts ask. An answer means that the process is alive; kReadiness is refused
// until state and fixtures are loaded.
constexpr std::string_view kReadiness = "/readyz";
constexpr std::array<std::string_view, 3> kHealthPaths{"/health", "/livez", kReadiness};

// How the paths of what belongs to a domain begin.
constexpr std::string_view kDomainPath = "/domains/{DomainId}";

// How the paths of objects begin.
constexpr std::string_view kObjectPath = "/s3/";

// Errors of the control API alone, so their names have no namespace.
constexpr ErrorType kMethodNotAllowed{"", "MethodNotAllowed", 405};
constexpr ErrorType kUnauthorized{"", "Unauthorized", 401};

bool is_health(std::string_view path) { return std::ranges::find(kHealthPaths, path) != kHealthPaths.end(); }

std::string_view without_prefix(std::string_view path) {
  if (path.starts_with(kPathPrefix)) path.remove_prefix(kPathPrefix.size());
  return path.empty() ? "/" : path;
}

// Adds a method to the value of Allow. Several routes may fit a path.
void allow(std::string_view method, std::string& allowed) {
  if (allowed.find(method) != std::string::npos) return;
  allowed.append(allowed.empty() ? "" : ", ").append(method);
}

// HEAD is answered as GET; the connection leaves the body out.
std::string_view method_of_route(std::string_view method) { return method == "HEAD" ? "GET" : method; }

// The query of a request to that route. Errors: ValidationException for a parameter that it does not take, or one that
// comes twice.
Result<http::Query> read_query(const Route& route, const http::Request& request) {
  if (route.query.any) return http::Query();
  auto decoded = http::decode_query(request.query(), route.query.repeatable);
  if (!decoded) return decoded;
  for (const auto& [name, value] : *decoded) {
    const std::span known = route.query.known();
    if (std::ranges::find(known, name) == known.end()) {
      return validation_failed("The query parameter " + cited(name) + " is unknown" + instead_of(name, known));
    }
  }
  return decoded;
}

// Errors: ValidationException for an account, region or domain in the query that nothing can belong to.
Result<void> check_filters(const Call& call) {
  if (auto scope = call.scope(); !scope) return scope.error();
  const auto domain_id = call.query_value("domainId");
  if (!domain_id || resource_id_in(*domain_id)) return {};
  return validation_failed("The query parameter domainId must be 22 letters and digits.");
}

// Notes whose call it is: of a domain's owner or of what the query names.
void note(const Route& route, const Call& call) {
  http::CallNotes& notes = call.response.notes;
  notes.operation = operation_of(route);
  if (route.path.starts_with(kDomainPath) && resource_id_in(call.parameters[0])) {
    notes.domain_id = call.parameters[0];
    const handlers::Caller owner = call.emulator.owner_of(notes.domain_id);
    notes.account = owner.account;
    notes.region = owner.region;
  }
  const auto account = call.query_value("account");
  if (account && is_account_id(*account)) notes.account = *account;
  const auto region = call.query_value("region");
  if (region && is_region(*region)) notes.region = *region;
}

// Of what comes after a domain in paths, only sessions are looked up.
void hint_at(const Error& error, const Route& route, const Call& call) {
  if (!route.path.starts_with(kDomainPath)) return;
  const bool names_session = call.parameters.size() > 1;
  const journal::Named named{call.parameters[0], names_session ? std::string_view(call.parameters[1]) : ""};
  call.emulator.turn(
      {}, [&](handlers::Context& context) { journal::note_hint_on(error, named, context, call.response.notes); });
}

}  // namespace

bool asks_health(std::string_view path) { return is_health(without_prefix(path)); }

bool asks_readiness(std::string_view path) { return without_prefix(path) == kReadiness; }

void Control::answer_error(const Error& error, http::Response& response) const {
  http::Answer answer = error_answer(error);
  response.status = answer.status;
  response.content_type = answer.content_type;
  response.body = std::move(answer.body);
  response.notes.error = answer.error;
  if (error.type == &kUnauthorized) response.more_headers.append("WWW-Authenticate: Bearer\r\n");
}

bool Control::serves(std::string_view path) const {
  return is_health(path) || path == kPathPrefix || (path.starts_with(kPathPrefix) && path[kPathPrefix.size()] == '/');
}

http::BodyRule Control::body_rule(std::string_view method, std::string_view path) const {
  const auto segments = http::decode_path(without_prefix(path));
  std::vector<std::string> parameters;
  if (segments) {
    for (const Route& route : routes()) {
      if (route.method == method && fits(route, *segments, parameters)) {
        return {.largest = route.largest_body, .in_file = route.body == nullptr};
      }
    }
  }
  return {};
}

std::string Control::logged_path(std::string_view path) const {
  const auto segments = http::decode_path(without_prefix(path));
  std::vector<std::string> parameters;
  for (const Route& route : routes()) {
    const bool names_secrets = route.path.ends_with("+}") || route.path.find("{SpeakerId}") != std::string_view::npos;
    if (segments && names_secrets && fits(route, *segments, parameters)) {
      return std::string(kPathPrefix).append(route.path);
    }
  }
  // What fits no route may name the same.
  if (!segments || without_prefix(path).starts_with(kObjectPath)) return std::string(kPathPrefix).append("/...");
  return printable(path);
}

Result<void> Control::check_head(const http::Request& request) const {
  constexpr std::string_view kScheme = "Bearer ";
  const std::optional<std::string>& token = state_.options.token;
  if (!token || asks_health(request.path())) return {};
  const std::string_view given = request.header("Authorization").value_or(std::string_view());
  const bool is_bearer = http::equals_ignoring_case(given.substr(0, kScheme.size()), kScheme);
  if (is_bearer && equal_in_constant_time(given.substr(kScheme.size()), *token)) return {};
  return Error{
      &kUnauthorized, "This call needs the header Authorization: Bearer, with the value of --control-token.", {}, {}};
}

void Control::welcome(const http::Request& request, http::Response& response) const {
  response.status = request.path() == "/" ? 200 : 404;
  response.content_type = kHtml;
  response.body = welcome_page(state_.options.enabled);
}

void Control::handle(http::Request& request, http::Response& response) {
  response.content_type = kJson;
  if (auto answered = answer(request, response); !answered) answer_error(answered.error(), response);
}

Result<void> Control::answer(http::Request& request, http::Response& response) {
  if (auto checked = check_head(request); !checked) return checked;
  const std::string_view path = without_prefix(request.path());
  if (!state_.options.enabled && !is_health(path)) {
    return not_found("The control API is switched off by --control off.");
  }
  const auto segments = http::decode_path(path);
  if (!segments) return segments.error();
  const std::string_view method = method_of_route(request.method);
  std::vector<std::string> parameters;
  for (const Route& route : routes()) {
    if (!fits(route, *segments, parameters)) continue;
    if (route.method == method) {
      response.allow.clear();
      const auto query = read_query(route, request);
      if (!query) return query.error();
      const Call call{emulator_, state_, request, parameters, *query, response};
      note(route, call);
      auto answered = check_filters(call);
      if (answered) answered = route.answer(call);
      if (!answered) hint_at(answered.error(), route, call);
      return answered;
    }
    allow(route.method, response.allow);
  }
  if (response.allow.empty()) return not_found("The control API has no such path; GET /_voiceid/ lists its calls.");
  return Error{&kMethodNotAllowed, "The path does not take this method.", {}, {}};
}

}  // namespace voiceid::control
