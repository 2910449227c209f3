#include "domain/stream_audio.hpp"

#include <algorithm>
#include <utility>

namespace voiceid {

using std::chrono::milliseconds;
using std::chrono::seconds;

void StreamAudio::start(TimePoint now) {
  if (started_at_) return;
  started_at_ = now;
  ++revision_;
}

void StreamAudio::add(const AudioPiece& piece, TimePoint now) {
  ++revision_;
  const milliseconds before = net_speech_;
  append(std::string(piece.voice), piece.net_speech, piece.spoofing_risk, now);
  conclude_windows(before);
}

void StreamAudio::hear(std::span<const std::int16_t> samples, int spoofing_risk, SpeechDetector& detector,
                       TimePoint now) {
  ++revision_;
  if (net_speech_ < kEnrollmentSpeech && unlabelled_.get() == nullptr) unlabelled_.emplace();
  // Frame by frame, so that a window ends with the same sample in whatever pieces the audio comes.
  while (!samples.empty()) {
    const bool listens = unlabelled_.get() != nullptr;
    const std::size_t step = listens ? std::min(samples.size(), detector.samples_to_frame_end()) : samples.size();
    const milliseconds before = net_speech_;
    const milliseconds heard_before = detector.net_speech();
    detector.feed(samples.first(step));
    if (listens) unlabelled_->feed(samples.first(step));
    append(std::nullopt, detector.net_speech() - heard_before, spoofing_risk, now);
    conclude_windows(before);
    samples = samples.subspan(step);
  }
}

void StreamAudio::close() {
  if (unlabelled_.get() != nullptr) unlabelled_.emplace(unlabelled_->voice());
}

void StreamAudio::append(std::optional<std::string> voice, milliseconds speech, int spoofing_risk, TimePoint now) {
  const milliseconds begin = net_speech_;
  net_speech_ += speech;
  // Every window is full by now.
  if (has_begun() && begin >= kEnrollmentSpeech) return;
  if (has_begun() && speech.count() == 0 && !is_news(voice, spoofing_risk)) return;
  const bool same = has_begun() && segments_.back().voice == voice && segments_.back().spoofing_risk == spoofing_risk;
  const bool completes_second = std::chrono::floor<seconds>(net_speech_) != std::chrono::floor<seconds>(begin);
  if (same && !completes_second) {
    segments_.back().end = net_speech_;
  } else {
    segments_.push_back({std::move(voice), spoofing_risk, begin, net_speech_, now});
  }
}

bool StreamAudio::is_news(const std::optional<std::string>& voice, int spoofing_risk) const {
  const bool heard = std::ranges::find(segments_, voice, &Segment::voice) != segments_.end();
  return !heard ||
         std::ranges::all_of(segments_, [&](const Segment& segment) { return segment.spoofing_risk < spoofing_risk; });
}

void StreamAudio::conclude_windows(milliseconds before) {
  if (unlabelled_.get() == nullptr) return;
  const auto conclude = [&](seconds window) {
    if (before >= window || net_speech_ < window || loudest(window)->voice) return;
    heard_voices_.push_back({window, unlabelled_->voice()});
  };
  for (seconds window = kLeastMinimumSpeech; window <= kMostMinimumSpeech; ++window) conclude(window);
  conclude(kEnrollmentSpeech);
  if (net_speech_ >= kEnrollmentSpeech) unlabelled_.reset();
}

AudioAggregation StreamAudio::aggregation(seconds window) const {
  if (!started_at_) return {};
  AudioAggregation aggregation{started_at_, std::nullopt};
  const auto filling =
      std::ranges::find_if(segments_, [window](const Segment& segment) { return segment.end >= window; });
  if (filling != segments_.end()) aggregation.ended_at = std::max(filling->at, *started_at_);
  return aggregation;
}

const StreamAudio::Segment* StreamAudio::loudest(seconds window) const {
  struct Share {
    const Segment* first;
    milliseconds speech;
  };
  std::vector<Share> shares;
  for (const Segment& segment : segments_) {
    if (segment.begin >= window && !shares.empty()) break;
    auto share = std::ranges::find_if(shares, [&](const Share& other) { return other.first->voice == segment.voice; });
    if (share == shares.end()) share = shares.insert(shares.end(), {&segment, milliseconds(0)});
    share->speech += std::min<milliseconds>(segment.end, window) - segment.begin;
  }
  const auto most = std::ranges::max_element(shares, {}, &Share::speech);
  return most == shares.end() ? nullptr : most->first;
}

Voice StreamAudio::voice(seconds window) const {
  const Segment* const segment = loudest(window);
  if (segment == nullptr) return {};
  if (segment->voice) return Voice(*segment->voice);
  const auto heard = std::ranges::find(heard_voices_, window, &HeardVoice::window);
  if (heard != heard_voices_.end()) return heard->voice;
  // The returned voice owns what the analyzer takes for lost.
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks)
  return unlabelled_.get() == nullptr ? Voice() : unlabelled_->voice();
}

std::string_view StreamAudio::voice_name() const {
  const Segment* const segment = loudest(kEnrollmentSpeech);
  if (segment == nullptr) return {};
  if (segment->voice) return *segment->voice;
  return heard_voices_.empty() ? Voice::kAcousticName : heard_voices_.back().voice.name();
}

int StreamAudio::spoofing_risk(seconds window) const {
  int highest = 0;
  for (const Segment& segment : segments_) {
    if (segment.begin < window) highest = std::max(highest, segment.spoofing_risk);
  }
  return highest;
}

}  // namespace voiceid
