#pragma once

#include <array>

#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/fraudster_registration_jobs.hpp"
#include "handlers/shapes/speaker_control.hpp"
#include "handlers/shapes/speaker_enrollment_jobs.hpp"
#include "handlers/shapes/tags.hpp"

/// Fixtures: states that people write by hand (docs/fixtures.md). Members have the names of the calls that set the
/// same, and where a call needs an id, a fixture may also refer to something of its own by name.
namespace voiceid::shapes {

inline constinit const Pattern kAccountIdPattern{"^[0-9]{12}$"};
inline constinit const Pattern kRegionPattern{"^[a-zA-Z0-9-]{1,64}$"};
// `{n}` stands for the number of a speaker.
inline constinit const Pattern kNumberedNamePattern{R"(^([a-zA-Z0-9]|\{n\})([a-zA-Z0-9_-]|\{n\})*$)"};

inline constinit const Pattern kNumberedVoicePattern{
    R"(^(([a-zA-Z0-9]|\{n\})([a-zA-Z0-9_-]|\{n\})*|acoustic:[a-zA-Z0-9+/]+={0,2})$)"};

inline constexpr Shape kAccount = string_shape("Account", {}, {}, &kAccountIdPattern);
inline constexpr Shape kRegion = string_shape("Region", {}, {}, &kRegionPattern);
inline constexpr Shape kNumberedName = string_shape("NumberedName", 1, 256, &kNumberedNamePattern);
inline constexpr Shape kNumberedVoice = string_shape("NumberedVoice", 1, 256, &kNumberedVoicePattern);
inline constexpr Shape kCount = integer_shape("Count", 1, 1'000'000);
inline constexpr Shape kNameOrId = string_shape("NameOrId", 1, 256, &kNameOrGeneratedIdPattern);
inline constexpr Shape kNamesOrIds = list_shape<std::string_view>("NamesOrIds", kNameOrId, 1, 100);
inline constexpr Shape kRecordingSeconds = number_shape("RecordingSeconds", 0, 1200);

struct FixtureClock {
  static constexpr std::string_view kName = "FixtureClock";
  std::optional<bool> frozen;
  std::optional<std::string_view> now;
  static constexpr auto members() {
    return std::array{member<&FixtureClock::frozen>("Frozen", kBoolean), member<&FixtureClock::now>("Now", kMoment)};
  }
};

struct FixtureContact {
  static constexpr std::string_view kName = "FixtureContact";
  std::string_view contact_id;
  std::string_view customer_id;
  static constexpr auto members() {
    return std::array{member<&FixtureContact::contact_id>("ContactId", kConnectId),
                      member<&FixtureContact::customer_id>("CustomerId", kCustomerId)};
  }
};

struct FixtureAssociation {
  static constexpr std::string_view kName = "FixtureIntegrationAssociation";
  std::string_view domain;
  std::string_view instance_id;
  static constexpr auto members() {
    return std::array{member<&FixtureAssociation::domain>("Domain", kNameOrId),
                      member<&FixtureAssociation::instance_id>("InstanceId", kConnectId)};
  }
};

/// A recording that `voiceid-local wav` would make.
struct FixtureRecording {
  static constexpr std::string_view kName = "FixtureRecording";
  double seconds{};
  std::optional<double> silence;
  std::optional<std::int64_t> spoofing_risk;
  std::string_view voice;
  static constexpr auto members() {
    return std::array{member<&FixtureRecording::seconds>("Seconds", kRecordingSeconds),
                      member<&FixtureRecording::silence>("Silence", kRecordingSeconds),
                      member<&FixtureRecording::spoofing_risk>("SpoofingRisk", kScore),
                      member<&FixtureRecording::voice>("Voice", kVoice)};
  }
};

inline constexpr Shape kFixtureFile = string_shape("File", 1, 4096);
inline constexpr Shape kFixtureText = string_shape("Text", {}, {});

/// An object in S3: a file, a recording or a text.
struct FixtureObject {
  static constexpr std::string_view kName = "FixtureObject";
  std::optional<std::string_view> file;
  std::optional<FixtureRecording> recording;
  std::string_view s3_uri;
  std::optional<std::int64_t> spoofing_risk;
  std::optional<std::string_view> text;
  std::optional<std::string_view> voice;
  static constexpr auto members() {
    return std::array{member<&FixtureObject::file>("File", kFixtureFile),
                      member<&FixtureObject::recording>("Recording"),
                      member<&FixtureObject::s3_uri>("S3Uri", kS3Uri),
                      member<&FixtureObject::spoofing_risk>("SpoofingRisk", kScore),
                      member<&FixtureObject::text>("Text", kFixtureText),
                      member<&FixtureObject::voice>("Voice", kVoice)};
  }
};

struct FixtureWatchlist {
  static constexpr std::string_view kName = "FixtureWatchlist";
  std::optional<std::string_view> description;
  std::string_view name;
  std::optional<std::string_view> watchlist_id;
  static constexpr auto members() {
    return std::array{member<&FixtureWatchlist::description>("Description", kWatchlistDescription),
                      member<&FixtureWatchlist::name>("Name", kWatchlistName),
                      member<&FixtureWatchlist::watchlist_id>("WatchlistId", kWatchlistId)};
  }
};

struct FixtureFraudster {
  static constexpr std::string_view kName = "FixtureFraudster";
  std::optional<std::string_view> generated_fraudster_id;
  std::string_view voice;
  std::optional<std::vector<std::string_view>> watchlists;
  static constexpr auto members() {
    return std::array{member<&FixtureFraudster::generated_fraudster_id>("GeneratedFraudsterId", kGeneratedFraudsterId),
                      member<&FixtureFraudster::voice>("Voice", kEnrolledVoice),
                      member<&FixtureFraudster::watchlists>("Watchlists", kNamesOrIds)};
  }
};

/// One speaker, or many whose ids and voices hold the number of each.
struct FixtureSpeaker {
  static constexpr std::string_view kName = "FixtureSpeaker";
  std::optional<std::int64_t> count;
  std::string_view customer_speaker_id;
  std::optional<std::string_view> generated_speaker_id;
  std::optional<std::string_view> last_accessed_at;
  std::optional<std::string_view> status;
  std::optional<std::string_view> voice;
  static constexpr auto members() {
    return std::array{member<&FixtureSpeaker::count>("Count", kCount),
                      member<&FixtureSpeaker::customer_speaker_id>("CustomerSpeakerId", kNumberedName),
                      member<&FixtureSpeaker::generated_speaker_id>("GeneratedSpeakerId", kGeneratedSpeakerId),
                      member<&FixtureSpeaker::last_accessed_at>("LastAccessedAt", kMoment),
                      member<&FixtureSpeaker::status>("Status", kSpeakerStatus),
                      member<&FixtureSpeaker::voice>("Voice", kNumberedVoice)};
  }
};

struct FixtureFraudDetection {
  static constexpr std::string_view kName = "FixtureFraudDetectionConfiguration";
  std::optional<std::int64_t> risk_threshold;
  std::optional<std::string_view> watchlist_id;
  static constexpr auto members() {
    return std::array{member<&FixtureFraudDetection::risk_threshold>("RiskThreshold", kScore),
                      member<&FixtureFraudDetection::watchlist_id>("WatchlistId", kNameOrId)};
  }
};

inline constexpr Shape kFixtureAudio = list_shape<AddAudioRequest>("Audio", kShapeOf<AddAudioRequest>);

/// A session as it is started, then what was heard and asked for in it.
struct FixtureSession {
  static constexpr std::string_view kName = "FixtureSession";
  std::optional<std::vector<AddAudioRequest>> audio;
  std::optional<OrFalse<AuthenticationSettings>> authentication_configuration;
  std::optional<std::string_view> contact_arn;
  std::optional<bool> enrollment;
  std::optional<OrFalse<FixtureFraudDetection>> fraud_detection_configuration;
  std::optional<Outcome> outcome;
  std::optional<std::string_view> session_id;
  std::string_view session_name;
  std::optional<std::string_view> speaker_id;
  std::optional<StreamingConfiguration> streaming_configuration;
  std::optional<std::string_view> streaming_status;
  static constexpr auto members() {
    return std::array{member<&FixtureSession::audio>("Audio", kFixtureAudio),
                      member<&FixtureSession::authentication_configuration>("AuthenticationConfiguration"),
                      member<&FixtureSession::contact_arn>("ContactArn", kContactArn),
                      member<&FixtureSession::enrollment>("Enrollment", kBoolean),
                      member<&FixtureSession::fraud_detection_configuration>("FraudDetectionConfiguration"),
                      member<&FixtureSession::outcome>("Outcome"),
                      member<&FixtureSession::session_id>("SessionId", kSessionId),
                      member<&FixtureSession::session_name>("SessionName", kSessionName),
                      member<&FixtureSession::speaker_id>("SpeakerId", kSpeakerId),
                      member<&FixtureSession::streaming_configuration>("StreamingConfiguration"),
                      member<&FixtureSession::streaming_status>("StreamingStatus", kStreamingStatus)};
  }
};

/// A batch job of either kind, which runs as if it were started once everything else is there.
struct FixtureJob {
  std::optional<std::string_view> data_access_role_arn;
  InputDataConfig input_data_config{};
  std::optional<std::string_view> job_name;
  OutputDataConfig output_data_config{};

  template <class Structure>
  static constexpr auto members_of() {
    return std::array{member<&Structure::data_access_role_arn, Structure>("DataAccessRoleArn", kIamRoleArn),
                      member<&Structure::input_data_config, Structure>("InputDataConfig"),
                      member<&Structure::job_name, Structure>("JobName", kJobName),
                      member<&Structure::output_data_config, Structure>("OutputDataConfig")};
  }
};

struct FixtureEnrollmentJob : FixtureJob {
  static constexpr std::string_view kName = "FixtureSpeakerEnrollmentJob";
  std::optional<EnrollmentConfig> enrollment_config;
  static constexpr auto members() {
    return by_name(joined(members_of<FixtureEnrollmentJob>(),
                          std::array{member<&FixtureEnrollmentJob::enrollment_config>("EnrollmentConfig")}));
  }
};

struct FixtureRegistrationJob : FixtureJob {
  static constexpr std::string_view kName = "FixtureFraudsterRegistrationJob";
  std::optional<RegistrationConfig> registration_config;
  static constexpr auto members() {
    return by_name(joined(members_of<FixtureRegistrationJob>(),
                          std::array{member<&FixtureRegistrationJob::registration_config>("RegistrationConfig")}));
  }
};

inline constexpr Shape kFixtureWatchlists = list_shape<FixtureWatchlist>("Watchlists", kShapeOf<FixtureWatchlist>);
inline constexpr Shape kFixtureFraudsters = list_shape<FixtureFraudster>("Fraudsters", kShapeOf<FixtureFraudster>);
inline constexpr Shape kFixtureSpeakers = list_shape<FixtureSpeaker>("Speakers", kShapeOf<FixtureSpeaker>);
inline constexpr Shape kFixtureSessions = list_shape<FixtureSession>("Sessions", kShapeOf<FixtureSession>);
inline constexpr Shape kFixtureEnrollmentJobs =
    list_shape<FixtureEnrollmentJob>("SpeakerEnrollmentJobs", kShapeOf<FixtureEnrollmentJob>);
inline constexpr Shape kFixtureRegistrationJobs =
    list_shape<FixtureRegistrationJob>("FraudsterRegistrationJobs", kShapeOf<FixtureRegistrationJob>);

struct FixtureDomain {
  static constexpr std::string_view kName = "FixtureDomain";
  std::optional<std::string_view> account;
  std::optional<std::string_view> description;
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> domain_status;
  std::optional<std::vector<FixtureRegistrationJob>> fraudster_registration_jobs;
  std::optional<std::vector<FixtureFraudster>> fraudsters;
  std::string_view name;
  std::optional<std::string_view> region;
  std::optional<ServerSideEncryptionConfiguration> server_side_encryption_configuration;
  std::optional<std::vector<FixtureSession>> sessions;
  std::optional<std::vector<FixtureEnrollmentJob>> speaker_enrollment_jobs;
  std::optional<std::vector<FixtureSpeaker>> speakers;
  std::optional<std::vector<Tag>> tags;
  std::optional<std::vector<FixtureWatchlist>> watchlists;
  static constexpr auto members() {
    return std::array{
        member<&FixtureDomain::account>("Account", kAccount),
        member<&FixtureDomain::description>("Description", kDescription),
        member<&FixtureDomain::domain_id>("DomainId", kDomainId),
        member<&FixtureDomain::domain_status>("DomainStatus", kDomainStatus),
        member<&FixtureDomain::fraudster_registration_jobs>("FraudsterRegistrationJobs", kFixtureRegistrationJobs),
        member<&FixtureDomain::fraudsters>("Fraudsters", kFixtureFraudsters),
        member<&FixtureDomain::name>("Name", kDomainName),
        member<&FixtureDomain::region>("Region", kRegion),
        member<&FixtureDomain::server_side_encryption_configuration>("ServerSideEncryptionConfiguration"),
        member<&FixtureDomain::sessions>("Sessions", kFixtureSessions),
        member<&FixtureDomain::speaker_enrollment_jobs>("SpeakerEnrollmentJobs", kFixtureEnrollmentJobs),
        member<&FixtureDomain::speakers>("Speakers", kFixtureSpeakers),
        member<&FixtureDomain::tags>("Tags", kTagList),
        member<&FixtureDomain::watchlists>("Watchlists", kFixtureWatchlists)};
  }
};

inline constexpr Shape kFixtureContacts = list_shape<FixtureContact>("Contacts", kShapeOf<FixtureContact>);
inline constexpr Shape kFixtureAssociations =
    list_shape<FixtureAssociation>("IntegrationAssociations", kShapeOf<FixtureAssociation>);
inline constexpr Shape kFixtureObjects = list_shape<FixtureObject>("Objects", kShapeOf<FixtureObject>);
inline constexpr Shape kFixtureDomains = list_shape<FixtureDomain>("Domains", kShapeOf<FixtureDomain>);

/// A whole document.
struct Fixture {
  static constexpr std::string_view kName = "Fixture";
  /// For editors only.
  std::optional<std::string_view> schema;
  std::optional<FixtureClock> clock;
  std::optional<std::vector<FixtureContact>> contacts;
  std::optional<std::vector<FixtureDomain>> domains;
  std::optional<std::vector<FixtureAssociation>> integration_associations;
  std::optional<std::vector<FixtureObject>> objects;
  static constexpr auto members() {
    return std::array{member<&Fixture::schema>("$schema", kString),
                      member<&Fixture::clock>("Clock"),
                      member<&Fixture::contacts>("Contacts", kFixtureContacts),
                      member<&Fixture::domains>("Domains", kFixtureDomains),
                      member<&Fixture::integration_associations>("IntegrationAssociations", kFixtureAssociations),
                      member<&Fixture::objects>("Objects", kFixtureObjects)};
  }
};

}  // namespace voiceid::shapes
