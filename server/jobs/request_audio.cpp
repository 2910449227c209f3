#include "server/jobs/request_audio.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/wording.hpp"
#include "domain/error.hpp"
#include "domain/speech_detector.hpp"

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
    return refused("The audio has more than " + counted(kMaxWavBytes, "byte"), "a smaller WAV file is needed");
  }
  const bool is_of_the_request = error.type == &objects::kNoSuchKey || error.type == &objects::kStorageAccessDenied ||
                                 error.type == &kValidationException;
  return is_of_the_request ? validation_failed(error.message) : internal_error(error.message);
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
  return refused(std::move(found),
                 "one voice is needed, named by the same artist (IART) in the RIFF INFO list of each file");
}

// Rounded down, so that too little never reads as enough.
std::string in_seconds(std::chrono::milliseconds time) {
  const auto tenths = time.count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " seconds";
}

Error too_little_speech(const ManifestRequest& request, std::chrono::milliseconds found, std::chrono::seconds needed) {
  return refused(request_called(request.request_id) + " has " + in_seconds(found) + " of net speech in " +
                     counted(request.audio.size(), "audio file"),
                 in_seconds(needed) + " are needed");
}

}  // namespace

Result<handlers::HeardVoice> voice_of(const ManifestRequest& request, std::chrono::seconds needed,
                                      objects::ObjectStore& store, const work::StopGate& gate) {
  if (request.fault) return validation_failed(*request.fault);
  std::optional<FileAudio> first;
  std::chrono::milliseconds net_speech{0};
  for (std::size_t i = 0; i < request.audio.size(); ++i) {
    const auto audio = listen_to(request.audio[i], store, gate);
    if (!audio) return Error{audio.error().type, called(request, i) + audio.error().message, {}, {}};
    net_speech += audio->net_speech;
    if (!first) first = *audio;
    if (audio->voice.label != first->voice.label) return several_voices(request, *first, i, *audio);
    first->voice.spoofing_risk = std::max(first->voice.spoofing_risk, audio->voice.spoofing_risk);
  }
  if (!first || net_speech < needed) return too_little_speech(request, net_speech, needed);
  return std::move(first->voice);
}

}  // namespace voiceid::jobs
