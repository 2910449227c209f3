#include "domain/speech_detector.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "tests/domain/wav_bytes.hpp"

namespace voiceid {
namespace {

using std::chrono::milliseconds;

using namespace std::chrono_literals;

using Samples = std::vector<std::int16_t>;

constexpr std::size_t kFrame = 160;
constexpr std::int16_t kLoudest = std::numeric_limits<std::int16_t>::max();
constexpr std::int16_t kLowest = std::numeric_limits<std::int16_t>::min();

Samples constant(std::size_t count, std::int16_t value) {
  Samples samples(count, value);
  return samples;
}

Samples operator+(Samples samples, const Samples& more) {
  samples.insert(samples.end(), more.begin(), more.end());
  return samples;
}

Samples tone(std::size_t count, double amplitude) {
  Samples samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double phase = 2 * std::numbers::pi * 400 * static_cast<double>(i) / kSampleRate;
    samples[i] = static_cast<std::int16_t>(std::lround(amplitude * std::sin(phase)));
  }
  return samples;
}

struct Measured {
  std::string name;
  Samples samples;
  milliseconds net_speech;
};

TEST(NetSpeech, IsThatOfTheFramesThatAreLoudEnough) {
  for (const auto& [name, samples, expected] : std::vector<Measured>{
           {"Nothing", {}, 0ms},
           {"ASecondOfSilence", silence(8000), 0ms},
           {"ASecondOfATone", tone(8000, 10'000), 1000ms},
           {"ASecondOfSpeech", speech(8000), 1000ms},
           {"FullScale", constant(8000, kLoudest), 1000ms},
           {"FullScaleBelowZero", constant(8000, kLowest), 1000ms},
           {"QuietNoise", constant(8000, 3), 0ms},
           {"AtTheBoundary", constant(kFrame, 328), 20ms},
           {"AtTheBoundaryBelowZero", constant(kFrame, -328), 20ms},
           {"OneBelowTheBoundary", constant(kFrame, 327), 0ms},
           {"OneSampleBelowTheBoundary", constant(kFrame - 1, 328) + Samples{327}, 0ms},
           {"OneSampleBelowAndOneAboveTheBoundary", constant(kFrame - 2, 328) + Samples{327, 329}, 20ms},
           {"AToneJustAbove40DecibelsBelowFullScale", tone(kFrame, 328 * std::numbers::sqrt2 + 1), 20ms},
           {"AToneJustBelow40DecibelsBelowFullScale", tone(kFrame, 328 * std::numbers::sqrt2 - 1), 0ms},
           // The energy of a frame at the boundary is 17,213,440; 4149 squared is 761 more, 4148 squared 7,536 less.
           {"OneClickThatCarriesTheFrame", silence(kFrame - 1) + Samples{4149}, 20ms},
           {"OneClickThatDoesNotCarryTheFrame", silence(kFrame - 1) + Samples{4148}, 0ms},
           {"APartFrame", speech(kFrame - 1), 0ms},
           {"AWholeFrame", speech(kFrame), 20ms},
           {"AWholeFrameAndAPart", speech(2 * kFrame - 1), 20ms},
           {"TwoFrames", speech(2 * kFrame), 40ms},
           {"SpeechBetweenPauses", silence(4000) + speech(1600) + silence(4000) + speech(800), 300ms},
           {"SpeechAcrossTwoFrames", silence(kFrame / 2) + speech(kFrame) + silence(kFrame / 2), 40ms},
           {"EveryOtherFrame", speech(kFrame) + silence(kFrame) + speech(kFrame) + silence(kFrame), 40ms},
       }) {
    EXPECT_EQ(net_speech_of(samples), expected) << name;
  }
}

TEST(SpeechDetector, PartFrame_IsCarriedOver_AndCountsOnceItIsWhole) {
  SpeechDetector detector;
  for (const auto& [samples, sum] :
       {std::pair(std::size_t{0}, 0ms), {kFrame - 1, 0ms}, {0, 0ms}, {1, 20ms}, {kFrame - 1, 20ms}}) {
    detector.feed(speech(samples));
    EXPECT_EQ(detector.net_speech(), sum);
  }
}

TEST(SpeechDetector, ADay_IsMeasuredToTheMillisecond) {
  SpeechDetector detector;
  const Samples minute = speech(std::size_t{60} * kSampleRate);
  for (int i = 0; i < 24 * 60; ++i) detector.feed(minute);
  EXPECT_EQ(detector.net_speech(), 24h);
}

TEST(SpeechDetector, PiecesOfAnySize_MeasureAsOnePiece) {
  // Frames that a shift by one sample would change.
  const Samples samples = constant(kFrame - 1, 328) + Samples{329} + constant(kFrame, 327) + tone(kFrame, 600) +
                          silence(kFrame) + silence(kFrame - 1) + Samples{4149} + Samples{4148} + silence(kFrame - 1) +
                          speech(kFrame / 2);
  for (std::size_t size = 1; size <= samples.size(); ++size) {
    SpeechDetector detector;
    for (std::span<const std::int16_t> rest = samples; !rest.empty();) {
      const std::size_t taken = std::min(size, rest.size());
      detector.feed(rest.first(taken));
      rest = rest.subspan(taken);
    }
    EXPECT_EQ(detector.net_speech(), 60ms) << "in pieces of " << size;
  }
}

}  // namespace
}  // namespace voiceid
