"""Enrollment by session: refusals, its way through the states, and what becomes of the speaker."""
import pytest

from support.emulator import Emulator
from support.session_calls import NOON_EPOCH, UNKNOWN_ID, frozen_at_noon, refused

SPOOFED = {"SpoofingRisk": 80}


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "2") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def ask(calls, name="call-1"):
    return calls.ask("POST", name, "enrollment")


def test_without_a_request_there_are_no_details(calls):
    calls.start(SpeakerId="alice")
    assert "EnrollmentRequestDetails" not in calls.audio(60)
    assert calls.operation("DescribeSpeaker", SpeakerId="alice").status == 404


def test_the_way_of_an_enrollment(calls):
    calls.start(SpeakerId="alice")
    assert calls.enrollment()["EnrollmentRequestDetails"] == {"Status": "NOT_ENOUGH_SPEECH"}
    assert calls.speaker()["Status"] == "PENDING"
    assert calls.audio(29.999)["EnrollmentRequestDetails"] == {"Status": "NOT_ENOUGH_SPEECH"}
    calls.emulator.advance("P1D")
    assert calls.audio(0.001)["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    calls.emulator.control("PUT", "clock", {"Now": "2026-11-22T12:00:01.999Z"})
    assert calls.enrollment_status() == "IN_PROGRESS" and calls.speaker()["Status"] == "PENDING"
    calls.emulator.control("PUT", "clock", {"Now": "2026-11-22T12:00:02.000Z"})
    assert calls.describe()["EnrollmentRequestDetails"] == {"Status": "COMPLETED"}
    speaker = calls.speaker()
    assert (speaker["Status"], speaker["LastAccessedAt"]) == ("ENROLLED", NOON_EPOCH + 86400)
    assert speaker["UpdatedAt"] == NOON_EPOCH + 86402


def test_audio_before_the_request_counts(calls):
    calls.stream()
    session = calls.enrollment()
    assert session["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    assert session["CustomerSpeakerId"] == "alice"
    assert session["GeneratedSpeakerId"] == calls.speaker()["GeneratedSpeakerId"]


def test_the_voice_of_the_stream_is_the_one_enrolled(calls):
    calls.start("enrolls", SpeakerId="alice")
    calls.audio(30, voice="carol", name_or_id="enrolls")
    calls.enrollment("enrolls")
    calls.emulator.advance("PT2S")
    for voice, decision in (("carol", "ACCEPT"), ("alice", "REJECT")):
        calls.start(voice, SpeakerId="alice")
        calls.audio(10, voice=voice, name_or_id=voice)
        assert calls.evaluate(voice)["AuthenticationResult"]["Decision"] == decision


def test_a_second_enrollment_replaces_the_voiceprint(calls):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(30, voice="dora")
    calls.enrollment()
    assert calls.speaker()["Status"] == "ENROLLED"
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "REJECT"
    calls.emulator.advance("PT2S")
    calls.start("later", SpeakerId="alice")
    calls.audio(10, voice="dora", name_or_id="later")
    assert calls.evaluate("later")["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_without_a_speaker_it_is_refused(calls):
    calls.start()
    before = calls.audio(30)
    refused(ask(calls), 409, "SPEAKER_NOT_SET")
    assert calls.describe() == before


def test_of_a_speaker_that_opted_out_it_is_refused(calls):
    calls.opt_out("alice")
    calls.stream()
    refused(ask(calls), 409, "SPEAKER_OPTED_OUT")
    assert calls.speaker()["Status"] == "OPTED_OUT" and calls.enrollment_status() is None


@pytest.mark.parametrize("seconds, advance, status", [(1, "PT0S", "NOT_ENOUGH_SPEECH"), (30, "PT0S", "IN_PROGRESS"),
                                                      (30, "PT2S", "COMPLETED")])
def test_a_second_request_is_refused_unless_the_first_failed(calls, seconds, advance, status):
    calls.start(SpeakerId="alice")
    calls.audio(seconds)
    calls.enrollment()
    calls.emulator.advance(advance)
    before = calls.describe()
    assert before["EnrollmentRequestDetails"]["Status"] == status
    refused(ask(calls), 409, "ENROLLMENT_ALREADY_EXISTS")
    assert calls.describe() == before


@pytest.mark.parametrize("seconds, advance", [(1, "PT0S"), (30, "PT0S"), (30, "PT2S")])
def test_after_the_request_another_speaker_is_refused(calls, seconds, advance):
    calls.start(SpeakerId="alice")
    calls.audio(seconds)
    calls.enrollment()
    calls.emulator.advance(advance)
    before = calls.describe()
    refused(calls.ask("PATCH", "call-1", body={"SpeakerId": "bob"}), 409, "CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT")
    assert calls.describe() == before == calls.update(SpeakerId="alice")
    calls.end()
    again = {"SessionName": "call-1", "SpeakerId": "bob"}
    refused(calls.ask("POST", body=again), 409, "CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT")
    assert calls.start(SpeakerId="alice")["CustomerSpeakerId"] == "alice"


def test_a_generated_id_that_does_not_exist(calls):
    calls.start(SpeakerId=f"id#{UNKNOWN_ID}")
    calls.audio(30)
    refused(ask(calls), 404, "ResourceNotFoundException")
    assert calls.enrollment_status() is None


def test_a_generated_id_that_exists(calls):
    generated = calls.enrolled("alice")["GeneratedSpeakerId"]
    calls.start(SpeakerId=generated)
    calls.audio(30)
    calls.enrollment()
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status() == "COMPLETED"
    assert len(calls.operation("ListSpeakers").body["SpeakerSummaries"]) == 1


def failed(calls, name="call-1"):
    details = calls.describe(name)["EnrollmentRequestDetails"]
    assert details["Status"] == "FAILED" and details["Message"], details
    return details


def test_high_risk_fails_it_and_takes_the_new_speaker_away(calls):
    calls.start(SpeakerId="alice")
    calls.audio(30, **SPOOFED)
    assert calls.enrollment()["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    assert calls.speaker()["Status"] == "PENDING"
    calls.emulator.advance("PT2S")
    failed(calls)
    assert calls.operation("DescribeSpeaker", SpeakerId="alice").status == 404


def test_a_speaker_that_another_session_waits_for_is_not_taken_away(calls):
    calls.start("first", SpeakerId="alice")
    calls.audio(30, name_or_id="first", **SPOOFED)
    calls.enrollment("first")
    calls.start("second", SpeakerId="alice")
    calls.audio(20, name_or_id="second")
    calls.enrollment("second")
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status("first") == "FAILED" and calls.speaker()["Status"] == "PENDING"
    calls.audio(10, name_or_id="second")
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status("second") == "COMPLETED" and calls.speaker()["Status"] == "ENROLLED"


def test_high_risk_leaves_a_speaker_that_there_was(calls):
    before = calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(30, voice="bob", **SPOOFED)
    calls.enrollment()
    calls.emulator.advance("PT2S")
    failed(calls)
    assert calls.speaker() == before


def test_high_risk_counts_by_the_risk_threshold(calls):
    calls.start(SpeakerId="alice", FraudDetectionConfiguration={"RiskThreshold": 80})
    calls.audio(30, **SPOOFED)
    calls.enrollment()
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status() == "COMPLETED"


def test_without_fraud_detection_nothing_is_checked(calls):
    calls.start(SpeakerId="alice", FraudDetectionConfiguration=False)
    calls.audio(30, SpoofingRisk=100)
    calls.enrollment()
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status() == "COMPLETED"


def test_after_a_failure_it_may_be_asked_for_again(calls):
    calls.start(SpeakerId="alice")
    calls.audio(30, **SPOOFED)
    calls.enrollment()
    calls.emulator.advance("PT2S")
    failed(calls)
    calls.end()
    calls.start()
    calls.audio(30)
    assert calls.enrollment()["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    calls.emulator.advance("PT2S")
    assert calls.speaker()["Status"] == "ENROLLED"


@pytest.mark.parametrize("what", ["OptOutSpeaker", "DeleteSpeaker"])
@pytest.mark.parametrize("known", [False, True], ids=["new", "enrolled before"])
def test_a_speaker_that_goes_meanwhile_fails_it(calls, what, known):
    if known:
        calls.enrolled("alice")
    calls.stream()
    calls.enrollment()
    assert calls.operation(what, SpeakerId="alice").status == 200
    calls.emulator.advance("PT2S")
    failed(calls)
    if what == "OptOutSpeaker":
        assert calls.speaker()["Status"] == "OPTED_OUT"
    else:
        assert calls.operation("DescribeSpeaker", SpeakerId="alice").status == 404


def test_a_new_stream_goes_on_with_the_request_over_audio_of_its_own(calls):
    calls.start(SpeakerId="alice")
    calls.enrollment()
    calls.audio(20)
    calls.end()
    assert calls.start()["EnrollmentRequestDetails"] == {"Status": "NOT_ENOUGH_SPEECH"}
    assert calls.audio(20)["EnrollmentRequestDetails"] == {"Status": "NOT_ENOUGH_SPEECH"}
    assert calls.audio(10)["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}


@pytest.mark.parametrize("seconds, status", [(29, "NOT_ENOUGH_SPEECH"), (30, "IN_PROGRESS")])
def test_it_may_be_asked_for_after_the_stream_ended(calls, seconds, status):
    calls.start(SpeakerId="alice")
    calls.audio(seconds)
    calls.end()
    assert calls.enrollment()["EnrollmentRequestDetails"] == {"Status": status}


def test_the_end_of_the_stream_does_not_stop_it(calls):
    calls.stream()
    calls.enrollment()
    calls.end()
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status() == "COMPLETED" and calls.speaker()["Status"] == "ENROLLED"


def test_audio_after_the_request_was_met_does_not_start_it_anew(calls):
    calls.stream()
    calls.enrollment()
    calls.emulator.advance("PT1S")
    calls.audio(60, voice="bob")
    calls.emulator.advance("PT1S")
    assert calls.enrollment_status() == "COMPLETED"
    calls.start("later", SpeakerId="alice")
    calls.audio(10, name_or_id="later")
    assert calls.evaluate("later")["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_enrollment_is_an_access_but_no_authentication(calls):
    calls.stream()
    calls.audio(60)
    calls.enrollment()
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "SPEAKER_NOT_ENROLLED"
    assert "LastAccessedAt" not in calls.speaker()
