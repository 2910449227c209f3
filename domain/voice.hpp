#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/copied_ptr.hpp"
#include "domain/result.hpp"
#include "domain/voiceprint/voiceprint.hpp"

namespace voiceid {

inline constexpr std::size_t kMaxVoiceLabelBytes = 256;

/// How many leading characters of the text a voice's label may have: a-z, A-Z, 0-9 and, except as the first one, '_'
/// and '-'.
std::size_t count_label_characters(std::string_view text);

/// Whether the text may label a voice: 1 to 256 of these characters.
inline bool is_voice_label(std::string_view text) {
  return !text.empty() && text.size() <= kMaxVoiceLabelBytes && count_label_characters(text) == text.size();
}

/// A voice: the label that audio made for tests names, or what was heard in a recording of a person.
class Voice {
 public:
  /// Nobody's, with an empty label.
  Voice() = default;
  explicit Voice(std::string label) : voice_(std::move(label)) {}
  explicit Voice(const Voiceprint& voiceprint) { voice_.emplace<Acoustic>().emplace(voiceprint); }

  bool is_acoustic() const { return std::holds_alternative<Acoustic>(voice_); }
  /// What was heard; nullptr for a label.
  const Voiceprint* voiceprint() const;
  /// The label, or kAcousticName. Shows nothing of what was heard.
  std::string_view name() const;

  friend bool operator==(const Voice& voice, const Voice& other);
  /// Whether that label names the voice.
  friend bool operator==(const Voice& voice, std::string_view label) {
    return !voice.is_acoustic() && voice.name() == label;
  }

  static constexpr std::string_view kAcousticName = "acoustic";

 private:
  // In the size of a pointer, because there may be millions of labels.
  using Acoustic = CopiedPtr<Voiceprint>;

  std::variant<std::string, Acoustic> voice_;
};

/// Begins the text of an acoustic voice. No label has a colon.
inline constexpr std::string_view kAcousticBeginning = "acoustic:";

/// The voice as states and fixtures have it: the label, or kAcousticBeginning and the voiceprint in Base64.
std::string text_of(const Voice& voice);

/// The voice that text_of() wrote. Errors: ValidationException with one sentence.
Result<Voice> voice_in(std::string_view text);

/// How similar two labelled voices are: 95 to 100 for equal labels, 0 to 40 for different ones. The same for the same
/// pair in either order, on every run and machine.
int similarity(std::string_view label, std::string_view other);

/// How similar two voices are, 0 to 100; acoustic ones as acoustic_similarity() has it. A label and an acoustic voice
/// are as similar as two different labels. The same for the same pair in either order, on every run and machine.
int similarity(const Voice& voice, const Voice& other);

/// The risk, 0 to 100, that a voice is that of a known fraudster: acoustic_fraud_risk() of two acoustic voices,
/// otherwise their similarity.
int fraud_risk(const Voice& voice, const Voice& fraudster);

}  // namespace voiceid
