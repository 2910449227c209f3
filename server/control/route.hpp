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

/// The query parameters that a route takes.
struct QueryNames {
  std::array<std::string_view, 10> names{};
  /// The one that may be repeated.
  std::string_view repeatable{};
  /// Any query is accepted and ignored.
  bool any = false;
};

/// One route of the control API. Its line in the table holds all that the program knows about it.
struct Route {
  std::string_view method;
  /// The path below `/_voiceid`. `*` is a parameter; a final `**` is one that takes all the rest, slashes included.
  std::string_view path;
  QueryNames query;
  /// The most bytes that a body may have.
  std::uint64_t largest_body;
  /// The shape of its JSON body; nullptr if the handler takes the body as it is.
  const shapes::Shape* body;
  /// Reads a JSON body and calls the handler.
  Result<void> (*answer)(const Call&);
};

template <auto Handler>
struct Answering;

template <class Body, Result<void> (*Handler)(const Call&, const Body&)>
struct Answering<Handler> {
  static constexpr const shapes::Shape* kBody = &shapes::kShapeOf<Body>;
  static Result<void> answer(const Call& call) {
    const auto body = call.read<Body>();
    if (!body) return body.error();
    return Handler(call, *body);
  }
};

template <Result<void> (*Handler)(const Call&)>
struct Answering<Handler> {
  static constexpr const shapes::Shape* kBody = nullptr;
  static Result<void> answer(const Call& call) { return Handler(call); }
};

/// The route of a handler: `Result<void>(const Call&, const Body&)` for a JSON body, `Result<void>(const Call&)` for
/// one that takes the body as it is.
template <auto Handler>
constexpr Route route(std::string_view method, std::string_view path, QueryNames query = {},
                      std::uint64_t largest_body = http::kMaxJsonBody) {
  return {method, path, query, largest_body, Answering<Handler>::kBody, &Answering<Handler>::answer};
}

/// All routes.
std::span<const Route> routes();

/// What the route, one of routes(), is called where calls are listed: `PUT /_voiceid/domains/*/status`.
std::string_view operation_of(const Route& route);

/// Whether the decoded segments of a path match the route. If so, `parameters` holds what its parameters match.
bool fits(const Route& route, std::span<const std::string> segments, std::vector<std::string>& parameters);

}  // namespace voiceid::control
