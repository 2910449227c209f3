#include "server/jobs/request_audio.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/wording.hpp"
#include "domain/batch_registration.hpp"
#include "domain/error.hpp"
#include "domain/speech_detector.hpp"
#include "domain/stream_audio.hpp"

namespace voiceid::jobs {
namespace {

// What was heard in one file.
struct FileAudio {
  handlers::HeardVoice voice;
  bool names_the_voice = false;
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

Result<FileAudio> listen_to(const AudioSpecification& file, objects::ObjectStore& store, const work::StopGate& gate) {
  const auto bytes = store.get(file.uri, kMaxWavBytes, gate);
  if (!bytes) return storage_failure(bytes.error());
  const auto wav = read_wav(*bytes);
  if (!wav) return wav.error();
  const auto samples = wav->channel(file.channel);
  if (!samples) return samples.error();
  const auto artist = wav->artist();
  return FileAudio{.voice = {.label = artist ? std::string(*artist) : voice_label_of(*samples),
                             .spoofing_risk = wav->spoofing_risk()},
                   .names_the_voice = artist.has_value(),
                   .net_speech = net_speech_of(*samples)};
}

// The message does not repeat the artist, which may be a person's name.
Error several_voices(const ManifestRequest& request, const FileAudio& first, std::size_t index,
                     const FileAudio& other) {
  std::string found = called(request, index) + "The voice differs from that of audio file 1";
  if (!first.names_the_voice && !other.names_the_voice) {
    found.append(", and neither names its voice");
  } else if (!first.names_the_voice) {
    found.append(", which does not name its voice");
  } else if (!other.names_the_voice) {
    found.append(", which alone names its voice");
  }
  return refused("The provided audio files do not have the same voice.", std::move(found),
                 "one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file");
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
  std::optional<FileAudio> first;
  std::chrono::milliseconds net_speech{0};
  for (std::size_t i = 0; i < request.audio.size(); ++i) {
    const auto audio = listen_to(request.audio[i], store, gate);
    if (!audio) {
      Error error = audio.error();
      error.message.insert(0, called(request, i));
      return error;
    }
    net_speech += audio->net_speech;
    if (!first) first = *audio;
    if (audio->voice.label != first->voice.label) return several_voices(request, *first, i, *audio);
    first->voice.spoofing_risk = std::max(first->voice.spoofing_risk, audio->voice.spoofing_risk);
  }
  if (!first || net_speech < needed.time) return too_little_speech(request, net_speech, needed);
  return std::move(first->voice);
}

}  // namespace voiceid::jobs
