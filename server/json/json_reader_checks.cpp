#include <algorithm>
#include <array>

#include "server/json/constraint_texts.hpp"
#include "server/json/json_reader.hpp"
#include "server/json/serialization_error.hpp"

// What a JsonReader checks as values come, and what it says of what it found.
namespace voiceid::json {
namespace {

using shapes::Member;
using shapes::Shape;
using shapes::ShapeKind;

constexpr std::string_view type_name(ShapeKind kind) {
  constexpr std::array<std::string_view, 7> kNames{"String",    "Integer", "Number",   "Boolean",
                                                   "Timestamp", "List",    "Structure"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace

Result<void> JsonReader::outcome() const {
  if (!malformed_.empty()) return serialization_failed(malformed_);
  if (auto error = findings_.first_type_error()) return serialization_failed(std::move(error->message));
  if (!unknown_member_.empty()) return validation_failed("The member " + unknown_member_ + " is unknown.");
  const std::size_t count = findings_.violation_count();
  if (count == 0) return {};
  std::string message = std::to_string(count);
  message.append(count == 1 ? " validation error detected: " : " validation errors detected: ");
  const char* separator = "";
  for (const std::string& text : findings_.listed_violations()) {
    message.append(separator).append(text);
    separator = "; ";
  }
  return validation_failed(std::move(message));
}

void JsonReader::wrong_type(std::string_view token, const Shape& shape) {
  type_error(std::string(token).append(" cannot be converted to ").append(type_name(shape.kind)));
}

void JsonReader::type_error(std::string message) {
  if (frame_count_ == 0) {
    findings_.add_type_error(0, position_, std::move(message));
  } else {
    top().findings.add_type_error(top().finding_key(), position_, std::move(message));
  }
}

void JsonReader::violation(const Shape& shape, std::string_view value, std::string_view constraint) {
  Frame& frame = top();
  const std::size_t key = frame.finding_key();
  if (frame.count_only || frame.findings.is_full(key)) {
    frame.findings.count_violation(key);
  } else {
    frame.findings.add_violation(key, violation_text(shape, value, constraint));
  }
}

void JsonReader::check_string(const Shape& shape, std::string_view value) {
  if (shape.min || shape.max) {
    const std::int64_t length = code_points(value);
    if (shape.min && length < *shape.min) violation(shape, in_quotes(value), length_at_least(*shape.min));
    if (shape.max && length > *shape.max) violation(shape, in_quotes(value), length_at_most(*shape.max));
  }
  if (shape.pattern != nullptr && !shape.pattern->matches(value)) {
    violation(shape, in_quotes(value), must_match(shape.pattern->text()));
  }
  if (!shape.enum_values.empty() && std::ranges::find(shape.enum_values, value) == shape.enum_values.end()) {
    violation(shape, in_quotes(value), must_be_one_of(shape.enum_values));
  }
}

void JsonReader::check_present() {
  Frame& frame = top();
  const auto members = frame.shape->members;
  for (frame.member = 0; frame.member < members.size(); ++frame.member) {
    const Member& member = members[frame.member];
    const bool present = ((frame.present >> frame.member) & 1U) != 0;
    if (member.required && !present) violation(*member.shape, kNull, kMustNotBeNull);
  }
}

bool JsonReader::check_list_length(const Frame& list, std::string& violated) const {
  const auto length = static_cast<std::int64_t>(list.elements);
  const Shape& shape = *list.shape;
  if (shape.min && length < *shape.min) {
    violated = violation_text(shape, printed_list(shape, list.object), length_at_least(*shape.min));
  } else if (shape.max && length > *shape.max) {
    violated = violation_text(shape, printed_list(shape, list.object), length_at_most(*shape.max));
  }
  return !violated.empty();
}

std::string JsonReader::violation_text(const Shape& shape, std::string_view value, std::string_view constraint) const {
  std::string text = "Value ";
  // What is missing holds nothing that could be sensitive, unless its own shape is (page 1).
  const bool hidden = value == kNull ? shape.sensitive : holds_sensitive(shape);
  if (!hidden) text.append(value).append(" ");
  return text.append("at '").append(path()).append("' failed to satisfy constraint: ").append(constraint);
}

std::string JsonReader::path() const {
  std::string path;
  for (std::size_t i = 0; i < frame_count_; ++i) {
    const Frame& frame = frames_[i];
    if (!path.empty()) path.push_back('.');
    if (frame.is_list()) {
      path.append(std::to_string(frame.elements)).append(".member");
    } else {
      const std::string_view name = frame.shape->members[frame.member].name;
      const char first = name.front();
      path.push_back(first >= 'A' && first <= 'Z' ? static_cast<char>(first - 'A' + 'a') : first);
      path.append(name.substr(1));
    }
  }
  return path;
}

}  // namespace voiceid::json
