#pragma once

#include <array>

#include "handlers/shapes/session_control.hpp"

/// The requests of the control API, read and checked as those of the service's own are.
namespace voiceid::control {

inline constexpr shapes::Shape kTime = shapes::string_shape("Time", {}, {});
inline constexpr shapes::Shape kDuration = shapes::string_shape("Duration", {}, {});

struct PutClockRequest {
  static constexpr std::string_view kName = "PutClockRequest";
  std::optional<std::string_view> now;
  std::optional<bool> frozen;
  static constexpr auto members() {
    return std::array{shapes::member<&PutClockRequest::now>("Now", kTime),
                      shapes::member<&PutClockRequest::frozen>("Frozen", shapes::kBoolean)};
  }
};

struct AdvanceClockRequest {
  static constexpr std::string_view kName = "AdvanceClockRequest";
  std::string_view by;
  static constexpr auto members() { return std::array{shapes::member<&AdvanceClockRequest::by>("By", kDuration)}; }
};

/// PUT integration-associations/{InstanceId}.
struct IntegrationAssociationRequest {
  static constexpr std::string_view kName = "IntegrationAssociationRequest";
  std::string_view domain_id;
  static constexpr auto members() {
    return std::array{shapes::member<&IntegrationAssociationRequest::domain_id>("DomainId", shapes::kDomainId)};
  }
};

struct IntegrationAssociation {
  static constexpr std::string_view kName = "IntegrationAssociation";
  std::string_view domain_id;
  std::string_view instance_id;
  std::string_view integration_arn;
  static constexpr auto members() {
    return std::array{shapes::member<&IntegrationAssociation::domain_id>("DomainId", shapes::kDomainId),
                      shapes::member<&IntegrationAssociation::instance_id>("InstanceId", shapes::kConnectId),
                      shapes::member<&IntegrationAssociation::integration_arn>("IntegrationArn", shapes::kArn)};
  }
};

/// PUT contacts/{ContactId}.
struct ContactRequest {
  static constexpr std::string_view kName = "ContactRequest";
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{shapes::member<&ContactRequest::customer_id>("CustomerId", shapes::kCustomerId)};
  }
};

struct Contact {
  static constexpr std::string_view kName = "Contact";
  std::string_view contact_id;
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{shapes::member<&Contact::contact_id>("ContactId", shapes::kConnectId),
                      shapes::member<&Contact::customer_id>("CustomerId", shapes::kCustomerId)};
  }
};

/// For calls that take no members: a body that has some is refused.
struct EmptyRequest {
  static constexpr std::string_view kName = "EmptyRequest";
  static constexpr std::array<shapes::Member, 0> members() { return {}; }
};

}  // namespace voiceid::control
