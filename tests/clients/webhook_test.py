"""Events posted to a webhook, whatever it answers. tests/server/events holds order, tries and the stop."""
import json
import re
import time

import pytest

from support.emulator import run_to_end
from support.event_receiver import Held, WebhookReceiver, slowly, status, truncate
from support.event_sinks import (NO_PROXY, STOPPED, TRIES, Source, counts, free_port, settled, logged_drops,
                                 without_repeats)
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


@table({name: FAILURES[name] for name in ("400", "closed")})
def test_an_event_that_every_try_fails_is_dropped_counted_and_logged(source, receiver, row):
    receiver.plan(*[row] * TRIES)
    source.publish(2)
    assert settled(source.emulator, "webhook") == (1, 1)
    assert receiver.taken() == source.events()[1:]
    assert source.emulator.stderr.wait_for(re.compile(r"The webhook sink dropped 1 event: the receiver .+\."))


def test_a_redirect_is_not_followed(source, receiver):
    with WebhookReceiver() as other:
        receiver.plan(status(307, Location=other.url))
        source.publish()
        receiver.wait_for(events=1)
        assert other.requests() == []


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


def test_a_receiver_that_is_not_there_is_named_without_the_path(start_emulator):
    port = free_port()
    source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{port}/hook?token=secret", env=NO_PROXY))
    source.publish(2)
    assert settled(source.emulator, "webhook") == (0, 2)
    line = source.emulator.stderr.wait_for(re.compile("The webhook sink dropped 1 event: "))
    assert f"127.0.0.1 port {port}" in line
    assert "secret" not in source.emulator.stderr.text()


def test_a_receiver_that_hangs_is_given_up_after_five_seconds_and_tried_again(source, receiver):
    receiver.plan(silence)
    begun = time.monotonic()
    source.publish(2)
    assert receiver.wait_for(events=2) == source.events()
    assert time.monotonic() - begun >= TIME_OUT_SECONDS
    receiver.wait(lambda now: now.desertions == 1)


def test_calls_do_not_wait_for_the_receiver(source, receiver):
    held = Held(receiver.by_the_book)
    receiver.plan(then=held)
    source.publish(101)
    assert receiver.taken() == []
    assert sum(counts(source.emulator, "webhook")) == 101
    held.release()


def test_a_reset_forgets_what_is_pending_and_the_counts(source, receiver):
    receiver.plan(silence)
    source.publish(10)
    receiver.wait_for(requests=1)
    source.emulator.control("POST", "reset")
    receiver.wait(lambda now: now.desertions == 1)
    assert counts(source.emulator, "webhook") == (0, 0, 0)
    again = Source(source.emulator)
    again.publish(2)
    assert receiver.wait_for(events=2) == again.events()
    assert settled(source.emulator, "webhook") == (2, 0)


def stop(source):
    """The emulator's stop, after which the log says why what was pending was dropped; returns how many were.

    Each event would take longer than a test has patience for, if its tries did not end with the stop.
    """
    pending = counts(source.emulator, "webhook")[2]
    source.emulator.stop()
    drops = logged_drops(source.emulator, "webhook")
    reasons = [reason for _, reason in drops]
    assert reasons[-1:] == [STOPPED] or pending == 0
    # Tries may have run out before, which takes lines of their own.
    assert STOPPED not in reasons[:-1]
    return sum(count for count, _ in drops)


@pytest.mark.parametrize("answer", [silence, status(500), close, slowly(WebhookReceiver.by_the_book, 0.3)],
                         ids=["hangs", "fails", "closes", "slow"])
def test_a_stop_does_not_wait_for_the_receiver(start_emulator, answer):
    with WebhookReceiver() as receiver:
        receiver.plan(then=answer)
        source = Source(start_emulator("--event-webhook", receiver.url, env=NO_PROXY))
        source.publish(20)
        receiver.wait_for(requests=1)
        dropped = stop(source)
        # The stop may come after the receiver took an event and before it answered.
        assert dropped + len(receiver.taken()) in (20, 21)


def test_a_stop_does_not_wait_for_a_receiver_that_is_not_there(start_emulator):
    source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{free_port()}", env=NO_PROXY))
    source.publish(3)
    assert stop(source) == 3


def test_the_environments_proxy_is_for_other_machines(start, receiver):
    source = start(http_proxy="http://127.0.0.1:1", all_proxy="http://127.0.0.1:1")
    source.publish()
    receiver.wait_for(events=1)
    with WebhookReceiver() as proxy:
        elsewhere = start(url="http://receiver.invalid/events", http_proxy=proxy.url)
        elsewhere.publish()
        assert proxy.wait_for(events=1) == elsewhere.events()
        assert proxy.requests()[0].path == "http://receiver.invalid/events"


def test_the_environment_variable(start_emulator, receiver):
    source = Source(start_emulator(env={**NO_PROXY, "VOICEID_EVENT_WEBHOOK": receiver.url}))
    source.publish()
    assert receiver.wait_for(events=1) == source.events()


@pytest.mark.parametrize("url", ["", "localhost", "http://user:secret@localhost/"])
def test_a_url_that_is_none(url):
    done = run_to_end("--port", "0", f"--event-webhook={url}")
    assert done.returncode == 2 and "--event-webhook" in done.stderr and done.stderr.count("\n") == 1
