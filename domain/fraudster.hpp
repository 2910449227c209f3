#pragma once

#include <string>

#include "domain/ids.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// Somebody whose voice is on watchlists.
struct Fraudster {
  GeneratedId id;
  /// The label of the voice that was registered.
  std::string voiceprint;
  TimePoint created_at;
};

}  // namespace voiceid
