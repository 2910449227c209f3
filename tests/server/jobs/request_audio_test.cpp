#include "server/jobs/request_audio.hpp"

#include <map>

#include "domain/unlabelled_audio.hpp"
#include "domain/wav.hpp"
#include "server/objects/object_store.hpp"
#include "tests/domain/matchers.hpp"
#include "tests/domain/spoken.hpp"
#include "tests/domain/voiceprint/formant_synthesizer.hpp"
#include "tests/domain/wav_bytes.hpp"

namespace voiceid::jobs {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
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

// Holds the objects of a test, by their URIs.
class MemoryStore final : public objects::ObjectStore {
 public:
  std::map<std::string, std::string> contents;
  // What a get fails with.
  std::map<std::string, Error> failures;
  std::vector<std::string> gets;

  Result<std::string> get(const S3Uri& uri, std::size_t max_bytes, const work::StopGate& gate) override {
    const std::string text = uri.text();
    gets.push_back(text);
    if (gate.stopped()) return Error{&objects::kStorageUnavailable, "The server stops.", {}, {}};
    if (failures.contains(text)) return failures.at(text);
    if (!contents.contains(text)) return Error{&objects::kNoSuchKey, "There is no object " + text + ".", {}, {}};
    if (contents.at(text).size() > max_bytes) return Error{&objects::kObjectTooLarge, "Too large.", {}, {}};
    return contents.at(text);
  }
  Result<void> put(const S3Uri&, std::string_view, work::StopGate&) override { return {}; }
};

class VoiceOf : public testing::Test {
 protected:
  // Adds a file to the request and, unless it is missing, to the storage.
  void add(std::optional<std::string> bytes, unsigned channel = 0) {
    const S3Uri uri{"calls", std::to_string(request_.audio.size() + 1) + ".wav"};
    request_.audio.push_back({uri, channel});
    if (bytes) store_.contents[uri.text()] = std::move(*bytes);
  }
  Result<handlers::HeardVoice> listen(std::chrono::seconds needed = 1s) {
    return voice_of(request_, {needed, "There is too little."}, store_, gate_);
  }
  std::string message(std::chrono::seconds needed = 1s) {
    const auto failure = failure_of(listen(needed));
    return failure ? failure->message : "no failure";
  }

  MemoryStore store_;
  work::StopGate gate_;
  ManifestRequest request_{.request_id = "r-1", .customer_speaker_id = "alice", .audio = {}, .fault = {}};
};

TEST_F(VoiceOf, IsTheArtist_OrADigestOfTheChosenChannel) {
  add(spoken(1s, "Alice-1"));
  EXPECT_EQ(listen().value().voice, "Alice-1");
  request_.audio.clear();
  std::vector<std::int16_t> both(2 * of(1s), 5000);
  for (std::size_t i = 1; i < both.size(); i += 2) both[i] = -7000;
  add(wav_file(both, 2), 1);
  EXPECT_EQ(listen().value().voice, voice_label_of(std::vector<std::int16_t>(of(1s), -7000)));
}

TEST_F(VoiceOf, NetSpeechOfTheFiles_AddsUp) {
  for (const auto time : {10s, 15s, 5s}) add(spoken(time));
  EXPECT_EQ(listen(30s).value().voice, "alice");
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav", "s3://calls/3.wav"));
}

TEST_F(VoiceOf, HasTheHighestSpoofingRiskOfTheFiles) {
  add(spoken(1s));
  for (const char* risk : {"30", "80", "5"}) {
    add(wav_file(speech(of(1s)), 1, artist_list("alice") + comment_list(std::string("SpoofingRisk=") + risk)));
  }
  EXPECT_EQ(listen().value().spoofing_risk, 80);
}

TEST_F(VoiceOf, IsTheSame_WhateverTheFileIsCalled) {
  request_.audio.push_back({{"calls", "speech.mp3"}, 0});
  store_.contents["s3://calls/speech.mp3"] = spoken(1s);
  EXPECT_EQ(listen().value().voice, "alice");
}

TEST_F(VoiceOf, AllFilesAreListenedTo_UpToTheFirstFaultyOne) {
  add(spoken(2s));
  add({});
  add(spoken(2s));
  EXPECT_EQ(message(), "Request 'r-1', audio file 2 of 3 (s3://calls/2.wav): There is no object s3://calls/2.wav.");
  EXPECT_THAT(store_.gets, ElementsAre("s3://calls/1.wav", "s3://calls/2.wav"));
}

// Sample events have that of an enrollment.
TEST(NeededSpeech, GoesByTheKindOfJob) {
  const auto [enrollment, no_enrollment] = needed_speech(JobKind::kSpeakerEnrollment);
  EXPECT_EQ(enrollment, 30s);
  EXPECT_EQ(no_enrollment, "The provided audio files do not have enough speech for enrollment.");
  const auto [registration, no_registration] = needed_speech(JobKind::kFraudsterRegistration);
  EXPECT_EQ(registration, 10s);
  EXPECT_EQ(no_registration, "The provided audio files do not have enough speech for registration.");
}

std::string too_little(const std::string& found, const std::string& files) {
  return "Request 'r-1' has " + found + " seconds of net speech in " + files + "; 30.0 seconds are needed.";
}

TEST_F(VoiceOf, NeedsEnoughNetSpeechOfAllFiles_AndShowsItRoundedDown) {
  add(spoken(29980ms));
  EXPECT_THAT(failure_of(listen(30s)), is_validation_failure());
  EXPECT_EQ(message(30s), too_little("29.9", "1 audio file"));
  EXPECT_TRUE(failure_of(listen(30s))->lacks_speech);
  EXPECT_EQ(failure_of(listen(30s))->summary, "There is too little.");
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
  EXPECT_EQ(listen(30s).value().voice, "alice");
}

// That the last of the files has another voice than the first.
std::string several_voices(const std::string& last, const std::string& names = "") {
  return "Request 'r-1', audio file " + last + ": The voice differs from that of audio file 1" + names +
         "; one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file, or that of one "
         "person in "
         "recordings without an artist.";
}

TEST_F(VoiceOf, IsOne_NamedInEachFileOrInNone) {
  struct Case {
    std::vector<std::string> artists;
    std::string message;
  };
  for (const auto& [artists, expected] : std::vector<Case>{
           {{"alice", "alice", "mallory"}, several_voices("3 of 3 (s3://calls/3.wav)")},
           {{"", "alice"}, several_voices("2 of 2 (s3://calls/2.wav)", ", which does not name its voice")},
           {{"alice", ""}, several_voices("2 of 2 (s3://calls/2.wav)", ", which alone names its voice")},
       }) {
    request_.audio.clear();
    for (const std::string& artist : artists) add(spoken(1s, artist));
    EXPECT_THAT(failure_of(listen()), is_validation_failure());
    EXPECT_EQ(message(), expected);
  }
}

TEST_F(VoiceOf, FilesWithoutAnArtist_MustBeTheSame) {
  for (const auto time : {5s, 5s}) add(spoken(time, ""));
  EXPECT_EQ(listen(10s).value().voice, voice_label_of(speech(of(5s))));
  store_.contents["s3://calls/2.wav"] = spoken(6s, "");
  EXPECT_EQ(message(), several_voices("2 of 2 (s3://calls/2.wav)", ", and neither names its voice"));
}

TEST_F(VoiceOf, SpeechWithoutAnArtist_IsAcoustic) {
  const std::vector<std::int16_t> samples = voiceid::spoken(1, of(12s));
  add(wav_file(samples, 1));
  const auto heard = listen(10s);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->voice, voiceid::voice_of(samples));
  EXPECT_TRUE(heard->voice.is_acoustic());
  EXPECT_EQ(heard->least_similarity, std::nullopt);
}

TEST_F(VoiceOf, SpeechOfAllFilesTogether_MakesTheAcousticVoice) {
  UnlabelledAudio together;
  // The short one does not tell alone whose voice it is.
  for (const auto time : {12s, 1s, 15s}) {
    const std::vector<std::int16_t> samples = voiceid::spoken(1, of(time));
    together.feed(samples);
    add(wav_file(samples, 1));
  }
  const auto heard = listen(20s);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->voice, together.voice());
  EXPECT_TRUE(heard->voice.is_acoustic());
  EXPECT_GE(heard->least_similarity.value(), 20);
}

TEST_F(VoiceOf, SpeechOfPlainlyDifferentPeople_IsAnError) {
  // A throat twice as long.
  const std::vector<std::int16_t> one = FormantSynthesizer({140, 70}, 1).seconds(12);
  const std::vector<std::int16_t> other = FormantSynthesizer({140, 145}, 1).seconds(12);
  add(wav_file(one, 1));
  add(wav_file(other, 1));
  const int found = similarity(voiceid::voice_of(one), voiceid::voice_of(other));
  ASSERT_LT(found, 20);
  EXPECT_THAT(failure_of(listen(20s)), is_validation_failure());
  EXPECT_EQ(message(20s),
            several_voices("2 of 2 (s3://calls/2.wav)", ", with a similarity of " + std::to_string(found)));
}

TEST_F(VoiceOf, SpeechOfAnyTwoDifferentPeople_IsAnError) {
  // The first is somewhat like both of the others.
  for (const int formants : {110, 70, 145}) add(wav_file(FormantSynthesizer({140, formants}, 1).seconds(12), 1));
  EXPECT_THAT(message(20s),
              AllOf(HasSubstr("audio file 3 of 3"), HasSubstr("that of audio file 2, with a similarity")));
  request_.audio.pop_back();
  EXPECT_TRUE(listen(10s));
}

TEST_F(VoiceOf, SpeechAndATone_AreNotOneVoice) {
  add(wav_file(voiceid::spoken(1, of(12s)), 1));
  add(spoken(5s, ""));
  EXPECT_EQ(message(), several_voices("2 of 2 (s3://calls/2.wav)", ", and neither names its voice"));
}

TEST_F(VoiceOf, RequestWithAFault_IsTheFault_AndNothingIsRead) {
  add(spoken(1s));
  request_.fault = refused("The speaker ID is invalid.", "Request 'r-1' has no SpeakerId", "one is needed");
  EXPECT_THAT(failure_of(listen()), is_validation_failure());
  EXPECT_EQ(message(), "Request 'r-1' has no SpeakerId; one is needed.");
  EXPECT_EQ(failure_of(listen())->summary, "The speaker ID is invalid.");
  EXPECT_THAT(store_.gets, IsEmpty());
}

TEST_F(VoiceOf, FailureOfTheStorage_IsOfTheRequest_OrOfTheService) {
  using Row = std::tuple<const ErrorType*, const ErrorType*, std::string_view>;
  add({});
  for (const auto& [type, becomes, summary] :
       {Row(&objects::kNoSuchKey, &kValidationException, "The provided audio file does not exist."),
        Row(&objects::kStorageAccessDenied, &kValidationException, "The provided audio file cannot be accessed."),
        Row(&kValidationException, &kValidationException, "The provided S3 URI is invalid."),
        Row(&objects::kStorageUnavailable, &kInternalServerException, "Internal Server Error")}) {
    store_.failures["s3://calls/1.wav"] = {.type = type, .message = "It did not work."};
    const auto failure = failure_of(listen());
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->type, becomes) << type->name;
    EXPECT_EQ(failure->summary, summary);
    EXPECT_EQ(failure->message, "Request 'r-1', audio file 1 of 1 (s3://calls/1.wav): It did not work.");
  }
}

TEST_F(VoiceOf, LargestFile_IsRead_AndALargerOneIsRefused) {
  std::string bytes = wav_file(speech((kMaxWavBytes - 44) / 2));
  ASSERT_EQ(bytes.size(), kMaxWavBytes);
  add(bytes);
  EXPECT_TRUE(listen().has_value());
  store_.contents["s3://calls/1.wav"].push_back('\0');
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
  const std::string mono = spoken(1s);
  add(mono);
  add({}, 1);
  using Fault = std::pair<std::string, std::optional<Error>>;
  for (const auto& [bytes, fault] :
       {Fault("no audio", failure_of(read_wav("no audio"))), Fault(mono, failure_of(read_wav(mono)->channel(1)))}) {
    store_.contents["s3://calls/2.wav"] = bytes;
    EXPECT_THAT(failure_of(listen()), is_validation_failure());
    EXPECT_EQ(message(), "Request 'r-1', audio file 2 of 2 (s3://calls/2.wav): " + fault->message);
  }
}

}  // namespace
}  // namespace voiceid::jobs
