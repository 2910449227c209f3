#include "handlers/shapes/canonical.hpp"

#include <algorithm>

namespace voiceid::shapes {
namespace {

// Each part follows its length, so no value can imitate the text between parts.
void append_part(std::string& text, std::string_view part) {
  text.append(std::to_string(part.size())).append(":").append(part);
}

std::string canonical_value(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return std::string(*static_cast<const std::string_view*>(value));
    case ShapeKind::kInteger:
      return std::to_string(*static_cast<const std::int64_t*>(value));
    case ShapeKind::kNumber:
      return std::to_string(*static_cast<const double*>(value));
    case ShapeKind::kBoolean:
      return *static_cast<const bool*>(value) ? "true" : "false";
    case ShapeKind::kTimestamp:
      return std::to_string(static_cast<const TimePoint*>(value)->time_since_epoch().count());
    case ShapeKind::kList: {
      std::string text;
      for (std::size_t i = 0; i < shape.list.size(value); ++i) {
        append_part(text, canonical_value(*shape.element, shape.list.at(value, i)));
      }
      return text;
    }
    case ShapeKind::kStructure:
      return canonical_text(shape, value);
  }
  return {};
}

}  // namespace

std::string canonical_text(const Shape& shape, const void* structure, std::span<const std::string_view> leave_out) {
  std::string text;
  for (const Member& member : shape.members) {
    if (member.idempotency_token || std::ranges::find(leave_out, member.name) != leave_out.end()) continue;
    const void* value = member.get(structure);
    if (value == nullptr) continue;
    append_part(text, member.name);
    append_part(text, canonical_value(*member.shape, value));
  }
  return text;
}

}  // namespace voiceid::shapes
