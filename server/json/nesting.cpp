#include "server/json/nesting.hpp"

#include <algorithm>
#include <utility>

namespace voiceid::json {

using shapes::Member;
using shapes::Shape;

void Nesting::begin(const Shape& shape, void* object) {
  root_ = &shape;
  root_object_ = object;
  frame_count_ = position_ = 0;
  findings_.clear();
}

bool Nesting::take_literal(shapes::Literal literal) {
  if (is_outermost() || is_in_list()) return false;
  const Member& member = top().shape->members[top().member];
  if (member.literal != literal) return false;
  member.set_literal(top().object);
  return true;
}

void Nesting::open(const Shape& shape) {
  const bool count_only = !is_outermost() && (top().count_only || (top().is_list() && top().findings.is_full(0)));
  void* object = place();
  if (frame_count_ == frames_.size()) frames_.emplace_back();
  Frame& frame = frames_[frame_count_++];
  frame.shape = &shape;
  frame.object = object;
  frame.member = frame.elements = 0;
  frame.present = 0;
  frame.count_only = count_only;
  frame.findings.clear();
}

void Nesting::close() {
  Frame& closed = top();
  if (!closed.is_list()) add_missing_members();
  --frame_count_;
  if (is_outermost()) {
    std::swap(findings_, closed.findings);
    return;
  }
  Frame& outer = top();
  if (!closed.findings.empty()) outer.findings.add_all(outer.finding_key(), std::move(closed.findings));
  if (!closed.is_list()) return;
  if (const auto violation = length_violation_of(*closed.shape, closed.object, closed.elements)) {
    outer.findings.add_violation_in_front(outer.finding_key(), text_of(*violation));
  }
}

bool Nesting::select(std::string_view name) {
  Frame& frame = top();
  const auto members = frame.shape->members;
  const auto found = std::ranges::find(members, name, &Member::name);
  frame.member = static_cast<std::size_t>(found - members.begin());
  if (found == members.end()) return false;
  // Take back what an earlier member of that name has brought.
  found->clear(frame.object);
  frame.present &= ~frame.member_bit();
  if (!frame.findings.empty()) frame.findings.forget(frame.member);
  return true;
}

void Nesting::add_missing_members() {
  Frame& frame = top();
  const auto members = frame.shape->members;
  for (frame.member = 0; frame.member < members.size(); ++frame.member) {
    const Member& member = members[frame.member];
    const bool present = (frame.present & frame.member_bit()) != 0;
    if (member.required && !present) add_violation(missing_value(*member.shape));
  }
}

void Nesting::add_type_error(std::string message) {
  if (is_outermost()) {
    findings_.add_type_error(0, position_, std::move(message));
  } else {
    top().findings.add_type_error(top().finding_key(), position_, std::move(message));
  }
}

void Nesting::add_violation(const Violation& violation) {
  Frame& frame = top();
  const std::size_t key = frame.finding_key();
  if (frame.count_only || frame.findings.is_full(key)) {
    frame.findings.count_violation(key);
  } else {
    frame.findings.add_violation(key, text_of(violation));
  }
}

std::string Nesting::text_of(const Violation& violation) const {
  std::string text = "Value ";
  if (!violation.value.empty()) text.append(violation.value).append(" ");
  return text.append("at '").append(path()).append("' failed to satisfy constraint: ").append(violation.constraint);
}

std::string Nesting::path() const {
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

std::string Nesting::written_path(std::size_t depth) const {
  std::string path;
  for (std::size_t i = 0; i < depth; ++i) {
    const Frame& frame = frames_[i];
    if (frame.is_list()) {
      path.append("[").append(std::to_string(frame.elements - 1)).append("]");
    } else {
      path.append(path.empty() ? "" : ".").append(frame.shape->members[frame.member].name);
    }
  }
  return path;
}

std::vector<std::string_view> Nesting::member_names() const {
  std::vector<std::string_view> names;
  for (const Member& member : top().shape->members) names.push_back(member.name);
  return names;
}

}  // namespace voiceid::json
