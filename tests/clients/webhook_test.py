"""Events posted to a webhook, whatever it answers.

tests/server/events holds order, tries and the stop, tests/server/outbound redirects, proxies and time-outs.
"""
import json
import re
import time

import pytest

from support.event_receiver import WebhookReceiver, status, truncate
from support.event_sinks import NO_PROXY, STOPPED, TRIES, Source, free_port, settled, logged_drops, without_repeats
from support.http_receiver import close, not_http, silence

TIME_OUT_SECONDS = 5
# The same event is posted again.
FAILURES = {
    "301": status(301, Location="http://127.0.0.1:1/elsewhere"), "400": status(400), "404": status(404),
    "408": status(408), "429": status(429), "500": status(500, b"x" * 1_000_000), "503": status(503),
    "closed": close, "cut short": truncate, "no HTTP": not_http,
}
SUCCESSES = {
    "200": status(200, b"taken"), "201": status(201), "202": status(202, b"{}"), "204": lambda each: each.head(204, {}),
    "a long answer": status(200, b"x" * 1_000_000),
}


def table(rows):
    return pytest.mark.parametrize("row", rows.values(), ids=rows)


@pytest.fixture
def receiver():
    """No request to it has a flaw."""
    with WebhookReceiver() as running:
        yield running
        assert running.flaws() == []


@pytest.fixture
def start(start_emulator, receiver):
    def start(*options, url=receiver.url, **environment):
        return Source(start_emulator("--event-webhook", url, *options, env={**NO_PROXY, **environment}))
    return start


@pytest.fixture
def source(start):
    return start()


def test_each_event_is_posted_as_the_control_api_lists_it(start, receiver):
    source = start(url=f"{receiver.url}/hooks/voice%20id/..?token=a%2Bb&x", AWS_ACCESS_KEY_ID="AKID",
                   AWS_SECRET_ACCESS_KEY="SECRET")
    source.publish(200)
    assert receiver.wait_for(events=200) == source.events()
    assert settled(source.emulator, "webhook") == (200, 0)
    assert receiver.connections == 1
    for request in receiver.requests():
        assert (request.method, request.path) == ("POST", "/hooks/voice%20id/..?token=a%2Bb&x")
        assert (request.headers["Content-Type"], request.headers["User-Agent"]) == ("application/json", "voiceid-local")
        assert "Authorization" not in request.headers


@table(SUCCESSES)
def test_any_2xx_answer_is_a_success(source, receiver, row):
    receiver.plan(then=row)
    source.publish(3)
    assert settled(source.emulator, "webhook") == (3, 0)
    assert len(receiver.requests()) == 3


@table(FAILURES)
def test_what_failed_is_tried_again_and_nothing_is_lost(source, receiver, row):
    receiver.plan(*[row] * (TRIES - 1))
    source.publish(3)
    assert without_repeats(receiver.wait_for(events=3)) == source.events()
    assert settled(source.emulator, "webhook") == (3, 0)
    bodies = [json.loads(request.body) for request in receiver.requests()]
    assert bodies[:TRIES] == [source.events()[0]] * TRIES


def test_an_event_that_every_try_fails_is_dropped_counted_and_logged(source, receiver):
    receiver.plan(*[status(400)] * TRIES)
    source.publish(2)
    assert settled(source.emulator, "webhook") == (1, 1)
    assert receiver.taken() == source.events()[1:]
    assert source.emulator.stderr.wait_for(
        re.compile(r"The webhook sink dropped 1 event: the receiver answered with status 400\.$"))


def test_a_receiver_that_comes_goes_and_comes_back_gets_all(start_emulator):
    port = free_port()
    source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{port}", env=NO_PROXY))
    source.publish()
    with WebhookReceiver(port) as first:
        source.publish(3)
        # A receiver that goes before it has answered gets the event again.
        assert settled(source.emulator, "webhook") == (4, 0)
    source.publish(3)
    with WebhookReceiver(port) as second:
        assert first.taken() + second.wait_for(events=3) == source.events()


def test_a_receiver_that_hangs_is_given_up_after_five_seconds_and_tried_again(source, receiver):
    receiver.plan(silence)
    begun = time.monotonic()
    source.publish(2)
    assert receiver.wait_for(events=2) == source.events()
    assert time.monotonic() - begun >= TIME_OUT_SECONDS
    receiver.wait(lambda now: now.desertions == 1)


def test_a_stop_does_not_wait_for_a_receiver_that_hangs(source, receiver):
    receiver.plan(then=silence)
    source.publish(20)
    receiver.wait_for(requests=1)
    source.emulator.stop()
    drops = logged_drops(source.emulator, "webhook")
    # Tries may have run out before, which takes lines of their own.
    assert sum(count for count, _ in drops) == 20 and drops[-1][1] == STOPPED


def test_the_environments_proxy_is_for_other_machines(start):
    with WebhookReceiver() as proxy:
        elsewhere = start(url="http://receiver.invalid/events", http_proxy=proxy.url)
        elsewhere.publish()
        assert proxy.wait_for(events=1) == elsewhere.events()
        assert proxy.requests()[0].path == "http://receiver.invalid/events"
