#pragma once

#include <chrono>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "server/control/control_storage.hpp"
#include "server/emulator/emulator.hpp"
#include "server/http/later_answer.hpp"
#include "server/http/message.hpp"
#include "server/http/target.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"
#include "server/json/json_writer.hpp"
#include "server/work/stop_gate.hpp"

namespace voiceid::events {
class EventBus;
}

namespace voiceid::control {

inline constexpr std::string_view kJson = "application/json";

struct ControlOptions {
  /// `--control off` removes all but health.
  bool enabled = true;
  std::string version;
};

class EventWaits;

/// What the control API keeps from one request to the next.
struct ControlState {
  ControlStorage storage;
  events::EventBus& events;
  EventWaits& event_waits;
  ControlOptions options;
  /// Stops the calls' work on objects.
  std::shared_ptr<work::StopGate> storage_gate = std::make_shared<work::StopGate>();
  std::chrono::steady_clock::time_point started_at = std::chrono::steady_clock::now();
  /// The answer to GET contract, once it was asked for.
  std::string contract = {};
  json::JsonReader reader = {};
  json::Arena arena = {};
};

/// One request to the control API.
struct Call {
  server::Emulator& emulator;
  ControlState& state;
  http::Request& request;
  /// What stands in the places of the path's parameters, decoded.
  std::span<const std::string> parameters;
  http::Response& response;

  /// The body, checked against the shape of that type. Errors: ValidationException, SerializationException.
  template <class Request>
  Result<Request> read() const {
    Request request_body{};
    state.arena.clear();
    const auto read = state.reader.read(request.body, shapes::kShapeOf<Request>, &request_body, state.arena,
                                        json::UnknownMembers::kRefused);
    if (!read) return read.error();
    return request_body;
  }

  /// Answers with that structure, or not at all where it is an error.
  template <class Answer>
  Result<void> answer(const Result<Answer>& result, int status = 200) const {
    if (!result) return result.error();
    response.status = status;
    json::append_structure(response.body, shapes::kShapeOf<Answer>, &*result);
    return {};
  }

  /// The query, which has no other parameters than these, each once but for the repeatable one.
  /// Errors: ValidationException.
  Result<http::Query> query(std::initializer_list<std::string_view> known = {}, std::string_view repeatable = {}) const;
};

/// What the path names is not there.
Error not_found(std::string message);

/// The answer that an error is.
http::Answer error_answer(const Error& error);

/// Answers the call into its response, or leaves that for later.
using Handler = Result<void> (*)(const Call&);

}  // namespace voiceid::control
