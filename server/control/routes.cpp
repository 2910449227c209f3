#include "domain/wav.hpp"
#include "handlers/shapes/fixture.hpp"
#include "handlers/shapes/fraudsters.hpp"
#include "server/control/calls.hpp"
#include "server/control/list_shapes.hpp"
#include "server/control/request_shapes.hpp"
#include "server/control/route.hpp"
#include "server/fixtures/document.hpp"
#include "server/objects/object_store.hpp"
#include "server/state/state_file.hpp"

namespace voiceid::control {
namespace {

constexpr QueryNames kAnyQuery{.any = true};
constexpr QueryNames kReset{.names = {"account", "fixtures"}};
constexpr QueryNames kOwner{.names = {"account", "region"}};
constexpr QueryNames kAccount{.names = {"account"}};
constexpr QueryNames kAudio{.names = {"channel", "voice"}};
constexpr QueryNames kVoice{.names = {"voice"}};
constexpr QueryNames kLabels{.names = {"voice", "spoofingRisk"}};
constexpr QueryNames kPrefix{.names = {"prefix"}};
constexpr QueryNames kEvents{.names = {"after", "detailType", "account", "region", "domainId", "limit", "wait"},
                             .repeatable = "detailType"};
constexpr QueryNames kEventStream{.names = {"after", "detailType", "account", "region", "domainId"},
                                  .repeatable = "detailType"};
constexpr QueryNames kRequestFilter{
    .names = {"operation", "status", "error", "account", "region", "domainId", "all", "after"}};
constexpr QueryNames kRequests{
    .names = {"operation", "status", "error", "account", "region", "domainId", "all", "after", "limit", "wait"}};

// One for each call, in the order in which GET / lists them.
constexpr std::array kRoutes{
    route<&list_calls, CallsAnswer>("GET", "/", "Lists the calls of the control API"),
    route<&health, Health>("GET", "/health", "Whether the emulator is alive", kAnyQuery),
    route<&health, Health>("GET", "/livez", "Whether the emulator is alive, for orchestrators", kAnyQuery),
    route<&health, Health>("GET", "/readyz", "Whether state and fixtures are loaded", kAnyQuery),
    route<&reset, AnyJson>("POST", "/reset", "Forgets everything, or what belongs to an account", kReset),
    route<&get_state, AnyJson>("GET", "/state", "Saves the state", kOwner),
    route<&put_state, AnyJson>("PUT", "/state", "Replaces the state", kOwner, state::kMostStateBytes)
        .with_example(
            R"({"Version": 2, "ClientTokens": [], "IntegrationAssociations": [], "Contacts": [], "Domains": []})")
        .with_raw_body({kJson}),
    route<&post_fixtures, AnyJson>("POST", "/fixtures", "Makes what a fixture describes", kOwner,
                                   fixtures::kMaxDocumentBytes)
        .with_example(R"({"Domains": [{"Name": "bank", "Speakers": [{"CustomerSpeakerId": "alice"}]}]})")
        .with_raw_body({"application/yaml", &shapes::kShapeOf<shapes::Fixture>}),
    route<&fixtures_schema, JsonSchemaText>("GET", "/fixtures.schema.json", "The JSON Schema of fixtures"),
    route<&get_clock, ClockAnswer>("GET", "/clock", "Reads the clock"),
    route<&put_clock, ClockAnswer>("PUT", "/clock", "Sets, freezes or releases the clock")
        .with_example(R"({"Now": "2030-02-01T12:30:00Z", "Frozen": true})"),
    route<&advance_clock, ClockAnswer>("POST", "/clock/advance", "Advances the clock by a duration")
        .with_example(R"({"By": "P3Y"})"),
    route<&openapi, AnyJson>("GET", "/openapi.json", "This API as an OpenAPI 3.1 document"),
    route<&contract, AnyJson>("GET", "/contract", "The operations, shapes and constraints of the service's API"),
    route<&metrics, Metrics>("GET", "/metrics", "Metrics for Prometheus"),
    route<&list_domains, DomainsAnswer>("GET", "/domains", "Lists the domains of all accounts and regions", kOwner),
    route<&restore_domain, shapes::DescribeDomainResponse>("POST", "/domains/{DomainId}/restore",
                                                           "Undoes DeleteDomain within its 30 days", kOwner),
    route<&set_domain_status, shapes::DescribeDomainResponse>("PUT", "/domains/{DomainId}/status",
                                                              "Sets a domain's status", kOwner)
        .with_example(R"({"Status": "SUSPENDED"})"),
    route<&end_encryption_update, shapes::DescribeDomainResponse>("PUT", "/domains/{DomainId}/encryption-update",
                                                                  "Ends the re-encryption of a domain", kOwner)
        .with_example(R"({"UpdateStatus": "FAILED", "Message": "The grant was revoked."})"),
    route<&show_speaker, shapes::SpeakerWithVoiceAnswer>("GET", "/domains/{DomainId}/speakers/{SpeakerId}",
                                                         "Describes a speaker with the name of its voice", kOwner),
    route<&put_speaker, shapes::DescribeSpeakerResponse>("PUT", "/domains/{DomainId}/speakers/{SpeakerId}",
                                                         "Puts a speaker into a state", kOwner)
        .with_example(R"({"Status": "EXPIRED", "Voice": "alice", "LastAccessedAt": "-P4Y"})"),
    route<&put_fraudster, shapes::DescribeFraudsterResponse>("PUT", "/domains/{DomainId}/fraudsters",
                                                             "Makes the fraudster with a voice, or finds it", kOwner)
        .with_example(R"({"Voice": "mallory"})"),
    route<&list_all_sessions, SessionsAnswer>("GET", "/sessions", "Lists the sessions of all domains", kOwner),
    route<&stream_sessions, Feed>("GET", "/sessions/stream", "Sends sessions as they hear audio over WebSockets",
                                  kOwner),
    route<&list_sessions, SessionsAnswer>("GET", "/domains/{DomainId}/sessions", "Lists a domain's sessions", kOwner),
    route<&start_session, Created<shapes::SessionAnswer>>("POST", "/domains/{DomainId}/sessions",
                                                          "Starts a session, or a new stream of one", kOwner)
        .with_example(R"({"SessionName": "call-1", "SpeakerId": "alice"})"),
    route<&describe_session, shapes::SessionAnswer>("GET", "/domains/{DomainId}/sessions/{SessionNameOrId}",
                                                    "Describes a session", kOwner),
    route<&update_session, shapes::SessionAnswer>("PATCH", "/domains/{DomainId}/sessions/{SessionNameOrId}",
                                                  "Changes settings of a session", kOwner)
        .with_example(R"({"SpeakerId": "bob", "AuthenticationConfiguration": {"AcceptanceThreshold": 95}})"),
    route<&open_audio_socket, OpenedSocket>("GET", "/domains/{DomainId}/sessions/{SessionNameOrId}/audio",
                                            "Opens a WebSocket for audio", kVoice),
    route<&add_audio, shapes::SessionAnswer>("POST", "/domains/{DomainId}/sessions/{SessionNameOrId}/audio",
                                             "Adds audio, as JSON or a WAV file", kAudio, kMaxWavBytes)
        .with_example(R"({"Voice": "alice", "SpeechSeconds": 31})")
        .with_raw_body({"audio/wav", &shapes::kShapeOf<shapes::AddAudioRequest>, true}),
    route<&put_outcome, shapes::SessionAnswer>("PUT", "/domains/{DomainId}/sessions/{SessionNameOrId}/outcome",
                                               "Scripts the outcome of a session", kOwner)
        .with_example(R"({"AuthenticationScore": 91, "KnownFraudsterRisk": {"RiskScore": 75}})"),
    route<&delete_outcome, shapes::SessionAnswer>("DELETE", "/domains/{DomainId}/sessions/{SessionNameOrId}/outcome",
                                                  "Removes the scripted outcome", kOwner),
    route<&enroll_by_session, shapes::SessionAnswer>("POST",
                                                     "/domains/{DomainId}/sessions/{SessionNameOrId}/enrollment",
                                                     "Requests the enrollment of the session's speaker", kOwner),
    route<&end_session, shapes::SessionAnswer>("POST", "/domains/{DomainId}/sessions/{SessionNameOrId}/end",
                                               "Ends the stream of a session", kOwner),
    route<&check_voice_id, shapes::CheckVoiceIdAnswer>("POST", "/domains/{DomainId}/sessions/{SessionNameOrId}/check",
                                                       "What a contact flow finds", kOwner)
        .with_example(R"({"CheckVoiceIdOption": "voiceAuthentication"})"),
    route<&contact_record, shapes::ContactRecord>("GET",
                                                  "/domains/{DomainId}/sessions/{SessionNameOrId}/contact-record",
                                                  "The contact record's part about Voice ID", kOwner),
    route<&list_buckets, BucketsAnswer>("GET", "/s3", "Lists the buckets"),
    route<&put_object, StoredObject>("PUT", "/s3/{Bucket}/{Key+}", "Stores an object", kLabels,
                                     objects::kMaxObjectBytes)
        .with_raw_body({"application/octet-stream"}),
    route<&get_object, Bytes>("GET", "/s3/{Bucket}/{Key+}", "Reads an object"),
    route<&delete_object, shapes::EmptyAnswer>("DELETE", "/s3/{Bucket}/{Key+}", "Removes an object"),
    route<&list_objects, ObjectsAnswer>("GET", "/s3/{Bucket}", "Lists the objects in a bucket", kPrefix),
    route<&list_events, AnyJson>("GET", "/events", "Lists events, or waits for one", kEvents),
    route<&delete_events, shapes::EmptyAnswer>("DELETE", "/events", "Forgets the events that are kept", kAccount),
    route<&stream_events, Feed>("GET", "/events/stream", "Sends events as they come", kEventStream),
    route<&list_sinks, SinkList>("GET", "/events/sinks", "Lists the sinks of events", kAccount),
    route<&put_disorder, SinkAnswer>("PUT", "/events/sinks/{Name}/disorder", "Sets the disorder of a sink", kAccount)
        .with_example(R"({"Seed": 7, "Duplicate": 0.5, "Delay": 0.2, "DelayBy": "PT10M"})"),
    route<&delete_disorder, SinkAnswer>("DELETE", "/events/sinks/{Name}/disorder", "Removes the disorder of a sink",
                                        kAccount),
    route<&list_requests, AnyJson>("GET", "/requests", "Lists calls that were answered, or waits for one", kRequests),
    route<&delete_requests, shapes::EmptyAnswer>("DELETE", "/requests", "Forgets the calls that are kept", kAccount),
    route<&count_requests, CountedRequests>("GET", "/requests/count", "Counts calls", kRequestFilter),
    route<&stream_requests, Feed>("GET", "/requests/stream", "Sends calls as they are answered", kRequestFilter),
    route<&get_request, AnyJson>("GET", "/requests/{NumberOrRequestId}", "Shows one call"),
    route<&list_faults, FaultsAnswer>("GET", "/faults", "Lists the faults, and how often each struck", kAccount),
    route<&add_fault, Created<faults::DescribedFault>>("POST", "/faults", "Sets a fault", kAccount)
        .with_example(R"({"Operation": "ListDomains", "Error": "ThrottlingException", "Skip": 1000})"),
    route<&delete_faults, shapes::EmptyAnswer>("DELETE", "/faults", "Removes all faults", kAccount),
    route<&describe_fault, faults::DescribedFault>("GET", "/faults/{FaultId}", "Describes a fault", kAccount),
    route<&delete_fault, faults::DescribedFault>("DELETE", "/faults/{FaultId}", "Removes a fault", kAccount),
    route<&list_associations, AssociationsAnswer>("GET", "/integration-associations",
                                                  "Lists the instances with a domain", kOwner),
    route<&describe_association, shapes::ListedAssociation>("GET", "/integration-associations/{InstanceId}",
                                                            "Shows the domain of an instance", kOwner),
    route<&put_integration_association, shapes::IntegrationAssociation>("PUT", "/integration-associations/{InstanceId}",
                                                                        "Sets the domain of an Amazon Connect instance")
        .with_example(R"({"DomainId": "ABCDEFGHIJKLMNOPQRSTUV"})"),
    route<&delete_association, shapes::EmptyAnswer>("DELETE", "/integration-associations/{InstanceId}",
                                                    "Forgets the domain of an instance", kOwner),
    route<&list_contacts, ContactsAnswer>("GET", "/contacts", "Lists the contacts with a customer", kAccount),
    route<&describe_contact, shapes::ListedContact>("GET", "/contacts/{ContactId}", "Shows the customer of a contact",
                                                    kAccount),
    route<&put_contact, shapes::Contact>("PUT", "/contacts/{ContactId}", "Sets the customer of a contact", kAccount)
        .with_example(R"({"CustomerId": "alice"})"),
    route<&delete_contact, shapes::EmptyAnswer>("DELETE", "/contacts/{ContactId}", "Forgets the customer of a contact",
                                                kAccount)};

// Joins the segments by slashes.
std::string joined(std::span<const std::string> segments) {
  std::string text = segments.front();
  for (const std::string& segment : segments.subspan(1)) text.append("/").append(segment);
  return text;
}

std::vector<std::string> names() {
  std::vector<std::string> names;
  names.reserve(kRoutes.size());
  for (const Route& route : kRoutes) names.push_back(std::string(route.method).append(" /_voiceid").append(route.path));
  return names;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

std::string_view operation_of(const Route& route) {
  static const std::vector<std::string> kNames = names();
  return kNames[static_cast<std::size_t>(&route - kRoutes.data())];
}

bool fits(const Route& route, std::span<const std::string> segments, std::vector<std::string>& parameters) {
  parameters.clear();
  // The path `/` has no segments.
  std::string_view pattern = route.path == "/" ? std::string_view() : route.path;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (pattern.empty()) return false;
    const std::size_t end = std::min(pattern.find('/', 1), pattern.size());
    const std::string_view wanted = pattern.substr(1, end - 1);
    const bool is_parameter = wanted.starts_with('{');
    if (wanted.ends_with("+}")) {
      parameters.push_back(joined(segments.subspan(i)));
      return true;
    }
    if (is_parameter && !segments[i].empty()) {
      parameters.push_back(segments[i]);
    } else if (wanted != segments[i]) {
      return false;
    }
    pattern.remove_prefix(end);
  }
  return pattern.empty();
}

}  // namespace voiceid::control
