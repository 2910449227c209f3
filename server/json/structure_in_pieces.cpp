#include "server/json/structure_in_pieces.hpp"

#include <algorithm>
#include <utility>

#include "server/json/json_writer.hpp"

namespace voiceid::json {
namespace {

using shapes::Member;
using shapes::Shape;
using shapes::ShapeKind;

bool is_list(const Shape& shape) { return shape.kind == ShapeKind::kList; }

bool may_be_long(const Shape& shape) {
  return is_list(shape) ||
         std::ranges::any_of(shape.members, [](const Member& member) { return is_list(*member.shape); });
}

}  // namespace

bool StructureInPieces::append_some(std::string& out, std::size_t enough) {
  while (!open_.empty() && out.size() < enough) step(out);
  return !open_.empty();
}

void StructureInPieces::step(std::string& out) {
  Open& innermost = open_.back();
  const Shape& shape = *innermost.shape;
  const bool list = is_list(shape);
  if (innermost.next == 0) out.push_back(list ? '[' : '{');
  if (innermost.next == (list ? shape.list.size(innermost.value) : shape.members.size())) {
    out.push_back(list ? ']' : '}');
    open_.pop_back();
    return;
  }
  const std::size_t place = innermost.next++;
  const void* value = list ? shape.list.at(innermost.value, place) : shape.members[place].get(innermost.value);
  if (value == nullptr) return;
  if (std::exchange(innermost.has_begun, true)) out.push_back(',');
  if (!list) {
    append_string(out, shape.members[place].name);
    out.push_back(':');
  }
  begin(out, list ? *shape.element : *shape.members[place].shape, value);
}

void StructureInPieces::begin(std::string& out, const Shape& shape, const void* value) {
  if (may_be_long(shape)) {
    open_.push_back({&shape, value});
  } else {
    append_value(out, shape, value);
  }
}

}  // namespace voiceid::json
