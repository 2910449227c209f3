#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/shapes/saved_jobs.hpp"
#include "handlers/shapes/saved_resources.hpp"
#include "handlers/shapes/saved_sessions.hpp"

/// The document of a saved state (docs/state.md): the store's own rows, as values, and what the store has beside them.
namespace voiceid::state {

/// The version that this program writes. A change of the document that readers must know of makes a new one.
inline constexpr std::int64_t kVersion = 2;

/// A row, and its sequence number where that is not one more than that of the row before.
template <class Row>
struct Numbered : Row {
  std::optional<std::uint64_t> sequence = {};

  Row&& take_row() { return static_cast<Row&&>(*this); }
};

struct SavedSession : Numbered<Session> {
  /// While its enrollment is IN_PROGRESS.
  std::optional<TimePoint> enrollment_completes_at = {};
};

struct SavedTag {
  std::string key;
  std::string value;
};

/// The greatest sequence number that a row of each table ever had, where the last row has another one.
struct LastSequences {
  std::optional<std::uint64_t> watchlists;
  std::optional<std::uint64_t> fraudsters;
  std::optional<std::uint64_t> sessions;
  std::optional<std::uint64_t> enrollment_jobs;
  std::optional<std::uint64_t> registration_jobs;
  std::optional<std::uint64_t> speakers;
};

struct SavedDomain : VoiceDomain {
  std::string account;
  std::string region;
  std::uint64_t sequence = 0;
  std::vector<SavedTag> tag_list;
  LastSequences last_sequences;
  std::vector<Numbered<Watchlist>> watchlists;
  std::vector<Numbered<Fraudster>> fraudsters;
  std::vector<SavedSession> sessions;
  std::vector<Numbered<EnrollmentJob>> enrollment_jobs;
  std::vector<Numbered<RegistrationJob>> registration_jobs;
  std::vector<Numbered<Speaker>> speakers;
};

struct SavedClock {
  /// How far it is ahead of the machine's clock.
  std::chrono::milliseconds offset{0};
  /// In RFC 3339, while it stands.
  std::optional<std::string> frozen_at;
};

struct SavedClientToken {
  /// Account, region, operation and token.
  std::string key;
  /// The digest in hexadecimal digits.
  std::string parameters;
  ResourceId resource;
  TimePoint at;
};

struct SavedAssociation {
  std::string instance_id;
  ResourceId domain_id;
};

struct SavedContact {
  std::string contact_id;
  std::string account;
  std::string customer_id;
};

struct Document {
  std::int64_t version = kVersion;
  // The first three are missing in a part of the state.
  std::optional<SavedClock> clock;
  /// In hexadecimal digits.
  std::optional<std::string> page_token_key;
  std::optional<std::uint64_t> last_sequence;
  std::vector<SavedClientToken> client_tokens;
  std::vector<SavedAssociation> integration_associations;
  std::vector<SavedContact> contacts;
  std::vector<SavedDomain> domains;
};

inline constinit const shapes::Pattern kAccountPattern{"^[0-9]{12}$"};
inline constinit const shapes::Pattern kRegionPattern{"^[a-zA-Z0-9-]{1,64}$"};
inline constinit const shapes::Pattern kHexPattern{"^([0-9a-f]{2})+$"};
inline constinit const shapes::Pattern kTokenKeyPattern{"^[0-9]{12}/[a-zA-Z0-9-]{1,64}/[A-Za-z]+/(?s:.+)$"};

inline constexpr shapes::Shape kVersionNumber = shapes::integer_shape("Version", 1, {});
inline constexpr shapes::Shape kAccount = shapes::string_shape("Account", {}, {}, &kAccountPattern);
inline constexpr shapes::Shape kRegion = shapes::string_shape("Region", {}, {}, &kRegionPattern);
inline constexpr shapes::Shape kSequence = shapes::integer_shape("Sequence", 1, std::int64_t{1} << 53);
inline constexpr shapes::Shape kKeyInHex = shapes::unlogged(shapes::string_shape("Key", 2, 1024, &kHexPattern));
inline constexpr shapes::Shape kDigestInHex = shapes::string_shape("Digest", 64, 64, &kHexPattern);
inline constexpr shapes::Shape kTokenKey = shapes::unlogged(shapes::string_shape("Key", {}, {}, &kTokenKeyPattern));
/// Far enough to show 1970 or 9999, whatever the machine's clock shows.
inline constexpr shapes::Shape kClockOffset =
    shapes::integer_shape("Offset", -253'402'300'799'999, 253'402'300'799'999);

}  // namespace voiceid::state

namespace voiceid {

template <class Row>
struct SavedMembers<state::Numbered<Row>> {
  static constexpr std::string_view kName = SavedMembers<Row>::kName;
  template <class S>
  static consteval auto members() {
    return shapes::joined(SavedMembers<Row>::template members<S>(),
                          std::array{shapes::saved<&S::sequence, state::kSequence, S>("Sequence")});
  }
};

template <>
struct SavedMembers<state::SavedSession> {
  static constexpr std::string_view kName = "SavedSession";
  template <class S>
  static consteval auto members() {
    return shapes::joined(
        SavedMembers<state::Numbered<Session>>::members<S>(),
        std::array{shapes::saved<&S::enrollment_completes_at, shapes::kTimestamp, S>("EnrollmentCompletesAt")});
  }
};

template <>
struct SavedMembers<state::SavedTag> {
  static constexpr std::string_view kName = "SavedTag";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::key, shapes::kTagKey, S>("Key"),
                      shapes::saved<&S::value, shapes::kTagValue, S>("Value")};
  }
};

template <>
struct SavedMembers<state::LastSequences> {
  static constexpr std::string_view kName = "LastSequences";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    using state::kSequence;
    return std::array{saved<&S::watchlists, kSequence, S>("Watchlists"),
                      saved<&S::fraudsters, kSequence, S>("Fraudsters"),
                      saved<&S::sessions, kSequence, S>("Sessions"),
                      saved<&S::enrollment_jobs, kSequence, S>("SpeakerEnrollmentJobs"),
                      saved<&S::registration_jobs, kSequence, S>("FraudsterRegistrationJobs"),
                      saved<&S::speakers, kSequence, S>("Speakers")};
  }
};

template <>
struct SavedMembers<state::SavedDomain> {
  static constexpr std::string_view kName = "SavedDomain";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return joined(
        joined(std::array{saved<&S::account, state::kAccount, S>("Account"),
                          saved<&S::region, state::kRegion, S>("Region"),
                          saved<&S::sequence, state::kSequence, S>("Sequence")},
               SavedMembers<VoiceDomain>::members<S>()),
        std::array{saved_list<&S::tag_list, S>("Tags"), saved<&S::last_sequences, S>("LastSequences"),
                   saved_list<&S::watchlists, S>("Watchlists"), saved_list<&S::fraudsters, S>("Fraudsters"),
                   saved_list<&S::sessions, S>("Sessions"), saved_list<&S::enrollment_jobs, S>("SpeakerEnrollmentJobs"),
                   saved_list<&S::registration_jobs, S>("FraudsterRegistrationJobs"),
                   saved_list<&S::speakers, S>("Speakers")});
  }
};

template <>
struct SavedMembers<state::SavedClock> {
  static constexpr std::string_view kName = "SavedClock";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::offset, state::kClockOffset, S>("OffsetMs"),
                      shapes::saved<&S::frozen_at, shapes::kAnyText, S>("FrozenAt")};
  }
};

template <>
struct SavedMembers<state::SavedClientToken> {
  static constexpr std::string_view kName = "SavedClientToken";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::key, state::kTokenKey, S>("Key"),
                      shapes::saved<&S::parameters, state::kDigestInHex, S>("Parameters"),
                      shapes::saved<&S::resource, shapes::kUniqueIdLarge, S>("ResourceId"),
                      shapes::saved<&S::at, shapes::kTimestamp, S>("At")};
  }
};

template <>
struct SavedMembers<state::SavedAssociation> {
  static constexpr std::string_view kName = "SavedAssociation";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::instance_id, shapes::kConnectId, S>("InstanceId"),
                      shapes::saved<&S::domain_id, shapes::kDomainId, S>("DomainId")};
  }
};

template <>
struct SavedMembers<state::SavedContact> {
  static constexpr std::string_view kName = "SavedContact";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::contact_id, shapes::kConnectId, S>("ContactId"),
                      shapes::saved<&S::account, state::kAccount, S>("Account"),
                      shapes::saved<&S::customer_id, shapes::kCustomerId, S>("CustomerId")};
  }
};

template <>
struct SavedMembers<state::Document> {
  static constexpr std::string_view kName = "State";
  template <class S>
  static consteval auto members() {
    using namespace shapes;
    return std::array{saved<&S::version, state::kVersionNumber, S>("Version"),
                      saved<&S::clock, S>("Clock"),
                      saved<&S::page_token_key, state::kKeyInHex, S>("PageTokenKey"),
                      saved<&S::last_sequence, state::kSequence, S>("LastSequence"),
                      saved_list<&S::client_tokens, S>("ClientTokens"),
                      saved_list<&S::integration_associations, S>("IntegrationAssociations"),
                      saved_list<&S::contacts, S>("Contacts"),
                      saved_list<&S::domains, S>("Domains")};
  }
};

}  // namespace voiceid
