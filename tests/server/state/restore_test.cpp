#include "server/state/restore.hpp"

#include <gmock/gmock.h>

#include "tests/domain/spoken.hpp"
#include "tests/server/state/state_fixture.hpp"

namespace voiceid::state {
namespace {

using namespace std::chrono_literals;
using handlers::Context;
using testing::HasSubstr;
using testing::SizeIs;

class RestoreTest : public StateTest {
 protected:
  RestoreTest() { furnish(); }

  std::string error_of(const std::string& text, const Scope& scope = {}) {
    const auto state = read_state(text, scope, context_.now);
    return state ? "" : state.error().message;
  }
};

TEST_F(RestoreTest, AStateThatWasSavedAndLoadedIsSavedAsTheSameText) {
  const std::string before = text();
  EXPECT_EQ(text_of(*loaded(before).store), before);
}

TEST_F(RestoreTest, TheSameHoldsWithGapsBetweenRowsAndBehindThem) {
  store::DomainRecord& record = record_of(domain_id_);
  record.speakers.erase(record.speakers.find_by_customer_id("bob")->generated_id());
  record.speakers.erase(record.speakers.find_by_customer_id("carol")->generated_id());
  handlers::delete_domain(context_, {make_domain()}).value();
  const std::string before = text();
  const auto state = loaded(before);
  EXPECT_EQ(text_of(*state.store), before);
  EXPECT_EQ(state.store->all_domains().front()->speakers.last_sequence(), record.speakers.last_sequence());
}

TEST_F(RestoreTest, AcousticVoicesAreKept_OfSpeakersFraudstersAndCalls) {
  const std::vector<std::int16_t> samples = spoken(1, std::size_t{40} * kSampleRate);
  const std::span<const std::int16_t> speech = samples;
  const Voice voice = voice_of(speech);
  pending_speaker(domain_id_, "dora").enroll(voice, context_.now);
  registered_fraudster(domain_id_, voice);
  start(handlers::with_speaker("dora"), "heard");
  start(handlers::with_speaker("dora"), "listens");
  SpeechDetector detector;
  handlers::hear(context_, address("heard"), speech, 0, detector).value();
  SpeechDetector other_detector;
  handlers::hear(context_, address("listens"), speech.first(7 * kSampleRate), 0, other_detector).value();
  const std::string before = text();
  const auto state = loaded(before);
  EXPECT_EQ(text_of(*state.store), before);
  store::DomainRecord* record = state.store->find_domain(domain_id_);
  EXPECT_EQ(*record->speakers.find_by_customer_id("dora")->voiceprint_at(context_.now), voice);
  EXPECT_EQ(record->fraudsters.all().back()->voiceprint, voice);
  const auto audio_of = [&](std::string_view name) { return record->sessions.find_by_either(name)->audio(); };
  for (const auto window : {std::chrono::seconds(5), std::chrono::seconds(10), std::chrono::seconds(30)}) {
    EXPECT_EQ(audio_of("heard").voice(window),
              record_of(domain_id_).sessions.find_by_either("heard")->audio().voice(window));
  }
  EXPECT_EQ(audio_of("listens").voice_name(), "acoustic");
  StreamAudio audio = audio_of("listens");
  audio.hear(speech.subspan(7 * kSampleRate), 0, other_detector, context_.now);
  EXPECT_GE(similarity(audio.voice(std::chrono::seconds(30)), voice), 90) << "the call goes on";
}

TEST_F(RestoreTest, AStateOfTheFirstVersionHasLabels) {
  std::string old = text();
  old.replace(old.find("\"Version\":2"), 11, "\"Version\":1");
  const auto state = loaded(old);
  EXPECT_EQ(*state.store->find_domain(domain_id_)->speakers.find_by_customer_id("alice")->voiceprint_at(context_.now),
            Voice("alice"));
  EXPECT_EQ(text_of(*state.store), text());
}

TEST_F(RestoreTest, TheClockGoesOnAsItWas) {
  const auto state = loaded(text());
  EXPECT_EQ(state.clock.offset, 5h);
  EXPECT_EQ(state.clock.frozen_at, start_);
}

TEST_F(RestoreTest, AJobThatRanIsFailed_AndCountsNoMore) {
  const auto state = loaded(text());
  const store::DomainRecord* record = state.store->find_domain(domain_id_);
  ASSERT_EQ(record->enrollment_jobs.rows().size(), 1U);
  const EnrollmentJob& job = *record->enrollment_jobs.page({}, 0, 1).rows.front();
  EXPECT_EQ(job.status(), JobStatus::kFailed);
  EXPECT_THAT(job.failure()->message, HasSubstr("start it again"));
  EXPECT_EQ(record->enrollment_jobs.count_active(), 0U);
  EXPECT_TRUE(record_of(domain_id_).enrollment_jobs.count_active()) << "that of the emulator goes on";
}

TEST_F(RestoreTest, WhatIsCountedIsCountedAgain) {
  const auto state = loaded(text());
  store::DomainRecord* record = state.store->find_domain(domain_id_);
  EXPECT_EQ(record->sessions.count_active(), record_of(domain_id_).sessions.count_active());
  EXPECT_EQ(record->watchlists.find(default_watchlist_id_)->fraudster_count, 1U);
  EXPECT_EQ(state.store->count_domains_in_use(handlers::kAccount, handlers::kRegion), 1U);
}

TEST_F(RestoreTest, ResultsAreKept_TokensAreValid_AndWhatFallsDueHappens) {
  const std::string result = authentication_id();
  const std::string token = store_.page_tokens().issue("a list", 7, context_.now);
  const auto state = loaded(text());
  handlers::Environment environment{*state.store, ids_, jobs_, events_, settings_};
  Context context(environment, {handlers::kAccount, handlers::kRegion}, context_.now);
  const auto evaluated = handlers::evaluate_session(context, {domain_id_, kCall}).value();
  EXPECT_EQ(evaluated.authentication_result->authentication_result_id, result);
  EXPECT_EQ(state.store->page_tokens().redeem(token, "a list", context_.now).value(), 7U);
  auto job = handlers::start_of_enrollment_job(domain_id_);
  job.client_token = "a-token";
  handlers::EnrollmentKind::start(context, job).value();
  EXPECT_THAT(jobs_.submitted(), SizeIs(1)) << "the repeat finds the job that there is";
  handlers::run_due_work(environment, context_.now + 1s);
  Speaker* bob = state.store->find_domain(domain_id_)->speakers.find_by_customer_id("bob");
  EXPECT_EQ(bob->status_at(context_.now + 1s), SpeakerStatus::kEnrolled);
  handlers::run_due_work(environment, context_.now + 24h);
  EXPECT_THAT(state.store->find_domain(domain_id_)->sessions.page(0, 10).rows, SizeIs(2));
}

TEST_F(RestoreTest, APartIsThatOfAnAccountOrRegion_WithoutClockAndSecrets) {
  call_from(handlers::kOtherAccount, handlers::kOtherRegion);
  const std::string other = make_domain();
  for (const Scope& scope :
       {Scope{std::string(handlers::kOtherAccount), {}}, Scope{{}, std::string(handlers::kOtherRegion)}}) {
    const auto from_whole = loaded(text(), scope);
    ASSERT_THAT(from_whole.store->all_domains(), SizeIs(1));
    EXPECT_EQ(from_whole.store->all_domains().front()->domain.id.view(), other);
    const std::string part = text(scope);
    for (const char* whole_only : {"Clock", "PageTokenKey", "LastSequence\"", "a-token", "instance"}) {
      EXPECT_EQ(part.find(whole_only), std::string::npos) << whole_only;
    }
    EXPECT_EQ(text_of(*from_whole.store, scope), part);
    EXPECT_EQ(text_of(*loaded(part).store, scope), part);
  }
  EXPECT_THAT(error_of(text(Scope{std::string(handlers::kOtherAccount), {}}), Scope{"222222222222", {}}),
              HasSubstr("no domain of account 222222222222, only of account 111111111111"));
}

TEST_F(RestoreTest, ANewerVersionIsRefusedAsThat_WhateverElseItHas) {
  EXPECT_EQ(error_of(R"({"Version": 3, "Surprise": 1})"),
            "Value at 'version' failed to satisfy constraint: Member must be at most 2: the state was saved by a newer "
            "version of this program");
}

struct Wrong {
  std::string found;
  std::string instead;
  std::string message;
};

TEST_F(RestoreTest, ABrokenDocumentIsRefusedWithThePathAndTheReason) {
  const std::string whole = text();
  const std::string domain = "domains.1.member.";
  for (const Wrong& wrong : std::initializer_list<Wrong>{
           {"\"Version\":2,", "", "'version' failed to satisfy constraint: Member must not be null"},
           {"\"Version\":2", "\"Version\":0", "'version' failed"},
           {"\"Version\":2", "\"Version\":\"1\"", "Version: a string cannot be an integer."},
           {"\"Domains\":", "\"Dominos\":", "Dominos"},
           {"\"FrozenAt\":\"2026", "\"FrozenAt\":\"1926", "clock.frozenAt"},
           {"\"PageTokenKey\":\"", "\"PageTokenKey\":\"x", "pageTokenKey"},
           {"\"Account\":\"000000000000\"", "\"Account\":\"1\"", "account' failed"},
           {"\"Region\":\"us-east-1\"", "\"Region\":\"eu-west-1\"", domain + "arn' failed"},
           {"\"DomainStatus\":\"ACTIVE\"", "\"DomainStatus\":\"GONE\"", "ACTIVE, PENDING, SUSPENDED"},
           {"\"DomainStatus\":\"ACTIVE\"", "\"DomainStatus\":\"ACTIVE\",\"DeletedAt\":5",
            domain + "domainStatus' failed"},
           {"\"DefaultWatchlistId\":\"", "\"DefaultWatchlistId\":\"x", domain + "defaultWatchlistId' failed"},
           {"\"DefaultWatchlist\":true", "\"DefaultWatchlist\":false",
            domain + "watchlists.1.member.defaultWatchlist'"},
           {"\"CustomerSpeakerId\":\"bob\"", "\"CustomerSpeakerId\":\"alice\"",
            domain + "speakers.2.member.customerSpeakerId' failed"},
           {"\"Status\":\"ENROLLED\"", "\"Status\":\"EXPIRED\"", domain + "speakers.1.member.status' failed"},
           {"\"Status\":\"PENDING\"", "\"Status\":\"ENROLLED\"", domain + "speakers.2.member.status' failed"},
           {"\"SessionName\":\"enrolls\"", "\"SessionName\":\"call\"",
            domain + "sessions.2.member.sessionName' failed"},
           {"\"StreamingStatus\":\"ENDED\"", "\"StreamingStatus\":\"ONGOING\"",
            domain + "sessions.3.member.endedAt' failed"},
           {"\"Status\":\"IN_PROGRESS\"", "\"Status\":\"COMPLETED\"",
            domain + "sessions.2.member.enrollmentCompletesAt' failed"},
           {"\"JobStatus\":\"FAILED\"", "\"JobStatus\":\"COMPLETED\"",
            domain + "speakerEnrollmentJobs.1.member.failure' failed"},
           {"\"Voiceprint\":\"oscar\"", "\"Sequence\":1,\"Voiceprint\":\"oscar\"",
            domain + "fraudsters.2.member.sequence' failed"},
           {"\"CreatedAt\":1795253400.123", "\"CreatedAt\":-1",
            "Domains[0].CreatedAt: the number is no time in seconds since 1970."},
           {"\"Voiceprint\":\"oscar\"", "\"Voiceprint\":\"acoustic:AAAA\"",
            domain +
                "fraudsters.2.member.voiceprint' failed to satisfy constraint: What follows 'acoustic:' has 3 bytes"},
           {"\"Voiceprint\":\"alice\"", "\"Voiceprint\":\"acoustic:?\"",
            domain +
                "speakers.1.member.voiceprint' failed to satisfy constraint: What follows 'acoustic:' is not Base64."},
           {"]}", "", "not valid JSON"}}) {
    std::string broken = whole;
    const std::size_t place = broken.find(wrong.found);
    ASSERT_NE(place, std::string::npos) << wrong.found;
    EXPECT_THAT(error_of(broken.replace(place, wrong.found.size(), wrong.instead)), HasSubstr(wrong.message));
  }
}

TEST_F(RestoreTest, TwoDomainsHaveNeitherOneIdNorOnePlace) {
  make_domain();
  const std::string whole = text();
  const std::string second_id(store_.all_domains().back()->domain.id.view());
  std::string broken = whole;
  for (std::size_t at = broken.find(second_id); at != std::string::npos; at = broken.find(second_id, at + 1)) {
    broken.replace(at, second_id.size(), domain_id_);
  }
  EXPECT_THAT(error_of(broken), HasSubstr("'domains.2.member.domainId' failed"));
  broken = whole;
  broken.replace(broken.rfind("\"Sequence\":2"), 12, "\"Sequence\":1");
  EXPECT_THAT(error_of(broken), HasSubstr("'domains.2.member.sequence' failed"));
}

TEST_F(RestoreTest, AStopEndsIt) {
  std::stop_source source;
  source.request_stop();
  const auto state = read_state(text(), {}, context_.now, source.get_token());
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().message, "The emulator stopped before the state was read.");
}

}  // namespace
}  // namespace voiceid::state
