#pragma once

#include <string>

namespace voiceid::control {

struct ControlOptions {
  /// False with `--control off`: only health is served.
  bool enabled = true;
  std::string version;
};

}  // namespace voiceid::control
