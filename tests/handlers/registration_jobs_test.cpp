#include "tests/domain/voices.hpp"
#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// What a start of a job names, one member each.
shapes::RegistrationConfig with_action(std::string_view action) {
  shapes::RegistrationConfig config;
  config.duplicate_registration_action = action;
  return config;
}
shapes::RegistrationConfig with_threshold(std::int64_t threshold) {
  shapes::RegistrationConfig config;
  config.fraudster_similarity_threshold = threshold;
  return config;
}
shapes::RegistrationConfig with_watchlist(std::string_view watchlist_id) {
  shapes::RegistrationConfig config;
  config.watchlist_ids = {watchlist_id};
  return config;
}

/// A registration job, and its requests one by one.
class RegistrationJobs : public JobTest<RegistrationKind> {
 protected:
  void run(const std::optional<shapes::RegistrationConfig>& config = {}) {
    auto request = start_request();
    request.registration_config = config;
    id_ = start(request);
    begin(id_, 100);
  }

  RequestOutcome enter(const Result<std::string>& voice) {
    return handlers::carry_out(context_, key_of(id_), {"r-1", "", voice}).value();
  }

  // Returns the id of the fraudster.
  std::string expect_registered(const RequestOutcome& outcome, std::string_view watchlist_id) {
    EXPECT_EQ(outcome.error_code, 0) << outcome.error_message;
    EXPECT_EQ(outcome.status, "NEW_REGISTRATION");
    EXPECT_FALSE(outcome.fraudster_similarity_score);
    EXPECT_EQ(outcome.customer_speaker_id, "");
    const auto fraudster = describe_fraudster(context_, {domain_id_, outcome.generated_id}).value().fraudster.value();
    EXPECT_EQ(fraudster.created_at, context_.now);
    EXPECT_THAT(*fraudster.watchlist_ids, ElementsAre(watchlist_id));
    return outcome.generated_id;
  }
  std::string expect_registered(const RequestOutcome& outcome) { return expect_registered(outcome, default_id_); }
  static void expect_skipped(const RequestOutcome& outcome, std::string_view fraudster_id, int score) {
    EXPECT_EQ(outcome.error_code, 0) << outcome.error_message;
    EXPECT_EQ(outcome.status, "DUPLICATE_SKIPPED");
    EXPECT_EQ(outcome.generated_id, fraudster_id);
    EXPECT_EQ(outcome.fraudster_similarity_score, score);
    EXPECT_EQ(outcome.customer_speaker_id, "");
  }
  static void expect_refused(const RequestOutcome& outcome, int code) {
    EXPECT_EQ(outcome.error_code, code) << outcome.error_message;
    EXPECT_PRED1(is_sentence, outcome.error_message);
    EXPECT_THAT(outcome.error_message, StartsWith("Request 'r-1': "));
    EXPECT_EQ(outcome.request_id, "r-1");
    EXPECT_EQ(outcome.status, "");
    EXPECT_EQ(outcome.generated_id, "");
    EXPECT_FALSE(outcome.fraudster_similarity_score);
  }

  std::string add(std::string_view voice, std::optional<std::string_view> watchlist_id = {}) {
    return std::string(registered_fraudster(domain_id_, voice, watchlist_id).id.view());
  }
  std::size_t count_fraudsters() { return record_of(domain_id_).fraudsters.size(); }

  const std::string default_id_{described_domain(domain_id_).watchlist_details->default_watchlist_id};
  const Error bad_audio_ = validation_failed("The audio is bad.");
  std::string id_;
};

TEST_F(RegistrationJobs, Config_IsEchoedAsGiven) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  auto request = start_request();
  request.registration_config = {"REGISTER_AS_NEW", 0, {{watchlist_id}}};
  const auto started = try_start(request).value();
  const auto expect_echoed = [&](const std::optional<shapes::RegistrationConfig>& echoed) {
    EXPECT_EQ(echoed->duplicate_registration_action, "REGISTER_AS_NEW");
    EXPECT_EQ(echoed->fraudster_similarity_threshold, 0);
    EXPECT_THAT(*echoed->watchlist_ids, ElementsAre(watchlist_id));
  };
  expect_echoed(started.registration_config);
  expect_echoed(described(*started.job_id).registration_config);
}

TEST_F(RegistrationJobs, Config_IsEchoedWithoutDefaults) {
  run();
  EXPECT_FALSE(described(id_).registration_config);
  fail(id_);
  run(shapes::RegistrationConfig());
  ASSERT_TRUE(described(id_).registration_config);
  EXPECT_FALSE(described(id_).registration_config->duplicate_registration_action);
  EXPECT_FALSE(described(id_).registration_config->fraudster_similarity_threshold);
  EXPECT_FALSE(described(id_).registration_config->watchlist_ids);
}

TEST_F(RegistrationJobs, NewVoice_IsRegistered_AndSeenAtOnce) {
  run();
  pass(1h);
  const RequestOutcome outcome = enter("mallory");
  const std::string mallory = expect_registered(outcome);
  EXPECT_EQ(outcome.request_id, "r-1");
  EXPECT_EQ(mallory.size(), 25U);
  EXPECT_EQ(record_of(domain_id_).fraudsters.find(mallory)->voiceprint, "mallory");
  EXPECT_EQ(record_of(domain_id_).watchlists.find(default_id_)->fraudster_count, 1U);
}

TEST_F(RegistrationJobs, NewVoice_IsRegisteredOnTheNamedWatchlistAlone) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  expect_registered(enter("mallory"), watchlist_id);
  EXPECT_EQ(record_of(domain_id_).watchlists.find(default_id_)->fraudster_count, 0U);
}

TEST_F(RegistrationJobs, KnownVoice_IsSkippedByDefault_WithIdAndScore) {
  const std::string mallory = add("mallory");
  for (const std::optional<shapes::RegistrationConfig>& config :
       {std::optional<shapes::RegistrationConfig>(), {with_action("SKIP")}}) {
    run(config);
    expect_skipped(enter("mallory"), mallory, similarity("mallory", "mallory"));
    EXPECT_EQ(count_fraudsters(), 1U);
    fail(id_);
  }
}

TEST_F(RegistrationJobs, KnownVoice_IsSkipped_WhicheverWatchlistItIsOn_AndNotAssociated) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  const std::string mallory = add("mallory", watchlist_id);
  run();
  expect_skipped(enter("mallory"), mallory, similarity("mallory", "mallory"));
  EXPECT_EQ(record_of(domain_id_).watchlists.find(default_id_)->fraudster_count, 0U);
}

TEST_F(RegistrationJobs, KnownVoice_IsRegistered_WhereTheActionSaysSo) {
  const std::string mallory = add("mallory");
  run(with_action("REGISTER_AS_NEW"));
  EXPECT_NE(expect_registered(enter("mallory")), mallory);
  EXPECT_EQ(count_fraudsters(), 2U);
}

TEST_F(RegistrationJobs, Stranger_IsRegisteredByDefault) {
  add("mallory");
  run();
  expect_registered(enter(label_like("mallory", 40)));
}

TEST_F(RegistrationJobs, SimilarityAtTheThreshold_IsADuplicate) {
  const std::string mallory = add("mallory");
  const std::string voice = label_like("mallory", 30);
  run(with_threshold(30));
  expect_skipped(enter(voice), mallory, 30);
  fail(id_);
  run(with_threshold(31));
  expect_registered(enter(voice));
}

TEST_F(RegistrationJobs, Duplicate_IsTheClosestFraudsters) {
  add(label_like("mallory", 20));
  const std::string closest = add(label_like("mallory", 35));
  add(label_like("mallory", 30));
  run(with_threshold(10));
  expect_skipped(enter("mallory"), closest, 35);
}

TEST_F(RegistrationJobs, WithoutFraudsters_ThereIsNoDuplicate_EvenWithAThresholdOfZero) {
  run(with_threshold(0));
  const std::string mallory = expect_registered(enter("mallory"));
  expect_skipped(enter("anybody"), mallory, similarity("mallory", "anybody"));
}

TEST_F(RegistrationJobs, SameVoiceTwice_IsNewAndThenADuplicate) {
  run();
  const std::string mallory = expect_registered(enter("mallory"));
  expect_skipped(enter("mallory"), mallory, similarity("mallory", "mallory"));
  EXPECT_EQ(count_fraudsters(), 1U);
}

TEST_F(RegistrationJobs, FraudstersOfAnotherDomain_AreNoDuplicates) {
  registered_fraudster(make_domain("chats"), "mallory");
  run();
  expect_registered(enter("mallory"));
}

TEST_F(RegistrationJobs, DeletedFraudsters_AreNoDuplicates) {
  const std::string mallory = add("mallory");
  delete_fraudster(context_, {domain_id_, mallory}).value();
  run();
  expect_registered(enter("mallory"));
}

TEST_F(RegistrationJobs, OverTheQuotaOfTheWatchlist_Is402_AndRegistersNobody) {
  settings_.quotas.set("fraudsters=1").value();
  run();
  expect_registered(enter("mallory"));
  const RequestOutcome outcome = enter("eve");
  expect_refused(outcome, 402);
  EXPECT_THAT(outcome.error_message, HasSubstr("fraudsters (1 per watchlist)"));
  EXPECT_THAT(outcome.error_message, HasSubstr("--quota fraudsters=N"));
  EXPECT_EQ(count_fraudsters(), 1U);
}

TEST_F(RegistrationJobs, Quota_CountsThoseOfTheWatchlistOnly) {
  settings_.quotas.set("fraudsters=1").value();
  add("mallory");
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  expect_registered(enter("eve"), watchlist_id);
  expect_refused(enter("trudy"), 402);
}

TEST_F(RegistrationJobs, AtTheQuota_KnownVoicesAreStillSkipped_UnlessRegisteredAsNew) {
  settings_.quotas.set("fraudsters=1").value();
  const std::string mallory = add("mallory");
  run();
  expect_skipped(enter("mallory"), mallory, similarity("mallory", "mallory"));
  fail(id_);
  run(with_action("REGISTER_AS_NEW"));
  expect_refused(enter("mallory"), 402);
}

TEST_F(RegistrationJobs, BadAudio_ComesBeforeTheQuota_AndRegistersNobody) {
  settings_.quotas.set("fraudsters=0").value();
  run();
  EXPECT_EQ(enter(bad_audio_).error_message, "The audio is bad.");
  EXPECT_EQ(enter(bad_audio_).error_code, 400);
  EXPECT_EQ(enter(internal_error("The storage did not answer.")).error_code, 500);
  EXPECT_EQ(count_fraudsters(), 0U);
}

TEST_F(RegistrationJobs, WhereTheWatchlistIsDeletedMeanwhile_NewVoicesAre400_AndKnownOnesSkipped) {
  const std::string mallory = add("mallory");
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  const RequestOutcome outcome = enter("eve");
  expect_refused(outcome, 400);
  EXPECT_THAT(outcome.error_message, HasSubstr("watchlist"));
  expect_skipped(enter("mallory"), mallory, similarity("mallory", "mallory"));
  EXPECT_EQ(enter(bad_audio_).error_message, "The audio is bad.");
  EXPECT_EQ(count_fraudsters(), 1U);
  EXPECT_THAT(*described(id_).registration_config->watchlist_ids, ElementsAre(watchlist_id));
}

}  // namespace
}  // namespace voiceid::handlers
