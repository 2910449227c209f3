#include "domain/stream_audio.hpp"

#include <algorithm>

namespace voiceid {

using std::chrono::milliseconds;
using std::chrono::seconds;

void StreamAudio::add(const AudioPiece& piece, TimePoint now) {
  const milliseconds begin = net_speech_;
  net_speech_ += piece.net_speech;
  // Every window is full by now.
  if (has_begun() && begin >= kEnrollmentSpeech) return;
  if (has_begun() && piece.net_speech.count() == 0 && !is_news(piece)) return;
  const bool same =
      has_begun() && segments_.back().voice == piece.voice && segments_.back().spoofing_risk == piece.spoofing_risk;
  const bool completes_second = std::chrono::floor<seconds>(net_speech_) != std::chrono::floor<seconds>(begin);
  if (same && !completes_second) {
    segments_.back().end = net_speech_;
  } else {
    segments_.push_back({std::string(piece.voice), piece.spoofing_risk, begin, net_speech_, now});
  }
}

bool StreamAudio::is_news(const AudioPiece& piece) const {
  const bool heard = std::ranges::find(segments_, piece.voice, &Segment::voice) != segments_.end();
  return !heard || std::ranges::all_of(
                       segments_, [&](const Segment& segment) { return segment.spoofing_risk < piece.spoofing_risk; });
}

AudioAggregation StreamAudio::aggregation(seconds window) const {
  if (!started_at_) return {};
  AudioAggregation aggregation{started_at_, std::nullopt};
  const auto filling =
      std::ranges::find_if(segments_, [window](const Segment& segment) { return segment.end >= window; });
  if (filling != segments_.end()) aggregation.ended_at = std::max(filling->at, *started_at_);
  return aggregation;
}

std::string_view StreamAudio::voice(seconds window) const {
  struct Share {
    std::string_view voice;
    milliseconds speech;
  };
  std::vector<Share> shares;
  for (const Segment& segment : segments_) {
    if (segment.begin >= window && !shares.empty()) break;
    auto share = std::ranges::find(shares, segment.voice, &Share::voice);
    if (share == shares.end()) share = shares.insert(shares.end(), {segment.voice, milliseconds(0)});
    share->speech += std::min<milliseconds>(segment.end, window) - segment.begin;
  }
  const auto most = std::ranges::max_element(shares, {}, &Share::speech);
  return most == shares.end() ? std::string_view() : most->voice;
}

int StreamAudio::spoofing_risk(seconds window) const {
  int highest = 0;
  for (const Segment& segment : segments_) {
    if (segment.begin < window) highest = std::max(highest, segment.spoofing_risk);
  }
  return highest;
}

}  // namespace voiceid
