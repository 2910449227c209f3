#include "tests/domain/voices.hpp"
#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

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
    if (!id_.empty()) fail(id_);
    auto request = start_request();
    request.registration_config = config;
    id_ = start(request);
    begin(id_, 100);
  }

  RequestOutcome enter(const Result<std::string>& voice) {
    return handlers::carry_out(context_, key_of(id_), {"r-1", "", heard(voice)}).value();
  }

  /// Returns the id of the fraudster.
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
  std::string expect_registered(const RequestOutcome& outcome) {
    return expect_registered(outcome, default_watchlist_id_);
  }
  static void expect_skipped(const RequestOutcome& outcome, std::string_view fraudster_id, int score) {
    EXPECT_EQ(outcome.error_code, 0) << outcome.error_message;
    EXPECT_EQ(outcome.status, "DUPLICATE_SKIPPED");
    EXPECT_EQ(outcome.generated_id, fraudster_id);
    EXPECT_EQ(outcome.fraudster_similarity_score, score);
    EXPECT_EQ(outcome.customer_speaker_id, "");
  }

  std::size_t count_on(std::string_view watchlist_id) {
    return record_of(domain_id_).watchlists.find(watchlist_id)->fraudster_count;
  }

  const int same_voice_ = similarity("mallory", "mallory");
  const Error bad_audio_ = validation_failed("The audio is bad.");
  std::string id_;
};

TEST_F(RegistrationJobs, Config_IsEchoedAsGiven) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(shapes::RegistrationConfig{"REGISTER_AS_NEW", 0, {{watchlist_id}}});
  const auto echoed = described(id_).registration_config.value();
  EXPECT_EQ(echoed.duplicate_registration_action, "REGISTER_AS_NEW");
  EXPECT_EQ(echoed.fraudster_similarity_threshold, 0);
  EXPECT_THAT(*echoed.watchlist_ids, ElementsAre(watchlist_id));
}

TEST_F(RegistrationJobs, Config_IsEchoedWithoutDefaults) {
  run();
  EXPECT_FALSE(described(id_).registration_config);
  run(shapes::RegistrationConfig());
  const auto empty = described(id_).registration_config.value();
  EXPECT_FALSE(empty.duplicate_registration_action);
  EXPECT_FALSE(empty.fraudster_similarity_threshold);
  EXPECT_FALSE(empty.watchlist_ids);
}

TEST_F(RegistrationJobs, NewVoice_IsRegistered_AndSeenAtOnce) {
  run();
  pass(1h);
  const RequestOutcome outcome = enter("mallory");
  const std::string mallory = expect_registered(outcome);
  EXPECT_EQ(outcome.request_id, "r-1");
  EXPECT_EQ(mallory.size(), 25U);
  EXPECT_EQ(record_of(domain_id_).fraudsters.find(mallory)->voiceprint, "mallory");
  EXPECT_EQ(count_on(default_watchlist_id_), 1U);
  expect_skipped(enter("mallory"), mallory, same_voice_);
}

TEST_F(RegistrationJobs, NewVoice_IsRegisteredOnTheNamedWatchlistAlone) {
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  expect_registered(enter("mallory"), watchlist_id);
  EXPECT_EQ(count_on(default_watchlist_id_), 0U);
}

TEST_F(RegistrationJobs, KnownVoice_IsSkipped_WhateverItsWatchlist_AndNotAssociated) {
  const std::string mallory = add_fraudster("mallory", make_watchlist(domain_id_));
  run();
  expect_skipped(enter("mallory"), mallory, same_voice_);
  EXPECT_EQ(count_on(default_watchlist_id_), 0U);
  EXPECT_EQ(count_made(), 1U);
}

TEST_F(RegistrationJobs, KnownVoice_IsRegistered_IfTheActionSaysSo) {
  const std::string mallory = add_fraudster("mallory");
  run(with_action("REGISTER_AS_NEW"));
  EXPECT_NE(expect_registered(enter("mallory")), mallory);
  EXPECT_EQ(count_made(), 2U);
}

TEST_F(RegistrationJobs, Duplicate_GoesByTheThreshold_AndIsTheClosestFraudsters) {
  add_fraudster(label_like("mallory", 20));
  const std::string closest = add_fraudster(label_like("mallory", 35));
  run(with_threshold(35));
  expect_skipped(enter("mallory"), closest, 35);
  run(with_threshold(36));
  expect_registered(enter("mallory"));
}

TEST_F(RegistrationJobs, FraudstersThatAreGoneOrOfAnotherDomain_HaveNoDuplicates) {
  registered_fraudster(make_domain("chats"), "mallory");
  delete_fraudster(context_, {domain_id_, add_fraudster("mallory")}).value();
  run(with_threshold(0));
  expect_registered(enter("mallory"));
}

TEST_F(RegistrationJobs, OverTheQuotaOfTheWatchlist_Is402_AndRegistersNobody) {
  settings_.quotas.set("fraudsters=1").value();
  const std::string mallory = add_fraudster("mallory");
  run();
  expect_skipped(enter("mallory"), mallory, same_voice_);
  const RequestOutcome outcome = enter("eve");
  expect_refused(outcome, 402);
  EXPECT_THAT(outcome.error_message, HasSubstr("fraudsters (1 per watchlist)"));
  EXPECT_THAT(outcome.error_message, HasSubstr("--quota fraudsters=N"));
  EXPECT_EQ(count_made(), 1U);
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  expect_registered(enter("eve"), watchlist_id);
}

TEST_F(RegistrationJobs, BadAudio_ComesBeforeTheQuota_AndRegistersNobody) {
  settings_.quotas.set("fraudsters=0").value();
  run();
  EXPECT_EQ(enter(bad_audio_).error_message, "The audio is bad.");
  EXPECT_EQ(enter(bad_audio_).error_code, 400);
  EXPECT_EQ(enter(internal_error("The storage did not answer.")).error_code, 500);
  EXPECT_EQ(count_made(), 0U);
}

TEST_F(RegistrationJobs, AfterTheWatchlistIsDeleted_NewVoicesAre400_AndKnownOnesSkipped) {
  const std::string mallory = add_fraudster("mallory");
  const std::string watchlist_id = make_watchlist(domain_id_);
  run(with_watchlist(watchlist_id));
  delete_watchlist(context_, {domain_id_, watchlist_id}).value();
  const RequestOutcome outcome = enter("eve");
  expect_refused(outcome, 400);
  EXPECT_THAT(outcome.error_message, HasSubstr("watchlist"));
  expect_skipped(enter("mallory"), mallory, same_voice_);
  EXPECT_EQ(enter(bad_audio_).error_message, "The audio is bad.");
  EXPECT_EQ(count_made(), 1U);
  EXPECT_THAT(*described(id_).registration_config->watchlist_ids, ElementsAre(watchlist_id));
}

}  // namespace
}  // namespace voiceid::handlers
