#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

namespace voiceid {

/// A text that never changes, in place if it has at most `InPlace` bytes. Takes ten bytes besides those; a std::string
/// takes 32 and has room for 15. Once moved from, it can only be destroyed or assigned to.
template <std::size_t InPlace>
class ShortText {
 public:
  ShortText() : ShortText(std::string_view()) {}
  ShortText(const ShortText& other) : ShortText(other.view()) {}
  ShortText(ShortText&&) noexcept = default;
  ShortText& operator=(const ShortText& other) {
    *this = ShortText(other);
    return *this;
  }
  ShortText& operator=(ShortText&&) noexcept = default;
  ~ShortText() = default;
  /// `text` has less than 64 KiB.
  explicit ShortText(std::string_view text) : size_(static_cast<std::uint16_t>(text.size())) {
    assert(text.size() <= std::numeric_limits<std::uint16_t>::max());
    if (text.size() > InPlace) long_ = std::make_unique_for_overwrite<char[]>(text.size());
    text.copy(long_ ? long_.get() : in_place_.data(), text.size());
  }

  std::string_view view() const { return {long_ ? long_.get() : in_place_.data(), size_}; }

 private:
  std::unique_ptr<char[]> long_;
  std::uint16_t size_;
  std::array<char, InPlace> in_place_{};
};

}  // namespace voiceid
