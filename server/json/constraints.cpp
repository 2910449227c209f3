#include "server/json/constraints.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::json {
namespace {

using shapes::Shape;
using shapes::ShapeKind;

constexpr std::string_view kMustNotBeNull = "Member must not be null";

std::string length_at_least(std::int64_t min) {
  return "Member must have length greater than or equal to " + std::to_string(min);
}

std::string length_at_most(std::int64_t max) {
  return "Member must have length less than or equal to " + std::to_string(max);
}

std::string value_at_least(std::int64_t min) {
  return "Member must have value greater than or equal to " + std::to_string(min);
}

std::string value_at_most(std::int64_t max) {
  return "Member must have value less than or equal to " + std::to_string(max);
}

template <class Texts>
std::string joined(const Texts& values) {
  std::string text = "[";
  for (const std::string_view value : values) text.append(text.size() == 1 ? "" : ", ").append(value);
  return text.append("]");
}

std::string must_match(std::string_view pattern) {
  return std::string("Member must satisfy regular expression pattern: ").append(pattern);
}

std::string must_be_one_of(std::span<const std::string_view> values) {
  return "Member must satisfy enum value set: " + joined(values);
}

// Whether a value of the shape is sensitive itself, or contains something that is.
bool holds_sensitive(const Shape& shape) {
  if (shape.sensitive) return true;
  if (shape.kind == ShapeKind::kList) return holds_sensitive(*shape.element);
  return std::ranges::any_of(shape.members,
                             [](const shapes::Member& member) { return holds_sensitive(*member.shape); });
}

std::string_view text_of(std::string_view value) { return value; }

std::string text_of(std::int64_t value) { return std::to_string(value); }

std::string text_of(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

template <class Value>
std::string printed(const Shape& shape, Value value) {
  return shape.sensitive ? std::string() : in_quotes(text_of(value));
}

// A list of strings as `'[a, b]'`.
std::string printed_list(const Shape& shape, const void* list) {
  if (holds_sensitive(shape) || shape.element->kind != ShapeKind::kString) return {};
  std::vector<std::string> values;
  for (std::size_t i = 0; i < shape.list.size(list); ++i) {
    std::string made;
    values.emplace_back(shapes::text_in(*shape.element, shape.list.at(list, i), made));
  }
  return in_quotes(joined(values));
}

template <class Number>
std::optional<Violation> range_violation_of(const Shape& shape, Number value) {
  if (shape.min && value < static_cast<Number>(*shape.min)) {
    return Violation{printed(shape, value), value_at_least(*shape.min)};
  }
  if (shape.max && value > static_cast<Number>(*shape.max)) {
    return Violation{printed(shape, value), value_at_most(*shape.max)};
  }
  return std::nullopt;
}

}  // namespace

std::string in_quotes(std::string_view value) { return std::string("'").append(value).append("'"); }

// A missing value contains nothing sensitive, so only the shape's own mark counts.
Violation missing_value(const Shape& shape) {
  return {std::string(shape.sensitive ? std::string_view() : kNull), std::string(kMustNotBeNull)};
}

std::vector<Violation> violations_of(const Shape& shape, std::string_view value) {
  std::vector<Violation> violations;
  const auto violated = [&](std::string constraint) {
    violations.push_back({printed(shape, value), std::move(constraint)});
  };
  if (shape.min || shape.max) {
    const auto length = static_cast<std::int64_t>(code_points(value));
    if (shape.min && length < *shape.min) violated(length_at_least(*shape.min));
    if (shape.max && length > *shape.max) violated(length_at_most(*shape.max));
  }
  if (shape.pattern != nullptr && !shape.pattern->matches(value)) violated(must_match(shape.pattern->text()));
  if (shape.text != nullptr && shape.text->fault != nullptr) {
    if (const std::string fault = shape.text->fault(value); !fault.empty()) violated(fault);
  }
  if (!shape.enum_values.empty() && std::ranges::find(shape.enum_values, value) == shape.enum_values.end()) {
    violated(must_be_one_of(shape.enum_values));
  }
  return violations;
}

std::optional<Violation> violation_of(const Shape& shape, std::int64_t value) {
  return range_violation_of(shape, value);
}

std::optional<Violation> violation_of(const Shape& shape, double value) { return range_violation_of(shape, value); }

std::optional<Violation> length_violation_of(const Shape& shape, const void* list, std::size_t length) {
  const auto signed_length = static_cast<std::int64_t>(length);
  if (shape.min && signed_length < *shape.min) {
    return Violation{printed_list(shape, list), length_at_least(*shape.min)};
  }
  if (shape.max && signed_length > *shape.max) {
    return Violation{printed_list(shape, list), length_at_most(*shape.max)};
  }
  return std::nullopt;
}

}  // namespace voiceid::json
