#include "server/json/json_reader.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "server/json/constraints.hpp"

namespace voiceid::json {
namespace {

using shapes::Shape;
using shapes::ShapeKind;

constexpr std::string_view kUnexpectedObject = "Start of structure or map found where not expected";
constexpr std::string_view kUnexpectedList = "Start of list found where not expected";

Error serialization_failed(std::string message) {
  return {.type = &kSerializationException, .message = std::move(message)};
}

std::string not_json_at(std::size_t position) {
  return "The request body is not valid JSON in UTF-8, at byte " + std::to_string(position) + ".";
}

constexpr std::string_view type_name(ShapeKind kind) {
  constexpr std::array<std::string_view, 7> kNames{"String",    "Integer", "Number",   "Boolean",
                                                   "Timestamp", "List",    "Structure"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace

Result<void> JsonReader::read(std::string_view text, const Shape& shape, void* structure, Arena& arena,
                              UnknownMembers unknown_members) {
  arena_ = &arena;
  arena.clear();
  unknown_members_ = unknown_members;
  nesting_.begin(shape, structure);
  depth_ = skipped_depth_ = 0;
  malformed_.clear();
  unknown_member_.clear();
  if (text.empty()) text = "{}";
  // The JSON parser ends at a NUL, so whatever follows would go unnoticed.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return serialization_failed(not_json_at(nul + 1));
  }
  nlohmann::json::sax_parse(text.begin(), text.end(), this);
  return outcome();
}

Result<void> JsonReader::outcome() const {
  if (!malformed_.empty()) return serialization_failed(malformed_);
  const Findings& findings = nesting_.findings();
  if (auto error = findings.first_type_error()) return serialization_failed(std::move(error->message));
  if (!unknown_member_.empty()) return validation_failed("The member " + unknown_member_ + " is unknown.");
  if (findings.violation_count() == 0) return {};
  return validation_failed(findings.violations_message());
}

bool JsonReader::null() {
  const Shape* shape = next_value();
  if (shape == nullptr) return true;
  if (nesting_.is_outermost()) {
    wrong_type("NULL_VALUE", *shape);
  } else if (nesting_.is_in_list()) {
    nesting_.add_violation(missing_value(*shape));
    // Kept so that a list-too-long message can print it.
    if (shape->kind == ShapeKind::kString) *static_cast<std::string_view*>(nesting_.place()) = kNull;
  } else if (!nesting_.take_literal(shapes::Literal::kNull)) {
    nesting_.leave_absent();
  }
  return true;
}

bool JsonReader::boolean(bool value) {
  const Shape* shape = next_value();
  if (shape == nullptr) return true;
  if (shape->kind == ShapeKind::kBoolean) {
    *static_cast<bool*>(nesting_.place()) = value;
  } else if (value || !nesting_.take_literal(shapes::Literal::kFalse)) {
    wrong_type(value ? "TRUE_VALUE" : "FALSE_VALUE", *shape);
  }
  return true;
}

bool JsonReader::number_integer(std::int64_t value) {
  if (const Shape* shape = next_value()) integer(value, *shape);
  return true;
}

bool JsonReader::number_unsigned(std::uint64_t value) {
  const Shape* shape = next_value();
  if (shape == nullptr) return true;
  if (shape->kind == ShapeKind::kNumber) {
    number(static_cast<double>(value), *shape);
  } else if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    wrong_type("NUMBER_VALUE", *shape);
  } else {
    integer(static_cast<std::int64_t>(value), *shape);
  }
  return true;
}

bool JsonReader::number_float(double value, const std::string& text) {
  const Shape* shape = next_value();
  if (shape == nullptr) return true;
  if (shape->kind == ShapeKind::kNumber) {
    number(value, *shape);
    return true;
  }
  // The JSON parser also passes integers here that do not fit into 64 bits.
  if (text.find_first_of(".eE") == std::string::npos) {
    wrong_type("NUMBER_VALUE", *shape);
    return true;
  }
  // AWS JSON services: a number with a zero fraction is a valid integer.
  constexpr double kLimit = 9223372036854775808.0;
  if (shape->kind == ShapeKind::kInteger && std::trunc(value) == value && value >= -kLimit && value < kLimit) {
    integer(static_cast<std::int64_t>(value), *shape);
  } else {
    wrong_type("DECIMAL_VALUE", *shape);
  }
  return true;
}

void JsonReader::number(double value, const Shape& shape) {
  *static_cast<double*>(nesting_.place()) = value;
  if (const auto violation = violation_of(shape, value)) nesting_.add_violation(*violation);
}

void JsonReader::integer(std::int64_t value, const Shape& shape) {
  if (shape.kind == ShapeKind::kNumber) {
    number(static_cast<double>(value), shape);
  } else if (shape.kind == ShapeKind::kInteger) {
    *static_cast<std::int64_t*>(nesting_.place()) = value;
    if (const auto violation = violation_of(shape, value)) nesting_.add_violation(*violation);
  } else {
    wrong_type("NUMBER_VALUE", shape);
  }
}

bool JsonReader::string(std::string& text) {
  const Shape* shape = next_value();
  if (shape == nullptr) return true;
  if (shape->kind != ShapeKind::kString) {
    wrong_type("STRING_VALUE", *shape);
    return true;
  }
  const std::string_view value = arena_->copy(text);
  *static_cast<std::string_view*>(nesting_.place()) = value;
  for (const Violation& violation : violations_of(*shape, value)) nesting_.add_violation(violation);
  return true;
}

bool JsonReader::binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }

void JsonReader::wrong_type(std::string_view token, const Shape& shape) {
  nesting_.add_type_error(std::string(token).append(" cannot be converted to ").append(type_name(shape.kind)));
}

bool JsonReader::open(ShapeKind kind, std::string_view unexpected) {
  if (++depth_ > kMaxJsonDepth) {
    malformed_ = "The request body nests deeper than " + std::to_string(kMaxJsonDepth) + " levels.";
    return false;
  }
  const Shape* shape = next_value();
  if (shape != nullptr && shape->kind == kind) {
    nesting_.open(*shape);
    return true;
  }
  if (shape != nullptr) nesting_.add_type_error(std::string(unexpected));
  ++skipped_depth_;
  return true;
}

bool JsonReader::close() {
  --depth_;
  if (skipped_depth_ != 0) {
    --skipped_depth_;
  } else {
    nesting_.close();
  }
  return true;
}

bool JsonReader::start_object(std::size_t /*size*/) { return open(ShapeKind::kStructure, kUnexpectedObject); }

bool JsonReader::start_array(std::size_t /*size*/) { return open(ShapeKind::kList, kUnexpectedList); }

bool JsonReader::end_object() { return close(); }

bool JsonReader::end_array() { return close(); }

bool JsonReader::key(const std::string& name) {
  if (skipped_depth_ != 0 || nesting_.select(name)) return true;
  if (unknown_members_ == UnknownMembers::kRefused && unknown_member_.empty()) unknown_member_ = in_quotes(name);
  return true;
}

bool JsonReader::parse_error(std::size_t position, const std::string& /*last_token*/,
                             const nlohmann::detail::exception& /*error*/) {
  malformed_ = not_json_at(position);
  return false;
}

}  // namespace voiceid::json
