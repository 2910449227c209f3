#include "domain/stream_audio.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <set>
#include <span>

#include "tests/base/heap.hpp"
#include "tests/domain/spoken.hpp"
#include "tests/domain/times.hpp"
#include "tests/domain/wav_bytes.hpp"

namespace voiceid {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;

const TimePoint kBegin = at("2026-11-21T09:30:00.123Z");

/// A piece and when it arrives, counted from the start of the aggregation.
struct Arrival {
  std::string voice;
  milliseconds speech{0};
  int spoofing_risk = 0;
  milliseconds after{0};
};

StreamAudio heard(const std::vector<Arrival>& arrivals) {
  StreamAudio audio;
  audio.start(kBegin);
  for (const auto& [voice, speech, risk, after] : arrivals) audio.add({voice, speech, risk}, kBegin + after);
  return audio;
}

/// What a window of ten seconds has.
template <class T>
struct Row {
  std::string name;
  std::vector<Arrival> arrivals;
  T expected;
};

TEST(NoAudio, HasNeitherVoiceNorRiskNorAggregation) {
  const StreamAudio audio;
  EXPECT_FALSE(audio.has_begun());
  EXPECT_EQ(audio.net_speech(), 0ms);
  EXPECT_FALSE(audio.is_enough(5s));
  EXPECT_EQ(audio.aggregation(5s), AudioAggregation());
  EXPECT_EQ(audio.voice(5s), "");
  EXPECT_EQ(audio.spoofing_risk(5s), 0);
}

TEST(SilentAudio, BeginsTheStream_AndIsNotEnough) {
  const StreamAudio audio = heard({{"alice", 0ms}});
  EXPECT_TRUE(audio.has_begun());
  EXPECT_EQ(audio.net_speech(), 0ms);
  EXPECT_FALSE(audio.is_enough(5s));
  EXPECT_EQ(audio.voice(5s), "alice");
}

TEST(NetSpeech, AddsUp_ToTheMillisecond) {
  EXPECT_EQ(heard({{"alice", 1ms}, {"bob", 12'345ms}, {"alice", 0ms}, {"alice", 24h}}).net_speech(), 24h + 12'346ms);
}

TEST(IsEnough, FromExactlyTheWindowOn_WhoeverSpeaks) {
  EXPECT_FALSE(heard({{"alice", 9999ms}}).is_enough(10s));
  EXPECT_TRUE(heard({{"alice", 9999ms}, {"alice", 1ms}}).is_enough(10s));
  EXPECT_TRUE(heard({{"alice", 5s}, {"bob", 5s}}).is_enough(10s));
}

TEST(Aggregation, StartsOnce_BeforeAnybodySpeaks) {
  StreamAudio audio;
  audio.start(kBegin);
  EXPECT_EQ(audio.aggregation(5s), (AudioAggregation{kBegin, std::nullopt}));
  audio.start(kBegin + 1s);
  EXPECT_EQ(audio.aggregation(5s), (AudioAggregation{kBegin, std::nullopt}));
}

TEST(Aggregation, OfAudioThatCameBeforeItsStart_EndsAtTheStart) {
  StreamAudio audio;
  audio.add({"alice", 10s, 0}, kBegin - 1s);
  EXPECT_EQ(audio.aggregation(10s), AudioAggregation());
  audio.start(kBegin);
  EXPECT_EQ(audio.aggregation(10s), (AudioAggregation{kBegin, kBegin}));
}

TEST(Aggregation, EndsWithTheAudioThatReachedTheWindow) {
  for (const auto& [name, arrivals, end] : std::vector<Row<std::optional<TimePoint>>>{
           {"BelowTheWindow", {{"alice", 4s}, {"alice", 5999ms, 0, 7s}}, std::nullopt},
           {"AtTheWindow", {{"alice", 4s}, {"alice", 6s, 0, 7s}, {"alice", 1s, 0, 20s}}, kBegin + 7s},
           {"Silence", {{"alice", 0ms}, {"alice", 10s, 0, 2s}}, kBegin + 2s},
           {"WithTheFirst", {{"alice", 60s}, {"alice", 60s, 0, 1min}}, kBegin},
       }) {
    EXPECT_EQ(heard(arrivals).aggregation(10s), (AudioAggregation{kBegin, end})) << name;
  }
}

TEST(Aggregation, OfWiderWindows_EndsLater) {
  const StreamAudio audio =
      heard({{"alice", 5s}, {"alice", 5s, 0, 6s}, {"alice", 19'999ms, 0, 30s}, {"alice", 1ms, 0, 40s}});
  EXPECT_EQ(audio.aggregation(5s).ended_at, kBegin);
  EXPECT_EQ(audio.aggregation(6s).ended_at, kBegin + 6s);
  EXPECT_EQ(audio.aggregation(10s).ended_at, kBegin + 6s);
  EXPECT_EQ(audio.aggregation(30s).ended_at, kBegin + 40s);
}

// As a call streams them: what is kept of such pieces must not lose the moment at which a window was full.
TEST(Aggregation, OfManySmallPieces_EndsWithTheOneThatReachedTheWindow) {
  StreamAudio audio;
  audio.start(kBegin);
  for (int i = 0; i < 1550; ++i) audio.add({"alice", 20ms, 0}, kBegin + i * 60ms);
  for (int window = 5; window <= 30; ++window) {
    // Fifty pieces are a second.
    EXPECT_EQ(audio.aggregation(seconds(window)).ended_at, kBegin + (50 * window - 1) * 60ms) << window;
  }
}

TEST(Aggregation, IsNotChanged_ByAnotherVoiceOrRiskWithinTheSameSecond) {
  const StreamAudio audio = heard({{"alice", 4900ms},
                                   {"alice", 50ms, 0, 1s},
                                   {"bob", 40ms, 0, 2s},
                                   {"bob", 9ms, 90, 3s},
                                   {"alice", 1ms, 90, 4s},
                                   {"alice", 1ms, 90, 5s}});
  EXPECT_EQ(audio.aggregation(5s), (AudioAggregation{kBegin, kBegin + 4s}));
}

TEST(VoiceOfAWindow, IsTheOneWithMostSpeechInIt) {
  for (const auto& [name, arrivals, voice] : std::vector<Row<std::string>>{
           {"TheOnlyOne", {{"alice", 1ms}}, "alice"},
           {"TheLonger", {{"alice", 4s}, {"bob", 4001ms}}, "bob"},
           {"TheLongerThoughItCameFirst", {{"bob", 4001ms}, {"alice", 4s}}, "bob"},
           {"TheFirstHeardOfTwoWithAsMuch", {{"bob", 5s}, {"alice", 5s}}, "bob"},
           {"TheFirstHeardThoughItWasSilentThen", {{"bob", 0ms}, {"alice", 5s}, {"bob", 5s}}, "bob"},
           {"TheOneThatSpokeRatherThanTheSilentOne", {{"bob", 0ms}, {"alice", 1ms}}, "alice"},
           {"TheSumOfItsParts", {{"bob", 3s}, {"alice", 4s}, {"bob", 2s}, {"alice", 500ms}}, "bob"},
           {"NotWhatCameAfterTheWindow", {{"alice", 10s}, {"bob", 60s}}, "alice"},
           {"OnlyThePartInsideTheWindow", {{"alice", 6s}, {"bob", 60s}}, "alice"},
           {"ThePartInsideTheWindowMayBeTheMost", {{"alice", 4s}, {"bob", 60s}}, "bob"},
           {"AsMuchInsideTheWindow", {{"alice", 5s}, {"bob", 60s}}, "alice"},
           {"LabelsThatDifferInCaseApart", {{"alice", 3s}, {"Alice", 3s}, {"bob", 4s}}, "bob"},
       }) {
    EXPECT_EQ(heard(arrivals).voice(10s), voice) << name;
  }
}

TEST(VoiceOfAWindow, MayBeAnotherInAWiderOne) {
  const StreamAudio audio = heard({{"alice", 6s}, {"bob", 8s}, {"carol", 20s}});
  EXPECT_EQ(audio.voice(5s), "alice");
  EXPECT_EQ(audio.voice(10s), "alice");
  EXPECT_EQ(audio.voice(30s), "carol");
}

TEST(SpoofingRiskOfAWindow, IsTheHighestInIt) {
  for (const auto& [name, arrivals, risk] : std::vector<Row<int>>{
           {"None", {{"alice", 60s}}, 0},
           {"TheOnlyOne", {{"alice", 1s, 7}}, 7},
           {"TheHighestOfSeveral", {{"alice", 1s, 7}, {"alice", 1s, 80}, {"bob", 1s, 9}}, 80},
           {"Full", {{"alice", 60s, 100}}, 100},
           {"OfAPieceThatBeginsInTheWindow", {{"alice", 9999ms, 1}, {"alice", 60s, 90}}, 90},
           {"NotOfAPieceAfterTheWindow", {{"alice", 10s, 1}, {"alice", 60s, 90}}, 1},
           {"NotOfASilentPieceAfterTheWindow", {{"alice", 10s, 1}, {"alice", 0ms, 90}}, 1},
           {"OfASilentPieceInTheWindow", {{"alice", 9999ms, 1}, {"alice", 0ms, 90}}, 90},
       }) {
    EXPECT_EQ(heard(arrivals).spoofing_risk(10s), risk) << name;
  }
}

TEST(AudioAfterTheWindow, ChangesNothingInIt) {
  StreamAudio audio = heard({{"alice", 6s, 10}, {"bob", 24s, 20, 5s}});
  const AudioAggregation aggregation = audio.aggregation(30s);
  audio.add({"mallory", 24h, 100}, kBegin + 1h);
  EXPECT_EQ(audio.net_speech(), 24h + 30s);
  for (const seconds window : {5s, 10s, 30s}) {
    EXPECT_FALSE(audio.voice(window) == "mallory") << window.count();
    EXPECT_LE(audio.spoofing_risk(window), 20) << window.count();
  }
  EXPECT_EQ(audio.aggregation(30s), aggregation);
}

/// Audio that names no voice, as one connection brings it.
struct Connection {
  SpeechDetector detector;

  void bring(StreamAudio& audio, std::span<const std::int16_t> samples) { audio.hear(samples, 0, detector, kBegin); }
};

/// What is heard in the samples up to that much net speech.
Voice heard_in(std::span<const std::int16_t> samples, seconds window) {
  SpeechDetector detector;
  UnlabelledAudio audio;
  while (!samples.empty() && detector.net_speech() < window) {
    detector.feed(samples.first(SpeechDetector::kFrameSamples));
    audio.feed(samples.first(SpeechDetector::kFrameSamples));
    samples = samples.subspan(SpeechDetector::kFrameSamples);
  }
  return audio.voice();
}

constexpr std::array kAllWindows{5s, 6s, 7s, 8s, 9s, 10s, 30s};

constexpr std::size_t of(seconds time) { return static_cast<std::size_t>(time.count()) * kSampleRate; }

const std::vector<std::int16_t>& speech_of_a_person() {
  static const std::vector<std::int16_t> samples = spoken(1, std::size_t{35} * kSampleRate);
  return samples;
}

TEST(UnlabelledSpeech, HasInEachWindowTheVoiceThatIsHeardInIt) {
  StreamAudio audio;
  Connection().bring(audio, speech_of_a_person());
  for (const seconds window : kAllWindows) {
    EXPECT_TRUE(audio.voice(window).is_acoustic()) << window.count();
    EXPECT_EQ(audio.voice(window), heard_in(speech_of_a_person(), window)) << window.count();
  }
  EXPECT_NE(audio.voice(5s), audio.voice(30s));
  EXPECT_EQ(audio.voice_name(), "acoustic");
}

TEST(UnlabelledSpeech, IsHeardTheSame_InWhateverPiecesItComes) {
  StreamAudio whole;
  Connection().bring(whole, speech_of_a_person());
  for (const std::size_t size : {std::size_t{97}, std::size_t{160}, std::size_t{1001}, std::size_t{50'000}}) {
    StreamAudio audio;
    Connection connection;
    std::span<const std::int16_t> rest = speech_of_a_person();
    while (!rest.empty()) {
      const auto piece = rest.first(std::min(size, rest.size()));
      connection.bring(audio, piece);
      rest = rest.subspan(piece.size());
    }
    EXPECT_EQ(audio.net_speech(), whole.net_speech()) << size;
    for (const seconds window : kAllWindows) EXPECT_EQ(audio.voice(window), whole.voice(window)) << size;
  }
}

TEST(UnlabelledSpeech, OfSeveralConnections_IsOneVoice) {
  StreamAudio audio;
  const std::span<const std::int16_t> samples = speech_of_a_person();
  Connection().bring(audio, samples.first(3 * kSampleRate));
  EXPECT_EQ(audio.voice_name(), "acoustic");
  Connection().bring(audio, samples.subspan(3 * kSampleRate));
  EXPECT_EQ(audio.voice(10s), heard_in(samples, 10s));
}

TEST(UnlabelledSpeech, IsTheVoiceOfAWindow_IfItIsTheMost) {
  const std::span<const std::int16_t> samples = speech_of_a_person();
  StreamAudio audio;
  audio.add({"alice", 4s, 0}, kBegin);
  Connection().bring(audio, samples.first(15 * kSampleRate));
  audio.add({"bob", 60s, 0}, kBegin);
  EXPECT_EQ(audio.voice(5s), "alice");
  EXPECT_TRUE(audio.voice(10s).is_acoustic());
  EXPECT_TRUE(audio.voice(30s).is_acoustic());
  EXPECT_NE(audio.voice(10s), audio.voice(30s)) << "the wider window holds more of it";
  StreamAudio mostly_bob;
  Connection().bring(mostly_bob, samples.first(4 * kSampleRate));
  mostly_bob.add({"bob", 60s, 0}, kBegin);
  EXPECT_EQ(mostly_bob.voice(10s), "bob");
  EXPECT_EQ(mostly_bob.voice_name(), "bob");
}

TEST(UnlabelledSpeech, BeyondAWindow_ChangesNothingInIt) {
  StreamAudio audio;
  Connection connection;
  connection.bring(audio, speech_of_a_person());
  const Voice before = audio.voice(30s);
  connection.bring(audio, spoken(3, std::size_t{30} * kSampleRate));
  for (const seconds window : kAllWindows) EXPECT_EQ(audio.voice(window), heard_in(speech_of_a_person(), window));
  EXPECT_EQ(audio.voice(30s), before);
}

TEST(UnlabelledSpeech, OfAClosedStream_KeepsItsVoiceAlone) {
  for (const seconds length : {seconds(4), seconds(12), seconds(35)}) {
    StreamAudio audio;
    Connection().bring(audio, std::span(speech_of_a_person()).first(of(length)));
    const StreamAudio before = audio;
    audio.close();
    for (const seconds window : kAllWindows) EXPECT_EQ(audio.voice(window), before.voice(window)) << length.count();
    EXPECT_EQ(audio.voice_name(), "acoustic");
  }
}

constexpr std::size_t kStreams = 20;

/// The bytes that a stream allocates once `hear(audio)` has happened.
template <class Hear>
std::size_t bytes_of_a_stream(Hear hear) {
  std::vector<StreamAudio> streams(kStreams);
  const std::size_t before = allocated();
  for (StreamAudio& audio : streams) hear(audio);
  return (allocated() - before) / kStreams;
}

TEST(UnlabelledSpeech, TakesAtMost200KilobytesAStream_WhileWindowsAreOpen) {
  EXPECT_LE(bytes_of_a_stream([](StreamAudio& audio) {
              Connection().bring(audio, std::span(speech_of_a_person()).first(of(29s)));
              EXPECT_FALSE(audio.is_enough(kEnrollmentSpeech));
            }),
            200'000U);
  // Too quiet to be net speech, so that the windows never fill up.
  std::vector<std::int16_t> murmur = speech_of_a_person();
  for (std::int16_t& sample : murmur) sample = static_cast<std::int16_t>(sample / 100);
  EXPECT_LE(bytes_of_a_stream([&murmur](StreamAudio& audio) {
              for (int minute = 0; minute < 4; ++minute) Connection().bring(audio, murmur);
              EXPECT_EQ(audio.net_speech(), 0ms);
            }),
            200'000U);
}

TEST(UnlabelledSpeech, TakesAtMost128BytesAVoice_OnceWindowsAreFullOrTheStreamIsClosed) {
  // What a stream takes whatever is heard: a segment each second, and where the heap keeps blocks.
  const std::size_t labelled = bytes_of_a_stream([](StreamAudio& audio) {
    for (int second = 0; second < 31; ++second) audio.add({"alice", 1s, 0}, kBegin);
  });
  const std::size_t full =
      bytes_of_a_stream([](StreamAudio& audio) { Connection().bring(audio, speech_of_a_person()); });
  EXPECT_LE(full, labelled + kAllWindows.size() * (128 + 48));
  const std::size_t closed = bytes_of_a_stream([](StreamAudio& audio) {
    Connection().bring(audio, std::span(speech_of_a_person()).first(of(4s)));
    audio.close();
  });
  EXPECT_LE(closed, labelled + sizeof(UnlabelledAudio) + 128 + 48);
}

TEST(SoundThatIsNoSpeech, IsLabelledByItsSamples) {
  const std::vector<std::int16_t> tone = speech(std::size_t{35} * kSampleRate);
  StreamAudio audio;
  Connection().bring(audio, tone);
  EXPECT_EQ(audio.voice(10s), voice_label_of(std::span(tone).first(10 * kSampleRate)));
  EXPECT_EQ(audio.voice_name(), voice_label_of(std::span(tone).first(30 * kSampleRate)));
}

TEST(UnlabelledSilence, BeginsTheStream) {
  StreamAudio audio;
  Connection().bring(audio, silence(kSampleRate));
  EXPECT_TRUE(audio.has_begun());
  EXPECT_EQ(audio.net_speech(), 0ms);
}

TEST(Revision, ChangesWithTheAudio_EvenIfNothingIsSaid) {
  StreamAudio audio;
  std::set<std::uint64_t> revisions{audio.revision()};
  audio.start(kBegin);
  revisions.insert(audio.revision());
  audio.add({"alice", 0ms, 0}, kBegin);
  revisions.insert(audio.revision());
  Connection().bring(audio, silence(kSampleRate));
  revisions.insert(audio.revision());
  EXPECT_EQ(revisions.size(), 4U);
}

/// The same rules by adding up every millisecond, where speed does not count.
class PlainAudio {
 public:
  void add(const Arrival& arrival) { arrivals_.push_back(arrival); }

  AudioAggregation aggregation(seconds window) const {
    milliseconds sum{0};
    for (const Arrival& arrival : arrivals_) {
      sum += arrival.speech;
      if (sum >= window) return {kBegin, kBegin + arrival.after};
    }
    return {kBegin, std::nullopt};
  }

  std::string voice(seconds window) const {
    std::vector<std::pair<std::string, milliseconds>> sums;
    milliseconds begin{0};
    for (const Arrival& arrival : arrivals_) {
      if (begin >= window) break;
      auto sum = std::ranges::find(sums, arrival.voice, &std::pair<std::string, milliseconds>::first);
      if (sum == sums.end()) sum = sums.insert(sums.end(), {arrival.voice, 0ms});
      sum->second += std::min<milliseconds>(arrival.speech, window - begin);
      begin += arrival.speech;
    }
    std::ranges::stable_sort(sums, std::greater<>(), &std::pair<std::string, milliseconds>::second);
    return sums.front().first;
  }

  int spoofing_risk(seconds window) const {
    int highest = 0;
    milliseconds begin{0};
    for (const Arrival& arrival : arrivals_) {
      if (begin < window) highest = std::max(highest, arrival.spoofing_risk);
      begin += arrival.speech;
    }
    return highest;
  }

 private:
  std::vector<Arrival> arrivals_;
};

constexpr int kRandomStreams = 2000;

TEST(RandomAudio, IsSeenThroughEveryWindow_AsPlainAdditionSeesIt) {
  static constexpr std::array<std::string_view, 3> kVoices{"alice", "bob", "carol"};
  std::mt19937 random(20'261'121);
  const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  for (int stream = 0; stream < kRandomStreams; ++stream) {
    StreamAudio audio;
    audio.start(kBegin);
    PlainAudio plain;
    const int longest = std::array{50, 700, 3000, 40'000}[static_cast<std::size_t>(below(4))];
    const int pieces = 1 + below(60);
    for (int piece = 0; piece < pieces; ++piece) {
      const milliseconds speech = below(3) == 0 ? milliseconds(1000) * below(4) : milliseconds(below(longest));
      const Arrival arrival{std::string(kVoices[static_cast<std::size_t>(below(3))]), speech, 30 * below(4),
                            milliseconds(piece)};
      audio.add({arrival.voice, arrival.speech, arrival.spoofing_risk}, kBegin + arrival.after);
      plain.add(arrival);
    }
    for (const int window : {5, 6, 7, 8, 9, 10, 30}) {
      const seconds length(window);
      ASSERT_EQ(audio.aggregation(length), plain.aggregation(length)) << "stream " << stream << ", window " << window;
      ASSERT_EQ(audio.voice(length), plain.voice(length)) << "stream " << stream << ", window " << window;
      ASSERT_EQ(audio.spoofing_risk(length), plain.spoofing_risk(length))
          << "stream " << stream << ", window " << window;
    }
  }
}

}  // namespace
}  // namespace voiceid
