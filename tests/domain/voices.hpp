#pragma once

#include <string>
#include <string_view>

#include "domain/voice.hpp"

namespace voiceid {

/// The voice's text; empty if there is none.
inline std::string text_of(const Voice* voice) { return voice == nullptr ? std::string() : text_of(*voice); }

/// A label that is as like the voice as that, 0 to 40, among labels that differ from it.
inline std::string label_like(std::string_view voice, int wanted) {
  for (int i = 0;; ++i) {
    std::string label = "stranger-" + std::to_string(i);
    if (similarity(voice, label) == wanted) return label;
  }
}

}  // namespace voiceid
