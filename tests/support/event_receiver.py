"""Receivers of events, whose answers can be planned: a webhook, and a strict event bus that takes PutEvents."""
import functools
import json
import threading
from collections import namedtuple

import botocore.session
from botocore.validate import ParamValidator

from support import http_receiver, signature
from support.patience import PATIENCE_SECONDS
from support.signature import KEYS, REGION

MAX_ENTRIES = 10
MAX_BYTES = 256 * 1024
# Required of an entry by the service, though not by its model.
NEEDED = {"Source", "DetailType", "Detail"}

Request = namedtuple("Request", "method path headers body flaw")


def status(number, body=b"", **headers):
    """Headers are given as Location="…"."""
    return lambda exchange: exchange.answer(number, body, headers)


def truncate(exchange):
    """An answer shorter than its Content-Length."""
    exchange.head(200, {"Content-Length": 100})
    exchange.wfile.write(b"{}")
    exchange.close_connection = True


class Held:
    """An answer that waits until it is released."""

    def __init__(self, answer):
        self._answer, self._released = answer, threading.Event()

    def release(self):
        self._released.set()

    def __call__(self, exchange):
        self._released.wait(PATIENCE_SECONDS)
        self._answer(exchange)


class Exchange(http_receiver.Exchange):
    """A request, `asked`, and its answer."""

    def serve(self, body, flaw):
        self.asked = Request(self.command, self.path, self.headers, body, flaw or self.receiver.flaw(self, body))
        self.receiver.note(self.asked)(self)


class EventReceiver(http_receiver.HttpReceiver):
    """Notes every event that it took."""

    def __init__(self, port=0, certificate=None):
        self._plan, self._rest, self._taken = [], self.by_the_book, []
        super().__init__(Exchange, port, certificate)

    def plan(self, *answers, then=None):
        """Plans the answers to the next requests, one each, and the answer to all later ones."""
        with self._changed:
            self._plan, self._rest = list(answers), then or self.by_the_book

    def answer_to(self, _):
        return self._plan.pop(0) if self._plan else self._rest

    def take(self, *events):
        with self._changed:
            self._taken += events
            self._changed.notify_all()

    def taken(self):
        with self._changed:
            return list(self._taken)

    def wait_for(self, requests=0, events=0):
        self.wait(lambda _: len(self._requests) >= requests and len(self._taken) >= events)
        return self.taken()


class WebhookReceiver(EventReceiver):
    """Takes an event with each POST."""

    def flaw(self, exchange, body):
        if exchange.command != "POST" or exchange.headers["Content-Type"] != "application/json":
            return f"{exchange.command} of {exchange.headers['Content-Type']}"
        try:
            return None if isinstance(json.loads(body.decode("utf-8")), dict) else "no object"
        except ValueError as error:
            return str(error)

    @staticmethod
    def by_the_book(exchange):
        if exchange.asked.flaw:
            return exchange.answer(400)
        exchange.receiver.take(json.loads(exchange.asked.body))
        exchange.answer(200)


class BusReceiver(EventReceiver):
    """Takes entries of signed PutEvents calls."""

    def __init__(self, keys=KEYS, region=REGION, port=0, certificate=None):
        self.keys, self.region = keys, region
        super().__init__(port, certificate)

    def flaw(self, exchange, body):
        headers = exchange.headers
        try:
            signature.verify(exchange.command, exchange.path, headers, body, self.keys, self.region, "events")
        except signature.Unsigned as flaw:
            return str(flaw)
        if (exchange.command, exchange.path, headers["X-Amz-Target"]) != ("POST", "/", "AWSEvents.PutEvents"):
            return f"{exchange.command} {exchange.path} {headers['X-Amz-Target']}"
        if headers["Content-Type"] != "application/x-amz-json-1.1":
            return headers["Content-Type"]
        return flaw_of_entries(json.loads(body.decode("utf-8")))

    @staticmethod
    def by_the_book(exchange):
        if exchange.asked.flaw:
            return exchange.answer(400, json.dumps({"__type": "ValidationException"}).encode())
        refusing()(exchange)


@functools.lru_cache(maxsize=None)
def put_events_shape():
    """From botocore's model."""
    return botocore.session.Session().get_service_model("events").operation_model("PutEvents").input_shape


def flaw_of_entries(request):
    report = ParamValidator().validate(request, put_events_shape())
    if report.has_errors():
        return report.generate_report()
    if len(request["Entries"]) > MAX_ENTRIES:
        return f"{len(request['Entries'])} entries"
    # The service counts a little more.
    if len(json.dumps(request, ensure_ascii=False).encode("utf-8")) > MAX_BYTES:
        return f"more than {MAX_BYTES} bytes"
    for entry in request["Entries"]:
        if not NEEDED <= set(entry) or not isinstance(json.loads(entry["Detail"]), dict):
            return f"an entry without what it needs: {entry}"
        # The validator accepts text too.
        if not isinstance(entry["Time"], int):
            return f"the time {entry['Time']}"
    return None


def refusing(*places):
    """Answers as PutEvents does when the entries at these places of the request fail."""
    def answer(exchange):
        entries = json.loads(exchange.asked.body)["Entries"]
        exchange.receiver.take(*[entry for place, entry in enumerate(entries) if place not in places])
        results = [{"ErrorCode": "InternalFailure", "ErrorMessage": "As planned."} if place in places else
                   {"EventId": f"{place}"} for place in range(len(entries))]
        body = json.dumps({"FailedEntryCount": len(places), "Entries": results}).encode()
        exchange.answer(200, body, {"Content-Type": "application/x-amz-json-1.1"})
    return answer
