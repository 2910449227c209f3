"""Events that are sent on: fixtures and looks at the sinks for the tests that import them."""
import json
import re
import socket

from support.batch_jobs import until
from support.emulator import STOP_SECONDS
from support.events import Sinks, listed
from support.session_calls import KMS

# Nothing is taken from whoever runs the tests.
NO_PROXY = dict.fromkeys(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"], "")
TRIES = 5
# Half of the second in which the emulator ends is for what is pending, and a busy machine needs more than the other
# half. Where the second is the rule to be tested, `ends_in_time` does so.
PATIENCE_SECONDS = max(3, STOP_SECONDS)
STOPPED = "the stop came before they were delivered"
DROPPED = re.compile(r"The (\w+) sink dropped (1 event|\d+ events): (.+)\.$")
_reserved = []


class Source:
    """A domain in which events happen one after another."""

    def __init__(self, emulator):
        self.emulator = emulator
        emulator.stop_seconds = PATIENCE_SECONDS
        answer = emulator.call("CreateDomain", {"Name": "events", "ServerSideEncryptionConfiguration": KMS})
        self.domain_id = answer.body["Domain"]["DomainId"]
        self.published = 0

    def publish(self, count=1):
        for _ in range(count):
            self.published += 1
            answer = self.emulator.call("OptOutSpeaker",
                                        {"DomainId": self.domain_id, "SpeakerId": f"speaker-{self.published}"})
            assert answer.status == 200, answer

    def events(self):
        """As the memory has them."""
        return listed(self.emulator)


def counts(emulator, name):
    """(Delivered, Dropped, Pending)"""
    sink = Sinks(emulator).all()[name]
    return sink["Delivered"], sink["Dropped"], sink["Pending"]


def settled(emulator, name):
    """(Delivered, Dropped), once nothing is pending."""
    until(lambda: counts(emulator, name)[2] == 0)
    return counts(emulator, name)[:2]


def told_drops(emulator, name):
    """[(how many, why), …] as the log tells them."""
    lines = [line for line in emulator.stderr.lines() if f"The {name} sink" in line]
    found = [DROPPED.search(line) for line in lines]
    assert all(found) and all(each.group(1) == name for each in found), lines
    return [(int(each.group(2).split()[0]), each.group(3)) for each in found]


def ends_in_time(scenario, tries=3):
    """`scenario` stops an emulator and gives the seconds that it took: a second at most, once where others are busy."""
    took = []
    while not took or (took[-1] > STOP_SECONDS and len(took) < tries):
        took.append(scenario())
    assert took[-1] <= STOP_SECONDS, took


def free_port():
    """Where nobody listens, and a receiver may begin to: nobody else is given it while the tests run."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", 0))
    _reserved.append(taken)
    return taken.getsockname()[1]


def without_repeats(events):
    """At least once: an event may have come again, right behind itself."""
    return [event for place, event in enumerate(events) if place == 0 or event != events[place - 1]]


def detail_of(entry):
    return json.loads(entry["Detail"])
