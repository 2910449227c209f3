#include "handlers/fixture_ids.hpp"

#include <algorithm>

namespace voiceid::handlers {
namespace {

// The byte of which an identifier's character is made.
unsigned char byte_for(char wanted) {
  std::array<unsigned char, kResourceIdLength> bytes{};
  for (unsigned char byte = 0; byte < 0xffU; ++byte) {
    bytes.fill(byte);
    if (resource_id_from(bytes).view().front() == wanted) return byte;
  }
  return 0;
}

}  // namespace

void FixtureIds::set_next(std::string_view id) {
  if (is_generated_id(id)) id.remove_prefix(kGeneratedIdPrefix.size());
  std::ranges::transform(id.substr(0, next_.size()), next_.begin(), &byte_for);
  has_next_ = true;
}

void FixtureIds::fill(std::span<unsigned char> bytes) {
  if (has_next_ && bytes.size() == next_.size()) {
    std::ranges::copy(next_, bytes.begin());
    has_next_ = false;
  } else {
    rest_->fill(bytes);
  }
}

}  // namespace voiceid::handlers
