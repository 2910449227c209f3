"""Events that are posted to a webhook, whatever that does with them."""
import json
import re
import time

import pytest

from support.emulator import run_to_end
from support.event_receiver import Held, WebhookReceiver, slowly, status, truncate
from support.event_sinks import (NO_PROXY, STOPPED, TRIES, Source, counts, ends_in_time, free_port, settled,
                                 told_drops, without_repeats)
from support.http_receiver import close, not_http, silence
from wire.bounds import SANITIZED, scaled

TIME_OUT_SECONDS = 5
# A call that waits for the receiver takes as long as that does.
PROMPT_SECONDS = 4
# No success; the same event is posted again.
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


def test_each_event_is_posted_as_the_control_api_has_it(source, receiver):
    source.publish(5)
    taken = receiver.wait_for(events=5)
    assert taken == source.events()
    assert {event["source"] for event in taken} == {"aws.voiceid"}
    assert settled(source.emulator, "webhook") == (5, 0)
    for request in receiver.requests():
        assert (request.method, request.path) == ("POST", "/")
        assert (request.headers["Content-Type"], request.headers["User-Agent"]) == ("application/json", "voiceid-local")
        assert "Authorization" not in request.headers


def test_path_and_query_of_the_url_are_kept(start, receiver):
    start(url=f"{receiver.url}/hooks/voice%20id/..?token=a%2Bb&x").publish()
    receiver.wait_for(events=1)
    assert receiver.requests()[0].path == "/hooks/voice%20id/..?token=a%2Bb&x"


def test_events_come_in_order_on_one_connection(source, receiver):
    source.publish(200)
    assert receiver.wait_for(events=200) == source.events()
    assert receiver.connections == 1


def test_keys_in_the_environment_sign_nothing_here(start, receiver):
    start(AWS_ACCESS_KEY_ID="AKID", AWS_SECRET_ACCESS_KEY="SECRET").publish()
    receiver.wait_for(events=1)
    assert "Authorization" not in receiver.requests()[0].headers


@table(SUCCESSES)
def test_any_answer_of_the_2xx_is_a_success(source, receiver, row):
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


@table(FAILURES)
def test_what_no_try_gets_there_is_dropped_counted_and_logged(source, receiver, row):
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


def test_tries_are_further_and_further_apart(source, receiver):
    """Here by their sum, that of pauses that double; a busy receiver notes a request a while after it was sent."""
    source.publish()
    receiver.wait_for(events=1)
    receiver.plan(*[status(500)] * (TRIES - 1))
    source.publish()
    receiver.wait_for(events=2)
    times = [request.at for request in receiver.requests()[1:]]
    assert len(times) == TRIES and times[-1] - times[0] > 1


def test_a_receiver_that_comes_back_within_the_tries_gets_all(start_emulator):
    port = free_port()
    source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{port}", env=NO_PROXY))
    source.publish()
    with WebhookReceiver(port) as late:
        source.publish(9)
        assert late.wait_for(events=10) == source.events()
    assert settled(source.emulator, "webhook") == (10, 0)


def test_a_receiver_that_went_away_and_came_back_gets_all(start_emulator):
    port = free_port()
    source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{port}", env=NO_PROXY))
    with WebhookReceiver(port) as first:
        source.publish(3)
        # A receiver that goes before it has answered gets the event again.
        assert settled(source.emulator, "webhook") == (3, 0)
    source.publish(3)
    with WebhookReceiver(port) as second:
        assert first.taken() + second.wait_for(events=3) == source.events()


def test_a_receiver_that_is_not_there_is_told_of_without_the_path(start_emulator):
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
    assert TIME_OUT_SECONDS <= time.monotonic() - begun < scaled(2 * TIME_OUT_SECONDS)
    receiver.wait(lambda now: now.desertions == 1)


@pytest.mark.parametrize("answer", [silence, slowly(status(200), 2)], ids=["hangs", "slow"])
def test_calls_are_answered_at_once_while_the_receiver_takes_its_time(source, receiver, answer):
    receiver.plan(then=answer)
    source.publish()
    receiver.wait_for(requests=1)
    slowest = 0
    for _ in range(100):
        begun = time.monotonic()
        source.publish()
        slowest = max(slowest, time.monotonic() - begun)
    assert slowest < PROMPT_SECONDS
    delivered, dropped, pending = counts(source.emulator, "webhook")
    assert delivered + dropped + pending == 101 and pending > 50


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


def dropped_at_the_stop(start_emulator):
    """How many of three events that were pending were dropped though the receiver worked; each was the one or other."""
    with WebhookReceiver() as receiver:
        source = Source(start_emulator("--event-webhook", receiver.url, env=NO_PROXY))
        held = Held(receiver.by_the_book)
        receiver.plan(held)
        source.publish(3)
        receiver.wait_for(requests=1)
        events = source.events()
        held.release()
        source.emulator.stop()
        taken, dropped = receiver.taken(), sum(count for count, _ in told_drops(source.emulator, "webhook"))
    assert taken == events[:len(taken)]
    # The stop may come between the taking of one and the answer.
    assert len(taken) + dropped in (3, 4)
    return dropped


def test_sigterm_lets_a_working_receiver_have_what_is_pending(start_emulator):
    """Within half a second, in which a busy machine may get nowhere."""
    dropped = [dropped_at_the_stop(start_emulator)]
    while dropped[-1] > 0 and len(dropped) < 3 and not SANITIZED:
        dropped.append(dropped_at_the_stop(start_emulator))
    assert dropped[-1] == 0 or SANITIZED


def stopped_and_told(source):
    """The seconds that the end took. Tries may have run out before, which is told in lines of their own."""
    pending = counts(source.emulator, "webhook")[2]
    took = source.emulator.stop()
    reasons = [reason for _, reason in told_drops(source.emulator, "webhook")]
    assert reasons[-1:] == [STOPPED] or pending == 0
    assert STOPPED not in reasons[:-1]
    return took


@pytest.mark.parametrize("answer", [silence, status(500), close, slowly(WebhookReceiver.by_the_book, 0.3)],
                         ids=["hangs", "fails", "closes", "slow"])
def test_sigterm_does_not_wait_for_the_receiver(start_emulator, answer):
    """It ends within a second, as ever; what is left is told in one line."""
    def scenario():
        with WebhookReceiver() as receiver:
            receiver.plan(then=answer)
            source = Source(start_emulator("--event-webhook", receiver.url, env=NO_PROXY))
            source.publish(20)
            receiver.wait_for(requests=1)
            took = stopped_and_told(source)
            dropped = sum(count for count, _ in told_drops(source.emulator, "webhook"))
            # The stop may come between the taking of one and the answer.
            assert dropped + len(receiver.taken()) in (20, 21)
            return took
    ends_in_time(scenario)


def test_sigterm_does_not_wait_for_a_receiver_that_is_not_there(start_emulator):
    def scenario():
        source = Source(start_emulator("--event-webhook", f"http://127.0.0.1:{free_port()}", env=NO_PROXY))
        source.publish(3)
        took = stopped_and_told(source)
        assert sum(count for count, _ in told_drops(source.emulator, "webhook")) == 3
        return took
    ends_in_time(scenario)


def test_the_environments_proxy_is_for_other_machines(start, receiver):
    source = start(http_proxy="http://127.0.0.1:1", all_proxy="http://127.0.0.1:1")
    source.publish()
    receiver.wait_for(events=1)
    with WebhookReceiver() as proxy:
        elsewhere = start(url="http://receiver.invalid/events", http_proxy=proxy.url)
        elsewhere.publish()
        assert proxy.wait_for(events=1) == elsewhere.events()
        assert proxy.requests()[0].path == "http://receiver.invalid/events"


def test_the_variable_of_the_option(start_emulator, receiver):
    source = Source(start_emulator(env={**NO_PROXY, "VOICEID_EVENT_WEBHOOK": receiver.url}))
    source.publish()
    assert receiver.wait_for(events=1) == source.events()


@pytest.mark.parametrize("url", ["", "localhost", "ftp://localhost/", "http://", "http://user:secret@localhost/",
                                 "http://localhost/#part", "http://localhost/a b", "http://localhost:99999/"])
def test_a_url_that_is_none(url):
    done = run_to_end("--port", "0", f"--event-webhook={url}")
    assert done.returncode == 2 and "--event-webhook" in done.stderr and done.stderr.count("\n") == 1
