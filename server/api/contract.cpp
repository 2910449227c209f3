#include "server/api/contract.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "handlers/shapes/exceptions.hpp"
#include "server/api/operation_table.hpp"

namespace voiceid::api {
namespace {

using Json = nlohmann::ordered_json;
using shapes::Shape;
using shapes::ShapeKind;
using ShapesByName = std::map<std::string_view, const Shape*>;

std::string_view type_of(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::kString:
      return "string";
    case ShapeKind::kInteger:
      return "integer";
    case ShapeKind::kNumber:
      return "double";
    case ShapeKind::kBoolean:
      return "boolean";
    case ShapeKind::kTimestamp:
      return "timestamp";
    case ShapeKind::kList:
      return "list";
    case ShapeKind::kStructure:
      return "structure";
  }
  return {};
}

void collect(ShapesByName& found, const Shape& shape) {
  if (!found.emplace(shape.name, &shape).second) return;
  if (shape.element != nullptr) collect(found, *shape.element);
  for (const shapes::Member& member : shape.members) collect(found, *member.shape);
}

void add_members(Json& json, const Shape& shape) {
  Json required = Json::array();
  Json members = Json::object();
  for (const shapes::Member& member : shape.members) {
    if (member.required) required.push_back(member.name);
    Json& described = members[std::string(member.name)];
    described["shape"] = member.shape->name;
    if (member.idempotency_token) described["idempotencyToken"] = true;
  }
  if (!required.empty()) json["required"] = std::move(required);
  json["members"] = std::move(members);
}

void add_exception(Json& json, const ErrorType& exception) {
  constexpr int kFirstFault = 500;
  json["exception"] = true;
  if (exception.http_status >= kFirstFault) json["fault"] = true;
  json["httpStatusCode"] = exception.http_status;
}

Json described(const Shape& shape) {
  Json json;
  json["type"] = type_of(shape.kind);
  if (shape.kind == ShapeKind::kStructure) add_members(json, shape);
  if (shape.element != nullptr) json["member"] = {{"shape", shape.element->name}};
  if (shape.max) json["max"] = *shape.max;
  if (shape.min) json["min"] = *shape.min;
  if (shape.pattern != nullptr) json["pattern"] = shape.pattern->text();
  if (!shape.enum_values.empty()) json["enum"] = std::vector(shape.enum_values.begin(), shape.enum_values.end());
  if (shape.sensitive) json["sensitive"] = true;
  if (shape.exception != nullptr) add_exception(json, *shape.exception);
  return json;
}

bool can_answer(handlers::ErrorSet errors, const ErrorType* type) {
  if (type == &kServiceQuotaExceededException) return errors == handlers::ErrorSet::kCreate;
  if (type == &kConflictException) return errors >= handlers::ErrorSet::kWrite;
  if (type == &kResourceNotFoundException) return errors >= handlers::ErrorSet::kRead;
  return true;
}

Json described(const OperationEntry& operation) {
  Json errors = Json::array();
  for (const Shape& exception : shapes::kExceptionShapes) {
    if (can_answer(operation.errors, exception.exception)) errors.push_back(exception.name);
  }
  Json json;
  json["input"] = operation.input->name;
  json["output"] = operation.output == nullptr ? Json() : Json(operation.output->name);
  json["errors"] = std::move(errors);
  return json;
}

}  // namespace

std::string contract_json() {
  ShapesByName found;
  for (const Shape& exception : shapes::kExceptionShapes) collect(found, exception);
  Json operations = Json::object();
  for (const OperationEntry& operation : operation_table()) {
    collect(found, *operation.input);
    if (operation.output != nullptr) collect(found, *operation.output);
    operations[std::string(operation.name)] = described(operation);
  }
  Json shapes_json = Json::object();
  for (const auto& [name, shape] : found) shapes_json[std::string(name)] = described(*shape);
  Json contract;
  contract["metadata"] = {{"apiVersion", "2021-09-27"}, {"jsonVersion", "1.0"},     {"protocol", "json"},
                          {"serviceId", "Voice ID"},    {"signingName", "voiceid"}, {"targetPrefix", "VoiceID"},
                          {"endpointPrefix", "voiceid"}};
  contract["operations"] = std::move(operations);
  contract["shapes"] = std::move(shapes_json);
  return contract.dump();
}

}  // namespace voiceid::api
