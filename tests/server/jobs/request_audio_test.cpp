#include "server/jobs/request_audio.hpp"

#include <algorithm>

#include "domain/wav.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/domain/wav_bytes.hpp"
#include "tests/server/objects/memory_store.hpp"

namespace voiceid::jobs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// The number of samples in that time.
std::size_t of(std::chrono::milliseconds time) { return static_cast<std::size_t>(time.count()) * kSampleRate / 1000; }

std::string spoken(std::chrono::milliseconds time, std::string_view voice = "alice") {
  return wav_file(speech(of(time)), 1, voice.empty() ? std::string() : artist_list(voice));
}

// Silence on the left, speech on the right.
std::string spoken_on_the_right(std::chrono::milliseconds time) {
  std::vector<std::int16_t> samples;
  for (const std::int16_t sample : speech(of(time))) samples.insert(samples.end(), {0, sample});
  return wav_file(samples, 2, artist_list("alice"));
}

class VoiceOf : public testing::Test {
 protected:
  // Adds a file to the request and, unless it is missing, to the storage.
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

TEST_F(VoiceOf, IsTheArtist_OrADigestOfTheChosenChannel) {
  add(spoken(1s, "Alice-1"));
  EXPECT_EQ(listen().value(), "Alice-1");
  request_.audio.clear();
  std::vector<std::int16_t> both(2 * of(1s), 5000);
  for (std::size_t i = 1; i < both.size(); i += 2) both[i] = -7000;
  add(wav_file(both, 2), 1);
  EXPECT_EQ(listen().value(), voice_label_of(std::vector<std::int16_t>(of(1s), -7000)));
}

TEST_F(VoiceOf, NetSpeechOfTheFiles_AddsUp) {
  for (const auto time : {10s, 15s, 5s}) add(spoken(time));
  EXPECT_EQ(listen(30s).value(), "alice");
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav", "s3://calls/3.wav"));
}

TEST_F(VoiceOf, AllFilesAreListenedTo_UpToTheFirstFaultyOne) {
  add(spoken(2s));
  add({});
  add(spoken(2s));
  EXPECT_EQ(message(), "Request 'r-1', audio file 2 of 3 (s3://calls/2.wav): There is no object s3://calls/2.wav.");
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav"));
}

std::string too_little(const std::string& found, const std::string& files) {
  return "Request 'r-1' has " + found + " seconds of net speech in " + files + "; 30.0 seconds are needed.";
}

TEST_F(VoiceOf, NeedsEnoughNetSpeechOfAllFiles_AndShowsItRoundedDown) {
  add(spoken(29980ms));
  EXPECT_THAT(failure_of(listen(30s)), is_validation_failure());
  EXPECT_EQ(message(30s), too_little("29.9", "1 audio file"));
  request_.audio.clear();
  add(spoken(4s));
  add(spoken(5500ms));
  add(wav_file(silence(of(60s)), 1, artist_list("alice")));
  EXPECT_EQ(message(30s), too_little("9.5", "3 audio files"));
}

TEST_F(VoiceOf, SpeechOfTheOtherChannel_DoesNotCount) {
  add(spoken_on_the_right(30s), 0);
  EXPECT_EQ(message(30s), too_little("0.0", "1 audio file"));
  request_.audio.front().channel = 1;
  EXPECT_EQ(listen(30s).value(), "alice");
}

// That the last of the files has another voice than the first.
std::string several_voices(const std::string& last, const std::string& names = "") {
  return "Request 'r-1', audio file " + last + ": The voice differs from that of audio file 1" + names +
         "; one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file.";
}

TEST_F(VoiceOf, SeveralArtists_AreRefused_AndNotNamed) {
  add(spoken(1s, "alice"));
  add(spoken(1s, "alice"));
  add(spoken(1s, "mallory"));
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(), several_voices("3 of 3 (s3://calls/3.wav)"));
}

TEST_F(VoiceOf, ArtistBesideNone_IsRefused) {
  add(spoken(1s, ""));
  add(spoken(1s, "alice"));
  EXPECT_EQ(message(), several_voices("2 of 2 (s3://calls/2.wav)", ", which does not name its voice"));
  std::ranges::reverse(request_.audio);
  EXPECT_EQ(message(), several_voices("2 of 2 (s3://calls/1.wav)", ", which alone names its voice"));
}

TEST_F(VoiceOf, DifferentFilesWithoutAnArtist_AreRefused) {
  add(spoken(1s, ""));
  add(spoken(2s, ""));
  EXPECT_EQ(message(), several_voices("2 of 2 (s3://calls/2.wav)", ", and neither names its voice"));
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

TEST_F(VoiceOf, FailureOfTheStorage_IsOfTheRequest_OrOfTheService) {
  using Types = std::pair<const ErrorType*, const ErrorType*>;
  for (const auto& [type, becomes] : {Types(&objects::kNoSuchKey, &kValidationException),
                                      Types(&objects::kStorageAccessDenied, &kValidationException),
                                      Types(&kValidationException, &kValidationException),
                                      Types(&objects::kStorageUnavailable, &kInternalServerException)}) {
    SCOPED_TRACE(type->name);
    request_.audio.clear();
    fail(*type, "It did not work.");
    const auto failure = failure_of(listen());
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->type, becomes);
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

// tests/domain/wav_test.cpp holds the rules of WAV files.
TEST_F(VoiceOf, FaultsOfAudioNameRequestAndFile) {
  add(spoken(1s));
  add("no audio");
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): " + failure_of(read_wav("no audio"))->message);
  const std::string mono = spoken(1s);
  store_.objects["s3://calls/2.wav"] = mono;
  request_.audio.back().channel = 1;
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(),
            "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): " + failure_of(read_wav(mono)->channel(1))->message);
}

}  // namespace
}  // namespace voiceid::jobs
