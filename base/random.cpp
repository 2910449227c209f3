#include "base/random.hpp"

#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>

#include "base/uuid.hpp"

namespace voiceid {
namespace {

// The first bytes come from the kernel: OpenSSL's generator is faster, but setting it up takes longer than all else
// that happens at start.
class SystemSource final : public RandomSource {
 public:
  void fill(std::span<unsigned char> bytes) override {
    while (!bytes.empty()) {
      if (next_ == end_) draw();
      const auto drawn = std::span(block_).subspan(next_, std::min(bytes.size(), end_ - next_));
      std::ranges::copy(drawn, bytes.begin());
      next_ += drawn.size();
      bytes = bytes.subspan(drawn.size());
    }
  }

 private:
  static constexpr std::size_t kFirstBytes = 256;

  void draw() {
    const std::size_t size = end_ == 0 ? kFirstBytes : block_.size();
    const bool drawn =
        end_ == 0 ? getentropy(block_.data(), size) == 0 : RAND_bytes(block_.data(), static_cast<int>(size)) == 1;
    if (!drawn) throw std::runtime_error("the system's random generator failed");
    next_ = 0;
    end_ = size;
  }

  std::array<unsigned char, 4096> block_{};
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

class SeededSource final : public RandomSource {
 public:
  explicit SeededSource(std::uint64_t seed) : engine_(seed) {}

  void fill(std::span<unsigned char> bytes) override {
    std::ranges::generate(bytes, [this] { return static_cast<unsigned char>(engine_() >> 56U); });
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace

std::unique_ptr<RandomSource> make_seeded_source(std::uint64_t seed) { return std::make_unique<SeededSource>(seed); }

std::unique_ptr<RandomSource> make_system_source() { return std::make_unique<SystemSource>(); }

std::string make_secret() {
  std::array<unsigned char, 32> bytes{};
  make_system_source()->fill(bytes);
  return {bytes.begin(), bytes.end()};
}

void RequestIds::next(std::string& id) {
  std::array<unsigned char, kUuidBytes> bytes{};
  source_->fill(bytes);
  write_uuid(id, bytes);
}

}  // namespace voiceid
