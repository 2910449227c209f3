#pragma once

#include "handlers/connect_sessions.hpp"
#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {

inline constexpr std::string_view kContactArn = "arn:aws:connect:us-east-1:000000000000:instance/i/contact/c";

/// What a start or an update names, one member each.
inline shapes::UpdateSessionRequest with_speaker(std::string_view speaker_id) {
  shapes::UpdateSessionRequest request;
  request.speaker_id = {speaker_id};
  return request;
}
inline shapes::UpdateSessionRequest without_speaker() {
  shapes::UpdateSessionRequest request;
  request.speaker_id.emplace();
  return request;
}
inline shapes::UpdateSessionRequest with_acceptance_threshold(std::int64_t threshold) {
  shapes::UpdateSessionRequest request;
  request.authentication_configuration = {shapes::AuthenticationSettings{threshold}};
  return request;
}
inline shapes::UpdateSessionRequest without_authentication() {
  shapes::UpdateSessionRequest request;
  request.authentication_configuration.emplace();
  return request;
}
inline shapes::UpdateSessionRequest with_fraud_detection(std::optional<std::int64_t> threshold,
                                                         std::optional<std::string_view> watchlist_id = {}) {
  shapes::UpdateSessionRequest request;
  request.fraud_detection_configuration = {shapes::FraudDetectionConfiguration{threshold, watchlist_id}};
  return request;
}
inline shapes::UpdateSessionRequest without_fraud_detection() {
  shapes::UpdateSessionRequest request;
  request.fraud_detection_configuration.emplace();
  return request;
}
inline shapes::UpdateSessionRequest with_minimum_speech(std::int64_t seconds) {
  shapes::UpdateSessionRequest request;
  request.streaming_configuration = shapes::StreamingConfiguration{seconds};
  return request;
}
inline shapes::UpdateSessionRequest with_status(std::string_view status) {
  shapes::UpdateSessionRequest request;
  request.streaming_status = status;
  return request;
}
inline shapes::UpdateSessionRequest with_contact_arn(std::string_view arn) {
  shapes::UpdateSessionRequest request;
  request.contact_arn = {arn};
  return request;
}

inline shapes::Outcome scripted_score(std::int64_t score) {
  shapes::Outcome outcome;
  outcome.authentication_score = score;
  return outcome;
}
inline shapes::Outcome scripted_fraudster(std::int64_t risk, std::optional<std::string_view> fraudster_id = {}) {
  shapes::Outcome outcome;
  outcome.known_fraudster_risk = {fraudster_id, risk};
  return outcome;
}

/// A domain with sessions. Calls are about the session "call" unless they name another.
class SessionTest : public DomainTest {
 protected:
  static constexpr std::string_view kCall = "call";

  SessionAddress address(std::string_view session = kCall) const { return {domain_id_, session, {}}; }

  Result<shapes::SessionAnswer> try_start(const shapes::UpdateSessionRequest& settings = {},
                                          std::string_view name = kCall) {
    return start_session(context_, domain_id_, {settings, name});
  }
  shapes::Session start(const shapes::UpdateSessionRequest& settings = {}, std::string_view name = kCall) {
    return try_start(settings, name).value().session;
  }
  Result<shapes::SessionAnswer> try_update(const shapes::UpdateSessionRequest& changes) {
    return update_session(context_, address(), changes);
  }
  shapes::Session update(const shapes::UpdateSessionRequest& changes) { return try_update(changes).value().session; }
  shapes::Session say(std::string_view voice, std::chrono::milliseconds speech, int risk = 0) {
    return add_audio(context_, address(), {voice, speech, risk}).value().session;
  }
  shapes::Session script(const std::optional<shapes::Outcome>& outcome) {
    return script_outcome(context_, address(), outcome).value().session;
  }
  Result<shapes::SessionAnswer> try_enroll() { return enroll_by_session(context_, address()); }
  shapes::Session enroll() { return try_enroll().value().session; }
  shapes::Session end(std::string_view session = kCall) {
    return end_session(context_, address(session)).value().session;
  }
  shapes::Session described(std::string_view session = kCall) {
    return describe_session(context_, address(session)).value().session;
  }
  std::optional<Error> failure_to_describe(std::string_view session = kCall) {
    return failure_of(describe_session(context_, address(session)));
  }

  shapes::EvaluateSessionResponse evaluate(std::string_view session = kCall) {
    return evaluate_session(context_, {domain_id_, session}).value();
  }
  shapes::AuthenticationResult authentication() { return evaluate().authentication_result.value(); }
  shapes::FraudDetectionResult fraud_detection() { return evaluate().fraud_detection_result.value(); }
  // Ids as copies: a result is gone when the next one is computed.
  std::string authentication_id() { return std::string(*authentication().authentication_result_id); }
  std::string fraud_detection_id() { return std::string(*fraud_detection().fraud_detection_result_id); }

  Speaker* find_speaker(std::string_view id) { return record_of(domain_id_).speakers.find_by_either(id); }
  std::string status_of_speaker(std::string_view id) {
    return std::string(*describe_speaker(context_, {domain_id_, id}).value().speaker->status);
  }
  std::optional<TimePoint> last_access_of(std::string_view id) {
    return describe_speaker(context_, {domain_id_, id}).value().speaker->last_accessed_at;
  }
  /// Somebody whose voice has the label of the name.
  Speaker& enrolled(const std::string& name) {
    Speaker* speaker = find_speaker(name);
    if (speaker == nullptr) speaker = &pending_speaker(domain_id_, name);
    speaker->enroll(Voice(name), context_.now);
    return *speaker;
  }
};

}  // namespace voiceid::handlers
