"""Whole calls: Amazon Connect's part over the control API, the application's part with boto3."""
import re

import pytest

from support import control, sdk

SCRIPTED_RISK = {"KnownFraudsterRisk": {"RiskScore": 90}}


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
def authentication(evaluate):
    return lambda name_or_id="call-1": evaluate(name_or_id)["AuthenticationResult"]


@pytest.fixture
def describe(client, domain):
    return lambda speaker_id="alice": client.describe_speaker(DomainId=domain, SpeakerId=speaker_id)["Speaker"]


def not_found(client, resource):
    return sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType=resource)


def status_of(session):
    return session["EnrollmentRequestDetails"]["Status"]


def test_a_speakers_life_in_calls(client, domain, emulator, sessions, authentication, describe):
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
    assert rejected["AuthenticationResultId"] != accepted["AuthenticationResultId"]

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
    assert evaluate() == evaluate(session["SessionId"]) == answer


def test_every_call_finds_a_session_by_its_id_as_by_its_name(sessions, evaluate):
    session_id = sessions.start(SpeakerId="alice")["SessionId"]
    sessions.update(session_id, AuthenticationConfiguration={"AcceptanceThreshold": 70})
    sessions.audio(31, "alice", session_id)
    sessions.outcome(session_id, AuthenticationScore=70)
    sessions.remove_outcome(session_id)
    sessions.enrollment(session_id)
    session = sessions.end(session_id)
    assert session == sessions.describe(session_id) == sessions.describe("call-1")
    assert session["AuthenticationConfiguration"] == {"AcceptanceThreshold": 70}
    assert evaluate(session_id) == evaluate("call-1")


@pytest.mark.parametrize("name_or_id", ["call-2", "CALL-1", sdk.UNKNOWN_SPEAKER])
def test_an_unknown_session_is_not_found(client, sessions, evaluate, name_or_id):
    sessions.start()
    with not_found(client, "SESSION"):
        evaluate(name_or_id)
    with control.refused("ResourceNotFoundException", 404):
        sessions.describe(name_or_id)


def test_a_session_is_found_in_its_own_domain_only(client, sessions, domain):
    session = sessions.start()
    other = sdk.create_domain(client)["DomainId"]
    for name_or_id in ("call-1", session["SessionId"]):
        with not_found(client, "SESSION"):
            client.evaluate_session(DomainId=other, SessionNameOrId=name_or_id)
    assert client.evaluate_session(DomainId=domain, SessionNameOrId="call-1")["SessionId"] == session["SessionId"]


@pytest.mark.parametrize("elsewhere", [{"access_key": "999999999999"}, {"region": "eu-west-2"}], ids=lambda e: [*e][0])
def test_the_domain_of_another_account_or_region_is_not_found(emulator, account, domain, sessions, elsewhere):
    sessions.start()
    stranger = sdk.client(emulator.url, **{"access_key": account, **elsewhere})
    with not_found(stranger, "DOMAIN"):
        stranger.evaluate_session(DomainId=domain, SessionNameOrId="call-1")


def test_sessions_of_a_deleted_domain_are_refused(client, domain, sessions, evaluate):
    sessions.stream()
    client.delete_domain(DomainId=domain)
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_NOT_ACTIVE"):
        evaluate()
    for call in (sessions.describe, sessions.list, sessions.end, lambda: sessions.start("call-2")):
        with control.refused("DOMAIN_NOT_ACTIVE"):
            call()


def test_a_session_is_kept_for_24_hours_after_its_end(client, emulator, sessions, evaluate):
    first = sessions.stream()
    sessions.start("call-2")
    emulator.advance("P2D")
    before = evaluate()
    sessions.end()
    emulator.advance("PT23H59M59S")
    assert evaluate() == {**before, "StreamingStatus": "ENDED"}
    emulator.advance("PT1S")
    for name_or_id in ("call-1", first["SessionId"]):
        with not_found(client, "SESSION"):
            evaluate(name_or_id)
    assert [each["SessionName"] for each in sessions.list()] == ["call-2"]
    assert sessions.start()["SessionId"] != first["SessionId"]


def test_a_new_stream_keeps_an_ended_session(emulator, sessions, evaluate):
    first = sessions.start()
    sessions.end()
    emulator.advance("PT23H")
    sessions.start()
    emulator.advance("PT23H")
    assert evaluate()["SessionId"] == first["SessionId"]


@pytest.mark.parametrize("status", ["ONGOING", "PENDING_CONFIGURATION"])
def test_a_stream_that_has_not_ended_refuses_another(sessions, status):
    session = sessions.start(SpeakerId="alice", StreamingStatus=status)
    with control.refused("ANOTHER_ACTIVE_STREAM"):
        sessions.start(SpeakerId="bob")
    assert sessions.describe() == session


def test_a_new_stream_has_the_sessions_settings_but_neither_audio_nor_script(sessions, authentication):
    sessions.enroll()
    first = sessions.stream(AuthenticationConfiguration={"AcceptanceThreshold": 70})
    sessions.outcome(AuthenticationScore=70)
    assert authentication()["Score"] == 70
    sessions.end()
    second = sessions.start()
    assert second["SessionId"] == first["SessionId"]
    silent = authentication()
    assert (silent["Decision"], silent["Configuration"]) == ("NOT_ENOUGH_SPEECH", {"AcceptanceThreshold": 70})
    sessions.audio(31)
    assert authentication()["Score"] >= 95


def test_enrollment_needs_a_speaker(sessions):
    sessions.start()
    sessions.audio(31)
    with control.refused("SPEAKER_NOT_SET"):
        sessions.enrollment()
    sessions.update(SpeakerId="alice")
    assert status_of(sessions.enrollment()) == "IN_PROGRESS"


def test_enrollment_of_a_speaker_who_opted_out_is_refused(client, domain, sessions, describe):
    [opted_out] = sdk.opt_out(client, domain, "alice")
    sessions.stream()
    with control.refused("SPEAKER_OPTED_OUT"):
        sessions.enrollment()
    assert describe() == opted_out
    assert "EnrollmentRequestDetails" not in sessions.describe()


def test_enrollment_of_an_unknown_generated_id_is_not_found(client, domain, sessions):
    sessions.stream(sdk.UNKNOWN_SPEAKER, "alice")
    with control.refused("ResourceNotFoundException", 404):
        sessions.enrollment()
    assert client.list_speakers(DomainId=domain)["SpeakerSummaries"] == []


@pytest.mark.parametrize("status, seconds, advance", [
    ("NOT_ENOUGH_SPEECH", 29.999, "PT1H"), ("IN_PROGRESS", 30, "PT0S"), ("COMPLETED", 30, "PT1S")])
def test_enrollment_is_asked_for_once_and_for_one_speaker(emulator, sessions, describe, status, seconds, advance):
    sessions.stream(seconds=seconds)
    sessions.enrollment()
    emulator.advance(advance)
    session = sessions.describe()
    assert status_of(session) == status
    assert describe()["Status"] == ("ENROLLED" if status == "COMPLETED" else "PENDING")
    with control.refused("ENROLLMENT_ALREADY_EXISTS"):
        sessions.enrollment()
    with control.refused("CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT"):
        sessions.update(SpeakerId="bob")
    assert sessions.update(SpeakerId="alice") == session
    sessions.end()
    with control.refused("CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT"):
        sessions.start(SpeakerId="bob")
    assert sessions.start(SpeakerId="alice")["CustomerSpeakerId"] == "alice"


def test_enrollment_waits_for_30_seconds_of_speech(emulator, sessions, authentication, describe):
    sessions.stream(seconds=29.999)
    assert status_of(sessions.enrollment()) == "NOT_ENOUGH_SPEECH"
    pending = describe()
    assert pending["Status"] == "PENDING" and "LastAccessedAt" not in pending
    waiting = authentication()
    assert (waiting["Decision"], waiting["GeneratedSpeakerId"]) == (
        "SPEAKER_NOT_ENROLLED", pending["GeneratedSpeakerId"])
    assert status_of(sessions.audio(0.001)) == "IN_PROGRESS"
    emulator.advance("PT0.999S")
    assert (status_of(sessions.describe()), describe()["Status"]) == ("IN_PROGRESS", "PENDING")
    emulator.advance("PT0.001S")
    assert (status_of(sessions.describe()), describe()["Status"]) == ("COMPLETED", "ENROLLED")
    assert authentication() == waiting


def test_a_new_stream_goes_on_with_an_enrollment_that_waits_for_speech(emulator, sessions, describe):
    sessions.stream(seconds=20)
    sessions.enrollment()
    sessions.end()
    emulator.advance("PT1H")
    assert status_of(sessions.start()) == "NOT_ENOUGH_SPEECH"
    assert status_of(sessions.audio(20)) == "NOT_ENOUGH_SPEECH"
    assert status_of(sessions.audio(10)) == "IN_PROGRESS"
    emulator.advance("PT1S")
    assert status_of(sessions.describe()) == "COMPLETED"
    assert describe()["Status"] == "ENROLLED"


def test_the_end_of_a_stream_leaves_an_enrollment_in_progress(emulator, sessions, describe):
    sessions.stream()
    sessions.enrollment()
    assert status_of(sessions.end()) == "IN_PROGRESS"
    emulator.advance("PT1S")
    assert status_of(sessions.describe()) == "COMPLETED"
    assert describe()["Status"] == "ENROLLED"


@pytest.mark.parametrize("enrolled, pieces, heard", [
    (["alice"], [(31, "bob")], "bob"),
    ([], [(14, "bob"), (16, "alice")], "alice"),
    ([], [(15, "bob"), (15, "alice")], "bob"),
    ([], [(30, "bob"), (300, "alice")], "bob"),
], ids=["replaces an earlier one", "longest heard", "tie: first heard", "beyond the window"])
def test_the_voiceprint_is_the_voice_of_the_first_30_seconds(emulator, sessions, authentication, enrolled, pieces,
                                                             heard):
    for speaker in enrolled:
        sessions.enroll(speaker)
    sessions.start("again", SpeakerId="alice")
    for seconds, voice in pieces:
        sessions.audio(seconds, voice, "again")
    sessions.enrollment("again")
    emulator.advance("PT1S")
    decisions = {}
    for voice in ("alice", "bob"):
        sessions.stream(voice=voice, name=voice)
        decisions[voice] = authentication(voice)["Decision"]
    assert decisions == {"alice": "REJECT", "bob": "REJECT", heard: "ACCEPT"}


def fail_enrollment(emulator, sessions):
    """Gives the session with a failed enrollment of alice, in mallory's voice."""
    sessions.stream(voice="mallory")
    sessions.outcome(**SCRIPTED_RISK)
    sessions.enrollment()
    emulator.advance("PT1S")
    failed = sessions.describe()
    assert status_of(failed) == "FAILED" and failed["EnrollmentRequestDetails"]["Message"]
    return failed


def test_an_enrollment_at_high_risk_fails_and_leaves_no_new_speaker(client, emulator, sessions, describe):
    fail_enrollment(emulator, sessions)
    with not_found(client, "SPEAKER"):
        describe()


def test_an_enrollment_at_high_risk_leaves_an_enrolled_speaker_as_it_was(emulator, sessions, authentication, describe):
    sessions.enroll()
    enrolled = describe()
    emulator.advance("PT2H")
    fail_enrollment(emulator, sessions)
    assert describe() == enrolled
    sessions.stream(name="call-2")
    assert authentication("call-2")["Decision"] == "ACCEPT"


def test_a_failed_enrollment_can_be_asked_for_again_for_the_same_speaker(emulator, sessions, describe):
    fail_enrollment(emulator, sessions)
    with control.refused("CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT"):
        sessions.update(SpeakerId="bob")
    sessions.remove_outcome()
    assert status_of(sessions.enrollment()) == "IN_PROGRESS"
    emulator.advance("PT1S")
    assert status_of(sessions.describe()) == "COMPLETED"
    assert describe()["Status"] == "ENROLLED"


def test_enrollment_without_fraud_detection_knows_no_risk(emulator, sessions, describe):
    sessions.stream(FraudDetectionConfiguration=False)
    sessions.outcome(**SCRIPTED_RISK)
    sessions.enrollment()
    emulator.advance("PT1S")
    assert status_of(sessions.describe()) == "COMPLETED"
    assert describe()["Status"] == "ENROLLED"


@pytest.mark.parametrize("operation", ["opt_out_speaker", "delete_speaker"])
def test_an_enrollment_fails_whose_speaker_goes_meanwhile(client, domain, emulator, sessions, operation):
    sessions.stream()
    sessions.enrollment()
    getattr(client, operation)(DomainId=domain, SpeakerId="alice")
    emulator.advance("PT1S")
    failed = sessions.describe()
    assert status_of(failed) == "FAILED" and failed["EnrollmentRequestDetails"]["Message"]
    statuses = [each["Status"] for each in client.list_speakers(DomainId=domain)["SpeakerSummaries"]]
    assert statuses == ([] if operation == "delete_speaker" else ["OPTED_OUT"])
