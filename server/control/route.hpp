#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/control/call.hpp"
#include "server/http/door.hpp"

namespace voiceid::control {

/// Which query parameters a route takes.
struct QueryNames {
  std::array<std::string_view, 8> names{};
  /// The one of them that may come several times.
  std::string_view repeatable{};
  /// The query is not looked at.
  bool any = false;
};

/// One route of the control API: all that the program knows about it stands in its line of the table.
struct Route {
  std::string_view method;
  /// The path below `/_voiceid`; `*` stands for a parameter, `**` at the end for one that is all the rest, slashes
  /// included.
  std::string_view path;
  QueryNames query;
  /// How many bytes its body may have.
  std::uint64_t largest_body;
  /// What its JSON body is read by; nullptr where the handler takes the body as it is.
  const shapes::Shape* body;
  /// Reads the body, where it is JSON, and calls the handler.
  Result<void> (*answer)(const Call&);
};

template <auto kHandler>
struct Answering;

template <class Body, Result<void> (*kHandler)(const Call&, const Body&)>
struct Answering<kHandler> {
  static constexpr const shapes::Shape* kBody = &shapes::kShapeOf<Body>;
  static Result<void> answer(const Call& call) {
    const auto body = call.read<Body>();
    if (!body) return body.error();
    return kHandler(call, *body);
  }
};

template <Result<void> (*kHandler)(const Call&)>
struct Answering<kHandler> {
  static constexpr const shapes::Shape* kBody = nullptr;
  static Result<void> answer(const Call& call) { return kHandler(call); }
};

/// The route of a handler: `Result<void>(const Call&, const Body&)` for a JSON body, `Result<void>(const Call&)` for
/// one that takes the body as it is.
template <auto kHandler>
constexpr Route route(std::string_view method, std::string_view path, QueryNames query = {},
                      std::uint64_t largest_body = http::kMaxJsonBody) {
  return {method, path, query, largest_body, Answering<kHandler>::kBody, &Answering<kHandler>::answer};
}

/// The table.
std::span<const Route> routes();

/// Whether decoded segments of a path fit the route; `parameters` then holds its parameters.
bool fits(const Route& route, std::span<const std::string> segments, std::vector<std::string>& parameters);

}  // namespace voiceid::control
