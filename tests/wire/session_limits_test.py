"""How many sessions there may be, how long ended ones are kept, and what many of them cost."""
import time

import pytest

from support.emulator import Emulator
from support.session_calls import NOON, NOON_EPOCH, SessionCalls, frozen_at_noon, refused
from wire import raw
from wire.bounds import scaled
from wire.memory import bound_kib, resident_kib

DAY_LATER = "2026-11-22T12:00:00.000Z"
MANY = 5000


@pytest.fixture(scope="module")
def own():
    with Emulator("--quota", "active-sessions=3", "--quota", "speakers=1") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def exceeded(calls, name, quota=3):
    message = refused(calls.ask("POST", body={"SessionName": name}), 409, "ServiceQuotaExceededException")
    assert str(quota) in message and "--quota active-sessions=" in message


def test_fifty_sessions_may_be_active_by_default(emulator):
    calls = SessionCalls(emulator)
    for number in range(50):
        calls.start(f"call-{number}")
    exceeded(calls, "one-more", 50)
    assert len(calls.list()) == 50


def test_ended_sessions_do_not_count(calls):
    for name in "abc":
        calls.start(name)
    exceeded(calls, "d")
    calls.end("b")
    calls.start("d")
    exceeded(calls, "e")
    assert [session["SessionName"] for session in calls.list()] == list("abcd")


def test_a_new_stream_of_an_ended_session_counts(calls):
    for name in "abc":
        calls.start(name)
    calls.end("a")
    calls.start("d")
    exceeded(calls, "a")
    assert calls.describe("a")["StreamingStatus"] == "ENDED"
    calls.end("b")
    calls.start("a")
    exceeded(calls, "b")


def test_pending_sessions_count(calls):
    for name in "abc":
        calls.start(name, StreamingStatus="PENDING_CONFIGURATION")
    exceeded(calls, "d")


def test_an_active_name_is_refused_as_such_even_when_all_places_are_taken(calls):
    for name in "abc":
        calls.start(name)
    refused(calls.ask("POST", body={"SessionName": "a"}), 409, "ANOTHER_ACTIVE_STREAM")


def test_each_domain_has_places_of_its_own(calls):
    other = SessionCalls(calls.emulator)
    for name in "abc":
        calls.start(name)
        other.start(name)
    exceeded(calls, "d")
    exceeded(other, "d")


def test_sessions_that_are_gone_do_not_count(calls):
    for _ in range(3):
        for name in "abc":
            calls.start(name)
            calls.end(name)
        calls.emulator.advance("P1D")
    for name in "abc":
        calls.start(name)
    exceeded(calls, "d")


@pytest.mark.parametrize("options", [["--quotas", "off"], ["--quota", "active-sessions=unlimited"]], ids="=".join)
def test_the_quota_may_be_lifted(start_emulator, options):
    calls = SessionCalls(start_emulator(*options))
    for number in range(60):
        calls.start(f"call-{number}")


def test_an_enrollment_counts_against_the_quota_of_speakers(calls):
    calls.opt_out("bob")
    calls.start(SpeakerId="alice")
    message = refused(calls.ask("POST", "call-1", "enrollment"), 409, "ServiceQuotaExceededException")
    assert "speakers" in message and calls.enrollment_status() is None


def gone(calls, name="call-1"):
    for answer in (calls.ask("GET", name), calls.ask("PATCH", name, body={}), calls.ask("POST", name, "end")):
        refused(answer, 404, "ResourceNotFoundException")
    answer = calls.operation("EvaluateSession", SessionNameOrId=name)
    assert (answer.status, answer.body.get("ResourceType")) == (404, "SESSION")


def test_an_ended_session_is_kept_for_24_hours(calls):
    session_id = calls.start()["SessionId"]
    ended = calls.end()
    calls.emulator.control("PUT", "clock", {"Now": "2026-11-22T11:59:59.999Z"})
    assert calls.describe() == ended == calls.describe(session_id) and calls.list() == [ended]
    assert calls.evaluate()["StreamingStatus"] == "ENDED"
    calls.emulator.control("PUT", "clock", {"Now": DAY_LATER})
    gone(calls)
    gone(calls, session_id)
    assert calls.list() == []


def test_after_that_its_name_is_free(calls):
    first = calls.start(AuthenticationConfiguration={"AcceptanceThreshold": 3})
    calls.end()
    calls.emulator.advance("P1D")
    second = calls.start()
    assert second["SessionId"] != first["SessionId"] and second["CreatedAt"] == NOON_EPOCH + 86400
    assert second["AuthenticationConfiguration"] == {"AcceptanceThreshold": 90}


def test_the_day_begins_anew_with_each_end(calls):
    session_id = calls.start()["SessionId"]
    for _ in range(3):
        calls.end()
        calls.emulator.advance("PT23H")
        assert calls.start()["SessionId"] == session_id
    calls.end()
    calls.emulator.advance("PT12H")
    # No second end: the day goes on from the first.
    calls.end()
    calls.emulator.advance("PT12H")
    gone(calls)


def test_a_session_that_did_not_end_is_kept(calls):
    session = calls.start()
    calls.emulator.advance("P10Y")
    assert calls.describe() == session


def pipelined(connection, requests):
    connection.send(b"".join(requests))
    return [connection.read_answer().status for _ in requests]


def test_many_sessions_come_and_go(start_emulator):
    """Ended ones that are past their day give their memory back."""
    calls = SessionCalls(start_emulator("--quotas", "off"))
    calls.emulator.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    path, sizes = calls.path(), []
    audio = {"Voice": "alice", "SpeechSeconds": 12}
    begun = time.monotonic()
    with raw.Connection(calls.emulator.address, scaled(30)) as connection:
        for _ in range(3):
            for at in range(0, MANY, 100):
                names = [f"call-{number}" for number in range(at, at + 100)]
                assert pipelined(connection, [raw.request({"SessionName": name}, path=path) for name in names]
                                 ) == [201] * 100
                assert pipelined(connection, [raw.request(audio, path=f"{path}/{name}/audio") for name in names]
                                 ) == [200] * 100
                assert pipelined(connection, [raw.request(path=f"{path}/{name}/end") for name in names]) == [200] * 100
            connection.send(raw.request(method="GET", path=path))
            assert len(connection.read_answer().json()["Sessions"]) == MANY
            calls.emulator.advance("P1D")
            assert calls.list() == []
            sizes.append(resident_kib(calls.emulator.pid))
    assert sizes[-1] - sizes[0] <= bound_kib(8 * 1024), sizes
    assert time.monotonic() - begun < scaled(20)


def test_a_long_stream_of_small_pieces_stays_small(start_emulator):
    calls = SessionCalls(start_emulator())
    calls.start()
    path = f"{calls.path('call-1', 'audio')}"
    before = resident_kib(calls.emulator.pid)
    with raw.Connection(calls.emulator.address, scaled(30)) as connection:
        for at in range(0, 20_000, 200):
            pieces = [raw.request({"Voice": f"v{number % 3}", "SpeechSeconds": 0.02}, path=path)
                      for number in range(at, at + 200)]
            assert pipelined(connection, pieces) == [200] * 200
    assert calls.describe()["Audio"]["SpeechSeconds"] == 400
    assert resident_kib(calls.emulator.pid) - before <= bound_kib(4 * 1024)
