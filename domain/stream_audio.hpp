#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/copied_ptr.hpp"
#include "base/enum_names.hpp"
#include "base/saved_members.hpp"
#include "domain/speech_detector.hpp"
#include "domain/time_point.hpp"
#include "domain/unlabelled_audio.hpp"
#include "domain/voice.hpp"

namespace voiceid {

/// Net speech that fraud detection and enrollment need (Guide).
inline constexpr std::chrono::seconds kFraudDetectionSpeech{10};
inline constexpr std::chrono::seconds kEnrollmentSpeech{30};
/// What a session can demand for authentication (Guide, flow block "Set Voice ID").
inline constexpr std::chrono::seconds kLeastMinimumSpeech{5};
inline constexpr std::chrono::seconds kMostMinimumSpeech{10};

/// A piece of a caller's simulated audio.
struct AudioPiece {
  /// The label of the voice that it names.
  std::string_view voice;
  std::chrono::milliseconds net_speech{0};
  /// 0 to 100.
  int spoofing_risk = 0;
};

/// When the aggregation of audio began and ended; no end while there is not enough speech.
struct AudioAggregation {
  std::optional<TimePoint> started_at;
  std::optional<TimePoint> ended_at;

  friend bool operator==(const AudioAggregation&, const AudioAggregation&) = default;
};

/// Whether there is enough audio for an enrollment (sample events).
enum class AudioAggregationStatus { kNotEnoughSpeech, kReadyForEnrollment };
template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<AudioAggregationStatus>{"NOT_ENOUGH_SPEECH",
                                                                                    "READY_FOR_ENROLLMENT"};

/// The audio of one stream of a session. Each question is about a window: the audio from the beginning of the stream
/// until it holds that much net speech. Later audio changes nothing. Windows have kLeastMinimumSpeech to
/// kMostMinimumSpeech, in whole seconds, or kEnrollmentSpeech.
class StreamAudio {
 public:
  /// Starts the aggregation. Only the first call counts.
  void start(TimePoint now);
  void add(const AudioPiece& piece, TimePoint now);
  /// Adds audio that does not say whose voice it carries. The detector measures its net speech; it has heard what this
  /// audio continues. Until the last window is full, the stream takes up to 200 kB.
  void hear(std::span<const std::int16_t> samples, int spoofing_risk, SpeechDetector& detector, TimePoint now);
  /// No more audio comes: of audio that names no voice, keeps only the voice. May take a millisecond.
  void close();

  /// When the aggregation started.
  std::optional<TimePoint> started_at() const { return started_at_; }
  bool has_begun() const { return !segments_.empty(); }
  std::chrono::milliseconds net_speech() const { return net_speech_; }
  bool is_enough(std::chrono::seconds window) const { return has_begun() && net_speech_ >= window; }

  /// Ends when the window was full; at the start if it was full before. Empty before the start.
  AudioAggregation aggregation(std::chrono::seconds window) const;
  AudioAggregationStatus enrollment_status() const {
    return is_enough(kEnrollmentSpeech) ? AudioAggregationStatus::kReadyForEnrollment
                                        : AudioAggregationStatus::kNotEnoughSpeech;
  }
  /// The voice with the most speech in the window; of two with equally much, the first heard. All audio that names no
  /// voice counts as one. Nobody's before the first audio. May take a millisecond before the window is full.
  Voice voice(std::chrono::seconds window) const;
  /// The name of the voice with the most speech in the largest window. Takes no time.
  std::string_view voice_name() const;
  /// The highest risk in the window.
  int spoofing_risk(std::chrono::seconds window) const;

  /// Changes whenever the audio does; not saved.
  std::uint64_t revision() const { return revision_; }

  /// Successive pieces with the same voice and risk, up to the next full second of net speech. So the time at which a
  /// window filled up is kept, and a stream of many small pieces stays small.
  struct Segment {
    /// A label; none if the audio names no voice.
    std::optional<std::string> voice;
    int spoofing_risk = 0;
    std::chrono::milliseconds begin{0};
    std::chrono::milliseconds end{0};
    TimePoint at;
  };

  /// What was heard in a full window, if audio that names no voice has the most speech in it.
  struct HeardVoice {
    std::chrono::seconds window{0};
    Voice voice;
  };

 private:
  friend SavedMembers<StreamAudio>;

  // Whether a piece without speech matters: it has a new voice, or a higher risk than any before.
  bool is_news(const std::optional<std::string>& voice, int spoofing_risk) const;
  void append(std::optional<std::string> voice, std::chrono::milliseconds speech, int spoofing_risk, TimePoint now);
  // Keeps what was heard in the windows that filled up since there was that much net speech.
  void conclude_windows(std::chrono::milliseconds before);
  // The segment that begins the voice with the most speech in the window; nullptr before the first audio.
  const Segment* loudest(std::chrono::seconds window) const;

  std::optional<TimePoint> started_at_;
  std::vector<Segment> segments_;
  std::chrono::milliseconds net_speech_{0};
  std::uint64_t revision_ = 0;
  // While windows are open, and only if some audio named no voice.
  CopiedPtr<UnlabelledAudio> unlabelled_;
  // In the order of their windows.
  std::vector<HeardVoice> heard_voices_;
};

}  // namespace voiceid
