"""Events from the emulator's memory, each checked against the members of its detail-type."""
import re
from urllib.parse import urlencode

from support.event_members import check, statuses_of
from support.session_calls import refused

PATH = "/_voiceid/events"
# No emulator in a test has this run, except by the rarest chance.
ANOTHER_RUN = "3f9a1c07"
LAST = re.compile(r"([0-9a-f]{8})-(0|[1-9][0-9]*)")


def event_path(filters=()):
    """`filters` is a mapping or pairs; a list repeats the parameter."""
    pairs = filters.items() if hasattr(filters, "items") else filters
    return PATH + ("?" + urlencode(list(pairs), doseq=True) if pairs else "")


def ask(emulator, **filters):
    """Asks for events; returns any answer."""
    return emulator.request("GET", event_path(filters))


def read(emulator, **filters):
    """(events, Last), the events checked."""
    answer = ask(emulator, **filters)
    assert answer.status == 200, answer
    assert list(answer.body) == ["Events", "Last"], answer
    assert LAST.fullmatch(answer.body["Last"]), answer
    return [check(event) for event in answer.body["Events"]], answer.body["Last"]


def run_of(last):
    """The part of a Last, or of an event's id in a stream, that is different after a restart of the emulator."""
    return LAST.fullmatch(last).group(1)


def position(last):
    """How many events there were by then; comparable within one run only."""
    return int(LAST.fullmatch(last).group(2))


def moved(last, by):
    """The Last that many events later, or earlier."""
    return f"{run_of(last)}-{position(last) + by}"


def listed(emulator, **filters):
    return read(emulator, **filters)[0]


def bad(emulator, **filters):
    """Asks for events, which must be refused; returns the message."""
    return refused(ask(emulator, **filters), 400, "ValidationException")


def kind(event):
    """What most tests check: (middle of the detail-type, action, status)."""
    detail_type = event["detail-type"]
    assert detail_type.startswith("VoiceId ") and detail_type.endswith(" Action")
    return detail_type[len("VoiceId "):-len(" Action")], event["detail"]["action"], event["detail"]["status"]


def kinds(events):
    return [kind(event) for event in events]


def ids(events):
    return [event["id"] for event in events]


class Events:
    """Returns each event from now on, once: `Events(emulator, domainId=…).news()`."""

    def __init__(self, emulator, **filters):
        self.emulator, self.filters = emulator, filters
        self._last = ask(emulator).body["Last"]

    def news(self):
        found, self._last = read(self.emulator, after=self._last, **self.filters)
        return found

    def kinds(self):
        return kinds(self.news())

    def one(self):
        """The only new event."""
        [event] = self.news()
        return event


DETAIL_TYPE_OF = {
    "START_SESSION": "Start Session", "UPDATE_SESSION": "Update Session", "EVALUATE_SESSION": "Evaluate Session",
    "ENROLL_SPEAKER": "Speaker", "OPT_OUT_SPEAKER": "Speaker", "DELETE_SPEAKER": "Speaker",
    "REGISTER_FRAUDSTER": "Fraudster", "DELETE_FRAUDSTER": "Fraudster",
    "SESSION_ENROLLMENT_REQUEST": "Session Speaker Enrollment",
    "BATCH_SPEAKER_ENROLLMENT_REQUEST": "Batch Speaker Enrollment",
    "BATCH_FRAUDSTER_REGISTRATION_REQUEST": "Batch Fraudster Registration"}


def happened(*words):
    """The kinds of these events: `happened("START_SESSION", "EVALUATE_SESSION!", "START_SESSION STREAMING_ENDED")`.

    `!` marks a failure; without it or a status, the action's first status is meant.
    """
    def kind_of(word):
        action, _, status = word.rstrip("!").partition(" ")
        statuses = statuses_of(action)
        return DETAIL_TYPE_OF[action], action, status or statuses[-1 if word.endswith("!") else 0]
    return [kind_of(word) for word in words]


class Sinks:
    """The sinks, shown and changed through the control API."""

    def __init__(self, emulator):
        self._emulator = emulator

    def all(self):
        answer = self._emulator.control("GET", "events/sinks")
        assert set(answer) == {"Sinks"}
        for sink in answer["Sinks"]:
            assert {"Name", "Delivered", "Dropped", "Pending"} <= set(sink), sink
            assert set(sink) <= {"Name", "Delivered", "Dropped", "Pending", "Disorder"}, sink
        return {sink["Name"]: sink for sink in answer["Sinks"]}

    def ask_disorder(self, method, body=None, name="memory"):
        return self._emulator.request(method, f"{PATH}/sinks/{name}/disorder", body)

    def disorder(self, **members):
        answer = self.ask_disorder("PUT", members)
        assert (answer.status, answer.body) == (200, {"Sink": self.all()["memory"]}), answer
        return answer.body["Sink"]["Disorder"]

    def order(self):
        answer = self.ask_disorder("DELETE")
        assert (answer.status, answer.body) == (200, {"Sink": self.all()["memory"]}), answer
        assert "Disorder" not in answer.body["Sink"]
