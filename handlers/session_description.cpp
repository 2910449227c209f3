#include "handlers/session_description.hpp"

#include "handlers/lookup.hpp"

namespace voiceid::handlers {
namespace {

using std::chrono::seconds;

shapes::AudioProgress progress(const StreamAudio& audio, seconds window) {
  const AudioAggregation aggregation = audio.aggregation(window);
  return {.audio_aggregation_ended_at = aggregation.ended_at, .audio_aggregation_started_at = aggregation.started_at};
}

shapes::EnrollmentAudioProgress enrollment_progress(const StreamAudio& audio) {
  const AudioAggregation aggregation = audio.aggregation(kEnrollmentSpeech);
  return {.audio_aggregation_ended_at = aggregation.ended_at,
          .audio_aggregation_started_at = aggregation.started_at,
          .audio_aggregation_status = name_of(audio.enrollment_status())};
}

// How similar an acoustic voice is to the one that the speaker enrolled, once there is enough speech to authenticate
// it.
std::optional<std::int64_t> similarity_to(const Speaker* speaker, const Session& session, TimePoint now) {
  const Voice* const enrolled = speaker == nullptr ? nullptr : speaker->voiceprint_at(now);
  if (enrolled == nullptr || !session.audio().is_enough(session.minimum_speech())) return std::nullopt;
  const Voice voice = session.audio().voice(session.minimum_speech());
  if (!voice.is_acoustic()) return std::nullopt;
  return similarity(voice, *enrolled);
}

shapes::Audio described(const Session& session, const Speaker* speaker, TimePoint now) {
  const StreamAudio& audio = session.audio();
  return {.similarity = similarity_to(speaker, session, now),
          .speech_seconds = std::chrono::duration<double>(audio.net_speech()).count(),
          .spoofing_risk = audio.spoofing_risk(kEnrollmentSpeech),
          .voice = audio.voice_name()};
}

shapes::Outcome described(const ScriptedOutcome& outcome) {
  shapes::Outcome shape;
  shape.authentication_score = outcome.authentication_score;
  if (const auto& known = outcome.known_fraudster_risk) {
    auto& [fraudster_id, risk_score] = shape.known_fraudster_risk.emplace();
    risk_score = known->risk_score;
    if (known->generated_fraudster_id) fraudster_id = known->generated_fraudster_id->view();
  }
  if (outcome.voice_spoofing_risk) shape.voice_spoofing_risk = {*outcome.voice_spoofing_risk};
  return shape;
}

shapes::EnrollmentRequestDetails described(const EnrollmentRequest& request) {
  shapes::EnrollmentRequestDetails shape;
  if (!request.message.empty()) shape.message = request.message;
  shape.status = name_of(request.status);
  return shape;
}

void describe_speaker_of(const Session& session, const Speaker* speaker, shapes::Session& shape) {
  if (speaker != nullptr) {
    shape.customer_speaker_id = speaker->customer_speaker_id();
    shape.generated_speaker_id = speaker->generated_id();
  } else if (session.speaker_id()) {
    const std::string_view id = *session.speaker_id();
    (is_generated_id(id) ? shape.generated_speaker_id : shape.customer_speaker_id) = id;
  }
}

void describe_audio_of(const Session& session, const Speaker* speaker, TimePoint now, shapes::Session& shape) {
  const StreamAudio& audio = session.audio();
  if (audio.has_begun()) shape.audio = described(session, speaker, now);
  if (!audio.started_at()) return;
  shape.enrollment_audio_progress = enrollment_progress(audio);
  if (session.authentication_on()) shape.authentication_audio_progress = progress(audio, session.minimum_speech());
  if (session.fraud_detection_on()) shape.fraud_detection_audio_progress = progress(audio, kFraudDetectionSpeech);
}

}  // namespace

shapes::Session described(store::DomainRecord& record, const Session& session, TimePoint now) {
  shapes::Session shape;
  shape.domain_id = record.domain.id.view();
  shape.session_id = session.id();
  shape.session_name = session.name();
  shape.streaming_status = name_of(session.status());
  shape.created_at = session.created_at();
  shape.ended_at = session.ended_at();
  shape.contact_arn = session.contact_arn();
  shape.streaming_configuration = {session.minimum_speech().count()};
  if (session.authentication_on()) shape.authentication_configuration = {session.acceptance_threshold()};
  if (session.fraud_detection_on()) {
    shape.fraud_detection_configuration = {session.risk_threshold(), session.watchlist_id().view()};
  }
  if (session.outcome()) shape.outcome = described(*session.outcome());
  if (session.enrollment()) shape.enrollment_request_details = described(*session.enrollment());
  const Speaker* const speaker = speaker_of(record, session);
  describe_speaker_of(session, speaker, shape);
  describe_audio_of(session, speaker, now, shape);
  return shape;
}

}  // namespace voiceid::handlers
