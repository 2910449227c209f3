"""A question that waits: it is answered with the first event, at once, or empty when its time is up."""
import contextlib
import http.client
import threading
import time

import pytest

from support import control, plain_http
from support.event_members import check
from support.event_scene import Scene
from support.events import LAST, PATH, Events, ask, event_path, ids, listed, position, read
from support.wav_files import pcm, tone
from wire.bounds import SANITIZED, scaled
from wire.web_socket import Stream, WebSocket

SPEAKER, START = "VoiceId Speaker Action", "VoiceId Start Session Action"
# Page 6 wants an answer within 50 ms of the call.
PROMPT_SECONDS = 0.5 if SANITIZED else 0.05
# A shared machine may spoil some.
MOST_ROUNDS = 30


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


class Waiting:
    """A question under way: `with Waiting(emulator, wait=30, …) as waiting: …; waiting.answer()`"""

    def __init__(self, emulator, **filters):
        self._answer = None
        self._connection = http.client.HTTPConnection(*emulator.address, timeout=plain_http.SECONDS)
        self._connection.request("GET", event_path(filters))

    def arrival(self):
        """When the answer was there."""
        answer = self._connection.getresponse()
        self._answer = answer.status, answer.read()
        return time.monotonic()

    def answer(self):
        if not self._answer:
            self.arrival()
        status, text = self._answer
        body = plain_http.decode(text)
        assert status == 200 and LAST.fullmatch(body["Last"]), body
        return [check(event) for event in body["Events"]], body["Last"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()


def opt_out(scene, speaker="alice"):
    assert scene.batch.ask("OptOutSpeaker", SpeakerId=speaker).status == 200


def test_an_event_that_is_there_needs_no_waiting(emulator, scene):
    after = read(emulator)[1]
    opt_out(scene)
    begun = time.monotonic()
    events, last = read(emulator, after=after, account=scene.account, wait=60)
    assert len(events) == 1 and position(last) > position(after) and time.monotonic() - begun < 10


def test_the_first_event_answers_at_once(emulator, scene):
    took = []
    while len(took) < MOST_ROUNDS and min(took, default=PROMPT_SECONDS) >= PROMPT_SECONDS:
        after = read(emulator)[1]
        with Waiting(emulator, after=after, account=scene.account, wait=60) as waiting:
            # Answered behind the question, which therefore waits by now.
            emulator.request("GET", "/health")
            begun = time.monotonic()
            opt_out(scene, f"speaker-{len(took)}")
            took.append(waiting.arrival() - begun)
            events, last = waiting.answer()
        assert len(events) == 1 and position(last) > position(after)
        assert events == listed(emulator, after=after, account=scene.account)
    assert min(took) < PROMPT_SECONDS, took


def test_many_may_wait(emulator, scene):
    after = read(emulator)[1]
    with contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(Waiting(emulator, after=after, account=scene.account, wait=60))
                   for _ in range(50)]
        opt_out(scene)
        answers = [each.answer() for each in waiting]
    assert [events for events, _ in answers] == [answers[0][0]] * 50 and len(answers[0][0]) == 1
    assert all(position(last) > position(after) for _, last in answers)


def test_only_what_was_asked_for_answers(emulator, scene, account):
    after = read(emulator)[1]
    with Waiting(emulator, after=after, account=account, detailType=START, wait=60) as waiting:
        opt_out(scene)
        scene.sessions.start()
        opt_out(scene, "bob")
        [event], last = waiting.answer()
    assert event["detail-type"] == START and position(last) >= position(after) + 2
    assert ids(listed(emulator, after=last, account=account)) == ids(
        listed(emulator, account=account, detailType=SPEAKER)[-1:])


@pytest.mark.parametrize("wait", ["0", "0.3", "1", "0.05"])
def test_a_question_that_nothing_answers(emulator, account, wait):
    begun = time.monotonic()
    answer = ask(emulator, account=account, wait=wait)
    took = time.monotonic() - begun
    assert (answer.status, answer.body["Events"]) == (200, [])
    assert float(wait) - 0.01 <= took < float(wait) + scaled(2)


def test_waiting_goes_by_the_machines_clock(start_emulator, account):
    """A clock that stands, or leaps, neither keeps nor ends the waiting."""
    emulator = start_emulator()
    control.set_clock(emulator, "2026-11-21T12:00:00Z")
    begun = time.monotonic()
    with Waiting(emulator, account=account, wait=0.5) as waiting:
        emulator.advance("P1Y")
        events, last = waiting.answer()
        assert (events, position(last)) == ([], 0)
    assert time.monotonic() - begun >= 0.49


def test_what_falls_due_by_itself_answers(start_emulator, account):
    """The end of an enrollment comes in time though nobody calls."""
    emulator = start_emulator()
    scene = Scene(emulator, account)
    scene.sessions.stream()
    after = read(emulator)[1]
    scene.sessions.enrollment()
    begun = time.monotonic()
    [event], _ = read(emulator, after=after, detailType=SPEAKER, wait=15)
    assert event["detail"]["action"] == "ENROLL_SPEAKER" and time.monotonic() - begun < 10


@pytest.mark.parametrize("when", ["before", "behind"])
def test_an_enrollment_that_a_web_socket_completes_answers(start_emulator, account, when):
    """Whether the question comes before the audio or behind it; nobody else calls."""
    emulator = start_emulator()
    scene = Scene(emulator, account)
    scene.sessions.start(SpeakerId="alice")
    scene.sessions.enrollment()
    path = f"/_voiceid/domains/{scene.domain_id}/sessions/call-1/audio?voice=alice"
    question = {"after": read(emulator)[1], "detailType": SPEAKER, "wait": 15}
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        socket = stack.enter_context(WebSocket(stack.enter_context(Stream(emulator.address)), path))
        if when == "before":
            waiting = stack.enter_context(Waiting(emulator, **question))
        for _ in range(31):
            socket.say(pcm(tone(1)))
        socket.settle()
        if when == "behind":
            waiting = stack.enter_context(Waiting(emulator, **question))
        [event], _ = waiting.answer()
    assert (event["detail"]["action"], event["detail"]["status"]) == ("ENROLL_SPEAKER", "SUCCESS")
    assert time.monotonic() - begun < 14


def test_an_advanced_clock_answers(start_emulator, account):
    emulator = start_emulator()
    control.set_clock(emulator, "2026-11-21T12:00:00Z")
    scene = Scene(emulator, account)
    scene.sessions.stream()
    scene.sessions.enrollment()
    with Waiting(emulator, after=read(emulator)[1], wait=60) as waiting:
        emulator.advance("PT1S")
        [event], _ = waiting.answer()
    assert event["detail"]["action"] == "ENROLL_SPEAKER"


def test_a_job_answers_whoever_waits(emulator, scene):
    events = Events(emulator, account=scene.account)
    scene.batch.enrollment.start("alice")
    found = []
    while [each["detail"]["action"] for each in found].count("BATCH_ENROLLMENT_REQUEST") < 2:
        events.filters["wait"] = 20
        new = events.news()
        assert new
        found += new
    assert [each["detail"]["action"] for each in found] == [
        "BATCH_ENROLLMENT_REQUEST", "ENROLL_SPEAKER", "BATCH_ENROLLMENT_REQUEST"]


@pytest.mark.parametrize("call", [("DELETE", "events"), ("POST", "reset")])
def test_who_waits_while_events_are_forgotten_goes_on_waiting(start_emulator, account, call):
    emulator = start_emulator()
    opt_out(Scene(emulator, account))
    with Waiting(emulator, after=read(emulator)[1], wait=30) as waiting:
        emulator.control(*call)
        opt_out(Scene(emulator, account), "bob")
        events, _ = waiting.answer()
    assert len(events) == 1


def test_calls_go_on_while_some_wait(emulator, account, scene):
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(Waiting(emulator, account="999999999999", wait=60))
        begun = time.monotonic()
        for _ in range(20):
            assert emulator.call("ListDomains", account=account).status == 200
        assert time.monotonic() - begun < scaled(5)
    opt_out(scene)
    assert len(scene.events.news()) == 1, "those who went away do no harm"


def test_who_waits_does_not_keep_the_emulator_from_its_end(start_emulator, account):
    emulator = start_emulator()
    ended = []
    thread = threading.Thread(target=lambda: ended.append(try_to_wait(emulator)))
    thread.start()
    read(emulator)
    emulator.stop()
    thread.join(10)
    assert ended


def try_to_wait(emulator):
    """What became of the question: any answer, or a closed connection."""
    try:
        return emulator.request("GET", f"{PATH}?wait=60").status
    except (OSError, http.client.HTTPException):
        return "closed"
