#include "server/control/control.hpp"

#include <algorithm>
#include <array>

#include "server/control/calls.hpp"

namespace voiceid::control {
namespace {

constexpr std::string_view kPrefix = "/_voiceid";

// What containers, orchestrators and scripts ask: served without the prefix, too, and whether the rest is or not.
// Whoever gets an answer has reached a process that is alive and takes requests: one that ends or begins does not
// listen.
constexpr std::array<std::string_view, 3> kHealthPaths{"/health", "/livez", "/readyz"};

bool is_health(std::string_view path) { return std::ranges::find(kHealthPaths, path) != kHealthPaths.end(); }

// The control API's own errors; their names stand alone on the wire.
constexpr ErrorType kNotFound{"", "NotFound", 404};
constexpr ErrorType kMethodNotAllowed{"", "MethodNotAllowed", 405};

// A path's pattern; `*` stands for a parameter, `**` at the end for one that is all the rest, slashes included.
struct Route {
  std::string_view method;
  std::string_view path;
  Handler handler;
};

constexpr std::array kRoutes{Route{"GET", kHealthPaths[0], &health},
                             Route{"GET", kHealthPaths[1], &health},
                             Route{"GET", kHealthPaths[2], &health},
                             Route{"POST", "/reset", &reset},
                             Route{"GET", "/clock", &get_clock},
                             Route{"PUT", "/clock", &put_clock},
                             Route{"POST", "/clock/advance", &advance_clock},
                             Route{"GET", "/contract", &contract},
                             Route{"GET", "/domains/*/sessions", &list_sessions},
                             Route{"POST", "/domains/*/sessions", &start_session},
                             Route{"GET", "/domains/*/sessions/*", &describe_session},
                             Route{"PATCH", "/domains/*/sessions/*", &update_session},
                             Route{"GET", "/domains/*/sessions/*/audio", &open_audio_socket},
                             Route{"POST", "/domains/*/sessions/*/audio", &add_audio},
                             Route{"PUT", "/domains/*/sessions/*/outcome", &put_outcome},
                             Route{"DELETE", "/domains/*/sessions/*/outcome", &delete_outcome},
                             Route{"POST", "/domains/*/sessions/*/enrollment", &enroll_by_session},
                             Route{"POST", "/domains/*/sessions/*/end", &end_session},
                             Route{"PUT", "/s3/*/**", &put_object},
                             Route{"GET", "/s3/*/**", &get_object},
                             Route{"DELETE", "/s3/*/**", &delete_object},
                             Route{"GET", "/s3/*", &list_objects},
                             Route{"GET", "/events", &list_events},
                             Route{"DELETE", "/events", &delete_events},
                             Route{"GET", "/events/stream", &stream_events},
                             Route{"GET", "/events/sinks", &list_sinks},
                             Route{"PUT", "/events/sinks/*/disorder", &put_disorder},
                             Route{"DELETE", "/events/sinks/*/disorder", &delete_disorder},
                             Route{"PUT", "/integration-associations/*", &put_integration_association},
                             Route{"PUT", "/contacts/*", &put_contact}};

// The segments as one, between slashes.
std::string joined(std::span<const std::string> segments) {
  std::string text = segments.front();
  for (const std::string& segment : segments.subspan(1)) text.append("/").append(segment);
  return text;
}

// Whether the segments fit the pattern; `parameters` then holds what stands in its parameters' places.
bool fits(std::string_view pattern, std::span<const std::string> segments, std::vector<std::string>& parameters) {
  parameters.clear();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (pattern.empty()) return false;
    const std::size_t end = std::min(pattern.find('/', 1), pattern.size());
    const std::string_view wanted = pattern.substr(1, end - 1);
    if (wanted == "**") {
      parameters.push_back(joined(segments.subspan(i)));
      return true;
    }
    if (wanted == "*" && !segments[i].empty()) {
      parameters.push_back(segments[i]);
    } else if (wanted != segments[i]) {
      return false;
    }
    pattern.remove_prefix(end);
  }
  return pattern.empty();
}

// The path below the API's prefix.
std::string_view without_prefix(std::string_view path) {
  if (path.starts_with(kPrefix)) path.remove_prefix(kPrefix.size());
  return path;
}

// Page 6 names the statuses of this API's errors; a quota is a conflict among them.
int status_of(const ErrorType& type) { return &type == &kServiceQuotaExceededException ? 409 : type.http_status; }

}  // namespace

Error not_found(std::string message) { return {&kNotFound, std::move(message), {}, {}}; }

http::Answer error_answer(const Error& error) {
  http::Answer answer{status_of(*error.type), kJson, R"({"Error":)"};
  json::append_string(answer.body, error.conflict_type ? name_of(*error.conflict_type) : error.type->name);
  answer.body += R"(,"Message":)";
  json::append_string(answer.body, error.message);
  answer.body += "}";
  return answer;
}

void Control::answer_error(const Error& error, http::Response& response) {
  http::Answer answer = error_answer(error);
  response.status = answer.status;
  response.content_type = answer.content_type;
  response.body = std::move(answer.body);
}

bool Control::serves(std::string_view path) {
  return is_health(path) || path == kPrefix || (path.starts_with(kPrefix) && path[kPrefix.size()] == '/');
}

bool Control::takes_audio(std::string_view path) {
  return path.starts_with("/_voiceid/domains/") && path.ends_with("/audio");
}

bool Control::takes_object(std::string_view path) { return path.starts_with("/_voiceid/s3/"); }

void Control::handle(http::Request& request, http::Response& response) {
  response.content_type = kJson;
  if (auto answered = answer(request, response); !answered) answer_error(answered.error(), response);
}

Result<void> Control::answer(http::Request& request, http::Response& response) {
  const std::string_view path = without_prefix(request.path());
  if (!state_.options.enabled && !is_health(path)) {
    return not_found("The control API is switched off by --control off.");
  }
  const auto segments = http::decode_path(path);
  if (!segments) return segments.error();
  // The answer to HEAD is that to GET; the connection leaves the body away.
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  std::vector<std::string> parameters;
  for (const Route& route : kRoutes) {
    if (!fits(route.path, *segments, parameters)) continue;
    if (route.method == method) {
      response.allow.clear();
      return route.handler({emulator_, state_, request, parameters, response});
    }
    response.allow.append(response.allow.empty() ? "" : ", ").append(route.method);
  }
  if (response.allow.empty()) return not_found("The control API has no such path.");
  return Error{&kMethodNotAllowed, "The path does not take this method.", {}, {}};
}

Result<http::Query> Call::query(std::initializer_list<std::string_view> known, std::string_view repeatable) const {
  auto decoded = http::decode_query(request.query(), repeatable);
  if (!decoded) return decoded;
  for (const auto& [name, value] : *decoded) {
    if (std::ranges::find(known, name) == known.end()) {
      return validation_failed("The query parameter " + name + " is unknown.");
    }
  }
  return decoded;
}

}  // namespace voiceid::control
