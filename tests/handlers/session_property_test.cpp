#include <array>
#include <random>
#include <sstream>

#include "tests/handlers/session_fixture.hpp"
#include "tests/handlers/session_model.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
constexpr int kSequences = 10'000;
#else
constexpr int kSequences = 100'000;
#endif
// To run one sequence alone, begin with the seed that a failure prints.
constexpr unsigned kFirstSeed = 20'261'121;

/// What the sequences met; without it, they could pass by meeting nothing.
using Sights = std::map<std::string, int, std::less<>>;

/// One emulator with one domain, one session name and three customers: alice is enrolled, bob is pending, carol is
/// unknown. Random events happen to it and to its model.
class Sequence {
 public:
  Sequence(unsigned seed, model::Similarities& similarities, Sights& sights, std::ostream* log)
      : random_(seed), ids_(make_seeded_source(seed)), sights_(sights), log_(log), similarities_(similarities) {
    settings_.enrollment_time = std::chrono::seconds(below(3));
    make_domain();
  }

  /// The deviations; empty if there are none.
  std::string run() {
    const int events = 4 + below(30);
    for (int event = 0; event < events && complaints_.text().empty(); ++event) happen();
    if (complaints_.text().empty()) evaluate();
    return complaints_.text();
  }

 private:
  void make_domain() {
    domain_id_ = *create_domain(context_, creation_of_domain("calls")).value().domain->domain_id;
    address_ = {domain_id_, kName, {}};
    other_watchlist_id_ =
        *create_watchlist(context_, creation_of_watchlist(domain_id_, "known")).value().watchlist->watchlist_id;
    default_watchlist_id_ = record().domain.default_watchlist_id.view();
    model_.emplace(default_watchlist_id_, settings_.enrollment_time, context_.now, similarities_);
    add_speaker("alice").enroll(Voice("alice"), context_.now);
    model_->find_speaker("alice")->enroll("alice", context_.now);
    add_speaker("bob");
  }

  Speaker& add_speaker(const std::string& customer_id) {
    Speaker& speaker = record().speakers.insert(Speaker(ids_.generated_id(), customer_id, context_.now));
    model_->add_speaker(customer_id).generated_id = speaker.generated_id();
    known_ids_[customer_id] = speaker.generated_id();
    return speaker;
  }

  store::DomainRecord& record() { return *store_.find_domain(domain_id_); }

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  template <class T, std::size_t Size>
  T one_of(const std::array<T, Size>& values) {
    return values[static_cast<std::size_t>(below(Size))];
  }

  void happen() {
    const int dice = below(100);
    if (dice < 10) {
      start();
    } else if (dice < 40) {
      evaluate();
    } else if (dice < 55) {
      update();
    } else if (dice < 75) {
      add_audio();
    } else if (dice < 79) {
      script();
    } else if (dice < 83) {
      end();
    } else if (dice < 88) {
      enroll();
    } else if (dice < 90) {
      opt_out();
    } else if (dice < 92) {
      delete_speaker();
    } else {
      let_time_pass();
    }
  }

  void start() {
    shapes::StartSessionRequest request;
    if (below(2) == 0) change_something(request);
    if (below(3) == 0) change_something(request);
    request.session_name = kName;
    if (log_ != nullptr) note("start ", told(request));
    compare(model_->start(request), start_session(context_, domain_id_, request));
  }

  void update() {
    shapes::UpdateSessionRequest request;
    change_something(request);
    if (below(10) == 0) change_something(request);
    if (log_ != nullptr) note("update ", told(request));
    compare(model_->update(request), update_session(context_, address_, request));
  }

  void change_something(shapes::UpdateSessionRequest& request) {
    constexpr std::array<std::int64_t, 7> kAcceptanceThresholds{0, 20, 38, 90, 96, 99, 100};
    constexpr std::array<std::int64_t, 5> kRiskThresholds{0, 20, 50, 51, 100};
    constexpr std::array<std::int64_t, 3> kMinimums{5, 7, 10};
    switch (below(9)) {
      case 0:
        request.speaker_id = {any_speaker_id()};
        break;
      case 1:
        request.speaker_id = {"alice"};
        break;
      case 2:
        request.speaker_id.emplace();
        break;
      case 3:
        request.authentication_configuration = {shapes::AuthenticationSettings{one_of(kAcceptanceThresholds)}};
        break;
      case 4:
        request.fraud_detection_configuration = {shapes::FraudDetectionConfiguration{one_of(kRiskThresholds), {}}};
        break;
      case 5:
        request.fraud_detection_configuration = {shapes::FraudDetectionConfiguration{
            {},
            one_of(std::array<std::string_view, 5>{default_watchlist_id_, default_watchlist_id_, other_watchlist_id_,
                                                   other_watchlist_id_, kUnknownId})}};
        break;
      case 6:
        request.streaming_configuration = shapes::StreamingConfiguration{one_of(kMinimums)};
        break;
      case 7:
        request.streaming_status = below(4) == 0 ? "PENDING_CONFIGURATION" : "ONGOING";
        break;
      default:
        if (below(2) == 0) {
          request.authentication_configuration.emplace();
        } else {
          request.fraud_detection_configuration.emplace();
        }
    }
  }

  void add_audio() {
    constexpr std::array<int, 14> kLengths{0,    1,    999,    1000,   4000,   4999,   5000,
                                           5001, 7000, 10'000, 20'000, 29'999, 30'000, 31'000};
    constexpr std::array<std::string_view, 5> kVoices{"alice", "alice", "alice", "bob", "mallory"};
    constexpr std::array<int, 8> kRisks{0, 0, 0, 0, 20, 50, 51, 100};
    const milliseconds speech(below(2) == 0 ? one_of(kLengths) : below(6000));
    const std::string_view voice = one_of(kVoices);
    const int risk = one_of(kRisks);
    note("audio of ", voice, ", ", speech.count(), " ms, risk ", risk);
    compare(model_->add_audio(voice, speech, risk), handlers::add_audio(context_, address_, {voice, speech, risk}));
  }

  void script() {
    std::optional<shapes::Outcome> outcome;
    if (below(3) != 0) {
      outcome.emplace();
      if (below(2) == 0) outcome->authentication_score = below(101);
      if (below(2) == 0) outcome->voice_spoofing_risk = {below(101)};
      if (below(2) == 0) {
        outcome->known_fraudster_risk = {below(2) == 0 ? std::optional(kUnknownGeneratedId) : std::nullopt,
                                         below(3) == 0 ? 0 : below(101)};
      }
    }
    note(outcome ? "script an outcome" : "take the outcome away");
    compare(model_->script(outcome), script_outcome(context_, address_, outcome));
  }

  void end() {
    note("end");
    compare(model_->end(), end_session(context_, address_));
  }

  void enroll() {
    note("enroll");
    compare(model_->enroll(), enroll_by_session(context_, address_));
  }

  void opt_out() {
    const std::string customer_id = any_customer();
    note("opt out ", customer_id);
    model_->opt_out(customer_id);
    const auto answer = opt_out_speaker(context_, {domain_id_, customer_id});
    known_ids_[customer_id] = *answer.value().speaker->generated_speaker_id;
    model_->find_speaker(customer_id)->generated_id = known_ids_[customer_id];
  }

  void delete_speaker() {
    const std::string customer_id = any_customer();
    note("delete ", customer_id);
    compare_failures(model_->delete_speaker(customer_id),
                     failure_of(handlers::delete_speaker(context_, {domain_id_, customer_id})));
  }

  void let_time_pass() {
    constexpr std::array<milliseconds, 8> kSteps{1ms, 700ms, 1s, 2s, 1h, 23h, 24h, 3 * 365 * 24h};
    const milliseconds step = one_of(kSteps);
    note(step.count(), " ms pass");
    context_.now += step;
    run_due_work(environment_, context_.now);
    model_->come_to(context_.now);
  }

  void evaluate() {
    note("evaluate");
    const auto response = evaluate_session(context_, {domain_id_, kName});
    if (!compare_failures(model_->evaluate(), failure_of(response))) return;
    model_->judge(*response, complaints_);
    if (response->authentication_result) see(*response->authentication_result->decision);
    if (response->fraud_detection_result) see("fraud: " + std::string(*response->fraud_detection_result->decision));
    compare_speakers();
  }

  void compare_speakers() {
    for (const std::string customer_id : {"alice", "bob", "carol"}) {
      const model::Speaker* expected = model_->find_speaker(customer_id);
      const auto answer = describe_speaker(context_, {domain_id_, customer_id});
      complaints_.expect("existence of " + customer_id, expected != nullptr, answer.has_value());
      if (expected == nullptr || !answer) continue;
      complaints_.expect("Status of " + customer_id, expected->status_at(context_.now), *answer->speaker->status);
      if (expected->status == "ENROLLED") {
        complaints_.expect("LastAccessedAt of " + customer_id,
                           std::optional<TimePoint>(std::chrono::floor<std::chrono::hours>(expected->accessed_at)),
                           answer->speaker->last_accessed_at);
      }
    }
  }

  void compare(const model::Refusals& refusals, const Result<shapes::SessionAnswer>& answer) {
    if (!compare_failures(refusals, failure_of(answer))) return;
    const shapes::Session& session = answer->session;
    model_->judge(session, complaints_);
    if (session.enrollment_request_details) {
      see("enrollment: " + std::string(session.enrollment_request_details->status));
    }
    if (session.customer_speaker_id && session.generated_speaker_id) {
      known_ids_[std::string(*session.customer_speaker_id)] = *session.generated_speaker_id;
    }
  }

  // Returns whether the call worked, as expected.
  bool compare_failures(const model::Refusals& refusals, const std::optional<Error>& failure) {
    if (!failure) {
      if (!refusals.empty()) complaints_.fail("the call worked", "it should have been a " + refusals.front());
      return refusals.empty();
    }
    std::string name(failure->type->name);
    if (failure->conflict_type) name.append(" ").append(name_of(*failure->conflict_type));
    if (failure->resource_type) name.append(" ").append(name_of(*failure->resource_type));
    see(name);
    if (std::ranges::find(refusals, name) == refusals.end()) {
      complaints_.fail("the call failed with " + name,
                       refusals.empty() ? "it should have worked" : "it should have been a " + refusals.front());
    }
    return false;
  }

  std::string any_customer() { return std::string(one_of(std::array<std::string_view, 3>{"alice", "bob", "carol"})); }

  // A customer's id, a generated id that is or was a speaker's, or an unknown one.
  std::string_view any_speaker_id() {
    const std::string customer_id = any_customer();
    if (below(2) == 0) return *texts_.insert(customer_id).first;
    const auto known = known_ids_.find(customer_id);
    return known == known_ids_.end() ? kUnknownGeneratedId : std::string_view(*texts_.insert(known->second).first);
  }

  template <class... Parts>
  void note(const Parts&... parts) {
    if (log_ == nullptr) return;
    *log_ << "  ";
    (*log_ << ... << parts);
    *log_ << "\n";
  }

  void see(std::string_view sight) {
    const auto seen = sights_.find(sight);
    if (seen == sights_.end()) {
      sights_.emplace(sight, 1);
    } else {
      ++seen->second;
    }
  }

  static std::string told(const shapes::UpdateSessionRequest& request) {
    std::ostringstream text;
    if (request.speaker_id) text << "speaker " << request.speaker_id->value.value_or("none") << "; ";
    if (const auto& part = request.authentication_configuration) {
      text << "acceptance threshold " << (part->value ? part->value->acceptance_threshold.value_or(-1) : -1) << "; ";
    }
    if (const auto& part = request.fraud_detection_configuration) {
      text << "risk threshold " << (part->value ? part->value->risk_threshold.value_or(-2) : -1) << ", watchlist "
           << (part->value ? part->value->watchlist_id.value_or("the same") : "the same") << "; ";
    }
    if (request.streaming_configuration) {
      text << "minimum " << *request.streaming_configuration->authentication_minimum_speech_in_seconds << "; ";
    }
    if (request.streaming_status) text << *request.streaming_status;
    return text.str();
  }

  static constexpr std::string_view kName = "call";

  std::mt19937 random_;
  IdGenerator ids_;
  Settings settings_;
  JobQueueSpy jobs_;
  EventPublisherSpy events_;
  store::Store store_{"a secret"};
  Environment environment_{store_, ids_, jobs_, events_, settings_};
  Context context_{environment_, {kAccount, kRegion}, at("2026-11-21T09:30:00.123Z")};
  Sights& sights_;
  std::ostream* log_;
  model::Similarities& similarities_;
  std::optional<model::SessionModel> model_;
  model::Complaints complaints_;
  std::string domain_id_;
  std::string default_watchlist_id_;
  std::string other_watchlist_id_;
  std::map<std::string, std::string> known_ids_;
  // Requests hold views of these.
  std::set<std::string> texts_;
  SessionAddress address_{};
};

TEST(RandomSessions, AnswerAsTheModelDoes) {
  model::Similarities similarities;
  Sights sights;
  for (unsigned i = 0; i < kSequences; ++i) {
    const unsigned seed = kFirstSeed + i;
    if (Sequence(seed, similarities, sights, nullptr).run().empty()) continue;
    std::ostringstream log;
    const std::string complaints = Sequence(seed, similarities, sights, &log).run();
    FAIL() << "seed " << seed << ":\n" << log.str() << complaints;
  }
  for (const char* sight : {"ACCEPT",
                            "REJECT",
                            "NOT_ENOUGH_SPEECH",
                            "SPEAKER_NOT_ENROLLED",
                            "SPEAKER_OPTED_OUT",
                            "SPEAKER_ID_NOT_PROVIDED",
                            "SPEAKER_EXPIRED",
                            "fraud: HIGH_RISK",
                            "fraud: LOW_RISK",
                            "fraud: NOT_ENOUGH_SPEECH",
                            "enrollment: NOT_ENOUGH_SPEECH",
                            "enrollment: IN_PROGRESS",
                            "enrollment: COMPLETED",
                            "enrollment: FAILED",
                            "ConflictException",
                            "ConflictException ANOTHER_ACTIVE_STREAM",
                            "ConflictException SPEAKER_NOT_SET",
                            "ConflictException SPEAKER_OPTED_OUT",
                            "ConflictException ENROLLMENT_ALREADY_EXISTS",
                            "ConflictException CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT",
                            "ResourceNotFoundException SESSION",
                            "ResourceNotFoundException SPEAKER",
                            "ResourceNotFoundException WATCHLIST"}) {
    EXPECT_GT(sights[sight], kSequences / 1000) << sight << " hardly happened";
  }
}

}  // namespace
}  // namespace voiceid::handlers
