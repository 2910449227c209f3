"""Whole calls: the control API plays Amazon Connect's part, boto3 the application's."""
import re

import pytest

from support import control, sdk


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def sessions(emulator, domain):
    return control.Sessions(emulator, domain)


@pytest.fixture
def evaluate(client, domain):
    def evaluate(name_or_id="call-1"):
        answer = client.evaluate_session(DomainId=domain, SessionNameOrId=name_or_id)
        del answer["ResponseMetadata"]
        return answer
    return evaluate


@pytest.fixture
def describe(client, domain):
    return lambda: client.describe_speaker(DomainId=domain, SpeakerId="alice")["Speaker"]


def status_of(session):
    return session["EnrollmentRequestDetails"]["Status"]


def test_a_speakers_life_in_calls(client, domain, emulator, sessions, evaluate, describe):
    def authentication(name):
        return evaluate(name)["AuthenticationResult"]

    sessions.stream(name="first")
    assert authentication("first")["Decision"] == "SPEAKER_NOT_ENROLLED"
    assert status_of(sessions.enrollment("first")) == "IN_PROGRESS"
    assert describe()["Status"] == "PENDING"
    control.advance_until(emulator, lambda: describe()["Status"] == "ENROLLED")
    assert status_of(sessions.end("first")) == "COMPLETED"

    sessions.stream(name="second")
    accepted = authentication("second")
    assert accepted["Decision"] == "ACCEPT" and 95 <= accepted["Score"] <= 100
    assert authentication("second") == accepted
    sessions.outcome("second", AuthenticationScore=89)
    rejected = authentication("second")
    assert (rejected["Decision"], rejected["Score"]) == ("REJECT", 89)

    sdk.opt_out(client, domain, "alice")
    assert authentication("second") == rejected
    sessions.stream(name="third")
    assert authentication("third")["Decision"] == "SPEAKER_OPTED_OUT"

    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    sessions.enroll()
    assert describe()["GeneratedSpeakerId"] != accepted["GeneratedSpeakerId"]
    emulator.advance("P3Y")
    assert describe()["Status"] == "EXPIRED"
    sessions.stream(name="fourth")
    assert authentication("fourth")["Decision"] == "SPEAKER_EXPIRED"
    sessions.enroll()
    sessions.stream(name="fifth")
    assert authentication("fifth")["Decision"] == "ACCEPT"


def test_an_accepted_call_in_full(domain, emulator, sessions, evaluate, describe):
    sessions.enroll()
    session = sessions.start(SpeakerId="alice")
    began = control.now(emulator)
    sessions.audio(4)
    emulator.advance("PT4.25S")
    sessions.audio(27)
    ended = control.now(emulator)
    emulator.advance("PT1M")
    sessions.end()

    answer = evaluate()
    authentication, fraud = answer["AuthenticationResult"], answer["FraudDetectionResult"]
    times = {"AudioAggregationStartedAt": began, "AudioAggregationEndedAt": ended}
    assert answer == {
        "DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1", "StreamingStatus": "ENDED",
        "AuthenticationResult": {
            "AuthenticationResultId": authentication["AuthenticationResultId"], "Decision": "ACCEPT",
            "Score": authentication["Score"], "Configuration": {"AcceptanceThreshold": 90},
            "CustomerSpeakerId": "alice", "GeneratedSpeakerId": describe()["GeneratedSpeakerId"], **times},
        "FraudDetectionResult": {
            "FraudDetectionResultId": fraud["FraudDetectionResultId"], "Decision": "LOW_RISK",
            "Configuration": {"RiskThreshold": 50}, **times,
            "RiskDetails": {"KnownFraudsterRisk": {"RiskScore": 0}, "VoiceSpoofingRisk": {"RiskScore": 0}}}}
    assert 95 <= authentication["Score"] <= 100
    assert re.fullmatch(f"id#{sdk.GENERATED_ID}", answer["SessionId"])
    assert re.fullmatch(sdk.GENERATED_ID, authentication["AuthenticationResultId"])
    assert re.fullmatch(sdk.GENERATED_ID, fraud["FraudDetectionResultId"])
    assert evaluate(session["SessionId"]) == answer


def test_a_call_at_high_risk(emulator, sessions, evaluate):
    risks = {"KnownFraudsterRisk": {"RiskScore": 51, "GeneratedFraudsterId": sdk.UNKNOWN_SPEAKER},
             "VoiceSpoofingRisk": {"RiskScore": 52}}
    sessions.stream()
    sessions.outcome(**risks)
    result, now = evaluate()["FraudDetectionResult"], control.now(emulator)
    assert result == {
        "FraudDetectionResultId": result["FraudDetectionResultId"], "Configuration": {"RiskThreshold": 50},
        "Decision": "HIGH_RISK", "Reasons": ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"], "RiskDetails": risks,
        "AudioAggregationStartedAt": now, "AudioAggregationEndedAt": now}


@pytest.mark.parametrize("speaker, seconds, decision, risk", [
    (None, 31, "SPEAKER_ID_NOT_PROVIDED", "LOW_RISK"), ("alice", 9.999, "SPEAKER_NOT_ENROLLED", "NOT_ENOUGH_SPEECH")])
def test_decisions_without_scores(sessions, evaluate, speaker, seconds, decision, risk):
    session = sessions.start(**({"SpeakerId": speaker} if speaker else {}))
    ids = {name: session[name] for name in ("CustomerSpeakerId", "GeneratedSpeakerId") if speaker}
    sessions.audio(seconds)
    authentication, fraud = (evaluate()[part] for part in ("AuthenticationResult", "FraudDetectionResult"))
    assert authentication == {
        "AuthenticationResultId": authentication["AuthenticationResultId"], "Decision": decision,
        "Configuration": {"AcceptanceThreshold": 90}, **ids}
    assert (fraud["Decision"], "RiskDetails" in fraud) == (risk, risk == "LOW_RISK")


@pytest.mark.parametrize("settings", [
    {"AuthenticationConfiguration": False, "FraudDetectionConfiguration": False},
    {"StreamingStatus": "PENDING_CONFIGURATION"}], ids=["both off", "pending"])
def test_results_that_are_left_out(domain, sessions, evaluate, settings):
    session = sessions.start(SpeakerId="alice", **settings)
    assert evaluate() == {"DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1",
                          "StreamingStatus": settings.get("StreamingStatus", "ONGOING")}


def test_an_unknown_session_is_not_found(client, evaluate):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SESSION"):
        evaluate()
