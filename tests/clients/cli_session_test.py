"""A whole call with the AWS CLI as the application."""
import pytest

from support import control
from support.aws_cli import AwsCli

SERVICE_ERROR = 254


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def sessions(emulator, domain):
    return control.Sessions(emulator, domain)


@pytest.fixture
def evaluate(emulator, account, domain):
    aws = AwsCli(emulator.url, account)
    return lambda *more, run=aws, name="call-1": run("evaluate-session", "--domain-id", domain,
                                                     "--session-name-or-id", name, *more)


def test_a_call_of_an_enrolled_speaker(sessions, evaluate, emulator):
    generated_id = sessions.enroll()["GeneratedSpeakerId"]
    session = sessions.stream()
    answer = evaluate(name=session["SessionId"])
    authentication = answer["AuthenticationResult"]
    assert (answer["SessionId"], answer["SessionName"]) == (session["SessionId"], "call-1")
    assert (authentication["Decision"], authentication["GeneratedSpeakerId"]) == ("ACCEPT", generated_id)
    assert authentication["Score"] in range(95, 101)
    assert authentication["AudioAggregationEndedAt"] == control.now(emulator).isoformat()
    assert answer["FraudDetectionResult"]["RiskDetails"] == {"KnownFraudsterRisk": {"RiskScore": 0},
                                                             "VoiceSpoofingRisk": {"RiskScore": 0}}
    assert evaluate() == answer
    sessions.outcome(VoiceSpoofingRisk={"RiskScore": 52})
    fraud = evaluate()["FraudDetectionResult"]
    assert (fraud["Decision"], fraud["Reasons"]) == ("HIGH_RISK", ["VOICE_SPOOFING"])


def test_no_results_while_the_configuration_is_pending(domain, sessions, evaluate):
    session = sessions.start(StreamingStatus="PENDING_CONFIGURATION")
    assert evaluate() == {"DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1",
                          "StreamingStatus": "PENDING_CONFIGURATION"}


def test_a_decision_as_text(emulator, account, sessions, evaluate):
    aws = AwsCli(emulator.url, account)
    done = evaluate(run=aws.run)
    assert (done.returncode, done.stdout) == (SERVICE_ERROR, "")
    assert "An error occurred (ResourceNotFoundException) when calling the EvaluateSession operation" in done.stderr
    sessions.start()
    done = evaluate("--output", "text", "--query",
                    "[AuthenticationResult.Decision, FraudDetectionResult.Decision]", run=aws.run)
    assert (done.returncode, done.stdout.split()) == (0, ["SPEAKER_ID_NOT_PROVIDED", "NOT_ENOUGH_SPEECH"])
