"""Amazon Connect's part in a call, and the clock, through the control API."""
import contextlib
from datetime import datetime
from urllib.parse import quote

import pytest

from support.emulator import Emulator


@contextlib.contextmanager
def frozen_emulator(*options):
    """Its clock stands still at half past nine until a test moves it."""
    with Emulator(*options) as running:
        set_clock(running, "2026-11-21T09:30:00Z")
        yield running


def set_clock(emulator, now):
    emulator.control("PUT", "clock", {"Now": now, "Frozen": True})


def now(emulator):
    return datetime.fromisoformat(emulator.control("GET", "clock")["Now"])


def advance_until(emulator, reached, steps=5):
    """Moves the clock second by second until `reached()`; fails after that many steps."""
    for _ in range(steps):
        if reached():
            return
        emulator.advance("PT1S")
    assert reached(), f"not within {steps} s of the emulator's clock"


class Refused(Exception):
    def __init__(self, answer):
        super().__init__(f"{answer.status} {answer.body}")
        self.status, self.body = answer.status, answer.body


@contextlib.contextmanager
def refused(error, status=409):
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.status, caught.value.body["Error"]) == (status, error)
    assert set(caught.value.body) == {"Error", "Message"} and caught.value.body["Message"]


class Sessions:
    """The sessions of one domain; each call returns the session as it is then."""

    def __init__(self, emulator, domain_id):
        self._emulator, self._root = emulator, f"/_voiceid/domains/{domain_id}/sessions"
        self._enrolled = 0

    def _call(self, method, path, body=None, status=200):
        answer = self._emulator.request(method, self._root + path, body)
        if answer.status >= 400:
            raise Refused(answer)
        assert answer.status == status, answer
        return answer.body

    def _one(self, method, name_or_id, what="", body=None):
        return self._call(method, f"/{quote(name_or_id, safe='')}{what}", body)["Session"]

    def start(self, name="call-1", **members):
        return self._call("POST", "", {"SessionName": name, **members}, 201)["Session"]

    def list(self):
        return self._call("GET", "")["Sessions"]

    def describe(self, name_or_id="call-1"):
        return self._one("GET", name_or_id)

    def update(self, name_or_id="call-1", **members):
        return self._one("PATCH", name_or_id, body=members)

    def audio(self, seconds, voice="alice", name_or_id="call-1", **more):
        return self._one("POST", name_or_id, "/audio", {"Voice": voice, "SpeechSeconds": seconds, **more})

    def outcome(self, name_or_id="call-1", **scores):
        return self._one("PUT", name_or_id, "/outcome", scores)

    def remove_outcome(self, name_or_id="call-1"):
        return self._one("DELETE", name_or_id, "/outcome")

    def enrollment(self, name_or_id="call-1"):
        return self._one("POST", name_or_id, "/enrollment")

    def end(self, name_or_id="call-1"):
        return self._one("POST", name_or_id, "/end")

    def stream(self, speaker="alice", voice=None, name="call-1", seconds=31, **members):
        """Starts a stream in which `voice` speaks, by default the speaker's own."""
        self.start(name, SpeakerId=speaker, **members)
        return self.audio(seconds, voice or speaker, name)

    def enroll(self, speaker="alice", voice=None):
        """Enrolls the speaker in a separate call; the clock moves by a second."""
        self._enrolled += 1
        name = f"enrollment-{self._enrolled}"
        self.stream(speaker, voice, name)
        self.enrollment(name)
        self._emulator.advance("PT1S")
        ended = self.end(name)
        assert ended["EnrollmentRequestDetails"] == {"Status": "COMPLETED"}, ended
        return ended
