#include "server/random.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace voiceid::server {
namespace {

class SystemSource final : public RandomSource {
 public:
  void fill(std::span<unsigned char> bytes) override {
    for (unsigned char& byte : bytes) {
      if (next_ == block_.size()) draw();
      byte = block_[next_++];
    }
  }

 private:
  void draw() {
    if (RAND_bytes(block_.data(), static_cast<int>(block_.size())) != 1) {
      throw std::runtime_error("the system's random generator failed");
    }
    next_ = 0;
  }

  std::array<unsigned char, 4096> block_{};
  std::size_t next_ = block_.size();
};

}  // namespace

std::unique_ptr<RandomSource> make_system_source() { return std::make_unique<SystemSource>(); }

void RequestIds::next(std::string& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, 16> bytes{};
  source_->fill(bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  id.clear();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id.push_back('-');
    id.push_back(kDigits[bytes[i] >> 4U]);
    id.push_back(kDigits[bytes[i] & 0xFU]);
  }
}

}  // namespace voiceid::server
