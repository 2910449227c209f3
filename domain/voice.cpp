#include "domain/voice.hpp"

#include <cstdint>
#include <utility>

#include "base/base64.hpp"
#include "base/stable_hash.hpp"

namespace voiceid {
namespace {

constexpr int kLeastOfEqualVoices = 95;
constexpr int kMostOfDifferentVoices = 40;

// Spreads the effect of the last characters over all bits; with FNV-1a alone, they show in the low bits.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
  return value ^ (value >> 33U);
}

std::uint64_t hash_of_pair(std::string_view voice, std::string_view other) {
  if (other < voice) std::swap(voice, other);
  StableHash hash;
  hash.add(voice);
  hash.add('\0');
  hash.add(other);
  return mixed(hash.value());
}

int similarity_of_different(std::string_view voice, std::string_view other) {
  return static_cast<int>(hash_of_pair(voice, other) % (kMostOfDifferentVoices + 1));
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

std::size_t count_label_characters(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() &&
         (is_letter_or_digit(text[count]) || (count > 0 && (text[count] == '_' || text[count] == '-')))) {
    ++count;
  }
  return count;
}

const Voiceprint* Voice::voiceprint() const {
  const auto* const acoustic = std::get_if<Acoustic>(&voice_);
  return acoustic == nullptr ? nullptr : acoustic->get();
}

std::string_view Voice::name() const {
  const auto* const label = std::get_if<std::string>(&voice_);
  return label == nullptr ? kAcousticName : *label;
}

bool operator==(const Voice& voice, const Voice& other) {
  if (voice.is_acoustic() && other.is_acoustic()) return *voice.voiceprint() == *other.voiceprint();
  return voice.is_acoustic() == other.is_acoustic() && voice.name() == other.name();
}

std::string text_of(const Voice& voice) {
  if (!voice.is_acoustic()) return std::string(voice.name());
  return std::string(kAcousticBeginning) + base64(bytes_of(*voice.voiceprint()));
}

Result<Voice> voice_in(std::string_view text) {
  if (is_voice_label(text)) return Voice(std::string(text));
  if (!text.starts_with(kAcousticBeginning)) {
    return validation_failed(
        "A voice is a label of 1 to 256 letters, digits, '_' and '-', a letter or a digit first, or 'acoustic:' and a "
        "voiceprint in Base64.");
  }
  const auto bytes = from_base64(text.substr(kAcousticBeginning.size()));
  if (!bytes) return validation_failed("What follows 'acoustic:' is not Base64.");
  const auto voiceprint = voiceprint_from(*bytes);
  if (!voiceprint) return validation_failed("What follows 'acoustic:' " + voiceprint_fault(*bytes) + ".");
  return Voice(*voiceprint);
}

int similarity(std::string_view label, std::string_view other) {
  if (label != other) return similarity_of_different(label, other);
  return kLeastOfEqualVoices + static_cast<int>(hash_of_pair(label, other) % (100 - kLeastOfEqualVoices + 1));
}

int similarity(const Voice& voice, const Voice& other) {
  if (voice.is_acoustic() && other.is_acoustic()) return acoustic_similarity(*voice.voiceprint(), *other.voiceprint());
  if (voice.is_acoustic() || other.is_acoustic()) return similarity_of_different(text_of(voice), text_of(other));
  return similarity(voice.name(), other.name());
}

int fraud_risk(const Voice& voice, const Voice& fraudster) {
  if (!voice.is_acoustic() || !fraudster.is_acoustic()) return similarity(voice, fraudster);
  return acoustic_fraud_risk(*voice.voiceprint(), *fraudster.voiceprint());
}

}  // namespace voiceid
