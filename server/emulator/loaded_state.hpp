#pragma once

#include <cstdint>
#include <memory>

#include "domain/clock.hpp"
#include "store/store.hpp"

namespace voiceid::server {

/// A state that was read and checked, on its way into the emulator.
struct LoadedState {
  std::unique_ptr<store::Store> store;
  Clock::Setting clock;
  /// The same for the same document: what seeded identifiers go on from, so that none comes twice.
  std::uint64_t fingerprint = 0;
};

}  // namespace voiceid::server
