#pragma once

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/enum_names.hpp"
#include "base/saved_members.hpp"
#include "base/short_text.hpp"
#include "domain/ids.hpp"
#include "domain/stream_audio.hpp"
#include "domain/unlabelled_audio.hpp"
#include "domain/voice.hpp"
#include "handlers/shapes/schema.hpp"

/// The vocabulary of the member tables of the domain's own types, which a saved state consists of.
namespace voiceid::shapes {

/// How a type holds a text: `view()`, or `made()` if the text is made for each writing, and `assign()`. A text that the
/// type cannot hold, which its shape or `fault()` refuses, changes nothing.
template <class T>
struct TextOf;

template <>
struct TextOf<std::string> {
  static std::string_view view(const std::string& text) { return text; }
  static void assign(std::string& text, std::string_view value) { text = value; }
};

template <std::size_t Length>
struct TextOf<FixedId<Length>> {
  static std::string_view view(const FixedId<Length>& id) { return id.view(); }
  static void assign(FixedId<Length>& id, std::string_view value) {
    if (value.size() == Length) id = FixedId<Length>(value);
  }
};

template <std::size_t InPlace>
struct TextOf<ShortText<InPlace>> {
  static std::string_view view(const ShortText<InPlace>& text) { return text.view(); }
  static void assign(ShortText<InPlace>& text, std::string_view value) {
    constexpr std::size_t kMost = 64 * 1024 - 1;
    if (value.size() <= kMost) text = ShortText<InPlace>(value);
  }
};

template <class Enum>
requires std::is_enum_v<Enum>
struct TextOf<Enum> {
  static std::string_view view(Enum value) { return name_of(value); }
  static void assign(Enum& value, std::string_view name) { value = value_of<Enum>(name).value_or(value); }
};

/// Voices are texts, of which an empty one stands for nobody's.
template <>
struct TextOf<Voice> {
  static std::string made(const Voice& voice) { return text_of(voice); }
  static std::string fault(std::string_view text) {
    const auto voice = text.empty() ? Voice() : voice_in(text);
    return voice ? std::string() : voice.error().message;
  }
  static void assign(Voice& voice, std::string_view text) {
    if (auto read = voice_in(text)) voice = std::move(*read);
  }
};

/// What was heard so far.
template <>
struct TextOf<UnlabelledAudio> {
  static std::string made(const UnlabelledAudio& audio) { return text_of(audio.voice()); }
  static std::string fault(std::string_view text) { return TextOf<Voice>::fault(text); }
  static void assign(UnlabelledAudio& audio, std::string_view text) {
    if (auto read = voice_in(text)) audio = UnlabelledAudio(std::move(*read));
  }
};

template <class T>
concept Text = requires(T& value) {
  TextOf<T>::assign(value, std::string_view());
};

template <class T>
concept MadeText = requires(const T& value) {
  TextOf<T>::made(value);
};

template <class T>
inline constexpr bool kIsDuration = false;
template <class Rep, class Period>
inline constexpr bool kIsDuration<std::chrono::duration<Rep, Period>> = true;

template <class T>
concept Count = kIsDuration<T> ||(std::integral<T> && !std::same_as<T, bool>);

template <class T>
consteval TextAccess text_access() {
  TextAccess access{
      .assign = [](void* value, std::string_view text) { TextOf<T>::assign(*static_cast<T*>(value), text); }};
  if constexpr (MadeText<T>) {
    access.view = [](const void* value, std::string& made) -> std::string_view {
      return made = TextOf<T>::made(*static_cast<const T*>(value));
    };
    access.fault = &TextOf<T>::fault;
  } else {
    access.view = [](const void* value, std::string& /*made*/) {
      return TextOf<T>::view(*static_cast<const T*>(value));
    };
  }
  return access;
}

template <class T>
inline constexpr TextAccess kTextAccess = text_access<T>();

template <class T>
inline constexpr NumberAccess kNumberAccess{.get = [](const void* value) -> std::int64_t {
                                              const T& number = *static_cast<const T*>(value);
                                              if constexpr (kIsDuration<T>) {
                                                return number.count();
                                              } else {
                                                return static_cast<std::int64_t>(number);
                                              }
                                            },
                                            .set =
                                                [](void* value, std::int64_t number) {
                                                  if constexpr (kIsDuration<T>) {
                                                    *static_cast<T*>(value) = T(number);
                                                  } else {
                                                    *static_cast<T*>(value) = static_cast<T>(number);
                                                  }
                                                }};

/// That shape, for values of type T.
template <class T>
consteval Shape held_as(Shape shape) {
  if constexpr (Text<T>) {
    if (shape.kind != ShapeKind::kString) throw "the type does not fit the shape";
    shape.text = &kTextAccess<T>;
  } else if constexpr (Count<T>) {
    if (shape.kind != ShapeKind::kInteger) throw "the type does not fit the shape";
    shape.number = &kNumberAccess<T>;
  } else {
    if (shape.kind != kind_of<T>()) throw "the type does not fit the shape";
  }
  return shape;
}

template <class T, const Shape& Base>
inline constexpr Shape kHeldAs = held_as<T>(Base);

template <class T>
inline constexpr auto kSavedTable = SavedMembers<T>::template members<T>();

/// The shape of a type that has SavedMembers.
template <class T>
inline constexpr Shape kSavedShape{
    .name = SavedMembers<T>::kName, .kind = ShapeKind::kStructure, .members = kSavedTable<T>};

template <auto Pointer>
using ValueAt = typename OptionalTraits<typename FieldPointer<decltype(Pointer)>::Field>::Value;

template <auto Pointer, class Structure>
consteval Member saved_as(std::string_view name, const Shape& shape) {
  using Access = FieldAccess<Structure, typename FieldPointer<decltype(Pointer)>::Field, Pointer>;
  return {.name = name,
          .shape = &shape,
          .required = Access::kRequired,
          .emplace = &Access::emplace,
          .clear = &Access::clear,
          .get = &Access::get,
          .set_literal = &Access::set_literal};
}

/// A member of that shape, required unless the field is a std::optional. `Structure` is the type that has the field, or
/// one that inherits it.
template <auto Pointer, const Shape& Base, class Structure>
consteval Member saved(std::string_view name) {
  return saved_as<Pointer, Structure>(name, kHeldAs<ValueAt<Pointer>, Base>);
}

/// A member that has SavedMembers itself.
template <auto Pointer, class Structure>
consteval Member saved(std::string_view name) {
  return saved_as<Pointer, Structure>(name, kSavedShape<ValueAt<Pointer>>);
}

/// A list of elements that have SavedMembers themselves.
template <class Element>
inline constexpr Shape kSavedList = list_shape<Element>(SavedMembers<Element>::kName, kSavedShape<Element>);

/// A list of texts of that type and shape.
template <class Element, const Shape& Base>
inline constexpr Shape kSavedTexts = list_shape<Element>(Base.name, kHeldAs<Element, Base>);

template <auto Pointer, class Structure>
consteval Member saved_list(std::string_view name) {
  return saved_as<Pointer, Structure>(name, kSavedList<typename ValueAt<Pointer>::value_type>);
}

template <auto Pointer, const Shape& Base, class Structure>
consteval Member saved_texts(std::string_view name) {
  return saved_as<Pointer, Structure>(name, kSavedTexts<typename ValueAt<Pointer>::value_type, Base>);
}

/// Values that no operation takes, so nothing but their type limits them.
inline constexpr Shape kAnyText = string_shape("Text", {}, {});
/// Counts stay far from where they would overflow.
inline constexpr Shape kSavedCount = integer_shape("Count", 0, std::int64_t{1} << 53);
inline constexpr Shape kSavedMilliseconds = integer_shape("Milliseconds", 0, std::int64_t{1} << 53);
/// In seconds of net speech.
inline constexpr Shape kHeardWindow = integer_shape("Window", kLeastMinimumSpeech.count(), kEnrollmentSpeech.count());
inline constexpr Shape kHttpStatus = integer_shape("HttpStatus", 400, 599);

}  // namespace voiceid::shapes
