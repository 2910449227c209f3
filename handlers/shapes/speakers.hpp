#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Shapes of the speaker operations (API model).
namespace voiceid::shapes {

struct Speaker {
  static constexpr std::string_view kName = "Speaker";
  std::optional<TimePoint> created_at;
  std::optional<std::string_view> customer_speaker_id;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<TimePoint> last_accessed_at;
  std::optional<std::string_view> status;
  std::optional<TimePoint> updated_at;
  static constexpr auto members() {
    return std::array{member<&Speaker::created_at>("CreatedAt", kTimestamp),
                      member<&Speaker::customer_speaker_id>("CustomerSpeakerId", kCustomerSpeakerId),
                      member<&Speaker::domain_id>("DomainId", kDomainId),
                      member<&Speaker::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
                      member<&Speaker::last_accessed_at>("LastAccessedAt", kTimestamp),
                      member<&Speaker::status>("Status", kSpeakerStatus),
                      member<&Speaker::updated_at>("UpdatedAt", kTimestamp)};
  }
};

/// Has the same members as Speaker.
struct SpeakerSummary : Speaker {
  static constexpr std::string_view kName = "SpeakerSummary";
};

/// A request about one speaker, by either of its ids.
struct SpeakerRequest {
  std::string_view domain_id;
  std::string_view speaker_id;
  static constexpr auto members() {
    return std::array{member<&SpeakerRequest::domain_id>("DomainId", kDomainId),
                      member<&SpeakerRequest::speaker_id>("SpeakerId", kSpeakerId)};
  }
};

struct DescribeSpeakerRequest : SpeakerRequest {
  static constexpr std::string_view kName = "DescribeSpeakerRequest";
};

struct SpeakerResponse {
  std::optional<Speaker> speaker;
  static constexpr auto members() { return std::array{member<&SpeakerResponse::speaker>("Speaker")}; }
};

struct DescribeSpeakerResponse : SpeakerResponse {
  static constexpr std::string_view kName = "DescribeSpeakerResponse";
};

struct ListSpeakersRequest {
  static constexpr std::string_view kName = "ListSpeakersRequest";
  std::string_view domain_id;
  std::optional<std::int64_t> max_results{};
  std::optional<std::string_view> next_token;
  static constexpr auto members() {
    return std::array{member<&ListSpeakersRequest::domain_id>("DomainId", kDomainId),
                      member<&ListSpeakersRequest::max_results>("MaxResults", kMaxResultsForList),
                      member<&ListSpeakersRequest::next_token>("NextToken", kNextToken)};
  }
};

inline constexpr Shape kSpeakerSummaries = list_shape<SpeakerSummary>("SpeakerSummaries", kShapeOf<SpeakerSummary>);

struct ListSpeakersResponse {
  static constexpr std::string_view kName = "ListSpeakersResponse";
  std::optional<std::string_view> next_token;
  std::optional<std::vector<SpeakerSummary>> speaker_summaries;
  static constexpr auto members() {
    return std::array{member<&ListSpeakersResponse::next_token>("NextToken", kString),
                      member<&ListSpeakersResponse::speaker_summaries>("SpeakerSummaries", kSpeakerSummaries)};
  }
};

struct OptOutSpeakerRequest : SpeakerRequest {
  static constexpr std::string_view kName = "OptOutSpeakerRequest";
};

struct OptOutSpeakerResponse : SpeakerResponse {
  static constexpr std::string_view kName = "OptOutSpeakerResponse";
};

struct DeleteSpeakerRequest : SpeakerRequest {
  static constexpr std::string_view kName = "DeleteSpeakerRequest";
};

}  // namespace voiceid::shapes
