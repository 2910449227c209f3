#pragma once

#include <array>

#include "handlers/shapes/connect_directory.hpp"
#include "handlers/shapes/domain_control.hpp"
#include "server/control/shapes.hpp"
#include "server/faults/fault_shapes.hpp"

/// Answers that are lists. They are written in pieces, an element at a time; these describe them as a whole.
namespace voiceid::control {

inline constexpr shapes::Shape kSessions =
    shapes::list_shape<shapes::Session>("Sessions", shapes::kShapeOf<shapes::Session>);

/// GET sessions and GET domains/{DomainId}/sessions.
struct SessionsAnswer {
  static constexpr std::string_view kName = "SessionsAnswer";
  std::vector<shapes::Session> sessions;
  static constexpr auto members() {
    return std::array{shapes::member<&SessionsAnswer::sessions>("Sessions", kSessions)};
  }
};

inline constexpr shapes::Shape kDomains =
    shapes::list_shape<shapes::ListedDomain>("Domains", shapes::kShapeOf<shapes::ListedDomain>);

/// GET domains.
struct DomainsAnswer {
  static constexpr std::string_view kName = "DomainsAnswer";
  std::vector<shapes::ListedDomain> domains;
  static constexpr auto members() { return std::array{shapes::member<&DomainsAnswer::domains>("Domains", kDomains)}; }
};

inline constexpr shapes::Shape kBuckets = shapes::list_shape<ListedBucket>("Buckets", shapes::kShapeOf<ListedBucket>);

/// GET s3.
struct BucketsAnswer {
  static constexpr std::string_view kName = "BucketsAnswer";
  std::vector<ListedBucket> buckets;
  static constexpr auto members() { return std::array{shapes::member<&BucketsAnswer::buckets>("Buckets", kBuckets)}; }
};

inline constexpr shapes::Shape kObjects = shapes::list_shape<ListedObject>("Objects", shapes::kShapeOf<ListedObject>);

/// GET s3/{Bucket}.
struct ObjectsAnswer {
  static constexpr std::string_view kName = "ObjectsAnswer";
  std::string_view bucket;
  std::vector<ListedObject> objects;
  static constexpr auto members() {
    return std::array{shapes::member<&ObjectsAnswer::bucket>("Bucket", kBucket),
                      shapes::member<&ObjectsAnswer::objects>("Objects", kObjects)};
  }
};

inline constexpr shapes::Shape kAssociations =
    shapes::list_shape<shapes::ListedAssociation>("Associations", shapes::kShapeOf<shapes::ListedAssociation>);

/// GET integration-associations.
struct AssociationsAnswer {
  static constexpr std::string_view kName = "AssociationsAnswer";
  std::vector<shapes::ListedAssociation> associations;
  static constexpr auto members() {
    return std::array{shapes::member<&AssociationsAnswer::associations>("IntegrationAssociations", kAssociations)};
  }
};

inline constexpr shapes::Shape kContacts =
    shapes::list_shape<shapes::ListedContact>("Contacts", shapes::kShapeOf<shapes::ListedContact>);

/// GET contacts.
struct ContactsAnswer {
  static constexpr std::string_view kName = "ContactsAnswer";
  std::vector<shapes::ListedContact> contacts;
  static constexpr auto members() {
    return std::array{shapes::member<&ContactsAnswer::contacts>("Contacts", kContacts)};
  }
};

inline constexpr shapes::Shape kFaults =
    shapes::list_shape<faults::DescribedFault>("DescribedFaults", shapes::kShapeOf<faults::DescribedFault>);

/// GET faults.
struct FaultsAnswer {
  static constexpr std::string_view kName = "FaultsAnswer";
  std::vector<faults::DescribedFault> faults;
  static constexpr auto members() { return std::array{shapes::member<&FaultsAnswer::faults>("Faults", kFaults)}; }
};

}  // namespace voiceid::control
