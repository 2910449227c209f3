#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/saved_members.hpp"
#include "domain/time_point.hpp"

namespace voiceid {

/// Net speech that fraud detection and enrollment need (Guide).
inline constexpr std::chrono::seconds kFraudDetectionSpeech{10};
inline constexpr std::chrono::seconds kEnrollmentSpeech{30};

/// A piece of a caller's simulated audio.
struct AudioPiece {
  /// The label of the voice that it carries.
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
/// until it holds that much net speech. Later audio changes nothing. Windows are whole seconds, at most
/// kEnrollmentSpeech.
class StreamAudio {
 public:
  /// Starts the aggregation. Only the first call counts.
  void start(TimePoint now) {
    if (!started_at_) started_at_ = now;
  }
  void add(const AudioPiece& piece, TimePoint now);

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
  /// The voice with the most speech in the window; of two with equally much, the first heard. Empty before the first
  /// audio.
  std::string_view voice(std::chrono::seconds window) const;
  /// The highest risk in the window.
  int spoofing_risk(std::chrono::seconds window) const;

  /// Successive pieces with the same voice and risk, up to the next full second of net speech. So the time at which a
  /// window filled up is kept, and a stream of many small pieces stays small.
  struct Segment {
    std::string voice;
    int spoofing_risk = 0;
    std::chrono::milliseconds begin{0};
    std::chrono::milliseconds end{0};
    TimePoint at;
  };

 private:
  friend SavedMembers<StreamAudio>;

  // Whether a piece without speech matters: it has a new voice, or a higher risk than any before.
  bool is_news(const AudioPiece& piece) const;

  std::optional<TimePoint> started_at_;
  std::vector<Segment> segments_;
  std::chrono::milliseconds net_speech_{0};
};

}  // namespace voiceid
