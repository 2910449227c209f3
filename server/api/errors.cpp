#include "server/api/errors.hpp"

#include <algorithm>

#include "handlers/shapes/exceptions.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::api {
namespace {

std::span<const shapes::Member> members_of(const ErrorType* type) {
  const auto shape = std::ranges::find(shapes::kExceptionShapes, type, &shapes::Shape::exception);
  return shape == shapes::kExceptionShapes.end() ? shapes::kMessageOnly : shape->members;
}

}  // namespace

Error unknown_operation() {
  return {&kUnknownOperationException,
          "The operation is unknown: an API call is POST / with the header X-Amz-Target: VoiceID.<Operation>.",
          {},
          {}};
}

Error body_too_large() {
  return {&kRequestEntityTooLargeException,
          "The request body may have at most 1 MiB, a fixture 16 MiB, audio 20 MB, an object 64 MB, a state 4 GiB.",
          {},
          {}};
}

void append_error_body(std::string& out, const Error& error) {
  shapes::ErrorBody body;
  body.message = error.message;
  if (error.resource_type) body.resource_type = name_of(*error.resource_type);
  if (error.conflict_type) body.conflict_type = name_of(*error.conflict_type);
  out.append(R"({"__type":")").append(error.type->wire_namespace).append("#").append(error.type->name).append("\"");
  json::append_members(out, members_of(error.type), &body, json::JsonStyle::kPlain, true);
  out.append("}");
}

}  // namespace voiceid::api
