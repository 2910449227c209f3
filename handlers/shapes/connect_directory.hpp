#pragma once

#include <array>

#include "handlers/shapes/agent_desktop.hpp"

/// Contacts and instances of Amazon Connect, as the control API has them.
namespace voiceid::shapes {

/// PUT integration-associations/{InstanceId}.
struct IntegrationAssociationRequest {
  static constexpr std::string_view kName = "IntegrationAssociationRequest";
  std::string_view domain_id;
  static constexpr auto members() {
    return std::array{member<&IntegrationAssociationRequest::domain_id>("DomainId", kDomainId)};
  }
};

/// The answer to it.
struct IntegrationAssociation {
  static constexpr std::string_view kName = "IntegrationAssociation";
  std::string_view domain_id;
  std::string_view instance_id;
  std::string_view integration_arn;
  static constexpr auto members() {
    return std::array{member<&IntegrationAssociation::domain_id>("DomainId", kDomainId),
                      member<&IntegrationAssociation::instance_id>("InstanceId", kConnectId),
                      member<&IntegrationAssociation::integration_arn>("IntegrationArn", kArn)};
  }
};

/// PUT contacts/{ContactId}.
struct ContactRequest {
  static constexpr std::string_view kName = "ContactRequest";
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{member<&ContactRequest::customer_id>("CustomerId", kCustomerId)};
  }
};

/// The answer to it.
struct Contact {
  static constexpr std::string_view kName = "Contact";
  std::string_view contact_id;
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{member<&Contact::contact_id>("ContactId", kConnectId),
                      member<&Contact::customer_id>("CustomerId", kCustomerId)};
  }
};

/// An element of GET contacts.
struct ListedContact : Contact {
  static constexpr std::string_view kName = "ListedContact";
  std::string_view account;
  static constexpr auto members() {
    return joined(Contact::members(), std::array{member<&ListedContact::account>("Account", kString)});
  }
};

/// An element of GET integration-associations; account and region are those of the domain.
struct ListedAssociation : IntegrationAssociation {
  static constexpr std::string_view kName = "ListedAssociation";
  std::string_view account;
  std::string_view region;
  static constexpr auto members() {
    return joined(IntegrationAssociation::members(), std::array{member<&ListedAssociation::account>("Account", kString),
                                                                member<&ListedAssociation::region>("Region", kString)});
  }
};

}  // namespace voiceid::shapes
