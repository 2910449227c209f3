#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace voiceid::control {

struct ControlOptions {
  /// False with `--control off`: only health is served.
  bool enabled = true;
  std::string version;
  /// What every call but health must present, if anything (`--control-token`).
  std::optional<std::string> token = {};
};

/// Whether the text can be a token: printable ASCII without blanks, so that it can stand in a header.
inline bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace voiceid::control
