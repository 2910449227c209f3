#include "server/json/constraint_texts.hpp"

#include <algorithm>

namespace voiceid::json {
namespace {

std::string joined(std::span<const std::string_view> values) {
  std::string text = "[";
  for (const std::string_view value : values) text.append(text.size() == 1 ? "" : ", ").append(value);
  return text.append("]");
}

}  // namespace

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

std::string must_match(std::string_view pattern) {
  return std::string("Member must satisfy regular expression pattern: ").append(pattern);
}

std::string must_be_one_of(std::span<const std::string_view> values) {
  return "Member must satisfy enum value set: " + joined(values);
}

std::string in_quotes(std::string_view value) { return std::string("'").append(value).append("'"); }

std::string printed_list(const shapes::Shape& shape, const void* list) {
  if (holds_sensitive(shape) || shape.element->kind != shapes::ShapeKind::kString) return {};
  std::vector<std::string_view> values;
  for (std::size_t i = 0; i < shape.list.size(list); ++i) {
    values.push_back(*static_cast<const std::string_view*>(shape.list.at(list, i)));
  }
  return in_quotes(joined(values));
}

bool holds_sensitive(const shapes::Shape& shape) {
  if (shape.sensitive) return true;
  if (shape.kind == shapes::ShapeKind::kList) return holds_sensitive(*shape.element);
  return std::ranges::any_of(shape.members,
                             [](const shapes::Member& member) { return holds_sensitive(*member.shape); });
}

std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

}  // namespace voiceid::json
