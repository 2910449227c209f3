#include "server/json/json_reader.hpp"

#include <array>
#include <cmath>

#include "base/wording.hpp"
#include "server/json/constraints.hpp"
#include "server/json/parse_text.hpp"

namespace voiceid::json {
namespace {

using shapes::Shape;
using shapes::ShapeKind;

constexpr std::string_view kUnexpectedObject = "Start of structure or map found where not expected";
constexpr std::string_view kUnexpectedList = "Start of list found where not expected";

Error serialization_failed(std::string message) {
  return {.type = &kSerializationException, .message = std::move(message)};
}

std::string described(const TextFault& fault) {
  if (fault.too_deep) return "nests deeper than " + std::to_string(kMaxJsonDepth) + " levels.";
  return "is not valid JSON in UTF-8, at byte " + std::to_string(fault.position) + ".";
}

// The words of the AWS JSON services.
std::string service_words(JsonType found, ShapeKind wanted) {
  constexpr std::array<std::string_view, 7> kNames{"String",    "Integer", "Number",   "Boolean",
                                                   "Timestamp", "List",    "Structure"};
  constexpr std::array<std::string_view, 6> kTokens{"NULL_VALUE",   "TRUE_VALUE",    "FALSE_VALUE",
                                                    "NUMBER_VALUE", "DECIMAL_VALUE", "STRING_VALUE"};
  if (found == JsonType::kObject) return std::string(kUnexpectedObject);
  if (found == JsonType::kList) return std::string(kUnexpectedList);
  return std::string(kTokens[static_cast<std::size_t>(found)])
      .append(" cannot be converted to ")
      .append(kNames[static_cast<std::size_t>(wanted)]);
}

bool is_list_of_strings(const Shape& shape) {
  return shape.kind == ShapeKind::kList && shape.element->kind == ShapeKind::kString;
}

// `SpeechSeconds: a string cannot be a number.`
std::string own_words(std::string path, JsonType found, const Shape& wanted) {
  constexpr std::array<std::string_view, 7> kWanted{"a string", "an integer", "a number", "a boolean",
                                                    "a time",   "a list",     "an object"};
  constexpr std::array<std::string_view, 8> kFound{
      "null", "true", "false", "a number", "a number with decimals", "a string", "a list", "an object"};
  if (path.empty()) path = "The body";
  return path.append(": ")
      .append(kFound[static_cast<std::size_t>(found)])
      .append(" cannot be ")
      .append(is_list_of_strings(wanted) ? "a string or a list of strings"
                                         : kWanted[static_cast<std::size_t>(wanted.kind)])
      .append(".");
}

}  // namespace

Result<void> JsonReader::read(std::string_view text, const Shape& shape, void* structure, Arena& arena,
                              UnknownMembers unknown_members) {
  arena_ = &arena;
  arena.clear();
  unknown_members_ = unknown_members;
  nesting_.begin(shape, structure);
  skipped_depth_ = 0;
  unknown_member_.clear();
  // Some editors put one in front; RFC 8259, 8.1, lets readers ignore it.
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.empty()) text = "{}";
  const auto fault = parse_text(text, kMaxJsonDepth, *this);
  if (!has_room())
    return serialization_failed("The request body has more than " + std::to_string(most_values_) + " values.");
  if (fault) return serialization_failed("The request body " + described(*fault));
  return outcome();
}

Result<void> JsonReader::outcome() const {
  const Findings& findings = nesting_.findings();
  if (auto error = findings.first_type_error()) return serialization_failed(std::move(error->message));
  if (!unknown_member_.empty()) return validation_failed("The member " + unknown_member_);
  if (findings.violation_count() == 0) return {};
  return validation_failed(findings.violations_message());
}

bool JsonReader::null() {
  if (const Shape* shape = next_value()) put_null(*shape);
  return has_room();
}

void JsonReader::put_null(const Shape& shape) {
  if (nesting_.is_outermost()) {
    wrong_type(JsonType::kNullLiteral, shape);
  } else if (nesting_.is_in_list()) {
    nesting_.add_violation(missing_value(shape));
    // Kept so that a list-too-long message can print it.
    if (shape.kind == ShapeKind::kString) shapes::set_text(shape, nesting_.place(), kNull);
  } else if (!nesting_.take_literal(shapes::Literal::kNull)) {
    nesting_.leave_absent();
  }
}

bool JsonReader::boolean(bool value) {
  if (const Shape* shape = next_value()) put_boolean(value, *shape);
  return has_room();
}

void JsonReader::put_boolean(bool value, const Shape& shape) {
  if (shape.kind == ShapeKind::kBoolean) {
    *static_cast<bool*>(nesting_.place()) = value;
  } else if (value || !nesting_.take_literal(shapes::Literal::kFalse)) {
    wrong_type(value ? JsonType::kTrue : JsonType::kFalse, shape);
  }
}

bool JsonReader::integer(std::int64_t value) {
  if (const Shape* shape = next_value()) put_integer(value, *shape);
  return has_room();
}

void JsonReader::put_integer(std::int64_t value, const Shape& shape) {
  if (shape.kind == ShapeKind::kInteger) {
    shapes::set_integer(shape, nesting_.place(), value);
    if (const auto violation = violation_of(shape, value)) nesting_.add_violation(*violation);
  } else {
    put_number(static_cast<double>(value), shape);
  }
}

bool JsonReader::large_integer(double value) {
  if (const Shape* shape = next_value()) put_number(value, *shape);
  return has_room();
}

void JsonReader::put_number(double value, const Shape& shape) {
  if (shape.kind == ShapeKind::kTimestamp) return put_timestamp(value, shape);
  if (shape.kind != ShapeKind::kNumber) return wrong_type(JsonType::kNumber, shape);
  *static_cast<double*>(nesting_.place()) = value;
  if (const auto violation = violation_of(shape, value)) nesting_.add_violation(*violation);
}

bool JsonReader::decimal(double value) {
  if (const Shape* shape = next_value()) put_decimal(value, *shape);
  return has_room();
}

void JsonReader::put_decimal(double value, const Shape& shape) {
  // AWS JSON services: a number with a zero fraction is a valid integer.
  constexpr double kLimit = 9223372036854775808.0;
  if (shape.kind == ShapeKind::kNumber || shape.kind == ShapeKind::kTimestamp) {
    put_number(value, shape);
  } else if (shape.kind == ShapeKind::kInteger && std::trunc(value) == value && value >= -kLimit && value < kLimit) {
    put_integer(static_cast<std::int64_t>(value), shape);
  } else {
    wrong_type(JsonType::kDecimal, shape);
  }
}

void JsonReader::put_timestamp(double seconds, const Shape& shape) {
  constexpr double kMillisecondsInSecond = 1000;
  const auto latest = static_cast<double>(latest_time_point().time_since_epoch().count());
  const double milliseconds = std::round(seconds * kMillisecondsInSecond);
  if (!(milliseconds >= 0 && milliseconds <= latest)) {
    if (unknown_members_ == UnknownMembers::kIgnored) return wrong_type(JsonType::kNumber, shape);
    return nesting_.add_type_error(nesting_.written_path() + ": the number is no time in seconds since 1970.");
  }
  *static_cast<TimePoint*>(nesting_.place()) = TimePoint(std::chrono::milliseconds(std::llround(milliseconds)));
}

bool JsonReader::string(std::string_view text) {
  if (const Shape* shape = next_value()) put_string(text, *shape);
  return has_room();
}

void JsonReader::put_string(std::string_view text, const Shape& shape) {
  // Where unknown members are refused, people write: a list of strings may be written as its only element.
  const bool is_only_element = unknown_members_ == UnknownMembers::kRefused && is_list_of_strings(shape);
  const Shape& of_text = is_only_element ? *shape.element : shape;
  if (of_text.kind != ShapeKind::kString) return wrong_type(JsonType::kString, shape);
  // What holds the text itself needs no copy that outlives it.
  const std::string_view value = of_text.text != nullptr ? text : arena_->copy(text);
  void* place = nesting_.place();
  if (is_only_element) place = shape.list.append(place);
  shapes::set_text(of_text, place, value);
  for (const Violation& violation : violations_of(of_text, value)) nesting_.add_violation(violation);
}

void JsonReader::wrong_type(JsonType found, const Shape& shape) {
  const bool is_service = unknown_members_ == UnknownMembers::kIgnored;
  nesting_.add_type_error(is_service ? service_words(found, shape.kind)
                                     : own_words(nesting_.written_path(), found, shape));
}

bool JsonReader::open(ShapeKind kind) {
  const Shape* shape = next_value();
  if (shape != nullptr && shape->kind == kind) {
    nesting_.open(*shape);
  } else {
    if (shape != nullptr) wrong_type(kind == ShapeKind::kList ? JsonType::kList : JsonType::kObject, *shape);
    ++skipped_depth_;
  }
  return has_room() && !stop_.stop_requested();
}

bool JsonReader::close() {
  if (skipped_depth_ != 0) {
    --skipped_depth_;
  } else {
    nesting_.close();
  }
  return true;
}

bool JsonReader::key(std::string_view name) {
  if (skipped_depth_ != 0 || nesting_.select(name)) return true;
  if (unknown_members_ == UnknownMembers::kRefused && unknown_member_.empty()) {
    std::string path = nesting_.written_path_of_structure();
    path.append(path.empty() ? "" : ".").append(name);
    unknown_member_ = cited(path) + " is unknown" + instead_of(name, nesting_.member_names());
  }
  return true;
}

}  // namespace voiceid::json
