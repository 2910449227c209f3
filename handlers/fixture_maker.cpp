#include "handlers/fixture_maker.hpp"

#include <algorithm>
#include <utility>

#include "base/wording.hpp"
#include "handlers/connect_sessions.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"
#include "handlers/speaker_control.hpp"

namespace voiceid::handlers {
namespace {

constexpr std::string_view kDefaultKey = "alias/fixture";
constexpr std::string_view kDefaultRole = "arn:aws:iam::000000000000:role/fixture";
// Stands for the number of a speaker.
constexpr std::string_view kNumber = "{n}";

std::string numbered(std::string_view text, std::int64_t number) {
  std::string made(text);
  const std::string digits = std::to_string(number);
  for (std::size_t at = made.find(kNumber); at != std::string::npos; at = made.find(kNumber, at + digits.size())) {
    made.replace(at, kNumber.size(), digits);
  }
  return made;
}

std::vector<std::string_view> names_of(const MadeDomain::Ids& ids) {
  std::vector<std::string_view> names;
  for (const auto& [name, id] : ids) names.push_back(name);
  return names;
}

bool has_name(const MadeDomain::Ids& ids, std::string_view name) {
  return std::ranges::find(ids, name, &MadeDomain::Ids::value_type::first) != ids.end();
}

// Both kinds of job start alike.
template <class Request>
Request started(const shapes::FixtureJob& job, std::string_view domain_id) {
  Request request;
  request.domain_id = domain_id;
  request.data_access_role_arn = job.data_access_role_arn.value_or(kDefaultRole);
  request.input_data_config = job.input_data_config;
  request.job_name = job.job_name;
  request.output_data_config = job.output_data_config;
  return request;
}

}  // namespace

bool FixtureMaker::fail(std::string path, std::string what) {
  mistake_ = FixtureMistake{std::move(path), std::move(what)};
  return false;
}

bool FixtureMaker::goes_on(const std::string& path) {
  return !stop_.stop_requested() || fail(path, "The emulator stopped before it was made.");
}

template <class Value>
bool FixtureMaker::check(const Result<Value>& result, const std::string& path) {
  return result ? true : fail(path, result.error().message);
}

template <class Element, class Make>
bool FixtureMaker::each(const std::optional<std::vector<Element>>& elements, std::string_view name, Make make_one) {
  if (!elements) return true;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const std::string path = made_.path + "." + std::string(name) + "[" + std::to_string(i) + "]";
    if (!goes_on(path) || !make_one((*elements)[i], path)) return false;
  }
  return true;
}

std::optional<FixtureMistake> FixtureMaker::make() {
  if (!goes_on(made_.path)) return std::exchange(mistake_, std::nullopt);
  const auto with = [this](auto function) {
    return [this, function](const auto& element, const std::string& path) { return (this->*function)(element, path); };
  };
  const auto start_each = [this](const auto& job, const std::string& path) { return start_job(job, path); };
  static_cast<void>(make_domain() && each(domain_.watchlists, "Watchlists", with(&FixtureMaker::make_watchlist)) &&
                    each(domain_.fraudsters, "Fraudsters", with(&FixtureMaker::make_fraudster)) &&
                    each(domain_.speakers, "Speakers", with(&FixtureMaker::make_speakers)) &&
                    each(domain_.sessions, "Sessions", with(&FixtureMaker::make_session)) &&
                    each(domain_.speaker_enrollment_jobs, "SpeakerEnrollmentJobs", start_each) &&
                    each(domain_.fraudster_registration_jobs, "FraudsterRegistrationJobs", start_each));
  return std::exchange(mistake_, std::nullopt);
}

bool FixtureMaker::take_id(const std::optional<std::string_view>& id, bool is_taken, const std::string& path) {
  if (!id) return true;
  if (is_taken) return fail(path, "Another one has this id.");
  ids_.set_next(*id);
  return true;
}

bool FixtureMaker::make_domain() {
  const bool is_taken = domain_.domain_id && context_.store.find_domain(*domain_.domain_id) != nullptr;
  if (!take_id(domain_.domain_id, is_taken, made_.path + ".DomainId")) return false;
  const auto made = create_domain(
      context_, {.client_token = {},
                 .description = domain_.description,
                 .name = domain_.name,
                 .server_side_encryption_configuration = domain_.server_side_encryption_configuration.value_or(
                     shapes::ServerSideEncryptionConfiguration{kDefaultKey}),
                 .tags = domain_.tags});
  if (!check(made, made_.path)) return false;
  made_.name = domain_.name;
  made_.domain_id = *made->domain->domain_id;
  made_.account = context_.account;
  made_.region = context_.region;
  made_.watchlists.emplace_back(kDefaultWatchlistName, made->domain->watchlist_details->default_watchlist_id);
  return true;
}

bool FixtureMaker::make_watchlist(const shapes::FixtureWatchlist& watchlist, const std::string& path) {
  if (has_name(made_.watchlists, watchlist.name)) {
    return fail(path + ".Name", "Another watchlist of the domain has the name " + cited(watchlist.name) +
                                    "; in a fixture, each needs its own.");
  }
  const bool is_taken = watchlist.watchlist_id && record().watchlists.find(*watchlist.watchlist_id) != nullptr;
  if (!take_id(watchlist.watchlist_id, is_taken, path + ".WatchlistId")) return false;
  const auto made = create_watchlist(
      context_,
      {.client_token = {}, .description = watchlist.description, .domain_id = made_.domain_id, .name = watchlist.name});
  if (!check(made, path)) return false;
  made_.watchlists.emplace_back(watchlist.name, *made->watchlist->watchlist_id);
  return true;
}

bool FixtureMaker::find_watchlist(std::string_view name_or_id, const std::string& path, std::string& id) {
  const auto named = std::ranges::find(made_.watchlists, name_or_id, &MadeDomain::Ids::value_type::first);
  if (named != made_.watchlists.end()) {
    id = named->second;
  } else if (record().watchlists.find(name_or_id) != nullptr) {
    id = name_or_id;
  } else {
    return fail(
        path, "The domain has no watchlist " + cited(name_or_id) + instead_of(name_or_id, names_of(made_.watchlists)));
  }
  return true;
}

bool FixtureMaker::make_fraudster(const shapes::FixtureFraudster& fraudster, const std::string& path) {
  if (has_name(made_.fraudsters, fraudster.voice)) {
    return fail(path + ".Voice", "Another fraudster of the domain has the voice " + cited(fraudster.voice) + ".");
  }
  std::vector<std::string> ids;
  for (std::size_t i = 0; fraudster.watchlists && i < fraudster.watchlists->size(); ++i) {
    const std::string place = path + ".Watchlists[" + std::to_string(i) + "]";
    if (!find_watchlist((*fraudster.watchlists)[i], place, ids.emplace_back())) return false;
  }
  const auto& given = fraudster.generated_fraudster_id;
  const bool is_taken = given && record().fraudsters.find(*given) != nullptr;
  if (!take_id(given, is_taken, path + ".GeneratedFraudsterId")) return false;
  shapes::PutFraudsterRequest request{.voice = fraudster.voice, .watchlist_ids = {}};
  if (fraudster.watchlists) request.watchlist_ids.emplace(ids.begin(), ids.end());
  const auto made = put_fraudster(context_, made_.domain_id, request);
  if (!check(made, path)) return false;
  made_.fraudsters.emplace_back(fraudster.voice, *made->fraudster->generated_fraudster_id);
  return true;
}

bool FixtureMaker::make_speakers(const shapes::FixtureSpeaker& speaker, const std::string& path) {
  const bool is_numbered = speaker.customer_speaker_id.find(kNumber) != std::string_view::npos;
  const std::string place = path + ".CustomerSpeakerId";
  if (speaker.count && !is_numbered) {
    return fail(place, "With a Count it needs {n} in it, which stands for the number of each speaker.");
  }
  const bool has_number = is_numbered || (speaker.voice && speaker.voice->find(kNumber) != std::string_view::npos);
  if (!speaker.count && has_number) {
    return fail(is_numbered ? place : path + ".Voice", "{n} stands for the number of a speaker, so a Count is needed.");
  }
  if (!speaker.count) return make_speaker(speaker, speaker.customer_speaker_id, speaker.voice, path);
  if (speaker.generated_speaker_id) return fail(path + ".GeneratedSpeakerId", "Only one speaker can have this id.");
  for (std::int64_t n = 1; n <= *speaker.count; ++n) {
    if (!goes_on(path)) return false;
    const std::string id = numbered(speaker.customer_speaker_id, n);
    const std::string voice = speaker.voice ? numbered(*speaker.voice, n) : id;
    const bool has_voice = speaker.voice.has_value();
    if (!make_speaker(speaker, id, has_voice ? std::optional<std::string_view>(voice) : std::nullopt, path)) {
      mistake_->what.insert(0, cited(id) + ": ");
      return false;
    }
  }
  return true;
}

bool FixtureMaker::make_speaker(const shapes::FixtureSpeaker& speaker, std::string_view customer_speaker_id,
                                std::optional<std::string_view> voice, const std::string& path) {
  store::SpeakerTable& speakers = record().speakers;
  if (speakers.find_by_customer_id(customer_speaker_id) != nullptr) {
    return fail(path + ".CustomerSpeakerId",
                "Another speaker of the domain has the CustomerSpeakerId " + cited(customer_speaker_id) + ".");
  }
  constexpr auto kMost = static_cast<std::size_t>(*shapes::kCustomerSpeakerId.max);
  if (std::max(customer_speaker_id.size(), voice.value_or("").size()) > kMost) {
    return fail(path, "With its number, the id or the voice has more than " + std::to_string(kMost) + " characters.");
  }
  const auto& given = speaker.generated_speaker_id;
  const bool is_taken = given && speakers.find_by_generated_id(*given) != nullptr;
  if (!take_id(given, is_taken, path + ".GeneratedSpeakerId")) return false;
  shapes::PutSpeakerRequest request;
  request.last_accessed_at = speaker.last_accessed_at;
  request.status = speaker.status;
  request.voice = voice;
  const auto made = put_speaker(context_, made_.domain_id, customer_speaker_id, request);
  if (!check(made, path)) return false;
  if (!speaker.count) made_.speakers.emplace_back(customer_speaker_id, *made->speaker->generated_speaker_id);
  return true;
}

// A start makes a speaker of any customer, so that a typo would go unnoticed.
bool FixtureMaker::check_speaker_exists(std::string_view speaker_id, const std::string& path) {
  if (record().speakers.find_by_either(speaker_id) != nullptr) return true;
  return fail(path,
              "The domain has no speaker " + cited(speaker_id) + instead_of(speaker_id, names_of(made_.speakers)));
}

bool FixtureMaker::make_session(const shapes::FixtureSession& session, const std::string& path) {
  if (record().sessions.find_by_either(session.session_name) != nullptr) {
    return fail(path + ".SessionName",
                "Another session of the domain has the name " + cited(session.session_name) + ".");
  }
  const bool is_taken = session.session_id && record().sessions.find(*session.session_id) != nullptr;
  if (session.speaker_id && !check_speaker_exists(*session.speaker_id, path + ".SpeakerId")) return false;
  return take_id(session.session_id, is_taken, path + ".SessionId") && start(session, path) && go_on(session, path);
}

bool FixtureMaker::start(const shapes::FixtureSession& session, const std::string& path) {
  shapes::StartSessionRequest request;
  request.session_name = session.session_name;
  if (session.speaker_id) request.speaker_id.emplace().value = *session.speaker_id;
  request.authentication_configuration = session.authentication_configuration;
  std::string watchlist_id;
  if (const auto& configuration = session.fraud_detection_configuration) {
    auto& wanted = request.fraud_detection_configuration.emplace();
    if (configuration->value) {
      wanted.value.emplace().risk_threshold = configuration->value->risk_threshold;
      const auto& named = configuration->value->watchlist_id;
      const std::string place = path + ".FraudDetectionConfiguration.WatchlistId";
      if (named && !find_watchlist(*named, place, watchlist_id)) return false;
      if (named) wanted.value->watchlist_id = watchlist_id;
    }
  }
  request.streaming_configuration = session.streaming_configuration;
  const bool ends = session.streaming_status == name_of(StreamingStatus::kEnded);
  if (!ends) request.streaming_status = session.streaming_status;
  if (session.contact_arn) request.contact_arn.emplace().value = *session.contact_arn;
  const auto made = start_session(context_, made_.domain_id, request);
  if (!check(made, path)) return false;
  made_.sessions.emplace_back(session.session_name, made->session.session_id);
  return true;
}

// What happens in a session once it was started.
bool FixtureMaker::go_on(const shapes::FixtureSession& session, const std::string& path) {
  const SessionAddress address{made_.domain_id, session.session_name};
  if (session.outcome && !check(script_outcome(context_, address, session.outcome), path + ".Outcome")) return false;
  if (session.enrollment.value_or(false) && !check(enroll_by_session(context_, address), path + ".Enrollment")) {
    return false;
  }
  for (std::size_t i = 0; session.audio && i < session.audio->size(); ++i) {
    const AudioPiece piece = piece_of((*session.audio)[i]);
    if (!check(hear(context_, address, piece), path + ".Audio[" + std::to_string(i) + "]")) return false;
  }
  if (session.streaming_status != name_of(StreamingStatus::kEnded)) return true;
  return check(end_session(context_, address), path + ".StreamingStatus");
}

bool FixtureMaker::start_job(const shapes::FixtureEnrollmentJob& job, const std::string& path) {
  auto request = started<shapes::StartSpeakerEnrollmentJobRequest>(job, made_.domain_id);
  request.enrollment_config = job.enrollment_config;
  const auto made = start_speaker_enrollment_job(context_, request);
  if (!check(made, path)) return false;
  made_.jobs.emplace_back(job.job_name.value_or(*made->job->job_id), *made->job->job_id);
  return true;
}

bool FixtureMaker::start_job(const shapes::FixtureRegistrationJob& job, const std::string& path) {
  auto request = started<shapes::StartFraudsterRegistrationJobRequest>(job, made_.domain_id);
  request.registration_config = job.registration_config;
  const auto made = start_fraudster_registration_job(context_, request);
  if (!check(made, path)) return false;
  made_.jobs.emplace_back(job.job_name.value_or(*made->job->job_id), *made->job->job_id);
  return true;
}

}  // namespace voiceid::handlers
