#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace voiceid {

/// Where random bytes come from: the operating system's generator, or a seeded one.
class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;
  virtual ~RandomSource() = default;
  /// Fills all of `bytes`.
  virtual void fill(std::span<unsigned char> bytes) = 0;
};

/// Cryptographic generators: the kernel's, then OpenSSL's. Draws in blocks, because every draw is expensive.
std::unique_ptr<RandomSource> make_system_source();

/// Bytes that are the same on every run and machine for the same seed (`--seed`).
std::unique_ptr<RandomSource> make_seeded_source(std::uint64_t seed);

/// A key for a keyed hash: 32 bytes of the system's generator.
std::string make_secret();

/// A number in [0, 1) of the upper 53 of these random bits, as many as a double holds. Standard distributions differ by
/// library.
constexpr double unit_interval(std::uint64_t bits) {
  constexpr double kUnit = 1.0 / (std::uint64_t{1} << 53U);
  return static_cast<double>(bits >> 11U) * kUnit;
}

/// Makes request ids, UUIDs of version 4. `--seed` does not repeat them.
class RequestIds {
 public:
  /// Replaces `id` with the next request id.
  void next(std::string& id);

 private:
  std::unique_ptr<RandomSource> source_ = make_system_source();
};

}  // namespace voiceid
