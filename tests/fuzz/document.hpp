#pragma once

#include <array>
#include <string>

#include "handlers/shapes/schema.hpp"
#include "tests/fuzz/input.hpp"

namespace voiceid::fuzz {

/// Makes JSON of a shape by the bytes of an input, so that nested members are reached: mostly right, but members may be
/// absent, null or out of bounds, and values of the wrong type.
class DocumentMaker {
 public:
  explicit DocumentMaker(Input& input) : input_(input) {}

  std::string make(const shapes::Shape& shape) {
    std::string text;
    append_structure(text, shape);
    return text;
  }

  /// Whether no value has the wrong type.
  bool right_types() const { return right_types_; }

 private:
  static constexpr std::array<std::string_view, 20> kTexts{
      "",
      "a",
      "alice",
      "call-1",
      "$DOMAIN",
      "$WATCHLIST",
      "id#0123456789ABCDEFabcdef",
      "0123456789ABCDEFabcdef",
      "alias/key",
      "arn:aws:iam::000000000000:role/voice-id",
      "arn:aws:voiceid:us-east-1:000000000000:domain/$DOMAIN",
      "arn:aws:connect:us-east-1:000000000000:instance/1/contact/2",
      "s3://calls/input.json",
      "s3://calls",
      "2030-01-01T00:00:00Z",
      "P1DT2H",
      "\\u00e9\\ud83d\\ude00",
      "\\u0000\\n",
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "x",
      "aws:reserved"};
  static constexpr std::array<std::string_view, 12> kNumbers{
      "0", "1", "5", "10", "50", "99.5", "100", "101", "-1", "5.0", "9223372036854775807", "1e300"};
  static constexpr std::array<std::string_view, 7> kWrong{"true", "5.5", R"("text")", "[]", "{}", "[[null]]", "-3"};

  template <std::size_t Size>
  std::string_view pick(const std::array<std::string_view, Size>& values) {
    return values[input_.byte() % Size];
  }

  void append_value(std::string& out, const shapes::Shape& shape) {
    const unsigned choice = input_.byte() % 16;
    if (choice == 0) {
      out.append("null");
    } else if (choice == 1) {
      right_types_ = false;
      out.append(pick(kWrong));
    } else {
      append_right(out, shape);
    }
  }

  void append_right(std::string& out, const shapes::Shape& shape) {
    switch (shape.kind) {
      case shapes::ShapeKind::kString:
        out.append("\"").append(text_of(shape)).append("\"");
        return;
      case shapes::ShapeKind::kInteger:
      case shapes::ShapeKind::kNumber:
      case shapes::ShapeKind::kTimestamp:
        append_number(out, shape);
        return;
      case shapes::ShapeKind::kBoolean:
        out.append(input_.byte() % 2 == 0 ? "false" : "true");
        return;
      case shapes::ShapeKind::kList:
        append_list(out, shape);
        return;
      case shapes::ShapeKind::kStructure:
        append_structure(out, shape);
        return;
    }
  }

  std::string_view text_of(const shapes::Shape& shape) {
    const std::size_t names = shape.enum_values.size();
    const unsigned choice = input_.byte();
    return choice % 8 != 0 && names != 0 ? shape.enum_values[choice % names] : kTexts[choice % kTexts.size()];
  }

  // Not every number is an integer that can be read.
  void append_number(std::string& out, const shapes::Shape& shape) {
    const std::string_view number = pick(kNumbers);
    const bool is_integer = number != "99.5" && number != "1e300";
    if (shape.kind == shapes::ShapeKind::kInteger && !is_integer) right_types_ = false;
    out.append(number);
  }

  void append_list(std::string& out, const shapes::Shape& shape) {
    out.append("[");
    for (unsigned left = input_.byte() % 4; left != 0; --left) {
      append_value(out, *shape.element);
      if (left != 1) out.append(",");
    }
    out.append("]");
  }

  void append_structure(std::string& out, const shapes::Shape& shape) {
    out.append("{");
    for (const shapes::Member& member : shape.members) {
      if (input_.byte() % 4 == 0) continue;
      out.append(out.ends_with('{') ? "\"" : ",\"").append(member.name).append("\":");
      const bool literal = member.literal == shapes::Literal::kFalse && input_.byte() % 4 == 0;
      literal ? void(out.append("false")) : append_value(out, *member.shape);
    }
    out.append("}");
  }

  Input& input_;
  bool right_types_ = true;
};

}  // namespace voiceid::fuzz
