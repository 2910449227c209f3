#pragma once

#include <string_view>

/// The members of the input and output files of jobs (A, S).
namespace voiceid::jobs {

inline constexpr std::string_view kVersion = "Version";
/// Of the files' schema; the only one there is (A).
inline constexpr std::string_view kFileVersion = "1.0";

inline constexpr std::string_view kSpeakerEnrollmentRequests = "SpeakerEnrollmentRequests";
inline constexpr std::string_view kFraudsterRegistrationRequests = "FraudsterRegistrationRequests";
inline constexpr std::string_view kRequestId = "RequestId";
inline constexpr std::string_view kSpeakerId = "SpeakerId";
inline constexpr std::string_view kAudioSpecifications = "AudioSpecifications";
inline constexpr std::string_view kS3Uri = "S3Uri";
inline constexpr std::string_view kChannelId = "ChannelId";

}  // namespace voiceid::jobs
