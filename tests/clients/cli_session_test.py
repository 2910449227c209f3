"""A whole call, the application's part with the AWS CLI."""
import re
from datetime import datetime

import pytest

from support import control, sdk
from support.aws_cli import AwsCli

SERVICE_ERROR = 254


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


@pytest.fixture
def sessions(emulator, domain):
    return control.Sessions(emulator, domain)


@pytest.fixture
def evaluate(aws, domain):
    return lambda name_or_id="call-1": aws("evaluate-session", "--domain-id", domain, "--session-name-or-id",
                                           name_or_id)


def test_a_speakers_life_in_calls(aws, emulator):
    domain = aws("create-domain", "--name", "calls", "--server-side-encryption-configuration",
                 f"KmsKeyId={sdk.KEY}")["Domain"]["DomainId"]
    sessions = control.Sessions(emulator, domain)
    alice = ["--domain-id", domain, "--speaker-id", "alice"]

    def status():
        return aws("describe-speaker", *alice)["Speaker"]["Status"]

    def authentication(name):
        answer = aws("evaluate-session", "--domain-id", domain, "--session-name-or-id", name)
        return answer["AuthenticationResult"]

    sessions.stream(name="first")
    sessions.enrollment("first")
    control.advance_until(emulator, lambda: status() == "ENROLLED")
    sessions.end("first")

    sessions.stream(name="second")
    accepted = authentication("second")
    assert accepted["Decision"] == "ACCEPT" and 95 <= accepted["Score"] <= 100
    assert authentication("second") == accepted
    sessions.outcome("second", AuthenticationScore=89)
    rejected = authentication("second")
    assert (rejected["Decision"], rejected["Score"]) == ("REJECT", 89)
    assert rejected["AuthenticationResultId"] != accepted["AuthenticationResultId"]

    aws("opt-out-speaker", *alice)
    assert authentication("second") == rejected
    sessions.stream(name="third")
    assert authentication("third")["Decision"] == "SPEAKER_OPTED_OUT"

    aws("delete-speaker", *alice)
    sessions.enroll()
    emulator.advance("P3Y")
    assert status() == "EXPIRED"
    sessions.stream(name="fourth")
    assert authentication("fourth")["Decision"] == "SPEAKER_EXPIRED"
    sessions.enroll()
    sessions.stream(name="fifth")
    assert authentication("fifth")["Decision"] == "ACCEPT"


def test_an_accepted_call_in_full(domain, emulator, sessions, evaluate):
    generated_id = sessions.enroll()["GeneratedSpeakerId"]
    session = sessions.start(SpeakerId="alice")
    began = control.now(emulator)
    sessions.audio(4)
    emulator.advance("PT4S")
    sessions.audio(27)
    ended = control.now(emulator)

    answer = evaluate(session["SessionId"])
    parts = [answer["AuthenticationResult"], answer["FraudDetectionResult"]]
    shown = [{name: part.pop(name) for name in ("AudioAggregationStartedAt", "AudioAggregationEndedAt")}
             for part in parts]
    assert [[datetime.fromisoformat(time) for time in each.values()] for each in shown] == [[began, ended]] * 2
    ids = [parts[0].pop("AuthenticationResultId"), parts[1].pop("FraudDetectionResultId")]
    assert all(re.fullmatch(sdk.GENERATED_ID, each) for each in ids) and len(set(ids)) == 2
    assert parts[0].pop("Score") in range(95, 101)
    assert answer == {
        "DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1", "StreamingStatus": "ONGOING",
        "AuthenticationResult": {"Decision": "ACCEPT", "Configuration": {"AcceptanceThreshold": 90},
                                 "CustomerSpeakerId": "alice", "GeneratedSpeakerId": generated_id},
        "FraudDetectionResult": {
            "Decision": "LOW_RISK", "Configuration": {"RiskThreshold": 50},
            "RiskDetails": {"KnownFraudsterRisk": {"RiskScore": 0}, "VoiceSpoofingRisk": {"RiskScore": 0}}}}


def test_high_risk(sessions, evaluate):
    sessions.stream()
    risks = {"KnownFraudsterRisk": {"RiskScore": 51, "GeneratedFraudsterId": f"id#{sdk.UNKNOWN_ID}"},
             "VoiceSpoofingRisk": {"RiskScore": 52}}
    sessions.outcome(**risks)
    fraud = evaluate()["FraudDetectionResult"]
    assert (fraud["Decision"], fraud["RiskDetails"]) == ("HIGH_RISK", risks)
    assert fraud["Reasons"] == ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"]


def test_no_results_while_the_configuration_is_pending(domain, sessions, evaluate):
    session = sessions.start(StreamingStatus="PENDING_CONFIGURATION")
    assert evaluate() == {"DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1",
                          "StreamingStatus": "PENDING_CONFIGURATION"}


def test_a_decision_as_text(aws, domain, sessions):
    sessions.start()
    done = aws.run("evaluate-session", "--domain-id", domain, "--session-name-or-id", "call-1", "--output", "text",
                   "--query", "[AuthenticationResult.Decision, FraudDetectionResult.Decision]")
    assert (done.returncode, done.stdout.split()) == (0, ["SPEAKER_ID_NOT_PROVIDED", "NOT_ENOUGH_SPEECH"])


def test_an_unknown_session(aws, domain):
    done = aws.run("evaluate-session", "--domain-id", domain, "--session-name-or-id", "call-1")
    assert (done.returncode, done.stdout) == (SERVICE_ERROR, "")
    assert "An error occurred (ResourceNotFoundException) when calling the EvaluateSession operation" in done.stderr
