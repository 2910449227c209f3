#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "base/random.hpp"
#include "domain/ids.hpp"

namespace voiceid::handlers {

/// Random bytes for identifiers, of which the next one can be chosen: a fixture may give the ids that others follow
/// from.
class FixtureIds final : public RandomSource {
 public:
  explicit FixtureIds(std::uint64_t seed) : rest_(make_seeded_source(seed)) {}

  /// The next identifier that an IdGenerator makes of these bytes is that one: a resource id, or what follows `id#` in
  /// a generated one.
  void set_next(std::string_view id);

  void fill(std::span<unsigned char> bytes) override;

 private:
  std::unique_ptr<RandomSource> rest_;
  std::array<unsigned char, kResourceIdLength> next_{};
  bool has_next_ = false;
};

}  // namespace voiceid::handlers
