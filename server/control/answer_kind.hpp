#pragma once

#include <string_view>

#include "handlers/shapes/schema.hpp"
#include "server/control/call.hpp"
#include "server/journal/metrics.hpp"

namespace voiceid::control {

/// What a route answers if it succeeds, as the description of the control API shows it.
struct AnswerKind {
  int status = 200;
  std::string_view content_type = kJson;
  /// nullptr for JSON of no particular shape, and for anything that is not JSON.
  const shapes::Shape* shape = nullptr;
};

/// What a route answers, as an argument of route(): the type of a structure, or one of these.
template <class Structure>
struct Created;
struct AnyJson;
struct Bytes;
struct Feed;
struct OpenedSocket;
struct JsonSchemaText;
struct Metrics;

template <class Structure>
inline constexpr AnswerKind kAnswerKindOf{.shape = &shapes::kShapeOf<Structure>};
template <class Structure>
inline constexpr AnswerKind kAnswerKindOf<Created<Structure>>{.status = 201, .shape = &shapes::kShapeOf<Structure>};
template <>
inline constexpr AnswerKind kAnswerKindOf<AnyJson>{};
template <>
inline constexpr AnswerKind kAnswerKindOf<Bytes>{.content_type = "application/octet-stream"};
template <>
inline constexpr AnswerKind kAnswerKindOf<Feed>{.content_type = "text/event-stream"};
template <>
inline constexpr AnswerKind kAnswerKindOf<JsonSchemaText>{.content_type = "application/schema+json"};
template <>
inline constexpr AnswerKind kAnswerKindOf<Metrics>{.content_type = journal::kMetricsType};
template <>
inline constexpr AnswerKind kAnswerKindOf<OpenedSocket>{.status = 101, .content_type = {}};

}  // namespace voiceid::control
