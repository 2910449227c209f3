#pragma once

#include <spdlog/common.h>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Lines of the log that say more than a message: `--log-format json` shows their facts as members, text as
/// `name=value` behind the message.
namespace voiceid::log {

/// A fact of a line: a text or a whole number. A name consists of letters and underscores.
class Fact {
 public:
  Fact(std::string_view name, std::string_view text) : name_(name), value_(text) {}
  template <std::integral Number>
  Fact(std::string_view name, Number number) : name_(name), value_(std::to_string(number)), is_number_(true) {}

  /// As it stands in a line.
  Fact(std::string_view name, std::string_view value, bool is_number)
      : name_(name), value_(value), is_number_(is_number) {}

  std::string_view name() const { return name_; }
  const std::string& value() const { return value_; }
  bool is_number() const { return is_number_; }

  friend bool operator==(const Fact&, const Fact&) = default;

 private:
  std::string name_;
  std::string value_;
  bool is_number_ = false;
};

/// Writes a line. Facts with an empty text are left out.
void write(spdlog::level::level_enum level, std::string_view message, std::initializer_list<Fact> facts);

/// What a logged text consists of.
struct Line {
  std::string_view message;
  std::vector<Fact> facts;
};

/// The text that write() gives to the logger, and what it was made of; a text without facts is a message alone.
std::string joined(std::string_view message, std::initializer_list<Fact> facts);
Line split(std::string_view text);

}  // namespace voiceid::log
