"""What Amazon Connect shows of a session, through the control API; tests/handlers/flow_results_test.cpp holds the rules."""
import pytest

from support.session_calls import UNKNOWN_ID, SessionCalls, refused


@pytest.fixture
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start(SpeakerId="alice")
    return calls


def check(calls, option, name="call-1"):
    return calls.ask("POST", name, "check", {"CheckVoiceIdOption": option})


def record(calls, name="call-1"):
    return calls.ask("GET", name, "contact-record")


def test_a_check_answers_the_branch_and_the_record_what_was_found(calls):
    calls.audio(12)
    calls.outcome(KnownFraudsterRisk={"RiskScore": 80}, VoiceSpoofingRisk={"RiskScore": 20})
    answers = [check(calls, option) for option in ("enrollmentStatus", "voiceAuthentication", "fraudDetection")]
    assert [answer.status for answer in answers] == [200] * 3
    assert [answer.body for answer in answers] == [
        {"Result": "NotEnrolled"}, {"Result": "NotEnrolled"}, {"Result": "HighRisk"}]
    found = record(calls)
    assert found.status == 200
    assert found.headers["Content-Type"].split(";")[0] == "application/json"
    assert found.body["VoiceIdResult"].pop("GeneratedSpeakerId", "id#").startswith("id#")
    assert found.body == {"VoiceIdResult": {
        "Authentication": {"MinimumSpeechInSeconds": 10, "Result": "Not Enrolled", "ScoreThreshold": 90},
        "FraudDetection": {"Reasons": ["Known Fraudster"], "Result": "High Risk", "RiskScoreKnownFraudster": 80,
                           "RiskScoreVoiceSpoofing": 20, "ScoreThreshold": 50, "WatchlistID": calls.default_watchlist},
        "SpeakerEnrolled": False, "SpeakerOptedOut": False}}


def test_what_a_flow_sends_down_its_error_branch_is_a_200_with_a_reason(calls):
    calls.operation("DeleteDomain")
    answer = check(calls, "fraudDetection")
    assert (answer.status, answer.body) == (200, {"Result": "Error", "Reason": "The domain is not active."})


def test_an_unknown_option_session_or_domain_is_refused(calls):
    assert "enrollmentStatus, voiceAuthentication, fraudDetection" in refused(check(calls, "voiceid"), 400)
    refused(check(calls, "enrollmentStatus", "nobody"), 404, "ResourceNotFoundException")
    refused(record(calls, "nobody"), 404, "ResourceNotFoundException")
    calls.domain_id = UNKNOWN_ID
    refused(check(calls, "voiceAuthentication"), 404, "ResourceNotFoundException")
    refused(record(calls), 404, "ResourceNotFoundException")
