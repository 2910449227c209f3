#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/enum_names.hpp"
#include "domain/error.hpp"
#include "domain/time_point.hpp"
#include "handlers/shapes/pattern.hpp"

/// The vocabulary of the member tables. One table per shape drives reading, validation, error texts, writing, the
/// fuzzer and GET /_voiceid/contract. Strings in shapes are views into the request's arena or the store's rows.
namespace voiceid::shapes {

enum class ShapeKind { kString, kInteger, kNumber, kBoolean, kTimestamp, kList, kStructure };

/// A JSON literal that a member takes in place of a value.
enum class Literal { kNone, kNull, kFalse };

/// A value, or the literal in its place.
template <class T, Literal Instead>
struct Or {
  std::optional<T> value;
};
/// For members where `null` differs from leaving the member out.
template <class T>
using OrNull = Or<T, Literal::kNull>;
/// For members where `false` switches off what a value configures.
template <class T>
using OrFalse = Or<T, Literal::kFalse>;

struct Shape;

/// A member of a structure, and access to its field in the C++ type.
struct Member {
  std::string_view name;
  const Shape* shape = nullptr;
  bool required = false;
  bool idempotency_token = false;
  /// Gives the member a new value and returns it.
  void* (*emplace)(void* structure) = nullptr;
  /// Makes the member absent; a required one gets a new value.
  void (*clear)(void* structure) = nullptr;
  /// The value; nullptr if absent.
  const void* (*get)(const void* structure) = nullptr;
  Literal literal = Literal::kNone;
  /// Sets the member to the literal.
  void (*set_literal)(void* structure) = nullptr;
};

struct ListAccess {
  void* (*append)(void* list) = nullptr;
  std::size_t (*size)(const void* list) = nullptr;
  const void* (*at)(const void* list, std::size_t index) = nullptr;
};

/// How a text is held by a type other than std::string_view.
struct TextAccess {
  /// The text, which may be made in `made`.
  std::string_view (*view)(const void* value, std::string& made) = nullptr;
  void (*assign)(void* value, std::string_view text) = nullptr;
  /// What keeps the type from holding a text, as one sentence; empty if nothing does. nullptr if the shape says it all.
  std::string (*fault)(std::string_view text) = nullptr;
};

/// How an integer is held by a type other than std::int64_t.
struct NumberAccess {
  std::int64_t (*get)(const void* value) = nullptr;
  void (*set)(void* value, std::int64_t number) = nullptr;
};

/// A shape of the contract: its name, its kind and its constraints. The kind decides which fields have a meaning.
struct Shape {
  std::string_view name;
  ShapeKind kind = ShapeKind::kString;
  /// The length of a string in code points or of a list, or the range of a number.
  std::optional<std::int64_t> min = {};
  std::optional<std::int64_t> max = {};
  const Pattern* pattern = nullptr;
  std::span<const std::string_view> enum_values = {};
  /// Marked so by the API model: no message and no log repeats the value.
  bool sensitive = false;
  /// Hidden from logs only.
  bool unlogged = false;
  const Shape* element = nullptr;
  ListAccess list = {};
  std::span<const Member> members = {};
  const ErrorType* exception = nullptr;
  /// nullptr for std::string_view and std::int64_t.
  const TextAccess* text = nullptr;
  const NumberAccess* number = nullptr;
};

/// These four read and write a value of that shape. A text that is not held as such is made in `made`.
inline std::string_view text_in(const Shape& shape, const void* value, std::string& made) {
  return shape.text != nullptr ? shape.text->view(value, made) : *static_cast<const std::string_view*>(value);
}
inline void set_text(const Shape& shape, void* value, std::string_view text) {
  if (shape.text != nullptr) return shape.text->assign(value, text);
  *static_cast<std::string_view*>(value) = text;
}
inline std::int64_t integer_in(const Shape& shape, const void* value) {
  return shape.number != nullptr ? shape.number->get(value) : *static_cast<const std::int64_t*>(value);
}
inline void set_integer(const Shape& shape, void* value, std::int64_t number) {
  if (shape.number != nullptr) return shape.number->set(value, number);
  *static_cast<std::int64_t*>(value) = number;
}

template <class T>
struct OptionalTraits {
  using Value = T;
  static constexpr bool kIsOptional = false;
  static constexpr Literal kLiteral = Literal::kNone;
};
template <class T>
struct OptionalTraits<std::optional<T>> {
  using Value = T;
  static constexpr bool kIsOptional = true;
  static constexpr Literal kLiteral = Literal::kNone;
};

template <class T, Literal Instead>
struct OptionalTraits<std::optional<Or<T, Instead>>> {
  using Value = T;
  static constexpr bool kIsOptional = true;
  static constexpr Literal kLiteral = Instead;
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

/// The kind of shape that a C++ type represents.
template <class T>
consteval ShapeKind kind_of() {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ShapeKind::kString;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return ShapeKind::kInteger;
  } else if constexpr (std::is_same_v<T, double>) {
    return ShapeKind::kNumber;
  } else if constexpr (std::is_same_v<T, bool>) {
    return ShapeKind::kBoolean;
  } else if constexpr (std::is_same_v<T, TimePoint>) {
    return ShapeKind::kTimestamp;
  } else if constexpr (kIsVector<T>) {
    return ShapeKind::kList;
  } else {
    return ShapeKind::kStructure;
  }
}

template <class T>
inline constexpr auto kMembersOf = T::members();

/// The shape of a structure with a `kName` and `members()`.
template <class T>
inline constexpr Shape kShapeOf{.name = T::kName, .kind = ShapeKind::kStructure, .members = kMembersOf<T>};

consteval Shape string_shape(std::string_view name, std::optional<std::int64_t> min, std::optional<std::int64_t> max,
                             const Pattern* pattern = nullptr) {
  return {.name = name, .kind = ShapeKind::kString, .min = min, .max = max, .pattern = pattern};
}

consteval Shape sensitive(Shape shape) {
  shape.sensitive = true;
  return shape;
}

consteval Shape unlogged(Shape shape) {
  shape.unlogged = true;
  return shape;
}

template <class Enum>
consteval Shape enum_shape(std::string_view name) {
  return {.name = name, .kind = ShapeKind::kString, .enum_values = kEnumNames<Enum>};
}

consteval Shape integer_shape(std::string_view name, std::optional<std::int64_t> min = {},
                              std::optional<std::int64_t> max = {}) {
  return {.name = name, .kind = ShapeKind::kInteger, .min = min, .max = max};
}

consteval Shape number_shape(std::string_view name, std::optional<std::int64_t> min = {},
                             std::optional<std::int64_t> max = {}) {
  return {.name = name, .kind = ShapeKind::kNumber, .min = min, .max = max};
}

/// A list of `Element`s.
template <class Element>
consteval Shape list_shape(std::string_view name, const Shape& element, std::optional<std::int64_t> min = {},
                           std::optional<std::int64_t> max = {}) {
  using List = std::vector<Element>;
  return {.name = name,
          .kind = ShapeKind::kList,
          .min = min,
          .max = max,
          .element = &element,
          .list = {.append = [](void* list) -> void* { return &static_cast<List*>(list)->emplace_back(); },
                   .size = [](const void* list) { return static_cast<const List*>(list)->size(); },
                   .at = [](const void* list, std::size_t index) -> const void* {
                     return &(*static_cast<const List*>(list))[index];
                   }}};
}

template <class Structure, class Field, auto Pointer>
struct FieldAccess {
  using Value = typename OptionalTraits<Field>::Value;
  static constexpr bool kRequired = !OptionalTraits<Field>::kIsOptional;
  static constexpr Literal kLiteral = OptionalTraits<Field>::kLiteral;

  static void* emplace(void* structure) {
    Field& field = static_cast<Structure*>(structure)->*Pointer;
    field = Field();
    if constexpr (kRequired) {
      return &field;
    } else if constexpr (kLiteral != Literal::kNone) {
      return &field.emplace().value.emplace();
    } else {
      return &field.emplace();
    }
  }
  static void set_literal(void* structure) {
    if constexpr (kLiteral != Literal::kNone) (static_cast<Structure*>(structure)->*Pointer).emplace();
  }
  static void clear(void* structure) { static_cast<Structure*>(structure)->*Pointer = Field(); }
  static const void* get(const void* structure) {
    const Field& field = static_cast<const Structure*>(structure)->*Pointer;
    if constexpr (kRequired) {
      return &field;
    } else if constexpr (kLiteral != Literal::kNone) {
      return field && field->value ? &*field->value : nullptr;
    } else {
      return field ? &*field : nullptr;
    }
  }
};

template <class>
struct FieldPointer;
template <class S, class F>
struct FieldPointer<F S::*> {
  using Structure = S;
  using Field = F;
};

/// A member of that shape, required unless the field is a std::optional. Does not compile if the field's type does not
/// represent the shape's kind. Name `Structure` if it inherits the field.
template <auto Pointer, class Structure = typename FieldPointer<decltype(Pointer)>::Structure>
consteval Member member(std::string_view name, const Shape& shape) {
  using Access = FieldAccess<Structure, typename FieldPointer<decltype(Pointer)>::Field, Pointer>;
  if (shape.kind != kind_of<typename Access::Value>()) throw "the field's type does not fit the shape";
  return {.name = name,
          .shape = &shape,
          .required = Access::kRequired,
          .emplace = &Access::emplace,
          .clear = &Access::clear,
          .get = &Access::get,
          .literal = Access::kLiteral,
          .set_literal = &Access::set_literal};
}

/// A member whose field is itself a structure.
template <auto Pointer, class Structure = typename FieldPointer<decltype(Pointer)>::Structure>
consteval Member member(std::string_view name) {
  using Field = typename FieldPointer<decltype(Pointer)>::Field;
  return member<Pointer, Structure>(name, kShapeOf<typename OptionalTraits<Field>::Value>);
}

/// Marks the member that SDKs fill in automatically.
consteval Member idempotency_token(Member member) {
  member.idempotency_token = true;
  return member;
}

/// One table of the members of two.
template <std::size_t First, std::size_t Second>
consteval std::array<Member, First + Second> joined(const std::array<Member, First>& first,
                                                    const std::array<Member, Second>& second) {
  std::array<Member, First + Second> all;
  std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
  return all;
}

/// Members in the contract's order.
template <std::size_t Size>
consteval std::array<Member, Size> by_name(std::array<Member, Size> members) {
  std::ranges::sort(members, {}, &Member::name);
  return members;
}

/// The answer of an operation without a modelled output.
struct NoOutput {};

/// The shape of an operation's output; nullptr if it has none.
template <class Response>
inline constexpr const Shape* kOutputShape = &kShapeOf<Response>;
template <>
inline constexpr const Shape* kOutputShape<NoOutput> = nullptr;

}  // namespace voiceid::shapes
