"""Calls that move the emulator's clock do what falls due before they answer; a running clock does it by itself.

tests/handlers/due_work_test.cpp holds what falls due and in which order, tests/server/emulator/emulator_test.cpp when.
"""
import pytest

from support.emulator import Emulator
from support.patience import until
from support.session_calls import NOON, NOON_EPOCH, SessionCalls, frozen_at_noon, refused


@pytest.fixture(scope="module")
def own():
    with Emulator("--quotas", "off") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def set_clock(calls, now, **more):
    return calls.emulator.control("PUT", "clock", {"Now": now, **more})


def ask_enrollment(calls, speaker_id="alice"):
    """It is due in a second, in the session that has the speaker's name."""
    calls.stream(speaker_id, name=speaker_id)
    assert calls.enrollment(speaker_id)["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}


@pytest.mark.parametrize("now, status", [
    (NOON, "IN_PROGRESS"), ("2026-11-21T12:00:00.999Z", "IN_PROGRESS"), ("2026-11-21T12:00:01.000Z", "COMPLETED"),
    ("2026-11-21T13:00:01+01:00", "COMPLETED"), ("9999-12-31T23:59:59.999Z", "COMPLETED")])
@pytest.mark.parametrize("more", [{"Frozen": True}, {}], ids=["freeze", "frozen before"])
def test_setting_the_clock_forward_does_what_falls_due(calls, now, status, more):
    ask_enrollment(calls)
    set_clock(calls, now, **more)
    assert calls.enrollment_status("alice") == status


@pytest.mark.parametrize("by, status", [("PT0S", "IN_PROGRESS"), ("PT1S", "COMPLETED"), ("P2Y", "COMPLETED")])
def test_advancing_the_clock_does_what_falls_due(calls, by, status):
    ask_enrollment(calls)
    assert calls.emulator.advance(by)["Frozen"] is True
    assert calls.enrollment_status("alice") == status
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + (status == "COMPLETED")


def test_a_running_clock_does_what_falls_due_by_itself(calls):
    ask_enrollment(calls)
    calls.emulator.control("PUT", "clock", {"Frozen": False})
    until(lambda: calls.enrollment_status("alice") == "COMPLETED")
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + 1
    assert calls.emulator.control("GET", "clock")["Now"] >= "2026-11-21T12:00:01.000Z"


def test_setting_the_clock_forward_and_running_in_one_call(calls):
    ask_enrollment(calls)
    set_clock(calls, "2026-11-22T12:00:00Z", Frozen=False)
    assert calls.enrollment_status("alice") == "COMPLETED"
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + 1


def test_setting_the_clock_back_puts_off_what_is_due_and_undoes_nothing(calls):
    ask_enrollment(calls)
    set_clock(calls, "2026-11-21T11:00:00Z")
    calls.emulator.advance("PT1H")
    assert calls.enrollment_status("alice") == "IN_PROGRESS"
    calls.emulator.advance("PT1S")
    set_clock(calls, "1970-01-01T00:00:00Z")
    assert calls.enrollment_status("alice") == "COMPLETED"
    assert calls.start("new")["CreatedAt"] == 0


def test_at_the_end_of_time_nothing_more_falls_due(calls):
    """What would fall due after the last moment neither happens at once nor breaks anything."""
    set_clock(calls, "9999-12-31T23:59:59.999Z")
    ask_enrollment(calls)
    calls.start("ends")
    calls.end("ends")
    assert calls.enrollment_status("alice") == "IN_PROGRESS"
    assert calls.describe("ends")["StreamingStatus"] == "ENDED"
    refused(calls.emulator.request("POST", "/_voiceid/clock/advance", {"By": "P1D"}), 400)


def test_a_reset_forgets_what_was_due(calls):
    ask_enrollment(calls)
    calls.end("alice")
    after = frozen_at_noon(calls.emulator)
    after.opt_out("alice")
    before = after.speaker()
    after.emulator.advance("P31D")
    assert after.speaker() == before and after.list() == []


def test_a_refused_change_of_the_clock_does_nothing(calls):
    ask_enrollment(calls)
    for by in ("P9999Y", "yesterday"):
        refused(calls.emulator.request("POST", "/_voiceid/clock/advance", {"By": by}), 400)
    refused(calls.emulator.request("PUT", "/_voiceid/clock", {"Now": "2027-01-01T00:00:00Z", "Frozen": 1}), 400)
    assert calls.enrollment_status("alice") == "IN_PROGRESS"


def test_an_enrollment_outlives_its_session(start_emulator):
    calls = frozen_at_noon(start_emulator("--enrollment-seconds", "172800"))
    calls.stream("alice")
    calls.enrollment()
    calls.end()
    calls.emulator.advance("P3D")
    refused(calls.ask("GET", "call-1"), 404, "ResourceNotFoundException")
    assert calls.speaker()["Status"] == "ENROLLED"


@pytest.mark.parametrize("how", [{"env": {"VOICEID_ENROLLMENT_SECONDS": "0"}}, {}], ids=["0 by variable", "default"])
def test_how_long_an_enrollment_takes(start_emulator, how):
    calls = frozen_at_noon(start_emulator(**how))
    calls.stream("alice")
    calls.enrollment()
    assert calls.enrollment_status() == ("COMPLETED" if how else "IN_PROGRESS")
    calls.emulator.advance("PT1S")
    assert calls.enrollment_status() == "COMPLETED"


def test_it_stops_while_work_waits_for_its_time(start_emulator):
    calls = SessionCalls(start_emulator("--enrollment-seconds", "86400"))
    ask_enrollment(calls)
    calls.emulator.stop()
