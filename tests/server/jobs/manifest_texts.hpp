#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/job.hpp"

namespace voiceid::jobs {

// The JSON of manifests, good and bad.

inline constexpr JobKind kEnrollment = JobKind::kSpeakerEnrollment;
inline constexpr JobKind kRegistration = JobKind::kFraudsterRegistration;

inline constexpr std::string_view kGoodAudio = R"([{"S3Uri":"s3://bucket/a.wav","ChannelId":0}])";

inline std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) all.append(text);
  return all;
}

inline std::string request_text(std::string_view request_id, std::string_view speaker_id = R"("alice")",
                                std::string_view audio = kGoodAudio) {
  std::string text = R"({"RequestId":)";
  text.append(request_id).append(R"(,"SpeakerId":)").append(speaker_id);
  return text.append(R"(,"AudioSpecifications":)").append(audio).append("}");
}

/// A request with that audio and nothing wrong elsewhere.
inline std::string with_audio(std::string_view audio) { return request_text(R"("r-1")", R"("alice")", audio); }
inline std::string with_speaker(std::string_view speaker_id) { return request_text(R"("r-1")", speaker_id); }

/// A manifest of these requests.
inline std::string manifest_text(std::string_view requests, JobKind kind = kEnrollment) {
  std::string text = R"({"Version":"1.0",")";
  text.append(kind == kEnrollment ? "SpeakerEnrollmentRequests" : "FraudsterRegistrationRequests");
  return text.append(R"(":[)").append(requests).append("]}");
}

}  // namespace voiceid::jobs
