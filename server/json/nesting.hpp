#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/shapes/schema.hpp"
#include "server/json/constraints.hpp"
#include "server/json/findings.hpp"

namespace voiceid::json {

/// The structure or list that a JsonReader is in, and those around it: which value comes next, where it goes, and what
/// was found wrong with it.
class Nesting {
 public:
  /// Starts anew; the next value is `object` itself.
  void begin(const shapes::Shape& shape, void* object);

  /// A value comes. Returns the shape that it must have; nullptr if it is to be skipped.
  const shapes::Shape* next_value() {
    ++position_;
    if (is_outermost()) return root_;
    Frame& frame = top();
    if (frame.is_list()) {
      ++frame.elements;
      return frame.shape->element;
    }
    if (frame.member == frame.shape->members.size()) return nullptr;
    frame.present |= frame.member_bit();
    return frame.shape->members[frame.member].shape;
  }
  /// How many values came.
  std::size_t value_count() const { return position_; }
  /// Where that value goes: its member becomes present, or its list gets another element.
  void* place() {
    if (is_outermost()) return root_object_;
    Frame& frame = top();
    if (frame.is_list()) return frame.shape->list.append(frame.object);
    return frame.shape->members[frame.member].emplace(frame.object);
  }
  /// The value is a literal. If its member takes that instead of a value, sets it and returns true.
  bool take_literal(shapes::Literal literal);
  /// The value is a null that counts as an absent member.
  void leave_absent() { top().present &= ~top().member_bit(); }

  /// The value is a structure or list, whose own values come next.
  void open(const shapes::Shape& shape);
  /// The innermost structure or list is complete.
  void close();
  /// The next value of the structure is for the member of that name. Of repeated members the last one counts, as AWS
  /// JSON services have it. Returns false if there is no such member.
  bool select(std::string_view name);

  /// Whether the value that comes is the outermost one.
  bool is_outermost() const { return frame_count_ == 0; }
  bool is_in_list() const { return !is_outermost() && top().is_list(); }

  /// Where the value that comes is, in the names of the JSON: `Outcome.AuthenticationScore`, `Ids[0]`. The outermost
  /// one has no name.
  std::string written_path() const { return written_path(frame_count_); }
  /// The same of the structure around it.
  std::string written_path_of_structure() const { return written_path(frame_count_ - 1); }
  /// The members that the structure around the value can have.
  std::vector<std::string_view> member_names() const;

  /// These two are about the value that comes.
  void add_type_error(std::string message);
  void add_violation(const Violation& violation);
  /// What was found in everything that is complete.
  const Findings& findings() const { return findings_; }

 private:
  // A structure or list that is being read.
  struct Frame {
    const shapes::Shape* shape = nullptr;
    void* object = nullptr;
    // Of a structure: the member that comes next, and which ones came, a bit each.
    std::size_t member = 0;
    std::uint64_t present = 0;
    // Of a list: how many elements came.
    std::size_t elements = 0;
    // The list around has so many findings that no further text would be listed.
    bool count_only = false;
    Findings findings;

    bool is_list() const { return shape->kind == shapes::ShapeKind::kList; }
    std::uint64_t member_bit() const { return std::uint64_t{1} << member; }
    // The member that findings are kept under; a list keeps all of its elements' together.
    std::size_t finding_key() const { return is_list() ? 0 : member; }
  };

  Frame& top() { return frames_[frame_count_ - 1]; }
  const Frame& top() const { return frames_[frame_count_ - 1]; }
  void add_missing_members();
  std::string text_of(const Violation& violation) const;
  std::string path() const;
  // Of what the first `depth` structures and lists lead to.
  std::string written_path(std::size_t depth) const;

  const shapes::Shape* root_ = nullptr;
  void* root_object_ = nullptr;
  // Frames are reused, with their memory.
  std::vector<Frame> frames_;
  std::size_t frame_count_ = 0;
  // Counts values, for the order of the text.
  std::size_t position_ = 0;
  Findings findings_;
};

}  // namespace voiceid::json
