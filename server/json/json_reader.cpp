#include "server/json/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "server/json/constraint_texts.hpp"
#include "server/json/json_writer.hpp"
#include "server/json/serialization_error.hpp"

namespace voiceid::json {
namespace {

using shapes::Member;
using shapes::Shape;
using shapes::ShapeKind;

constexpr std::string_view kUnexpectedObject = "Start of structure or map found where not expected";
constexpr std::string_view kUnexpectedList = "Start of list found where not expected";

std::string not_json_at(std::size_t position) {
  return "The request body is not valid JSON in UTF-8, at byte " + std::to_string(position) + ".";
}

std::size_t find_member(const Shape& shape, std::string_view name) {
  const auto found = std::ranges::find(shape.members, name, &Member::name);
  return static_cast<std::size_t>(found - shape.members.begin());
}

}  // namespace

Result<void> JsonReader::read(std::string_view text, const Shape& shape, void* structure, Arena& arena,
                              UnknownMembers unknown_members) {
  arena_ = &arena;
  root_ = &shape;
  root_object_ = structure;
  unknown_members_ = unknown_members;
  frame_count_ = depth_ = skipped_depth_ = position_ = 0;
  malformed_.clear();
  unknown_member_.clear();
  findings_.clear();
  if (text.empty()) text = "{}";
  // The JSON parser takes a NUL for the end of its input, so that what comes behind it would pass.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return serialization_failed(not_json_at(nul + 1));
  }
  nlohmann::json::sax_parse(text.begin(), text.end(), this);
  return outcome();
}

void JsonReader::push(const Shape& shape, void* object, bool count_only) {
  if (frame_count_ == frames_.size()) frames_.emplace_back();
  Frame& frame = frames_[frame_count_++];
  frame.shape = &shape;
  frame.object = object;
  frame.member = frame.elements = 0;
  frame.present = 0;
  frame.count_only = count_only;
  frame.findings.clear();
}

const Shape* JsonReader::begin_value() {
  ++position_;
  if (skipped_depth_ != 0) return nullptr;
  if (frame_count_ == 0) return root_;
  Frame& frame = top();
  if (frame.is_list()) {
    ++frame.elements;
    return frame.shape->element;
  }
  if (frame.member == frame.shape->members.size()) return nullptr;
  frame.present |= std::uint64_t{1} << frame.member;
  return frame.shape->members[frame.member].shape;
}

void* JsonReader::place_value() {
  if (frame_count_ == 0) return root_object_;
  Frame& frame = top();
  if (frame.is_list()) return frame.shape->list.append(frame.object);
  return frame.shape->members[frame.member].emplace(frame.object);
}

bool JsonReader::null() {
  const Shape* shape = begin_value();
  if (shape == nullptr) return true;
  if (frame_count_ == 0) {
    wrong_type("NULL_VALUE", *shape);
  } else if (top().is_list()) {
    violation(*shape, kNull, kMustNotBeNull);
    // It is printed with the list, where that is too long.
    if (shape->kind == ShapeKind::kString) *static_cast<std::string_view*>(place_value()) = kNull;
  } else if (!take_literal(shapes::Literal::kNull)) {
    top().present &= ~(std::uint64_t{1} << top().member);
  }
  return true;
}

bool JsonReader::take_literal(shapes::Literal literal) {
  if (frame_count_ == 0 || top().is_list()) return false;
  const Member& member = top().shape->members[top().member];
  if (member.literal != literal) return false;
  member.set_literal(top().object);
  return true;
}

bool JsonReader::boolean(bool value) {
  const Shape* shape = begin_value();
  if (shape == nullptr) return true;
  if (shape->kind == ShapeKind::kBoolean) {
    *static_cast<bool*>(place_value()) = value;
  } else if (value || !take_literal(shapes::Literal::kFalse)) {
    wrong_type(value ? "TRUE_VALUE" : "FALSE_VALUE", *shape);
  }
  return true;
}

bool JsonReader::number_integer(std::int64_t value) {
  if (const Shape* shape = begin_value()) integer(value, *shape);
  return true;
}

bool JsonReader::number_unsigned(std::uint64_t value) {
  const Shape* shape = begin_value();
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
  const Shape* shape = begin_value();
  if (shape == nullptr) return true;
  if (shape->kind == ShapeKind::kNumber) {
    number(value, *shape);
    return true;
  }
  // The JSON parser hands on integers that do not fit into 64 bits like this, too.
  if (text.find_first_of(".eE") == std::string::npos) {
    wrong_type("NUMBER_VALUE", *shape);
    return true;
  }
  // A number with a zero fraction is a valid integer (P).
  constexpr double kLimit = 9223372036854775808.0;
  if (shape->kind == ShapeKind::kInteger && std::trunc(value) == value && value >= -kLimit && value < kLimit) {
    integer(static_cast<std::int64_t>(value), *shape);
  } else {
    wrong_type("DECIMAL_VALUE", *shape);
  }
  return true;
}

void JsonReader::number(double value, const Shape& shape) {
  *static_cast<double*>(place_value()) = value;
  const auto violated = [&](const std::string& constraint) {
    std::string text;
    append_number(text, value);
    violation(shape, in_quotes(text), constraint);
  };
  if (shape.min && value < static_cast<double>(*shape.min)) {
    violated(value_at_least(*shape.min));
  } else if (shape.max && value > static_cast<double>(*shape.max)) {
    violated(value_at_most(*shape.max));
  }
}

void JsonReader::integer(std::int64_t value, const Shape& shape) {
  if (shape.kind == ShapeKind::kNumber) {
    number(static_cast<double>(value), shape);
    return;
  }
  if (shape.kind != ShapeKind::kInteger) {
    wrong_type("NUMBER_VALUE", shape);
    return;
  }
  *static_cast<std::int64_t*>(place_value()) = value;
  if (shape.min && value < *shape.min) {
    violation(shape, in_quotes(std::to_string(value)), value_at_least(*shape.min));
  } else if (shape.max && value > *shape.max) {
    violation(shape, in_quotes(std::to_string(value)), value_at_most(*shape.max));
  }
}

bool JsonReader::string(std::string& text) {
  const Shape* shape = begin_value();
  if (shape == nullptr) return true;
  if (shape->kind != ShapeKind::kString) {
    wrong_type("STRING_VALUE", *shape);
    return true;
  }
  const std::string_view value = arena_->copy(text);
  *static_cast<std::string_view*>(place_value()) = value;
  check_string(*shape, value);
  return true;
}

bool JsonReader::binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }

bool JsonReader::open(ShapeKind kind, std::string_view unexpected) {
  if (++depth_ > kMaxJsonDepth) {
    malformed_ = "The request body nests deeper than " + std::to_string(kMaxJsonDepth) + " levels.";
    return false;
  }
  const Shape* shape = begin_value();
  if (shape != nullptr && shape->kind == kind) {
    const bool in_full_list = frame_count_ != 0 && (top().count_only || (top().is_list() && top().findings.is_full(0)));
    push(*shape, place_value(), in_full_list);
    return true;
  }
  if (shape != nullptr) type_error(std::string(unexpected));
  ++skipped_depth_;
  return true;
}

bool JsonReader::close() {
  --depth_;
  if (skipped_depth_ != 0) {
    --skipped_depth_;
    return true;
  }
  Frame& closed = top();
  if (!closed.is_list()) check_present();
  --frame_count_;
  std::string violated;
  const bool wrong_length = closed.is_list() && check_list_length(closed, violated);
  if (frame_count_ == 0) {
    std::swap(findings_, closed.findings);
    return true;
  }
  Frame& outer = top();
  outer.findings.add_all(outer.finding_key(), closed.findings);
  if (wrong_length) outer.findings.add_violation_in_front(outer.finding_key(), std::move(violated));
  return true;
}

bool JsonReader::start_object(std::size_t /*size*/) { return open(ShapeKind::kStructure, kUnexpectedObject); }

bool JsonReader::start_array(std::size_t /*size*/) { return open(ShapeKind::kList, kUnexpectedList); }

bool JsonReader::end_object() { return close(); }

bool JsonReader::end_array() { return close(); }

bool JsonReader::key(const std::string& name) {
  if (skipped_depth_ != 0) return true;
  Frame& frame = top();
  frame.member = find_member(*frame.shape, name);
  if (frame.member == frame.shape->members.size()) {
    if (unknown_members_ == UnknownMembers::kRefused && unknown_member_.empty()) unknown_member_ = in_quotes(name);
    return true;
  }
  // Of repeated keys the last one counts (P), so what the earlier one said is taken back.
  frame.shape->members[frame.member].clear(frame.object);
  frame.present &= ~(std::uint64_t{1} << frame.member);
  if (!frame.findings.empty()) frame.findings.forget(frame.member);
  return true;
}

bool JsonReader::parse_error(std::size_t position, const std::string& /*last_token*/,
                             const nlohmann::detail::exception& /*error*/) {
  malformed_ = not_json_at(position);
  return false;
}

}  // namespace voiceid::json
