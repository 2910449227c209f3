#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "domain/scope.hpp"
#include "server/control/control_options.hpp"
#include "server/control/control_storage.hpp"
#include "server/control/heard_sessions.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/later_answer.hpp"
#include "server/http/message.hpp"
#include "server/http/target.hpp"
#include "server/journal/call_counters.hpp"
#include "server/journal/entry_writer.hpp"
#include "server/journal/journal.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"
#include "server/json/json_writer.hpp"
#include "server/work/stop_gate.hpp"

namespace voiceid::events {
class EventBus;
}

namespace voiceid::control {

inline constexpr std::string_view kJson = "application/json";

class Waits;

/// The log of requests. Both references outlive every answer.
struct RequestState {
  journal::Journal& journal;
  const journal::EntryWriter& writer;
};

/// What metrics show of calls and connections. The reference outlives every answer.
struct MetricsState {
  const journal::CallCounters& calls;
  std::function<std::size_t()> count_connections;
};

/// What the control API keeps between requests.
struct ControlState {
  ControlStorage storage;
  events::EventBus& events;
  Waits& event_waits;
  RequestState requests;
  MetricsState metrics;
  Waits& request_waits;
  HeardSessions heard = {};
  ControlOptions options;
  /// Stops the work that calls run on the pool.
  std::shared_ptr<work::StopGate> pool_gate = std::make_shared<work::StopGate>();
  std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
  /// The answer to GET contract, made when it is first asked for.
  std::string contract = {};
  /// The same of GET openapi.json.
  std::string openapi = {};
  json::JsonReader reader = {};
  json::Arena arena = {};
};

/// One request to the control API, on its way to the handler of its route.
struct Call {
  server::Emulator& emulator;
  ControlState& state;
  http::Request& request;
  /// The path's parameters, decoded.
  std::span<const std::string> parameters;
  /// The decoded query; it holds only parameters that the route takes.
  const http::Query& query;
  http::Response& response;

  /// The value of a query parameter, if given.
  std::optional<std::string_view> query_value(std::string_view name) const;

  /// The account and the region that the query names. Errors: ValidationException for what can be neither.
  Result<Scope> scope() const;

  /// Reads the JSON body and checks it against the shape of its type. Views in it hold until the next request.
  /// Errors: RequestEntityTooLargeException; SerializationException; ValidationException, for unknown members too.
  template <class Body>
  Result<Body> read() const {
    if (auto checked = check_length(); !checked) return checked.error();
    return state.reader.read_as<Body>(request.body, state.arena, json::UnknownMembers::kRefused);
  }

  /// Answers with what `handle(context)` returns in a turn of the owner of the domain that the path names first. If the
  /// query names another account or region, the turn is theirs, so that the domain is not found.
  template <class Handle>
  Result<void> answer_turn(Handle handle, int status = 200) const {
    return emulator.turn_of_domain(parameters[0], [&](handlers::Context& context) {
      context.account = query_value("account").value_or(context.account);
      context.region = query_value("region").value_or(context.region);
      return answer(handle(context), status);
    });
  }

  /// Writes the structure as the answer, or passes its error on.
  template <class Answer>
  Result<void> answer(const Result<Answer>& result, int status = 200) const {
    if (!result) return result.error();
    response.status = status;
    json::append_structure(response.body, shapes::kShapeOf<Answer>, &*result);
    return {};
  }

 private:
  Result<void> check_length() const;
};

/// NotFound: the path names nothing that exists.
Error not_found(std::string message);

/// What the control API calls an error: by its type or, for a conflict of a ConflictType, by that.
std::string_view error_name(const Error& error);

/// The answer for an error.
http::Answer error_answer(const Error& error);

}  // namespace voiceid::control
