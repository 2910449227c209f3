"""Calls that move the emulator's clock do what falls due before they answer; a running clock does it by itself.

tests/handlers/due_work_test.cpp holds what falls due and in which order, tests/server/emulator/emulator_test.cpp when.
"""
import pytest

from support.patience import until
from support.session_calls import NOON_EPOCH, SessionCalls, frozen_at_noon, refused

AT_ITS_TIME = "2026-11-21T12:00:01.000Z"


def ask_enrollment(emulator):
    """It is due in a second."""
    calls = frozen_at_noon(emulator)
    calls.stream("alice")
    assert calls.enrollment()["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    return calls


@pytest.mark.parametrize("method, path, body, status", [
    ("PUT", "clock", {"Now": "2026-11-21T12:00:00.999Z"}, "IN_PROGRESS"),
    ("PUT", "clock", {"Now": AT_ITS_TIME}, "COMPLETED"),
    ("PUT", "clock", {"Now": AT_ITS_TIME, "Frozen": True}, "COMPLETED"),
    ("PUT", "clock", {"Now": "2026-11-22T12:00:00Z", "Frozen": False}, "COMPLETED"),
    ("POST", "clock/advance", {"By": "PT0.999S"}, "IN_PROGRESS"),
    ("POST", "clock/advance", {"By": "P2Y"}, "COMPLETED")])
def test_moving_the_clock_does_what_falls_due_at_its_time(start_emulator, method, path, body, status):
    calls = ask_enrollment(start_emulator())
    calls.emulator.control(method, path, body)
    assert calls.enrollment_status() == status
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + (status == "COMPLETED")


def test_a_running_clock_does_what_falls_due_by_itself(start_emulator):
    calls = ask_enrollment(start_emulator())
    calls.emulator.control("PUT", "clock", {"Frozen": False})
    until(lambda: calls.enrollment_status() == "COMPLETED")
    assert calls.speaker()["UpdatedAt"] == NOON_EPOCH + 1
    assert calls.emulator.control("GET", "clock")["Now"] >= AT_ITS_TIME


def test_at_the_end_of_time_nothing_more_falls_due(start_emulator):
    """What would fall due after the last moment neither happens at once nor breaks anything."""
    calls = SessionCalls(start_emulator())
    calls.emulator.control("PUT", "clock", {"Now": "9999-12-31T23:59:59.999Z"})
    calls.stream("alice")
    calls.enrollment()
    assert calls.end()["EnrollmentRequestDetails"] == {"Status": "IN_PROGRESS"}
    refused(calls.emulator.request("POST", "/_voiceid/clock/advance", {"By": "P1D"}), 400)


def test_it_stops_while_work_waits_for_its_time(start_emulator):
    calls = SessionCalls(start_emulator("--enrollment-seconds", "86400"))
    calls.stream("alice")
    calls.enrollment()
    calls.emulator.stop()
