#pragma once

#include <cstddef>
#include <string_view>

namespace voiceid {

inline constexpr std::size_t kMaxVoiceLabelBytes = 256;

/// How many leading characters of the text a voice's label may have: a-z, A-Z, 0-9 and, except as the first one, '_'
/// and '-'.
std::size_t count_label_characters(std::string_view text);

/// Whether the text may label a voice: 1 to 256 of these characters.
inline bool is_voice_label(std::string_view text) {
  return !text.empty() && text.size() <= kMaxVoiceLabelBytes && count_label_characters(text) == text.size();
}

/// How similar two simulated voices are: 95 to 100 for equal labels, 0 to 40 for different ones. The same for the same
/// pair in either order, on every run and machine.
int similarity(std::string_view voice, std::string_view other);

}  // namespace voiceid
