#pragma once

#include <cstdint>
#include <string_view>

namespace voiceid {

/// FNV-1a with 64 bits. Unlike std::hash, it is the same on every run and machine.
class StableHash {
 public:
  void add(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ULL; }
  void add(std::string_view text) {
    for (const char c : text) add(static_cast<unsigned char>(c));
  }

  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace voiceid
