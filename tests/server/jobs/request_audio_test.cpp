#include "server/jobs/request_audio.hpp"

#include <algorithm>

#include "domain/wav.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/domain/wav_bytes.hpp"
#include "tests/server/objects/memory_store.hpp"

namespace voiceid::jobs {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

// The samples of so much time.
std::size_t of(std::chrono::milliseconds time) { return static_cast<std::size_t>(time.count()) * kSampleRate / 1000; }

std::string spoken(std::chrono::milliseconds time, std::string_view voice = "alice") {
  return wav_file(speech(of(time)), 1, voice.empty() ? std::string() : artist_list(voice));
}

// Left and right in turn: who says nothing, and who speaks.
std::string spoken_on_the_right(std::chrono::milliseconds time) {
  std::vector<std::int16_t> samples;
  for (const std::int16_t sample : speech(of(time))) samples.insert(samples.end(), {0, sample});
  return wav_file(samples, 2, artist_list("alice"));
}

class VoiceOf : public testing::Test {
 protected:
  // Adds a file to the request, and to the storage unless it is to be missing.
  void add(std::optional<std::string> bytes, unsigned channel = 0) {
    const S3Uri uri{"calls", std::to_string(request_.audio.size() + 1) + ".wav"};
    request_.audio.push_back({uri, channel});
    if (bytes) store_.objects[uri.text()] = std::move(*bytes);
  }
  void fail(const ErrorType& type, const std::string& message) {
    add({});
    store_.failures[request_.audio.back().uri.text()] = {&type, message, {}, {}};
  }

  Result<std::string> listen(std::chrono::seconds needed = 1s) { return voice_of(request_, needed, store_, gate_); }
  std::string message(std::chrono::seconds needed = 1s) {
    const auto failure = failure_of(listen(needed));
    return failure ? failure->message : "no failure";
  }

  objects::MemoryStore store_;
  work::StopGate gate_;
  ManifestRequest request_{.request_id = "r-1", .customer_speaker_id = "alice", .audio = {}, .fault = {}};
};

TEST_F(VoiceOf, IsTheArtistOfTheFile) {
  add(spoken(1s, "Alice-1"));
  EXPECT_EQ(listen().value(), "Alice-1");
}

TEST_F(VoiceOf, IsADigestOfTheSamples_WhereThereIsNoArtist) {
  add(spoken(1s, ""));
  EXPECT_EQ(listen().value(), voice_label_of(speech(of(1s))));
}

TEST_F(VoiceOf, IsADigestOfTheChannelThatIsChosen) {
  std::vector<std::int16_t> both(2 * of(1s), 5000);
  for (std::size_t i = 1; i < both.size(); i += 2) both[i] = -7000;
  add(wav_file(both, 2), 1);
  EXPECT_EQ(listen().value(), voice_label_of(std::vector<std::int16_t>(of(1s), -7000)));
}

TEST_F(VoiceOf, NetSpeechOfTheFiles_AddsUp) {
  add(spoken(10s));
  add(spoken(15s));
  add(spoken(5s));
  EXPECT_EQ(listen(30s).value(), "alice");
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav", "s3://calls/3.wav"));
}

TEST_F(VoiceOf, AllFilesAreListenedTo_WhereTheFirstHasEnough) {
  add(spoken(2s));
  add({});
  EXPECT_EQ(message(), "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): There is no object s3://calls/2.wav.");
}

TEST_F(VoiceOf, MissingSpeech_IsToldInSeconds_CutDown) {
  add(spoken(29980ms));
  EXPECT_EQ(message(30s), "Request 'r-1' has 29.9 seconds of net speech in 1 audio file; 30.0 seconds are needed.");
}

TEST_F(VoiceOf, MissingSpeech_IsThatOfAllFiles) {
  add(spoken(4s));
  add(spoken(5500ms));
  EXPECT_EQ(message(10s), "Request 'r-1' has 9.5 seconds of net speech in 2 audio files; 10.0 seconds are needed.");
}

TEST_F(VoiceOf, Silence_IsNoSpeech) {
  add(wav_file(silence(of(60s))));
  EXPECT_EQ(message(30s), "Request 'r-1' has 0.0 seconds of net speech in 1 audio file; 30.0 seconds are needed.");
}

TEST_F(VoiceOf, SpeechOfTheOtherChannel_DoesNotCount) {
  add(spoken_on_the_right(10s), 0);
  EXPECT_EQ(message(10s), "Request 'r-1' has 0.0 seconds of net speech in 1 audio file; 10.0 seconds are needed.");
  request_.audio.front().channel = 1;
  EXPECT_EQ(listen(10s).value(), "alice");
}

TEST_F(VoiceOf, MissingSpeech_IsAValidationException) {
  add(spoken(9s));
  EXPECT_THAT(failure_of(listen(10s)), is_validation_failure());
}

constexpr std::string_view kOneVoice =
    "; one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file.";

TEST_F(VoiceOf, SeveralArtists_AreRefused_AndNotNamed) {
  add(spoken(1s, "alice"));
  add(spoken(1s, "alice"));
  add(spoken(1s, "mallory"));
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 3 of 3 (s3://calls/3.wav): The voice differs from that of audio "
            "file 1" +
                std::string(kOneVoice));
}

TEST_F(VoiceOf, ArtistBesideNone_IsRefused) {
  add(spoken(1s, ""));
  add(spoken(1s, "alice"));
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): The voice differs from that of audio "
            "file 1, which does not name its voice" +
                std::string(kOneVoice));
  std::ranges::reverse(request_.audio);
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 2 of 2 (s3://calls/1.wav): The voice differs from that of audio "
            "file 1, which alone names its voice" +
                std::string(kOneVoice));
}

TEST_F(VoiceOf, DifferentFilesWithoutAnArtist_AreRefused) {
  add(spoken(1s, ""));
  add(spoken(2s, ""));
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): The voice differs from that of audio "
            "file 1, and neither names its voice" +
                std::string(kOneVoice));
}

TEST_F(VoiceOf, TheSameFileTwice_HasOneVoice) {
  add(spoken(5s, ""));
  add(spoken(5s, ""));
  EXPECT_EQ(listen(10s).value(), voice_label_of(speech(of(5s))));
}

TEST_F(VoiceOf, RequestWithAFault_IsTheFault_AndNothingIsRead) {
  add(spoken(1s));
  request_.fault = "Request 'r-1' has no SpeakerId.";
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(), "Request 'r-1' has no SpeakerId.");
  EXPECT_THAT(store_.gets, IsEmpty());
}

TEST_F(VoiceOf, FirstFaultyFile_IsTold_AndNoneBehindItIsRead) {
  add(spoken(1s));
  add("no audio");
  add({});
  EXPECT_THAT(message(), MatchesRegex("Request 'r-1', audio file 2 of 3 .*"));
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav"));
}

TEST_F(VoiceOf, FailureOfTheStorage_IsOfTheRequest_OrOfTheService) {
  struct Row {
    const ErrorType* type;
    const ErrorType* becomes;
  };
  for (const Row& row :
       {Row{&objects::kNoSuchKey, &kValidationException}, Row{&objects::kStorageAccessDenied, &kValidationException},
        Row{&kValidationException, &kValidationException},
        Row{&objects::kStorageUnavailable, &kInternalServerException}}) {
    SCOPED_TRACE(row.type->name);
    request_.audio.clear();
    fail(*row.type, "It did not work.");
    const auto failure = failure_of(listen());
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->type, row.becomes);
    EXPECT_EQ(failure->message, "Request 'r-1', audio file 1 of 1 (s3://calls/1.wav): It did not work.");
  }
}

TEST_F(VoiceOf, LargestFile_IsRead_AndALargerOneIsRefused) {
  std::string bytes = wav_file(speech((kMaxWavBytes - 44) / 2));
  ASSERT_EQ(bytes.size(), kMaxWavBytes);
  add(bytes);
  EXPECT_TRUE(listen().has_value());
  store_.objects["s3://calls/1.wav"].push_back('\0');
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 1 of 1 (s3://calls/1.wav): The audio has more than 20000000 bytes; a "
            "smaller WAV file is needed.");
}

TEST_F(VoiceOf, StoppedGate_EndsIt) {
  add(spoken(1s));
  gate_.stop();
  const auto failure = failure_of(listen());
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->type, &kInternalServerException);
}

TEST_F(VoiceOf, NamesAreShown_WithoutControlCharacters) {
  request_.request_id = "r\n1";
  request_.audio.push_back({{"calls", "a\tb"}, 0});
  EXPECT_THAT(message(), testing::StartsWith(R"(Request 'r\u000a1', audio file 1 of 1 (s3://calls/a\u0009b): )"));
}

struct BadFile {
  std::string name;
  std::string bytes;
  unsigned channel = 0;

  friend void PrintTo(const BadFile& row, std::ostream* out) { *out << row.name; }
};

class BadFiles : public VoiceOf, public testing::WithParamInterface<BadFile> {};

TEST_P(BadFiles, AreRefused_WithRequestAndFile) {
  const auto wav = read_wav(GetParam().bytes);
  const auto fault = wav ? failure_of(wav->channel(GetParam().channel)) : failure_of(wav);
  ASSERT_TRUE(fault);
  add(spoken(1s));
  add(GetParam().bytes, GetParam().channel);
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(), "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): " + fault->message);
}

std::string with_format(const WavFormat& format) {
  return riff_file(riff_chunk("fmt ", format_bytes(format)) + riff_chunk("data", pcm_bytes(speech(8000))));
}
std::string with_extension(const WavExtension& extension) {
  return riff_file(riff_chunk("fmt ", extensible_format_bytes({}, extension)) +
                   riff_chunk("data", pcm_bytes(speech(8000))));
}
std::string with_artist(const std::string& artist) { return wav_file(speech(8000), 1, artist_list(artist)); }
std::string good_format() { return riff_chunk("fmt ", format_bytes({})); }

INSTANTIATE_TEST_SUITE_P(
    Audio, BadFiles,
    testing::Values(
        BadFile{"Empty", ""}, BadFile{"Text", "Hello, this is no audio."}, BadFile{"Json", R"({"Version":"1.0"})"},
        BadFile{"Mp3", "ID3\3\0\0\0\0\0\0 and so on"s}, BadFile{"Ogg", "OggS\0\2\0\0\0\0\0\0\0\0"s},
        BadFile{"BigEndian", "RIFX" + spoken(1s).substr(4)}, BadFile{"Rf64", "RF64" + spoken(1s).substr(4)},
        BadFile{"Avi", "RIFF\4\0\0\0AVI "s}, BadFile{"HeaderAlone", spoken(1s).substr(0, 12)},
        BadFile{"Truncated", spoken(1s).substr(0, 1000)}, BadFile{"BytesBehindTheEnd", spoken(1s) + "xyz"},
        BadFile{"DataOfAPipe", riff_file(good_format() + riff_chunk("data", "abcd", 0xffffffff))},
        BadFile{"NoFormat", riff_file(riff_chunk("data", "ab"))}, BadFile{"NoData", riff_file(good_format())},
        BadFile{"NoSamples", riff_file(good_format() + riff_chunk("data", ""))},
        BadFile{"HalfASample", riff_file(good_format() + riff_chunk("data", "abc"))},
        BadFile{"TwoData", riff_file(good_format() + riff_chunk("data", "ab") + riff_chunk("data", "ab"))},
        BadFile{"DataBeforeTheFormat", riff_file(riff_chunk("data", "ab") + good_format())},
        BadFile{"MuLaw", with_format({.encoding = 7, .bits = 8})},
        BadFile{"Float", with_format({.encoding = 3, .bits = 32})}, BadFile{"Bits8", with_format({.bits = 8})},
        BadFile{"Bits24", with_format({.bits = 24})}, BadFile{"Rate16000", with_format({.sample_rate = 16'000})},
        BadFile{"Rate44100", with_format({.sample_rate = 44'100})},
        BadFile{"ThreeChannels", with_format({.channels = 3})},
        BadFile{"WrongFrameSize", with_format({.frame_size = 4})},
        BadFile{"WrongBytesPerSecond", with_format({.bytes_per_second = 8000})},
        BadFile{"SubformatFloat", with_extension({.subformat = 3})},
        BadFile{"TwelveValidBits", with_extension({.valid_bits = 12})}, BadFile{"EmptyArtist", with_artist("")},
        BadFile{"ArtistWithASpace", with_artist("Alice Smith")},
        BadFile{"LongArtist", with_artist(std::string(257, 'a'))},
        BadFile{"SecondArtist", wav_file(speech(8000), 1, artist_list("alice") + artist_list("bob"))},
        BadFile{"SecondChannelOfMono", spoken(1s), 1}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace voiceid::jobs
