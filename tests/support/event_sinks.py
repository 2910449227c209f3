"""Events that are delivered to receivers: their source, and what the sinks count and log."""
import json
import re
import socket

from support.events import Sinks, listed
from support.patience import until
from support.session_calls import KMS

# Keeps the settings of the user who runs the tests out.
NO_PROXY = dict.fromkeys(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"], "")
TRIES = 5
STOPPED = "the stop came before they were delivered"
DROPPED = re.compile(r"The (\w+) sink dropped (1 event|\d+ events): (.+)\.$")
_reserved = []


class Source:
    """A domain that produces one event after another."""

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
    """(Delivered, Dropped) once nothing is pending."""
    until(lambda: counts(emulator, name)[2] == 0)
    return counts(emulator, name)[:2]


def logged_drops(emulator, name):
    """[(how many, why), …] from the log."""
    lines = [line for line in emulator.stderr.lines() if f"The {name} sink" in line]
    found = [DROPPED.search(line) for line in lines]
    assert all(found) and all(each.group(1) == name for each in found), lines
    return [(int(each.group(2).split()[0]), each.group(3)) for each in found]


def free_port():
    """A port that nobody listens on until a receiver does; reserved for as long as the tests run."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", 0))
    _reserved.append(taken)
    return taken.getsockname()[1]


def without_repeats(events):
    """Delivery is at least once: an event may follow right behind itself."""
    return [event for place, event in enumerate(events) if place == 0 or event != events[place - 1]]


def detail_of(entry):
    return json.loads(entry["Detail"])
