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
  OrderedJson of(const shapes::Shape& shape);

  /// The schemas of all structures that were referred to, in order of their names.
  OrderedJson collected() const;

 private:
  OrderedJson of_member(const shapes::Member& member);
  void collect(const shapes::Shape& structure);

  std::string root_;
  std::map<std::string, OrderedJson> structures_;
};

}  // namespace voiceid::json
