#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// The members of `detail` as in the sample events, one table per structure: those that all events share, and those of
/// events about speakers and fraudsters.
namespace voiceid::events {

using shapes::member;

inline constexpr shapes::Shape kText = shapes::string_shape("Text", {}, {});
inline constexpr shapes::Shape kTextList = shapes::list_shape<std::string_view>("TextList", kText);

struct ErrorInfo {
  static constexpr std::string_view kName = "ErrorInfo";
  std::string_view error_message;
  std::string_view error_type;
  std::int64_t error_code = 0;
  static constexpr auto members() {
    return std::array{member<&ErrorInfo::error_message>("errorMessage", kText),
                      member<&ErrorInfo::error_type>("errorType", kText),
                      member<&ErrorInfo::error_code>("errorCode", shapes::kInteger)};
  }
};

/// The first members of every `detail`.
struct CommonDetail {
  static constexpr std::string_view kName = "CommonDetail";
  std::string_view source_id;
  std::string_view action;
  std::string_view status;
  std::string_view domain_id;
  std::optional<ErrorInfo> error_info;
  static constexpr auto members() {
    return std::array{member<&CommonDetail::source_id>("sourceId", kText),
                      member<&CommonDetail::action>("action", kText), member<&CommonDetail::status>("status", kText),
                      member<&CommonDetail::domain_id>("domainId", kText),
                      member<&CommonDetail::error_info>("errorInfo")};
  }
};

struct SystemAttributes {
  static constexpr std::string_view kName = "SystemAttributes";
  std::string_view original_contact_arn;
  static constexpr auto members() {
    return std::array{member<&SystemAttributes::original_contact_arn>("aws:connect:OriginalContactArn", kText)};
  }
};

struct EnrollmentData {
  static constexpr std::string_view kName = "EnrollmentData";
  std::string_view enrollment_source;
  std::string_view enrollment_source_id;
  std::optional<std::string_view> enrollment_status;
  static constexpr auto members() {
    return std::array{member<&EnrollmentData::enrollment_source>("enrollmentSource", kText),
                      member<&EnrollmentData::enrollment_source_id>("enrollmentSourceId", kText),
                      member<&EnrollmentData::enrollment_status>("enrollmentStatus", kText)};
  }
};

struct SpeakerDetail {
  static constexpr std::string_view kName = "SpeakerDetail";
  std::optional<std::string_view> generated_speaker_id;
  std::optional<EnrollmentData> data;
  std::optional<SystemAttributes> system_attributes;
  static constexpr auto members() {
    return std::array{member<&SpeakerDetail::generated_speaker_id>("generatedSpeakerId", kText),
                      member<&SpeakerDetail::data>("data"),
                      member<&SpeakerDetail::system_attributes>("systemAttributes")};
  }
};

struct RegistrationData {
  static constexpr std::string_view kName = "RegistrationData";
  std::string_view registration_source;
  std::string_view registration_source_id;
  std::optional<std::string_view> registration_status;
  static constexpr auto members() {
    return std::array{member<&RegistrationData::registration_source>("registrationSource", kText),
                      member<&RegistrationData::registration_source_id>("registrationSourceId", kText),
                      member<&RegistrationData::registration_status>("registrationStatus", kText)};
  }
};

struct FraudsterDetail {
  static constexpr std::string_view kName = "FraudsterDetail";
  std::optional<std::string_view> generated_fraudster_id;
  std::optional<std::vector<std::string_view>> watchlist_ids;
  std::optional<RegistrationData> data;
  static constexpr auto members() {
    return std::array{member<&FraudsterDetail::generated_fraudster_id>("generatedFraudsterId", kText),
                      member<&FraudsterDetail::watchlist_ids>("watchlistIds", kTextList),
                      member<&FraudsterDetail::data>("data")};
  }
};

}  // namespace voiceid::events
