#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/shapes/schema.hpp"
#include "server/json/arena.hpp"
#include "server/json/nesting.hpp"

namespace voiceid::json {

/// Our decision: how deep arrays and objects may nest in a request.
inline constexpr std::size_t kMaxJsonDepth = 32;

/// Our decision: how many values a request may have, an unknown member being one. The contract's longest list takes
/// 600; many more would hold up other requests.
inline constexpr std::size_t kMaxValues = 5'000;

/// The body is not JSON, not an object, or has a member of the wrong type.
inline constexpr ErrorType kSerializationException{kCoralNamespace, "SerializationException", 400};

/// What happens to a request's unknown members: the service ignores them. Where they are refused, the emulator's own
/// words say what is wrong, and name the member or its nearest name.
enum class UnknownMembers { kIgnored, kRefused };

/// What a value is in JSON.
enum class JsonType { kNullLiteral, kTrue, kFalse, kNumber, kDecimal, kString, kList, kObject };

/// Reads JSON text straight into a structure, driven by its member table, and checks it on the way: no document is
/// built. Reuse it for the next request; it keeps its memory.
class JsonReader {
 public:
  JsonReader() = default;
  /// Reads texts with more values than a request may have. A stop ends read() soon, with an error that says nothing.
  JsonReader(std::size_t most_values, std::stop_token stop) : most_values_(most_values), stop_(std::move(stop)) {}

  /// Fills `structure`, whose shape is `shape`, in the way of the AWS JSON services. Strings in it are views of the
  /// arena, which forgets what it held. An empty text counts as `{}`; a null member counts as absent; of repeated keys
  /// the last one counts.
  /// Errors: SerializationException for text that is not JSON in UTF-8, nests too deep, has too many values, is not an
  /// object, or has a member of the wrong type; ValidationException with every violated constraint in one message.
  Result<void> read(std::string_view text, const shapes::Shape& shape, void* structure, Arena& arena,
                    UnknownMembers unknown_members = UnknownMembers::kIgnored);

  /// The same as a new structure of that type.
  template <class Structure>
  Result<Structure> read_as(std::string_view text, Arena& arena,
                            UnknownMembers unknown_members = UnknownMembers::kIgnored) {
    Result<Structure> structure{Structure{}};
    if (auto done = read(text, shapes::kShapeOf<Structure>, &*structure, arena, unknown_members); !done) {
      structure = done.error();
    }
    return structure;
  }

  // What parse_text() calls; false ends it.
  bool begin_object() { return open(shapes::ShapeKind::kStructure); }
  bool end_object() { return close(); }
  bool begin_list() { return open(shapes::ShapeKind::kList); }
  bool end_list() { return close(); }
  bool key(std::string_view name);
  bool string(std::string_view text);
  bool integer(std::int64_t value);
  bool large_integer(double value);
  bool decimal(double value);
  bool boolean(bool value);
  bool null();

 private:
  // The shape that the value which comes must have; nullptr if it is to be skipped.
  const shapes::Shape* next_value() { return skipped_depth_ == 0 ? nesting_.next_value() : nullptr; }
  bool has_room() const { return nesting_.value_count() <= most_values_; }
  bool open(shapes::ShapeKind kind);
  bool close();
  void put_string(std::string_view text, const shapes::Shape& shape);
  void put_integer(std::int64_t value, const shapes::Shape& shape);
  void put_number(double value, const shapes::Shape& shape);
  void put_decimal(double value, const shapes::Shape& shape);
  // Seconds since the epoch, as the JsonWriter writes times.
  void put_timestamp(double seconds, const shapes::Shape& shape);
  void put_boolean(bool value, const shapes::Shape& shape);
  void put_null(const shapes::Shape& shape);
  void wrong_type(JsonType found, const shapes::Shape& shape);
  Result<void> outcome() const;

  std::size_t most_values_ = kMaxValues;
  std::stop_token stop_;
  Arena* arena_ = nullptr;
  UnknownMembers unknown_members_ = UnknownMembers::kIgnored;
  Nesting nesting_;
  // How many arrays and objects deep the parser is in a value that is skipped; 0 outside of one.
  std::size_t skipped_depth_ = 0;
  std::string unknown_member_;
};

}  // namespace voiceid::json
