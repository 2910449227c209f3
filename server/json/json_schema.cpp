#include "server/json/json_schema.hpp"

#include <utility>

namespace voiceid::json {
namespace {

using shapes::Shape;
using shapes::ShapeKind;

OrderedJson of_text(const Shape& shape) {
  OrderedJson schema{{"type", "string"}};
  if (shape.min) schema["minLength"] = *shape.min;
  if (shape.max) schema["maxLength"] = *shape.max;
  if (shape.pattern != nullptr) schema["pattern"] = shape.pattern->text();
  if (!shape.enum_values.empty()) schema["enum"] = std::vector(shape.enum_values.begin(), shape.enum_values.end());
  return schema;
}

OrderedJson of_number(const Shape& shape) {
  OrderedJson schema{{"type", shape.kind == ShapeKind::kInteger ? "integer" : "number"}};
  if (shape.kind == ShapeKind::kTimestamp) schema["description"] = "Seconds since 1970";
  if (shape.min) schema["minimum"] = *shape.min;
  if (shape.max) schema["maximum"] = *shape.max;
  return schema;
}

}  // namespace

OrderedJson JsonSchemas::of(const Shape& shape, Nulls nulls) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return of_text(shape);
    case ShapeKind::kInteger:
    case ShapeKind::kNumber:
    case ShapeKind::kTimestamp:
      return of_number(shape);
    case ShapeKind::kBoolean:
      return {{"type", "boolean"}};
    case ShapeKind::kList: {
      OrderedJson schema{{"type", "array"}, {"items", of(*shape.element, nulls)}};
      if (shape.min) schema["minItems"] = *shape.min;
      if (shape.max) schema["maxItems"] = *shape.max;
      return schema;
    }
    case ShapeKind::kStructure:
      collect(shape, nulls);
      return {{"$ref", root_ + std::string(shape.name)}};
  }
  return {};
}

OrderedJson JsonSchemas::of_member(const shapes::Member& member, Nulls nulls) {
  OrderedJson value = of(*member.shape, nulls);
  OrderedJson choices = OrderedJson::array({value});
  if (member.literal == shapes::Literal::kFalse) choices.push_back({{"const", false}});
  const bool is_null_absent = nulls == Nulls::kForAbsent && !member.required;
  if (is_null_absent || member.literal == shapes::Literal::kNull) choices.push_back({{"type", "null"}});
  return choices.size() == 1 ? value : OrderedJson{{"anyOf", std::move(choices)}};
}

void JsonSchemas::collect(const Shape& structure, Nulls nulls) {
  const auto [place, is_new] = structures_.try_emplace(std::string(structure.name));
  if (!is_new) return;
  OrderedJson properties = OrderedJson::object();
  OrderedJson required = OrderedJson::array();
  for (const shapes::Member& member : structure.members) {
    properties[std::string(member.name)] = of_member(member, nulls);
    if (member.required) required.push_back(member.name);
  }
  OrderedJson schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  // Others may have come meanwhile; a map keeps its places.
  place->second = std::move(schema);
}

OrderedJson JsonSchemas::collected() const {
  OrderedJson all = OrderedJson::object();
  for (const auto& [name, schema] : structures_) all[name] = schema;
  return all;
}

}  // namespace voiceid::json
