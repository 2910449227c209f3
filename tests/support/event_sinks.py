"""Events that are sent on: fixtures and looks at the sinks for the tests that import them."""
import json
import socket

from support.batch_jobs import until
from support.events import Sinks, listed
from support.session_calls import KMS

# Nothing is taken from whoever runs the tests.
NO_PROXY = dict.fromkeys(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"], "")
TRIES = 5


class Source:
    """A domain in which events happen one after another."""

    def __init__(self, emulator):
        self.emulator = emulator
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


def free_port():
    """Where nobody listens, and a receiver may begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def without_repeats(events):
    """At least once: an event may have come again, right behind itself."""
    return [event for place, event in enumerate(events) if place == 0 or event != events[place - 1]]


def detail_of(entry):
    return json.loads(entry["Detail"])
