#pragma once

#include <chrono>
#include <memory>
#include <optional>
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

/// One request to the control API, on its way to the handler of its route.
struct Call {
  server::Emulator& emulator;
  ControlState& state;
  const http::Request& request;
  /// What stands in the places of the path's parameters, decoded.
  std::span<const std::string> parameters;
  /// The query, which has the route's parameters only.
  const http::Query& query;
  http::Response& response;

  /// The value of that query parameter, if it was given.
  std::optional<std::string_view> query_value(std::string_view name) const;

  /// The JSON body, read and checked by the shape of that type. Views in it hold until the next request.
  /// Errors: RequestEntityTooLargeException, SerializationException, ValidationException, also for unknown members.
  template <class Body>
  Result<Body> read() const {
    Body body{};
    if (auto read = read_into(shapes::kShapeOf<Body>, &body); !read) return read.error();
    return body;
  }

  /// Answers with that structure, or not at all where it is an error.
  template <class Answer>
  Result<void> answer(const Result<Answer>& result, int status = 200) const {
    if (!result) return result.error();
    response.status = status;
    json::append_structure(response.body, shapes::kShapeOf<Answer>, &*result);
    return {};
  }

 private:
  Result<void> read_into(const shapes::Shape& shape, void* body) const;
};

/// NotFound: what the path names does not exist.
Error not_found(std::string message);

/// The answer that an error is.
http::Answer error_answer(const Error& error);

}  // namespace voiceid::control
