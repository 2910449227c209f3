#include "server/control/control.hpp"

#include <algorithm>
#include <array>

#include "server/control/shapes.hpp"
#include "server/protocol/contract.hpp"
#include "server/protocol/json_writer.hpp"

namespace voiceid::control {
namespace {

constexpr std::string_view kContentType = "application/json";
constexpr std::string_view kHealthPath = "/health";
constexpr std::string_view kPrefix = "/_voiceid";

// The control API's own errors; their names stand alone on the wire.
constexpr ErrorType kNotFound{"", "NotFound", 404};
constexpr ErrorType kMethodNotAllowed{"", "MethodNotAllowed", 405};

Error not_found(std::string message) { return {&kNotFound, std::move(message), {}, {}}; }

}  // namespace

void Control::answer_error(const Error& error, http::Response& response) {
  response.status = error.type->http_status;
  response.content_type = kContentType;
  response.body = R"({"Error":)";
  protocol::append_string(response.body, error.type->name);
  response.body += R"(,"Message":)";
  protocol::append_string(response.body, error.message);
  response.body += "}";
}

struct Control::Route {
  std::string_view method;
  std::string_view path;
  Answer (Control::*answer)(std::string_view body);
};

std::span<const Control::Route> Control::routes() {
  static constexpr std::array<Route, 6> kRoutes{{{"GET", "/health", &Control::health},
                                                 {"POST", "/reset", &Control::reset},
                                                 {"GET", "/clock", &Control::get_clock},
                                                 {"PUT", "/clock", &Control::put_clock},
                                                 {"POST", "/clock/advance", &Control::advance_clock},
                                                 {"GET", "/contract", &Control::contract}}};
  return kRoutes;
}

void Control::handle(const http::Request& request, http::Response& response) {
  response.content_type = kContentType;
  std::string_view path = request.path();
  if (path.starts_with(kPrefix)) path.remove_prefix(kPrefix.size());
  if (!options_.enabled && path != kHealthPath) {
    return answer_error(not_found("The control API is switched off by --control off."), response);
  }
  // The answer to HEAD is that to GET; the connection leaves the body away.
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  const Route* route = nullptr;
  for (const Route& candidate : routes()) {
    if (candidate.path != path) continue;
    response.allow.append(response.allow.empty() ? "" : ", ").append(candidate.method);
    if (candidate.method == method) route = &candidate;
  }
  if (response.allow.empty()) {
    return answer_error(not_found("The control API has no such path."), response);
  }
  if (route == nullptr) {
    return answer_error({&kMethodNotAllowed, "The path does not take this method.", {}, {}}, response);
  }
  response.allow.clear();
  const Answer answer = (this->*route->answer)(request.body);
  if (answer) {
    response.body = *answer;
  } else {
    answer_error(answer.error(), response);
  }
}

template <class Request>
Result<Request> Control::read(std::string_view body) {
  Request request{};
  arena_.clear();
  const auto read = reader_.read(body, shapes::kShapeOf<Request>, &request, arena_, protocol::UnknownMembers::kRefused);
  if (!read) return read.error();
  return request;
}

Control::Answer Control::health(std::string_view /*body*/) {
  const auto uptime = std::chrono::steady_clock::now() - started_at_;
  std::string json = R"({"Status":"running","Version":)";
  protocol::append_string(json, options_.version);
  json += R"(,"Uptime":)";
  json += std::to_string(std::chrono::floor<std::chrono::seconds>(uptime).count());
  return json + "}";
}

Control::Answer Control::reset(std::string_view body) {
  if (auto request = read<EmptyRequest>(body); !request) return request.error();
  emulator_.reset();
  return std::string("{}");
}

std::string Control::clock_json() const {
  std::string json = R"({"Now":)";
  protocol::append_string(json, to_rfc3339(emulator_.clock().now()));
  json += R"(,"Frozen":)";
  json += emulator_.clock().frozen() ? "true" : "false";
  return json + "}";
}

Control::Answer Control::get_clock(std::string_view /*body*/) { return clock_json(); }

Control::Answer Control::put_clock(std::string_view body) {
  const auto request = read<PutClockRequest>(body);
  if (!request) return request.error();
  std::optional<TimePoint> now;
  if (request->now) {
    const auto parsed = parse_rfc3339(*request->now);
    if (!parsed) return parsed.error();
    now = *parsed;
  }
  // The clock is set while it stands still, so that it shows the very time that was asked for.
  if (request->frozen == true) emulator_.clock().freeze();
  if (now) emulator_.clock().set(*now);
  if (request->frozen == false) emulator_.clock().run();
  return clock_json();
}

Control::Answer Control::advance_clock(std::string_view body) {
  const auto request = read<AdvanceClockRequest>(body);
  if (!request) return request.error();
  const auto by = parse_iso8601_duration(request->by);
  if (!by) return by.error();
  if (auto advanced = emulator_.clock().advance(*by); !advanced) return advanced.error();
  return clock_json();
}

Control::Answer Control::contract(std::string_view /*body*/) {
  if (contract_.empty()) contract_ = protocol::contract_json();
  return contract_;
}

}  // namespace voiceid::control
