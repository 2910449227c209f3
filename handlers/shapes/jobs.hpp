#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// What both kinds of batch job have in common (M).
namespace voiceid::shapes {

struct InputDataConfig {
  static constexpr std::string_view kName = "InputDataConfig";
  std::string_view s3_uri;
  static constexpr auto members() { return std::array{member<&InputDataConfig::s3_uri>("S3Uri", kS3Uri)}; }
};

struct OutputDataConfig {
  static constexpr std::string_view kName = "OutputDataConfig";
  std::optional<std::string_view> kms_key_id;
  std::string_view s3_uri;
  static constexpr auto members() {
    return std::array{member<&OutputDataConfig::kms_key_id>("KmsKeyId", kKmsKeyId),
                      member<&OutputDataConfig::s3_uri>("S3Uri", kS3Uri)};
  }
};

struct FailureDetails {
  static constexpr std::string_view kName = "FailureDetails";
  std::optional<std::string_view> message;
  std::optional<std::int64_t> status_code{};
  static constexpr auto members() {
    return std::array{member<&FailureDetails::message>("Message", kString),
                      member<&FailureDetails::status_code>("StatusCode", kInteger)};
  }
};

struct JobProgress {
  static constexpr std::string_view kName = "JobProgress";
  std::optional<std::int64_t> percent_complete{};
  static constexpr auto members() {
    return std::array{member<&JobProgress::percent_complete>("PercentComplete", kScore)};
  }
};

}  // namespace voiceid::shapes
