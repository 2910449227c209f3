#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace voiceid::json {

/// Appends to a string. Makes the string longer in large steps, so that most parts only have to be copied into it, and
/// cuts it to what was written at the end.
class Output {
 public:
  explicit Output(std::string& text) : text_(text), written_(text.size()) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { text_.resize(written_); }

  /// Room for so many characters, all of which are written then.
  char* take(std::size_t count) {
    char* place = room(count);
    written_ += count;
    return place;
  }
  void put(char c) { *take(1) = c; }
  void put(std::string_view text) { std::memcpy(take(text.size()), text.data(), text.size()); }

  void put_integer(std::int64_t value) {
    print(kMostDigits, [value](char* begin, char* end) { return std::to_chars(begin, end, value); });
  }
  /// The same for seconds since the epoch. Times close together, as in a list, mostly have the same, so that its digits
  /// are kept.
  void put_seconds(std::int64_t seconds) {
    if (seconds != last_seconds_) {
      last_seconds_ = seconds;
      const auto printed = std::to_chars(last_digits_.data(), last_digits_.data() + last_digits_.size(), seconds);
      last_digit_count_ = static_cast<std::size_t>(printed.ptr - last_digits_.data());
    }
    put({last_digits_.data(), last_digit_count_});
  }

  /// Appends as `print(begin, end)` does, which returns a std::to_chars_result; `most` characters are enough.
  template <class Print>
  void print(std::size_t most, Print print) {
    char* place = room(most);
    written_ += static_cast<std::size_t>(print(place, place + most).ptr - place);
  }

 private:
  static constexpr std::size_t kStep = 1024;
  static constexpr std::size_t kMostDigits = 20;

  char* room(std::size_t count) {
    if (text_.size() - written_ < count) text_.resize(written_ + count + kStep);
    return text_.data() + written_;
  }

  std::string& text_;
  std::size_t written_;
  std::int64_t last_seconds_ = 0;
  std::array<char, kMostDigits> last_digits_{'0'};
  std::size_t last_digit_count_ = 1;
};

}  // namespace voiceid::json
