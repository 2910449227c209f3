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


def not_found(client, resource):
    return sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType=resource)


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


def test_a_session_is_found_in_its_own_domain_alone(emulator, account, client, domain, sessions, evaluate):
    sessions.start()
    for name_or_id in ("call-2", "CALL-1", sdk.UNKNOWN_SPEAKER):
        with not_found(client, "SESSION"):
            evaluate(name_or_id)
    other = sdk.create_domain(client)["DomainId"]
    with not_found(client, "SESSION"):
        client.evaluate_session(DomainId=other, SessionNameOrId="call-1")
    for stranger in (sdk.client(emulator.url, "999999999999"), sdk.client(emulator.url, account, region="eu-west-2")):
        with not_found(stranger, "DOMAIN"):
            stranger.evaluate_session(DomainId=domain, SessionNameOrId="call-1")
    client.delete_domain(DomainId=domain)
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_NOT_ACTIVE"):
        evaluate()


def test_a_session_is_kept_for_24_hours_after_its_end(client, emulator, sessions, evaluate):
    session = sessions.stream()
    emulator.advance("P2D")
    before = evaluate()
    sessions.end()
    emulator.advance("PT23H59M59S")
    assert evaluate() == {**before, "StreamingStatus": "ENDED"}
    emulator.advance("PT1S")
    with not_found(client, "SESSION"):
        evaluate(session["SessionId"])


def test_an_enrollment_that_waits_for_speech(client, emulator, sessions, describe):
    sessions.stream(seconds=29.999)
    assert status_of(sessions.enrollment()) == "NOT_ENOUGH_SPEECH"
    with control.refused("ENROLLMENT_ALREADY_EXISTS"):
        sessions.enrollment()
    assert describe()["Status"] == "PENDING" and "LastAccessedAt" not in describe()
    assert status_of(sessions.audio(0.001)) == "IN_PROGRESS"
    emulator.advance("PT1S")
    assert (status_of(sessions.describe()), describe()["Status"]) == ("COMPLETED", "ENROLLED")


def test_an_enrollment_at_high_risk_fails_and_leaves_no_new_speaker(client, emulator, sessions, describe):
    sessions.stream()
    sessions.outcome(KnownFraudsterRisk={"RiskScore": 90})
    sessions.enrollment()
    emulator.advance("PT1S")
    failed = sessions.describe()
    assert status_of(failed) == "FAILED" and failed["EnrollmentRequestDetails"]["Message"]
    with not_found(client, "SPEAKER"):
        describe()


@pytest.mark.parametrize("operation", ["opt_out_speaker", "delete_speaker"])
def test_an_enrollment_fails_when_its_speaker_goes(client, domain, emulator, sessions, operation):
    sessions.stream()
    sessions.enrollment()
    getattr(client, operation)(DomainId=domain, SpeakerId="alice")
    emulator.advance("PT1S")
    failed = sessions.describe()
    assert status_of(failed) == "FAILED" and failed["EnrollmentRequestDetails"]["Message"]
    statuses = [each["Status"] for each in client.list_speakers(DomainId=domain)["SpeakerSummaries"]]
    assert statuses == ([] if operation == "delete_speaker" else ["OPTED_OUT"])
