#pragma once

#include <array>

#include "handlers/shapes/connect_sessions.hpp"
#include "handlers/shapes/speakers.hpp"

/// What the streams library sends and what it reads of the answers. The library's other members mean nothing here, so
/// they are not in the tables.
namespace voiceid::shapes {

inline constinit const Pattern kDesktopDomainIdPattern{"^([a-zA-Z0-9]{22})?$"};

/// Libraries before 1.7 send `ConnectDefaultDomainId` or nothing.
inline constexpr Shape kDesktopDomainId = string_shape("DomainId", 0, kResourceIdLength, &kDesktopDomainIdPattern);

/// How a call names its domain, whichever call it is.
struct DesktopDomainNames {
  static constexpr std::string_view kName = "DesktopDomainNames";
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> capitalized_domain_id;
  std::optional<std::string_view> instance_id;
  std::optional<std::string_view> capitalized_instance_id;
  static constexpr auto members() {
    return std::array{member<&DesktopDomainNames::domain_id>("domainId", kDesktopDomainId),
                      member<&DesktopDomainNames::capitalized_domain_id>("DomainId", kDesktopDomainId),
                      member<&DesktopDomainNames::instance_id>("instanceId", kConnectId),
                      member<&DesktopDomainNames::capitalized_instance_id>("InstanceId", kConnectId)};
  }
};

struct DesktopSpeakerRequest {
  static constexpr std::string_view kName = "DesktopSpeakerRequest";
  std::optional<std::string_view> domain_id;
  std::string_view speaker_id;
  static constexpr auto members() {
    return std::array{member<&DesktopSpeakerRequest::domain_id>("DomainId", kDesktopDomainId),
                      member<&DesktopSpeakerRequest::speaker_id>("SpeakerId", kSpeakerId)};
  }
};

struct DesktopSessionRequest {
  static constexpr std::string_view kName = "SessionRequest";
  std::optional<std::string_view> domain_id;
  std::string_view session_name_or_id;
  static constexpr auto members() {
    return std::array{member<&DesktopSessionRequest::domain_id>("DomainId", kDesktopDomainId),
                      member<&DesktopSessionRequest::session_name_or_id>("SessionNameOrId", kSessionNameOrId)};
  }
};

struct UpdateSpeakerRequest {
  static constexpr std::string_view kName = "UpdateSpeakerRequest";
  std::optional<std::string_view> domain_id;
  std::string_view session_name_or_id;
  std::string_view speaker_id;
  static constexpr auto members() {
    return std::array{member<&UpdateSpeakerRequest::domain_id>("DomainId", kDesktopDomainId),
                      member<&UpdateSpeakerRequest::session_name_or_id>("SessionNameOrId", kSessionNameOrId),
                      member<&UpdateSpeakerRequest::speaker_id>("SpeakerId", kSpeakerId)};
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
    return std::array{member<&EnrollBySessionAnswer::customer_speaker_id>("CustomerSpeakerId", kCustomerSpeakerId),
                      member<&EnrollBySessionAnswer::domain_id>("DomainId", kDomainId),
                      member<&EnrollBySessionAnswer::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
                      member<&EnrollBySessionAnswer::message>("Message", kString),
                      member<&EnrollBySessionAnswer::session_id>("SessionId", kSessionId),
                      member<&EnrollBySessionAnswer::session_name>("SessionName", kSessionName),
                      member<&EnrollBySessionAnswer::status>("Status", kEnrollmentRequestStatus)};
  }
};

struct StartVoiceIdSessionRequest {
  static constexpr std::string_view kName = "StartVoiceIdSessionRequest";
  std::optional<std::string_view> client_token;
  std::string_view contact_id;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> instance_id;
  static constexpr auto members() {
    return std::array{
        idempotency_token(member<&StartVoiceIdSessionRequest::client_token>("clientToken", kClientTokenString)),
        member<&StartVoiceIdSessionRequest::contact_id>("contactId", kSessionName),
        member<&StartVoiceIdSessionRequest::domain_id>("domainId", kDesktopDomainId),
        member<&StartVoiceIdSessionRequest::instance_id>("instanceId", kConnectId)};
  }
};

struct StartVoiceIdSessionAnswer {
  static constexpr std::string_view kName = "StartVoiceIdSessionAnswer";
  std::string_view domain_id;
  std::string_view session_id;
  std::string_view session_name;
  std::string_view streaming_status;
  static constexpr auto members() {
    return std::array{member<&StartVoiceIdSessionAnswer::domain_id>("domainId", kDomainId),
                      member<&StartVoiceIdSessionAnswer::session_id>("sessionId", kSessionId),
                      member<&StartVoiceIdSessionAnswer::session_name>("sessionName", kSessionName),
                      member<&StartVoiceIdSessionAnswer::streaming_status>("streamingStatus", kStreamingStatus)};
  }
};

/// The library writes `contactId` here and `ContactId` in the call beside it.
struct GetContactRequest {
  static constexpr std::string_view kName = "GetContactRequest";
  std::optional<std::string_view> contact_id;
  std::optional<std::string_view> capitalized_contact_id;
  static constexpr auto members() {
    return std::array{member<&GetContactRequest::contact_id>("contactId", kConnectId),
                      member<&GetContactRequest::capitalized_contact_id>("ContactId", kConnectId)};
  }
};

struct ContactData {
  static constexpr std::string_view kName = "ContactData";
  std::string_view contact_id;
  std::optional<std::string_view> customer_id;
  static constexpr auto members() {
    return std::array{member<&ContactData::contact_id>("contactId", kConnectId),
                      member<&ContactData::customer_id>("customerId", kCustomerId)};
  }
};

struct GetContactAnswer {
  static constexpr std::string_view kName = "GetContactAnswer";
  ContactData contact_data;
  static constexpr auto members() { return std::array{member<&GetContactAnswer::contact_data>("contactData")}; }
};

struct UpdateVoiceIdDataRequest {
  static constexpr std::string_view kName = "UpdateVoiceIdDataRequest";
  std::string_view contact_id;
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{member<&UpdateVoiceIdDataRequest::contact_id>("ContactId", kConnectId),
                      member<&UpdateVoiceIdDataRequest::customer_id>("CustomerId", kCustomerId)};
  }
};

struct ListIntegrationAssociationsRequest {
  static constexpr std::string_view kName = "ListIntegrationAssociationsRequest";
  std::string_view instance_id;
  std::optional<std::string_view> integration_type;
  static constexpr auto members() {
    return std::array{member<&ListIntegrationAssociationsRequest::instance_id>("InstanceId", kConnectId),
                      member<&ListIntegrationAssociationsRequest::integration_type>("IntegrationType", kConnectId)};
  }
};

struct IntegrationAssociationSummary {
  static constexpr std::string_view kName = "IntegrationAssociationSummary";
  std::string_view instance_id;
  std::string_view integration_arn;
  std::string_view integration_association_arn;
  std::string_view integration_association_id;
  std::string_view integration_type;
  static constexpr auto members() {
    return std::array{
        member<&IntegrationAssociationSummary::instance_id>("InstanceId", kConnectId),
        member<&IntegrationAssociationSummary::integration_arn>("IntegrationArn", kArn),
        member<&IntegrationAssociationSummary::integration_association_arn>("IntegrationAssociationArn", kArn),
        member<&IntegrationAssociationSummary::integration_association_id>("IntegrationAssociationId", kConnectId),
        member<&IntegrationAssociationSummary::integration_type>("IntegrationType", kConnectId)};
  }
};

inline constexpr Shape kIntegrationAssociationSummaryList = list_shape<IntegrationAssociationSummary>(
    "IntegrationAssociationSummaryList", kShapeOf<IntegrationAssociationSummary>);

struct ListIntegrationAssociationsAnswer {
  static constexpr std::string_view kName = "ListIntegrationAssociationsAnswer";
  std::vector<IntegrationAssociationSummary> integration_association_summary_list;
  static constexpr auto members() {
    return std::array{member<&ListIntegrationAssociationsAnswer::integration_association_summary_list>(
        "IntegrationAssociationSummaryList", kIntegrationAssociationSummaryList)};
  }
};

struct EmptyAnswer {
  static constexpr std::string_view kName = "EmptyAnswer";
  static constexpr std::array<Member, 0> members() { return {}; }
};

}  // namespace voiceid::shapes
