#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "handlers/shapes/schema.hpp"

namespace voiceid::json {

using OrderedJson = nlohmann::ordered_json;

/// JSON Schemas of shapes (draft 2020-12). Structures are collected under their names, and referred to.
class JsonSchemas {
 public:
  /// `root` is where the document has the collected schemas, such as `#/components/schemas/`.
  explicit JsonSchemas(std::string root) : root_(std::move(root)) {}

  /// The schema of the shape, a reference if it is a structure.
  OrderedJson of(const shapes::Shape& shape) { return of(shape, Nulls::kNever); }

  /// The schema of a request's body, as a JsonReader takes it: an optional member may be null. Ask for it before a
  /// structure that it has in common with others, since each structure is described once.
  OrderedJson of_body(const shapes::Shape& shape) { return of(shape, Nulls::kForAbsent); }

  /// The schemas of all structures that were referred to, in order of their names.
  OrderedJson collected() const;

 private:
  // Whether null may stand for a member that is absent.
  enum class Nulls { kNever, kForAbsent };

  OrderedJson of(const shapes::Shape& shape, Nulls nulls);
  OrderedJson of_member(const shapes::Member& member, Nulls nulls);
  void collect(const shapes::Shape& structure, Nulls nulls);

  std::string root_;
  std::map<std::string, OrderedJson> structures_;
};

}  // namespace voiceid::json
