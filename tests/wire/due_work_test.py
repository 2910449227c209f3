"""What falls due on the emulator's clock is done in order of time, before a call that moves the clock answers."""
import time
from datetime import datetime

import pytest

from support.emulator import Emulator, run_to_end
from support.session_calls import NOON, NOON_EPOCH, SessionCalls, frozen_at_noon, refused
from wire import raw
from wire.bounds import scaled
from wire.process_test import refused_to_start

HOUR = 3600
DAY = 24 * HOUR
MANY = 1000


@pytest.fixture(scope="module")
def own():
    with Emulator("--quotas", "off") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def epoch(text):
    return datetime.fromisoformat(text).timestamp()


def set_clock(calls, now, **more):
    return calls.emulator.control("PUT", "clock", {"Now": now, **more})


def asked(calls, speaker_id="alice"):
    """An enrollment of the speaker that is due a second from now, in the session of the same name."""
    calls.stream(speaker_id, name=speaker_id)
    assert calls.enrollment(speaker_id)["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}


def test_an_enrollment_on_the_way_has_the_time_at_which_it_was_due(calls):
    asked(calls)
    calls.emulator.advance("P2Y")
    speaker = calls.speaker()
    assert (speaker["Status"], speaker["UpdatedAt"]) == ("ENROLLED", NOON_EPOCH + 1)
    assert speaker["LastAccessedAt"] == NOON_EPOCH


@pytest.mark.parametrize("steps, status", [
    (["P3Y"], "ENROLLED"), (["P3YT1S"], "EXPIRED"), (["P3Y", "PT1S"], "EXPIRED"), (["PT1S", "P3Y"], "EXPIRED"),
    (["P10Y"], "EXPIRED"), (["P1Y", "P1Y", "P1Y", "PT1S"], "EXPIRED")], ids=str)
def test_three_years_count_from_the_time_of_the_enrollment(calls, steps, status):
    asked(calls)
    for step in steps:
        calls.emulator.advance(step)
    assert calls.speaker()["Status"] == status
    assert calls.speaker()["LastAccessedAt"] == NOON_EPOCH


@pytest.mark.parametrize("hour", [12, 13])
def test_the_access_is_that_of_the_hour_in_which_it_was_due(calls, hour):
    set_clock(calls, f"2026-11-21T{hour}:59:59.500Z")
    asked(calls)
    calls.emulator.advance("P1Y")
    assert calls.speaker()["LastAccessedAt"] == NOON_EPOCH + (hour - 11) * HOUR
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + (hour - 11) * HOUR + 0.5


def test_all_is_done_when_the_call_answers(calls):
    """Each of many, with the clock's next question on the same connection."""
    speakers = [f"speaker-{number}" for number in range(MANY)]
    path = calls.path()
    with raw.Connection(calls.emulator.address, scaled(30)) as connection:
        for at in range(0, MANY, 100):
            for speaker in speakers[at:at + 100]:
                connection.send(raw.request({"SessionName": speaker, "SpeakerId": speaker}, path=path)
                                + raw.request({"Voice": speaker, "SpeechSeconds": 30}, path=f"{path}/{speaker}/audio")
                                + raw.request(path=f"{path}/{speaker}/enrollment"))
            assert [connection.read_answer().status for _ in range(300)] == [201, 200, 200] * 100
        begun = time.monotonic()
        connection.send(raw.request({"By": "PT1S"}, path="/_voiceid/clock/advance")
                        + raw.request(method="GET", path=path))
        assert connection.read_answer().status == 200
        sessions = connection.read_answer().json()["Sessions"]
    assert time.monotonic() - begun < scaled(2)
    assert [session["EnrollmentRequestDetails"]["Status"] for session in sessions] == ["COMPLETED"] * MANY


def test_things_fall_due_in_order_of_time(calls):
    """Two enrollments of one speaker: the later one's voice is what stays, whichever was asked for first."""
    calls.stream("alice", voice="dora", name="second")
    calls.emulator.advance("PT1S")
    calls.stream("alice", voice="carol", name="first")
    calls.enrollment("first")
    calls.emulator.control("PUT", "clock", {"Now": "2026-11-21T12:00:01.500Z"})
    calls.enrollment("second")
    calls.emulator.advance("P1D")
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + 2.5
    calls.start("later", SpeakerId="alice")
    calls.audio(10, "dora", "later")
    assert calls.evaluate("later")["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_an_ended_session_is_gone_and_its_enrollment_done_all_the_same(calls):
    asked(calls)
    calls.end("alice")
    calls.start("goes-on")
    calls.emulator.advance("P2D")
    assert [session["SessionName"] for session in calls.list()] == ["goes-on"]
    assert calls.speaker()["Status"] == "ENROLLED"
    refused(calls.ask("GET", "alice"), 404, "ResourceNotFoundException")


def test_a_domain_that_is_erased_takes_its_sessions_along(calls):
    other = SessionCalls(calls.emulator)
    asked(calls)
    asked(other)
    calls.operation("DeleteDomain")
    calls.emulator.advance("P30D")
    refused(calls.ask("GET"), 404, "ResourceNotFoundException")
    assert other.speaker()["Status"] == "ENROLLED"


def test_a_domain_that_is_deleted_harms_no_enrollment_of_another(calls):
    other = SessionCalls(calls.emulator)
    asked(calls)
    asked(other)
    calls.operation("DeleteDomain")
    calls.emulator.advance("PT1S")
    assert other.enrollment_status("alice") == "COMPLETED"
    refused(calls.ask("GET", "alice"), 409, "DOMAIN_NOT_ACTIVE")


def test_while_the_clock_stands_nothing_falls_due(calls):
    asked(calls)
    for _ in range(20):
        assert calls.enrollment_status("alice") == "IN_PROGRESS"
    assert calls.emulator.advance("PT0S")["Now"] == NOON
    assert calls.enrollment_status("alice") == "IN_PROGRESS"
    assert calls.emulator.advance("PT1S")["Frozen"] is True
    assert calls.enrollment_status("alice") == "COMPLETED"


@pytest.mark.parametrize("now, status", [
    ("2026-11-21T12:00:00.999Z", "IN_PROGRESS"), ("2026-11-21T12:00:01.000Z", "COMPLETED"),
    ("2026-11-21T13:00:01+01:00", "COMPLETED"), ("2027-01-01T00:00:00Z", "COMPLETED"),
    ("9999-12-31T23:59:59.999Z", "COMPLETED")])
@pytest.mark.parametrize("frozen", [True, None], ids=["told to stand", "standing"])
def test_setting_the_clock_forward_does_what_falls_due(calls, now, status, frozen):
    asked(calls)
    set_clock(calls, now, **({"Frozen": True} if frozen else {}))
    assert calls.enrollment_status("alice") == status


def test_setting_it_forward_and_running(calls):
    asked(calls)
    set_clock(calls, "2026-11-22T12:00:00Z", Frozen=False)
    assert calls.enrollment_status("alice") == "COMPLETED"
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + 1


def until(condition):
    """For what the machine's time has to bring about."""
    end = time.monotonic() + scaled(10)
    while not condition():
        assert time.monotonic() < end, "did not happen in time"


def test_while_the_clock_runs_it_happens_by_itself(calls):
    asked(calls)
    calls.emulator.control("PUT", "clock", {"Frozen": False})
    until(lambda: calls.enrollment_status("alice") == "COMPLETED")
    speaker = calls.speaker()
    assert (speaker["Status"], speaker["UpdatedAt"]) == ("ENROLLED", NOON_EPOCH + 1)
    assert calls.emulator.control("GET", "clock")["Now"] >= "2026-11-21T12:00:01.000Z"


def test_setting_the_clock_back_puts_it_off(calls):
    asked(calls)
    set_clock(calls, "2026-11-21T11:00:00Z")
    assert calls.enrollment_status("alice") == "IN_PROGRESS"
    calls.emulator.advance("PT1H")
    assert calls.enrollment_status("alice") == "IN_PROGRESS"
    calls.emulator.advance("PT1S")
    assert calls.enrollment_status("alice") == "COMPLETED"


def test_setting_the_clock_back_undoes_nothing(calls):
    asked(calls)
    calls.emulator.advance("PT1S")
    calls.start("ends")
    calls.end("ends")
    set_clock(calls, "1970-01-01T00:00:00Z")
    assert calls.enrollment_status("alice") == "COMPLETED" and calls.speaker()["Status"] == "ENROLLED"
    assert calls.describe("ends")["StreamingStatus"] == "ENDED"
    calls.start("new")
    assert calls.describe("new")["CreatedAt"] == 0
    calls.audio(12, name_or_id="new")
    calls.evaluate("new")
    calls.end("new")
    calls.emulator.advance("P1D")
    refused(calls.ask("GET", "new"), 404)
    assert calls.describe("ends")["StreamingStatus"] == "ENDED"
    set_clock(calls, "9999-12-31T23:59:59Z")
    assert [session["SessionName"] for session in calls.list()] == ["alice"]


def test_a_clock_at_its_end_has_no_time_left(calls):
    """What would fall due later than any time there is must not fall due at once, nor break anything."""
    set_clock(calls, "9999-12-31T23:59:59.999Z")
    asked(calls)
    calls.start("ends")
    calls.end("ends")
    assert calls.enrollment_status("alice") in ("IN_PROGRESS", "COMPLETED")
    assert calls.describe("ends")["StreamingStatus"] == "ENDED"
    refused(calls.emulator.request("POST", "/_voiceid/clock/advance", {"By": "P1D"}), 400)


def test_a_reset_forgets_what_was_due(calls):
    asked(calls)
    calls.end("alice")
    calls.emulator.control("POST", "reset")
    refused(calls.ask("GET", "alice"), 404)
    after = frozen_at_noon(calls.emulator)
    after.opt_out("alice")
    before = after.speaker()
    after.emulator.advance("P31D")
    assert after.speaker() == before and after.list() == []


def test_a_refused_advance_does_nothing(calls):
    asked(calls)
    for by in ("P9999Y", "yesterday"):
        refused(calls.emulator.request("POST", "/_voiceid/clock/advance", {"By": by}), 400)
    refused(calls.emulator.request("PUT", "/_voiceid/clock", {"Now": "2027-01-01T00:00:00Z", "Frozen": 1}), 400)
    assert calls.enrollment_status("alice") == "IN_PROGRESS"


def test_the_key_of_a_domain_is_changed_on_the_way_too(calls):
    calls.operation("UpdateDomain", Name="calls", ServerSideEncryptionConfiguration={"KmsKeyId": "other"})
    calls.emulator.advance("P1Y")
    details = calls.operation("DescribeDomain").body["Domain"]["ServerSideEncryptionUpdateDetails"]
    assert details["UpdateStatus"] == "COMPLETED"


@pytest.mark.parametrize("by, status", [("PT9S", "IN_PROGRESS"), ("PT10S", "COMPLETED")])
def test_how_long_an_enrollment_takes_may_be_set(start_emulator, by, status):
    calls = frozen_at_noon(start_emulator("--enrollment-seconds", "10"))
    asked(calls)
    calls.emulator.advance(by)
    assert calls.enrollment_status("alice") == status


def test_an_enrollment_that_takes_no_time(start_emulator):
    calls = frozen_at_noon(start_emulator(env={"VOICEID_ENROLLMENT_SECONDS": "0"}))
    calls.start(SpeakerId="alice")
    calls.enrollment()
    calls.audio(30)
    assert calls.enrollment_status() == "COMPLETED"
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH
    calls.stream("bob", name="bob")
    calls.enrollment("bob")
    assert calls.enrollment_status("bob") == "COMPLETED" and calls.speaker("bob")["Status"] == "ENROLLED"


@pytest.mark.parametrize("value", ["-1", "x", "", "1.5", "99999999999999999999"])
def test_bad_enrollment_seconds(value):
    refused_to_start(run_to_end("--port", "0", f"--enrollment-seconds={value}"), "enrollment-seconds")


def test_it_stops_with_work_that_is_not_due_yet(start_emulator):
    calls = SessionCalls(start_emulator("--enrollment-seconds", "86400"))
    asked(calls)
    calls.emulator.stop()


def test_times_are_those_of_the_emulator(calls):
    set_clock(calls, "2040-02-29T10:00:00.250Z")
    calls.start()
    calls.audio(3)
    calls.emulator.advance("PT1M")
    session = calls.end()
    at = epoch("2040-02-29T10:00:00.250+00:00")
    assert (session["CreatedAt"], session["EndedAt"]) == (at, at + 60)
    assert session["AuthenticationAudioProgress"] == {"AudioAggregationStartedAt": at}


def test_an_enrollment_outlives_its_session(start_emulator):
    calls = frozen_at_noon(start_emulator("--enrollment-seconds", "172800"))
    calls.stream("alice")
    calls.enrollment()
    calls.end()
    calls.emulator.advance("P3D")
    refused(calls.ask("GET", "call-1"), 404, "ResourceNotFoundException")
    assert calls.speaker()["Status"] == "ENROLLED"
