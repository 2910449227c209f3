#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "handlers/shapes/schema.hpp"
#include "server/json/arena.hpp"
#include "server/json/findings.hpp"

namespace voiceid::json {

/// How deep arrays and objects may nest in a request (D).
inline constexpr std::size_t kMaxJsonDepth = 32;

/// What a request's unknown members are.
enum class UnknownMembers { kIgnored, kRefused };

/// Reads JSON text straight into a structure, driven by its member table, and checks it on the way: no document is
/// built. Meant to be used again for the next request; it keeps its memory.
class JsonReader {
 public:
  /// Fills `structure`, whose shape is `shape`. Strings in it are views of the arena. An empty text counts as `{}`; a
  /// null member counts as absent; of repeated keys the last one counts (P). Errors: SerializationException for text
  /// that is not JSON in UTF-8, nests too deep (D), is no object, or has a member of the wrong type (P);
  /// ValidationException with every violated constraint in one message (P).
  Result<void> read(std::string_view text, const shapes::Shape& shape, void* structure, Arena& arena,
                    UnknownMembers unknown_members = UnknownMembers::kIgnored);

  // What the JSON parser calls; returning false stops it.
  bool null();
  bool boolean(bool value);
  bool number_integer(std::int64_t value);
  bool number_unsigned(std::uint64_t value);
  bool number_float(double value, const std::string& text);
  bool string(std::string& text);
  static bool binary(std::vector<std::uint8_t>& bytes);
  bool start_object(std::size_t size);
  bool key(const std::string& name);
  bool end_object();
  bool start_array(std::size_t size);
  bool end_array();
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& error);

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
    // So much was found in the list around that a text would not be listed any more.
    bool count_only = false;
    Findings findings;

    bool is_list() const { return shape->kind == shapes::ShapeKind::kList; }
    // Under which member its findings are kept: those of a list all together.
    std::size_t finding_key() const { return is_list() ? 0 : member; }
  };

  // The shape that the value now coming must have; nullptr where it is to be skipped.
  const shapes::Shape* begin_value();
  void* place_value();
  bool open(shapes::ShapeKind kind, std::string_view unexpected);
  bool close();
  void push(const shapes::Shape& shape, void* object, bool count_only);
  Frame& top() { return frames_[frame_count_ - 1]; }

  // Whether the value now coming is the literal that its member takes in the place of a value; then it is set.
  bool take_literal(shapes::Literal literal);
  void integer(std::int64_t value, const shapes::Shape& shape);
  void number(double value, const shapes::Shape& shape);
  void wrong_type(std::string_view token, const shapes::Shape& shape);
  void type_error(std::string message);
  void violation(const shapes::Shape& shape, std::string_view value, std::string_view constraint);
  void check_string(const shapes::Shape& shape, std::string_view value);
  void check_present();
  bool check_list_length(const Frame& list, std::string& violated) const;
  std::string violation_text(const shapes::Shape& shape, std::string_view value, std::string_view constraint) const;
  std::string path() const;
  Result<void> outcome() const;

  Arena* arena_ = nullptr;
  const shapes::Shape* root_ = nullptr;
  void* root_object_ = nullptr;
  UnknownMembers unknown_members_ = UnknownMembers::kIgnored;
  // Frames are used again, with the memory that they have.
  std::vector<Frame> frames_;
  std::size_t frame_count_ = 0;
  std::size_t depth_ = 0;
  // While not 0: how many arrays and objects deep in a value that nobody wants.
  std::size_t skipped_depth_ = 0;
  // Counts values, for the order of the text.
  std::size_t position_ = 0;
  std::string malformed_;
  std::string unknown_member_;
  Findings findings_;
};

}  // namespace voiceid::json
