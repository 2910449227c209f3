#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/control/answer_kind.hpp"
#include "server/control/call.hpp"
#include "server/http/door.hpp"

namespace voiceid::control {

/// Where the control API is.
inline constexpr std::string_view kPathPrefix = "/_voiceid";

/// The query parameters that a route takes.
struct QueryNames {
  std::array<std::string_view, 10> names{};
  /// The one that may be repeated.
  std::string_view repeatable{};
  /// Any query is accepted and ignored.
  bool any = false;

  constexpr std::span<const std::string_view> known() const {
    return std::span(names).first(
        static_cast<std::size_t>(std::ranges::find(names, std::string_view()) - names.begin()));
  }
};

/// A body that its handler takes as it is.
struct RawBody {
  /// Empty if the call takes no body.
  std::string_view content_type;
  /// The shape of the JSON that the call takes as well.
  const shapes::Shape* json = nullptr;
  /// Whether a member of that JSON may be null, as in bodies that the route reads.
  bool allows_null = false;
};

/// One route of the control API. Its line in the table holds all that the program knows about it.
struct Route {
  std::string_view method;
  /// The path below `/_voiceid`. `{Name}` is a parameter; a final `{Name+}` is one that takes all the rest, slashes
  /// included.
  std::string_view path;
  /// What the call does, in a few words.
  std::string_view summary;
  AnswerKind answer_kind;
  QueryNames query;
  /// The most bytes that a body may have.
  std::uint64_t largest_body;
  /// The shape of its JSON body; nullptr if the handler takes the body as it is.
  const shapes::Shape* body;
  RawBody raw_body;
  /// A JSON body that the call takes, for readers of its description; tests send it.
  std::string_view example;
  /// Reads a JSON body and calls the handler.
  Result<void> (*answer)(const Call&);

  /// The same route with an example of its JSON body.
  constexpr Route with_example(std::string_view json) const {
    Route route = *this;
    route.example = json;
    return route;
  }
  /// The same route with the body that its handler takes as it is.
  constexpr Route with_raw_body(const RawBody& taken) const {
    Route route = *this;
    route.raw_body = taken;
    return route;
  }
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
/// one that takes the body as it is. `Answer` is what it answers.
template <auto Handler, class Answer>
constexpr Route route(std::string_view method, std::string_view path, std::string_view summary, QueryNames query = {},
                      std::uint64_t largest_body = http::kMaxJsonBody) {
  return {.method = method,
          .path = path,
          .summary = summary,
          .answer_kind = kAnswerKindOf<Answer>,
          .query = query,
          .largest_body = largest_body,
          .body = Answering<Handler>::kBody,
          .raw_body = {},
          .example = {},
          .answer = &Answering<Handler>::answer};
}

/// All routes.
std::span<const Route> routes();

/// What the route, one of routes(), is called in logs and metrics: `PUT /_voiceid/domains/{DomainId}/status`.
std::string_view operation_of(const Route& route);

/// Whether the decoded segments of a path match the route. If so, `parameters` holds what its parameters match.
bool fits(const Route& route, std::span<const std::string> segments, std::vector<std::string>& parameters);

}  // namespace voiceid::control
