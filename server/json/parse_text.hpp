#pragma once

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace voiceid::json {

/// Why a text is not JSON in UTF-8.
struct TextFault {
  /// It may be JSON, but nests deeper than allowed.
  bool too_deep = false;
  /// Of the first character that does not fit, counted from 1; of the one missing if the text ends too early.
  std::size_t position = 0;
};

/// What Boost.JSON's parser calls. Joins the parts of strings with escapes, and passes everything on to a Receiver.
template <class Receiver>
class TextEvents {
 public:
  using Code = boost::system::error_code;
  using View = boost::json::string_view;

  // The parser prescribes these names. No request is long enough to reach one of these limits.
  // NOLINTBEGIN(readability-identifier-naming)
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;
  // NOLINTEND(readability-identifier-naming)

  explicit TextEvents(Receiver& receiver) : receiver_(receiver) {}

  static bool on_document_begin(Code& /*error*/) { return true; }
  static bool on_document_end(Code& /*error*/) { return true; }
  bool on_object_begin(Code& /*error*/) { return receiver_.begin_object(); }
  bool on_object_end(std::size_t /*size*/, Code& /*error*/) { return receiver_.end_object(); }
  bool on_array_begin(Code& /*error*/) { return receiver_.begin_list(); }
  bool on_array_end(std::size_t /*size*/, Code& /*error*/) { return receiver_.end_list(); }
  bool on_key_part(View part, std::size_t /*size*/, Code& /*error*/) { return keep(part); }
  bool on_key(View part, std::size_t /*size*/, Code& /*error*/) {
    const bool goes_on = receiver_.key(whole(part));
    parts_.clear();
    return goes_on;
  }
  bool on_string_part(View part, std::size_t /*size*/, Code& /*error*/) { return keep(part); }
  bool on_string(View part, std::size_t /*size*/, Code& /*error*/) {
    const bool goes_on = receiver_.string(whole(part));
    parts_.clear();
    return goes_on;
  }
  // The text comes in one piece, so numbers do not have parts.
  static bool on_number_part(View /*part*/, Code& /*error*/) { return true; }
  bool on_int64(std::int64_t value, View /*text*/, Code& /*error*/) { return receiver_.integer(value); }
  bool on_uint64(std::uint64_t value, View /*text*/, Code& /*error*/) {
    return receiver_.large_integer(static_cast<double>(value));
  }
  bool on_double(double about, View text, Code& error) {
    const auto value = exactly(about, std::string_view(text.data(), text.size()));
    if (!value) {
      error = boost::json::error::exponent_overflow;
      return false;
    }
    const bool is_integer = text.find_first_of(".eE") == View::npos;
    return is_integer ? receiver_.large_integer(*value) : receiver_.decimal(*value);
  }
  bool on_bool(bool value, Code& /*error*/) { return receiver_.boolean(value); }
  bool on_null(Code& /*error*/) { return receiver_.null(); }
  static bool on_comment_part(View /*part*/, Code& /*error*/) { return false; }
  static bool on_comment(View /*part*/, Code& /*error*/) { return false; }

 private:
  bool keep(View part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  std::string_view whole(View last_part) {
    if (parts_.empty()) return {last_part.data(), last_part.size()};
    keep(last_part);
    return parts_;
  }
  // The parser's own value may be off in its last digits. Nothing if the number is too large.
  static std::optional<double> exactly(double about, std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() || std::abs(about) < 1) return value;
    return std::nullopt;
  }

  Receiver& receiver_;
  std::string parts_;
};

/// Parses JSON in UTF-8 and calls the receiver with what is found, in the text's order: begin_object(), end_object(),
/// begin_list(), end_list(), key(view), string(view), integer(int64), large_integer(double) for one beyond 64 bits,
/// decimal(double) for a number with a fraction or an exponent, boolean(bool), null(). All return true. Views hold
/// until the call returns. `most_levels`: how deep objects and lists may nest. Returns nothing if the text is JSON.
template <class Receiver>
std::optional<TextFault> parse_text(std::string_view text, std::size_t most_levels, Receiver& receiver) {
  boost::json::parse_options options;
  options.max_depth = most_levels;
  boost::json::basic_parser<TextEvents<Receiver>> parser(options, receiver);
  boost::system::error_code error;
  const std::size_t parsed = parser.write_some(false, text.data(), text.size(), error);
  if (!error && parsed == text.size()) return std::nullopt;
  return TextFault{.too_deep = error == boost::json::error::too_deep, .position = parsed + 1};
}

}  // namespace voiceid::json
