#pragma once

#include <array>

#include "handlers/shapes/connect_sessions.hpp"

/// What amazon-connect-streams sends, and what it reads of the answers (C). Members that it sends beside these mean
/// nothing here, so they are not in the tables.
namespace voiceid::agent_app {

/// What calls of operations have in common.
struct DomainRequest {
  static constexpr std::string_view kName = "DomainRequest";
  std::optional<std::string_view> domain_id;
  static constexpr auto members() {
    return std::array{shapes::member<&DomainRequest::domain_id>("DomainId", shapes::kString)};
  }
};

struct SessionRequest {
  static constexpr std::string_view kName = "SessionRequest";
  std::string_view domain_id;
  std::string_view session_name_or_id;
  static constexpr auto members() {
    return std::array{shapes::member<&SessionRequest::domain_id>("DomainId", shapes::kDomainId),
                      shapes::member<&SessionRequest::session_name_or_id>("SessionNameOrId", shapes::kSessionNameOrId)};
  }
};

struct UpdateSpeakerRequest {
  static constexpr std::string_view kName = "UpdateSpeakerRequest";
  std::string_view domain_id;
  std::string_view session_name_or_id;
  std::string_view speaker_id;
  static constexpr auto members() {
    return std::array{
        shapes::member<&UpdateSpeakerRequest::domain_id>("DomainId", shapes::kDomainId),
        shapes::member<&UpdateSpeakerRequest::session_name_or_id>("SessionNameOrId", shapes::kSessionNameOrId),
        shapes::member<&UpdateSpeakerRequest::speaker_id>("SpeakerId", shapes::kSpeakerId)};
  }
};

struct EnrollBySessionAnswer {
  static constexpr std::string_view kName = "EnrollBySessionAnswer";
  std::optional<std::string_view> customer_speaker_id;
  std::string_view domain_id;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<std::string_view> message;
  std::string_view session_id;
  std::string_view session_name;
  std::string_view status;
  static constexpr auto members() {
    return std::array{
        shapes::member<&EnrollBySessionAnswer::customer_speaker_id>("CustomerSpeakerId", shapes::kCustomerSpeakerId),
        shapes::member<&EnrollBySessionAnswer::domain_id>("DomainId", shapes::kDomainId),
        shapes::member<&EnrollBySessionAnswer::generated_speaker_id>("GeneratedSpeakerId", shapes::kGeneratedSpeakerId),
        shapes::member<&EnrollBySessionAnswer::message>("Message", shapes::kString),
        shapes::member<&EnrollBySessionAnswer::session_id>("SessionId", shapes::kSessionId),
        shapes::member<&EnrollBySessionAnswer::session_name>("SessionName", shapes::kSessionName),
        shapes::member<&EnrollBySessionAnswer::status>("Status", shapes::kEnrollmentRequestStatus)};
  }
};

struct StartVoiceIdSessionRequest {
  static constexpr std::string_view kName = "StartVoiceIdSessionRequest";
  std::optional<std::string_view> client_token;
  std::string_view contact_id;
  std::string_view domain_id;
  static constexpr auto members() {
    return std::array{shapes::idempotency_token(shapes::member<&StartVoiceIdSessionRequest::client_token>(
                          "clientToken", shapes::kClientTokenString)),
                      shapes::member<&StartVoiceIdSessionRequest::contact_id>("contactId", shapes::kSessionName),
                      shapes::member<&StartVoiceIdSessionRequest::domain_id>("domainId", shapes::kDomainId)};
  }
};

struct StartVoiceIdSessionAnswer {
  static constexpr std::string_view kName = "StartVoiceIdSessionAnswer";
  std::string_view domain_id;
  std::string_view session_id;
  std::string_view session_name;
  std::string_view streaming_status;
  static constexpr auto members() {
    return std::array{
        shapes::member<&StartVoiceIdSessionAnswer::domain_id>("domainId", shapes::kDomainId),
        shapes::member<&StartVoiceIdSessionAnswer::session_id>("sessionId", shapes::kSessionId),
        shapes::member<&StartVoiceIdSessionAnswer::session_name>("sessionName", shapes::kSessionName),
        shapes::member<&StartVoiceIdSessionAnswer::streaming_status>("streamingStatus", shapes::kStreamingStatus)};
  }
};

/// The library writes `contactId` here and `ContactId` in the call beside it.
struct GetContactRequest {
  static constexpr std::string_view kName = "GetContactRequest";
  std::optional<std::string_view> contact_id;
  std::optional<std::string_view> capitalized_contact_id;
  static constexpr auto members() {
    return std::array{shapes::member<&GetContactRequest::contact_id>("contactId", shapes::kConnectId),
                      shapes::member<&GetContactRequest::capitalized_contact_id>("ContactId", shapes::kConnectId)};
  }
};

struct ContactData {
  static constexpr std::string_view kName = "ContactData";
  std::string_view contact_id;
  std::optional<std::string_view> customer_id;
  static constexpr auto members() {
    return std::array{shapes::member<&ContactData::contact_id>("contactId", shapes::kConnectId),
                      shapes::member<&ContactData::customer_id>("customerId", shapes::kCustomerId)};
  }
};

struct GetContactAnswer {
  static constexpr std::string_view kName = "GetContactAnswer";
  ContactData contact_data;
  static constexpr auto members() { return std::array{shapes::member<&GetContactAnswer::contact_data>("contactData")}; }
};

struct UpdateVoiceIdDataRequest {
  static constexpr std::string_view kName = "UpdateVoiceIdDataRequest";
  std::string_view contact_id;
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{shapes::member<&UpdateVoiceIdDataRequest::contact_id>("ContactId", shapes::kConnectId),
                      shapes::member<&UpdateVoiceIdDataRequest::customer_id>("CustomerId", shapes::kCustomerId)};
  }
};

struct ListIntegrationAssociationsRequest {
  static constexpr std::string_view kName = "ListIntegrationAssociationsRequest";
  std::string_view instance_id;
  std::optional<std::string_view> integration_type;
  static constexpr auto members() {
    return std::array{
        shapes::member<&ListIntegrationAssociationsRequest::instance_id>("InstanceId", shapes::kConnectId),
        shapes::member<&ListIntegrationAssociationsRequest::integration_type>("IntegrationType", shapes::kConnectId)};
  }
};

struct IntegrationAssociationSummary {
  static constexpr std::string_view kName = "IntegrationAssociationSummary";
  std::string_view instance_id;
  std::string_view integration_arn;
  std::string_view integration_type;
  static constexpr auto members() {
    return std::array{
        shapes::member<&IntegrationAssociationSummary::instance_id>("InstanceId", shapes::kConnectId),
        shapes::member<&IntegrationAssociationSummary::integration_arn>("IntegrationArn", shapes::kArn),
        shapes::member<&IntegrationAssociationSummary::integration_type>("IntegrationType", shapes::kConnectId)};
  }
};

inline constexpr shapes::Shape kIntegrationAssociationSummaryList = shapes::list_shape<IntegrationAssociationSummary>(
    "IntegrationAssociationSummaryList", shapes::kShapeOf<IntegrationAssociationSummary>);

struct ListIntegrationAssociationsAnswer {
  static constexpr std::string_view kName = "ListIntegrationAssociationsAnswer";
  std::vector<IntegrationAssociationSummary> integration_association_summary_list;
  static constexpr auto members() {
    return std::array{shapes::member<&ListIntegrationAssociationsAnswer::integration_association_summary_list>(
        "IntegrationAssociationSummaryList", kIntegrationAssociationSummaryList)};
  }
};

struct EmptyAnswer {
  static constexpr std::string_view kName = "EmptyAnswer";
  static constexpr std::array<shapes::Member, 0> members() { return {}; }
};

}  // namespace voiceid::agent_app
