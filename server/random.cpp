#include "server/random.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

#include "server/uuid.hpp"

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
  std::array<unsigned char, kUuidBytes> bytes{};
  source_->fill(bytes);
  write_uuid(id, bytes);
}

}  // namespace voiceid::server
