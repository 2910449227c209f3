#include "server/jobs/request_audio.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/wording.hpp"
#include "domain/batch_registration.hpp"
#include "domain/error.hpp"
#include "domain/speech_detector.hpp"
#include "domain/stream_audio.hpp"
#include "domain/unlabelled_audio.hpp"

namespace voiceid::jobs {
namespace {

// Acoustic voices that are less similar are plainly of different people.
constexpr int kLeastSimilarityOfOnePerson = 20;
// Less net speech does not tell whose voice it is.
constexpr std::chrono::seconds kLeastTellingSpeech{2};

// What was heard in one file.
struct FileAudio {
  // None if the file does not tell it alone.
  std::optional<Voice> voice;
  bool names_the_voice = false;
  int spoofing_risk = 0;
  std::chrono::milliseconds net_speech{0};
};

std::string called(const ManifestRequest& request, std::size_t index) {
  return request_called(request.request_id) + ", audio file " + std::to_string(index + 1) + " of " +
         std::to_string(request.audio.size()) + " (" + printable(request.audio[index].uri.text()) + "): ";
}

Error storage_failure(const Error& error) {
  if (error.type == &objects::kObjectTooLarge) {
    return refused(kAudioTooLarge, "The audio has more than " + counted(kMaxWavBytes, "byte"),
                   "a smaller WAV file is needed");
  }
  if (error.type == &objects::kNoSuchKey) {
    return summarized("The provided audio file does not exist.", validation_failed(error.message));
  }
  if (error.type == &objects::kStorageAccessDenied) {
    return summarized("The provided audio file cannot be accessed.", validation_failed(error.message));
  }
  if (error.type == &kValidationException) return summarized(kInvalidS3Uri, validation_failed(error.message));
  return internal_error(error.message);
}

// Listens to a file; `unlabelled` hears it too if it does not name its voice. `alone` is for the only file of a
// request.
Result<FileAudio> listen_to(const AudioSpecification& file, objects::ObjectStore& store, const work::StopGate& gate,
                            bool alone, UnlabelledAudio& unlabelled) {
  const auto bytes = store.get(file.uri, kMaxWavBytes, gate);
  if (!bytes) return storage_failure(bytes.error());
  const auto wav = read_wav(*bytes);
  if (!wav) return wav.error();
  const auto samples = wav->channel(file.channel);
  if (!samples) return samples.error();
  FileAudio audio{.voice = {},
                  .names_the_voice = wav->artist().has_value(),
                  .spoofing_risk = wav->spoofing_risk(),
                  .net_speech = net_speech_of(*samples)};
  if (audio.names_the_voice) {
    audio.voice = Voice(std::string(*wav->artist()));
    return audio;
  }
  UnlabelledAudio own;
  const bool heard = take_by_pieces(*samples, [&](std::span<const std::int16_t> piece) {
    if (gate.stopped()) return false;
    unlabelled.feed(piece);
    if (!alone) own.feed(piece);
    return true;
  });
  if (!heard) return internal_error("The emulator stopped before the audio was heard.");
  if (alone) return audio;
  Voice voice = own.voice();
  if (voice.is_acoustic() || audio.net_speech >= kLeastTellingSpeech) audio.voice = std::move(voice);
  return audio;
}

// How similar the acoustic voices of two files are.
std::optional<int> acoustic_similarity_of(const FileAudio& audio, const FileAudio& other) {
  const bool are_acoustic = audio.voice && other.voice && audio.voice->is_acoustic() && other.voice->is_acoustic();
  return are_acoustic ? std::optional(similarity(*audio.voice, *other.voice)) : std::nullopt;
}

bool may_be_one_voice(const FileAudio& audio, const FileAudio& other) {
  if (audio.names_the_voice != other.names_the_voice) return false;
  if (!audio.voice || !other.voice) return true;
  if (const auto found = acoustic_similarity_of(audio, other)) return *found >= kLeastSimilarityOfOnePerson;
  return *audio.voice == *other.voice;
}

// A file of a request, as messages name it.
struct NumberedFile {
  NumberedFile(std::size_t number, FileAudio of_it) : index(number), audio(std::move(of_it)) {}

  std::size_t index;
  FileAudio audio;
};

// The message does not repeat the artist, which may be a person's name.
Error several_voices(const ManifestRequest& request, const NumberedFile& first, const NumberedFile& other) {
  const std::string first_name = "audio file " + std::to_string(first.index + 1);
  std::string found = called(request, other.index) + "The voice differs from that of " + first_name;
  if (const auto score = acoustic_similarity_of(first.audio, other.audio)) {
    found.append(", with a similarity of ").append(std::to_string(*score));
  } else if (!first.audio.names_the_voice && !other.audio.names_the_voice) {
    found.append(", and neither names its voice");
  } else if (!first.audio.names_the_voice) {
    found.append(", which does not name its voice");
  } else if (!other.audio.names_the_voice) {
    found.append(", which alone names its voice");
  }
  return refused("The provided audio files do not have the same voice.", std::move(found),
                 "one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file, or that of "
                 "one person in recordings without an artist");
}

// Rounded down, so that too little never reads as enough.
std::string in_seconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " seconds";
}

Error too_little_speech(const ManifestRequest& request, std::chrono::milliseconds found, const NeededSpeech& needed) {
  Error error = refused(needed.lack,
                        request_called(request.request_id) + " has " + in_seconds(found) + " of net speech in " +
                            counted(request.audio.size(), "audio file"),
                        in_seconds(needed.time) + " are needed");
  error.lacks_speech = true;
  return error;
}

}  // namespace

NeededSpeech needed_speech(JobKind kind) {
  if (kind == JobKind::kSpeakerEnrollment) {
    // The sentence of the sample events.
    return {kEnrollmentSpeech, "The provided audio files do not have enough speech for enrollment."};
  }
  return {kFraudsterRegistrationSpeech, "The provided audio files do not have enough speech for registration."};
}

Result<handlers::HeardVoice> voice_of(const ManifestRequest& request, const NeededSpeech& needed,
                                      objects::ObjectStore& store, const work::StopGate& gate) {
  if (request.fault) return *request.fault;
  std::vector<NumberedFile> files;
  UnlabelledAudio unlabelled;
  std::chrono::milliseconds net_speech{0};
  handlers::HeardVoice heard;
  for (std::size_t i = 0; i < request.audio.size(); ++i) {
    auto audio = listen_to(request.audio[i], store, gate, request.audio.size() == 1, unlabelled);
    if (!audio) {
      Error error = audio.error();
      error.message.insert(0, called(request, i));
      return error;
    }
    net_speech += audio->net_speech;
    heard.spoofing_risk = std::max(heard.spoofing_risk, audio->spoofing_risk);
    const NumberedFile& file = files.emplace_back(i, std::move(*audio));
    for (const NumberedFile& earlier : std::span(files).first(i)) {
      if (!may_be_one_voice(earlier.audio, file.audio)) return several_voices(request, earlier, file);
      if (const auto score = acoustic_similarity_of(earlier.audio, file.audio)) {
        heard.least_similarity = std::min(*score, heard.least_similarity.value_or(*score));
      }
    }
  }
  if (files.empty() || net_speech < needed.time) return too_little_speech(request, net_speech, needed);
  const auto told = std::ranges::find_if(files, [](const NumberedFile& file) { return file.audio.voice.has_value(); });
  const bool is_label = told != files.end() && !told->audio.voice->is_acoustic();
  heard.voice = is_label ? *told->audio.voice : unlabelled.voice();
  return heard;
}

}  // namespace voiceid::jobs
