#pragma once

#include <atomic>
#include <string_view>

namespace re2 {
class RE2;
}

namespace voiceid::shapes {

/// A regular expression of the contract. Compiled on first use: compiling all of them would take much of the start-up
/// time.
class Pattern {
 public:
  explicit constexpr Pattern(std::string_view text) : text_(text) {}
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  constexpr ~Pattern() = default;

  constexpr std::string_view text() const { return text_; }

  /// Whether the whole value matches, in linear time.
  bool matches(std::string_view value) const;

 private:
  std::string_view text_;
  mutable std::atomic<const re2::RE2*> compiled_ = nullptr;
};

}  // namespace voiceid::shapes
