#include "domain/wav.hpp"
#include "server/control/calls.hpp"
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

constexpr std::array kRoutes{route<&health>("GET", "/health", kAnyQuery),
                             route<&health>("GET", "/livez", kAnyQuery),
                             route<&health>("GET", "/readyz", kAnyQuery),
                             route<&reset>("POST", "/reset", kReset),
                             route<&get_state>("GET", "/state", kOwner),
                             route<&put_state>("PUT", "/state", kOwner, state::kMostStateBytes),
                             route<&post_fixtures>("POST", "/fixtures", kOwner, fixtures::kMaxDocumentBytes),
                             route<&fixtures_schema>("GET", "/fixtures.schema.json"),
                             route<&get_clock>("GET", "/clock"),
                             route<&put_clock>("PUT", "/clock"),
                             route<&advance_clock>("POST", "/clock/advance"),
                             route<&contract>("GET", "/contract"),
                             route<&restore_domain>("POST", "/domains/*/restore", kOwner),
                             route<&set_domain_status>("PUT", "/domains/*/status", kOwner),
                             route<&end_encryption_update>("PUT", "/domains/*/encryption-update", kOwner),
                             route<&put_speaker>("PUT", "/domains/*/speakers/*", kOwner),
                             route<&put_fraudster>("PUT", "/domains/*/fraudsters", kOwner),
                             route<&list_sessions>("GET", "/domains/*/sessions", kOwner),
                             route<&start_session>("POST", "/domains/*/sessions", kOwner),
                             route<&describe_session>("GET", "/domains/*/sessions/*", kOwner),
                             route<&update_session>("PATCH", "/domains/*/sessions/*", kOwner),
                             route<&open_audio_socket>("GET", "/domains/*/sessions/*/audio", kVoice),
                             route<&add_audio>("POST", "/domains/*/sessions/*/audio", kAudio, kMaxWavBytes),
                             route<&put_outcome>("PUT", "/domains/*/sessions/*/outcome", kOwner),
                             route<&delete_outcome>("DELETE", "/domains/*/sessions/*/outcome", kOwner),
                             route<&enroll_by_session>("POST", "/domains/*/sessions/*/enrollment", kOwner),
                             route<&end_session>("POST", "/domains/*/sessions/*/end", kOwner),
                             route<&check_voice_id>("POST", "/domains/*/sessions/*/check", kOwner),
                             route<&contact_record>("GET", "/domains/*/sessions/*/contact-record", kOwner),
                             route<&put_object>("PUT", "/s3/*/**", kLabels, objects::kMaxObjectBytes),
                             route<&get_object>("GET", "/s3/*/**"),
                             route<&delete_object>("DELETE", "/s3/*/**"),
                             route<&list_objects>("GET", "/s3/*", kPrefix),
                             route<&list_events>("GET", "/events", kEvents),
                             route<&delete_events>("DELETE", "/events", kAccount),
                             route<&stream_events>("GET", "/events/stream", kEventStream),
                             route<&list_sinks>("GET", "/events/sinks", kAccount),
                             route<&put_disorder>("PUT", "/events/sinks/*/disorder", kAccount),
                             route<&delete_disorder>("DELETE", "/events/sinks/*/disorder", kAccount),
                             route<&list_requests>("GET", "/requests", kRequests),
                             route<&delete_requests>("DELETE", "/requests", kAccount),
                             route<&count_requests>("GET", "/requests/count", kRequestFilter),
                             route<&stream_requests>("GET", "/requests/stream", kRequestFilter),
                             route<&get_request>("GET", "/requests/*"),
                             route<&list_faults>("GET", "/faults", kAccount),
                             route<&add_fault>("POST", "/faults", kAccount),
                             route<&delete_faults>("DELETE", "/faults", kAccount),
                             route<&describe_fault>("GET", "/faults/*", kAccount),
                             route<&delete_fault>("DELETE", "/faults/*", kAccount),
                             route<&put_integration_association>("PUT", "/integration-associations/*"),
                             route<&put_contact>("PUT", "/contacts/*", kAccount)};

// Joins the segments by slashes.
std::string joined(std::span<const std::string> segments) {
  std::string text = segments.front();
  for (const std::string& segment : segments.subspan(1)) text.append("/").append(segment);
  return text;
}

std::vector<std::string> names() {
  std::vector<std::string> names;
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
  std::string_view pattern = route.path;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (pattern.empty()) return false;
    const std::size_t end = std::min(pattern.find('/', 1), pattern.size());
    const std::string_view wanted = pattern.substr(1, end - 1);
    if (wanted == "**") {
      parameters.push_back(joined(segments.subspan(i)));
      return true;
    }
    if (wanted == "*" && !segments[i].empty()) {
      parameters.push_back(segments[i]);
    } else if (wanted != segments[i]) {
      return false;
    }
    pattern.remove_prefix(end);
  }
  return pattern.empty();
}

}  // namespace voiceid::control
