"""A question for events that waits is answered by the first event, or empty once its time is up."""
import contextlib
import time

import pytest

from support import control
from support.event_scene import Scene
from support.events import ask, listed, position, read
from support.waiting import Waiting
from support.wav_files import pcm, tone
from wire import raw
from wire.web_socket import WebSocket

SPEAKER, START = "VoiceId Speaker Action", "VoiceId Start Session Action"


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


@pytest.fixture
def idle():
    """`idle(emulator)` asks for events of nobody; whatever is asked later is to be answered before it."""
    with contextlib.ExitStack() as stack:
        waiting = []
        yield lambda emulator: waiting.append(stack.enter_context(Waiting(emulator, account="999999999999")))
        assert all(each.is_waiting() for each in waiting)


def opt_out(scene, speaker="alice"):
    assert scene.batch.ask("OptOutSpeaker", SpeakerId=speaker).status == 200


def test_an_event_that_is_there_needs_no_waiting(emulator, scene, idle):
    after = read(emulator)[1]
    opt_out(scene)
    idle(emulator)
    events, last = read(emulator, after=after, account=scene.account, wait=60)
    assert len(events) == 1 and position(last) > position(after)


def test_the_first_event_answers_all_who_wait_for_it(emulator, scene, idle):
    after = read(emulator)[1]
    idle(emulator)
    with contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(Waiting(emulator, after=after, account=scene.account)) for _ in range(50)]
        assert all(each.is_waiting() for each in waiting)
        opt_out(scene)
        answers = [each.answer() for each in waiting]
    assert [events for events, _ in answers] == [listed(emulator, after=after, account=scene.account)] * 50
    assert len(answers[0][0]) == 1 and all(position(last) > position(after) for _, last in answers)


def test_only_what_was_asked_for_answers(emulator, scene, account):
    after = read(emulator)[1]
    with Waiting(emulator, after=after, account=account, detailType=START) as waiting:
        opt_out(scene)
        assert waiting.is_waiting()
        scene.sessions.start()
        opt_out(scene, "bob")
        [event], last = waiting.answer()
    assert event["detail-type"] == START and position(last) >= position(after) + 2
    [bob] = listed(emulator, after=last, account=account)
    assert bob == listed(emulator, account=account, detailType=SPEAKER)[-1]


@pytest.mark.parametrize("wait", ["0", "0.3", "1"])
def test_a_question_that_nothing_answers(emulator, account, wait):
    begun = time.monotonic()
    answer = ask(emulator, account=account, wait=wait)
    assert (answer.status, answer.body["Events"]) == (200, [])
    assert time.monotonic() - begun >= float(wait) - 0.01


def test_waiting_goes_by_the_machines_clock(start_emulator, account):
    """A clock that stands, or leaps, neither keeps nor ends the waiting."""
    emulator = start_emulator()
    control.set_clock(emulator, "2026-11-21T12:00:00Z")
    begun = time.monotonic()
    with Waiting(emulator, account=account, wait=0.5) as waiting:
        emulator.advance("P1Y")
        events, last = waiting.answer()
    assert (events, position(last)) == ([], 0) and time.monotonic() - begun >= 0.49


@pytest.mark.parametrize("clock", ["runs", "is advanced"])
def test_what_falls_due_answers(start_emulator, account, idle, clock):
    """While the clock runs, an enrollment ends though nobody calls."""
    emulator = start_emulator()
    if clock != "runs":
        control.set_clock(emulator, "2026-11-21T12:00:00Z")
    scene = Scene(emulator, account)
    scene.sessions.stream()
    after = read(emulator)[1]
    idle(emulator)
    with Waiting(emulator, after=after, detailType=SPEAKER) as waiting:
        scene.sessions.enrollment()
        if clock != "runs":
            emulator.advance("PT1S")
        [event], _ = waiting.answer()
    assert event["detail"]["action"] == "ENROLL_SPEAKER"


def test_an_enrollment_that_a_web_socket_completes_answers(start_emulator, account, idle):
    """Nobody else calls."""
    emulator = start_emulator()
    scene = Scene(emulator, account)
    scene.sessions.start(SpeakerId="alice")
    scene.sessions.enrollment()
    path = f"/_voiceid/domains/{scene.domain_id}/sessions/call-1/audio?voice=alice"
    after = read(emulator)[1]
    idle(emulator)
    with raw.Connection(emulator.address) as stream, WebSocket(stream, path) as socket, \
            Waiting(emulator, after=after, detailType=SPEAKER) as waiting:
        for _ in range(31):
            socket.say(pcm(tone(1)))
        socket.settle()
        [event], _ = waiting.answer()
    assert (event["detail"]["action"], event["detail"]["status"]) == ("ENROLL_SPEAKER", "SUCCEEDED")


def test_waiting_goes_on_when_events_are_forgotten(start_emulator, account):
    emulator = start_emulator()
    opt_out(Scene(emulator, account))
    with Waiting(emulator, after=read(emulator)[1]) as waiting:
        emulator.control("DELETE", "events")
        opt_out(Scene(emulator, account), "bob")
        events, _ = waiting.answer()
    assert len(events) == 1


def test_a_reset_ends_the_waiting(start_emulator, account):
    emulator = start_emulator()
    opt_out(Scene(emulator, account))
    with Waiting(emulator, after=read(emulator)[1], account=account) as waiting:
        emulator.control("POST", "reset")
        assert waiting.answer()[0] == []


def test_a_client_that_waits_does_not_keep_the_emulator_from_its_end(start_emulator):
    emulator = start_emulator()
    with Waiting(emulator) as waiting:
        emulator.stop()
        assert waiting.answer()[0] == []
