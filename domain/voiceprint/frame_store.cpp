#include "domain/voiceprint/frame_store.hpp"

#include <algorithm>
#include <array>

namespace voiceid {
namespace {

constexpr int kSpeechRange = 20 * kLevelsPerDecibel;
// The store grows by five seconds.
constexpr std::size_t kGrowth = 500;
// Room that dropping pauses must make to be worth it.
constexpr std::size_t kWorthwhile = FrameStore::kMaxFrames / 10;
// Deltas look at so many frames on either side.
constexpr std::size_t kNeighbours = 2;

}  // namespace

void FrameStore::add(const CepstralFrame& frame) {
  if (full_) return;
  if (size() == levels_.capacity()) {
    const std::size_t capacity = std::min(size() + kGrowth, kMaxFrames);
    levels_.reserve(capacity);
    cepstra_.reserve(capacity);
  }
  cepstra_.push_back(frame.cepstrum);
  levels_.push_back(frame.level);
  if (size() == kMaxFrames) drop_pauses();
}

int FrameStore::speech_level() const {
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t level : levels_) ++counts[level];
  // The least level that at least 95 % of the frames do not exceed.
  std::size_t below = 0;
  int loud = 0;
  for (; loud < 255; ++loud) {
    below += counts[static_cast<std::size_t>(loud)];
    if (100 * below >= 95 * size()) break;
  }
  return std::max(loud - kSpeechRange, 0);
}

void FrameStore::drop_pauses() {
  const int speech = speech_level();
  // The frames beside speech stay, for its deltas.
  std::vector<bool> kept(size());
  for (std::size_t i = 0; i < size(); ++i) {
    if (!is_speech(i, speech)) continue;
    const std::size_t begin = i - std::min(i, kNeighbours);
    const std::size_t end = std::min(i + kNeighbours + 1, size());
    std::fill(kept.begin() + static_cast<std::ptrdiff_t>(begin), kept.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
  std::size_t left = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    cepstra_[left] = cepstra_[i];
    levels_[left] = levels_[i];
    ++left;
  }
  cepstra_.resize(left);
  levels_.resize(left);
  full_ = kMaxFrames - left < kWorthwhile;
}

}  // namespace voiceid
