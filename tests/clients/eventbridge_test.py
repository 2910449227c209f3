"""Events put on a bus by PutEvents, checked by a strict receiver. tests/server/events holds batches and tries."""
import json
import re
from datetime import datetime, timezone

import pytest
from botocore.config import Config

from support import sdk
from support.emulator import run_to_end
from support.event_receiver import (KEYS, MAX_ENTRIES, REGION, BusReceiver, Held, WebhookReceiver, answer_entries,
                                    refusing, status, truncate)
from support.event_sinks import NO_PROXY, STOPPED, TRIES, Source, counts, detail_of, free_port, settled, told_drops
from support.http_receiver import close, not_http, silence

NOBODY = "http://127.0.0.1:1"
IDENTITY = {"AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1], "AWS_SESSION_TOKEN": KEYS[2],
            "AWS_REGION": REGION}
ENVIRONMENT = {**NO_PROXY, "AWS_DEFAULT_REGION": "", "AWS_ENDPOINT_URL_EVENTBRIDGE": "", **IDENTITY}
# Not the answer of PutEvents to entries that it took.
FAILURES = {
    "400": status(400, b'{"__type": "ValidationException"}'), "403": status(403), "500": status(500),
    "503": status(503), "201": status(201, b'{"FailedEntryCount": 0}'), "301": status(301, Location=NOBODY),
    "closed": close, "cut short": truncate, "no HTTP": not_http,
    "empty": status(200), "no JSON": status(200, b"<html>It works!</html>"), "an array": status(200, b"[]"),
    "no count": status(200, b"{}"), "a count alone": status(200, b'{"FailedEntryCount": 1}'),
    "too few entries": status(200, b'{"FailedEntryCount": 1, "Entries": []}'),
    "no failed entry": status(200, b'{"FailedEntryCount": 1, "Entries": [{"EventId": "a"}]}'),
    "entries of another type": status(200, b'{"FailedEntryCount": 1, "Entries": ["InternalFailure"]}'),
    "deep": status(200, b"[" * 60_000), "too long": status(200, b'{"FailedEntryCount": 0}' + b" " * 100_000),
}


def table(rows):
    return pytest.mark.parametrize("row", rows.values(), ids=rows)


@pytest.fixture
def receiver():
    """No request to it has a flaw."""
    with BusReceiver() as running:
        yield running
        assert running.flaws() == []


@pytest.fixture
def start(start_emulator, receiver):
    def start(*options, url=receiver.url, **environment):
        return Source(start_emulator("--eventbridge-endpoint", url, *options, env={**ENVIRONMENT, **environment}))
    return start


@pytest.fixture
def source(start):
    return start()


def entries_of(request):
    return json.loads(request.body)["Entries"]


def ids(entries):
    return [detail_of(entry)["sourceId"] for entry in entries]


def ids_of(source):
    return [event["detail"]["sourceId"] for event in source.events()]


@pytest.fixture
def batch(source, receiver):
    """`batch(count)` makes that many events pending at once, behind one that was sent alone."""
    def batch(count, *answers):
        held = Held(receiver.by_the_book)
        receiver.plan(held, *answers)
        source.publish()
        receiver.wait_for(requests=1)
        source.publish(count)
        held.release()
        return source
    return batch


def test_an_entry_has_what_the_event_has(start, receiver):
    source = start("--account", "111122223333", "--region", "eu-west-1")
    source.emulator.control("PUT", "clock", {"Now": "2026-11-21T09:30:00.789Z", "Frozen": True})
    source.publish()
    [entry] = receiver.wait_for(events=1)
    [event] = source.events()
    assert detail_of(entry) == event["detail"] and list(detail_of(entry)) == list(event["detail"])
    assert {name: entry[name] for name in entry if name != "Detail"} == {
        "Time": 1795253400, "Source": "aws.voiceid", "DetailType": event["detail-type"],
        "Resources": [f"arn:aws:voiceid:eu-west-1:111122223333:domain/{source.domain_id}"]}
    assert event["time"] == "2026-11-21T09:30:00Z"
    assert settled(source.emulator, "eventbridge") == (1, 0)


def test_pending_events_are_sent_together_in_order(batch, receiver):
    source = batch(25)
    assert ids(receiver.wait_for(events=26)) == ids_of(source)
    assert [len(entries_of(request)) for request in receiver.requests()] == [1, MAX_ENTRIES, MAX_ENTRIES, 5]
    assert receiver.connections == 1


def test_a_request_is_the_one_that_boto3_makes(batch, receiver):
    batch(3)
    receiver.wait_for(events=4)
    entries = entries_of(receiver.requests()[1])
    config = Config(retries={"total_max_attempts": 1})
    client = sdk._session().client(
        "events", endpoint_url=receiver.url, region_name=REGION, aws_access_key_id=KEYS[0],
        aws_secret_access_key=KEYS[1], aws_session_token=KEYS[2], config=config)
    answer = client.put_events(Entries=[{**entry, "Time": datetime.fromtimestamp(entry["Time"], timezone.utc)}
                                        for entry in entries])
    assert answer["FailedEntryCount"] == 0 and len(answer["Entries"]) == 3
    ours, boto3s = receiver.requests()[1:]
    assert entries_of(boto3s) == entries
    for name in ("X-Amz-Target", "Content-Type", "X-Amz-Security-Token", "Host"):
        assert boto3s.headers[name] == ours.headers[name]


@pytest.mark.parametrize("options, environment, keys, region", [
    ([], {"AWS_SESSION_TOKEN": ""}, (*KEYS[:2], None), REGION),
    ([], {"AWS_REGION": "", "AWS_DEFAULT_REGION": "eu-west-3"}, KEYS, "eu-west-3"),
    (["--region", "ap-south-1"], {"AWS_REGION": ""}, KEYS, "ap-south-1"),
    ([], {"AWS_REGION": "", **dict.fromkeys(list(IDENTITY)[:3], "")}, ("test", "test", None), "us-east-1"),
], ids=["no token", "AWS_DEFAULT_REGION", "--region", "no keys and no region"])
def test_requests_are_signed(start, receiver, options, environment, keys, region):
    receiver.keys, receiver.region = keys, region
    source = start(*options, **environment)
    # The signature has the machine's time.
    source.emulator.advance("P3Y")
    source.publish()
    receiver.wait_for(events=1)
    assert settled(source.emulator, "eventbridge") == (1, 0)


def test_a_wrong_key_drops_events_and_is_not_shown(start_emulator):
    with BusReceiver() as strict:
        environment = {**ENVIRONMENT, "AWS_SECRET_ACCESS_KEY": "another-one"}
        source = Source(start_emulator("--eventbridge-endpoint", strict.url, "--log-level", "trace", env=environment))
        source.publish()
        assert settled(source.emulator, "eventbridge") == (0, 1)
        assert len(strict.flaws()) == TRIES
        text = source.emulator.stderr.text()
        assert "the receiver answered with status 400" in text
        assert not any(key in text for key in [*KEYS, "another-one"])


def test_failed_entries_alone_are_tried_again_and_before_later_ones(batch, receiver):
    source = batch(15, refusing(1, 3, 9), refusing(0, 2))
    receiver.wait_for(events=16)
    events = ids_of(source)
    first, second = events[1:11], events[11:]
    again = [first[1], first[3], first[9]]
    assert [ids(entries_of(request)) for request in receiver.requests()] == [
        events[:1], first, again, [again[0], again[2]], second]
    assert settled(source.emulator, "eventbridge") == (16, 0)


def test_entries_that_always_fail_are_dropped_and_all_others_delivered(batch, receiver):
    unwanted = []

    def refuse(exchange):
        answer_entries(exchange, lambda _, entry: detail_of(entry)["sourceId"] in unwanted)
    source = batch(0)
    receiver.wait_for(events=1)
    held = Held(receiver.by_the_book)
    receiver.plan(held, then=refuse)
    source.publish()
    receiver.wait_for(requests=2)
    source.publish(5)
    events = ids_of(source)
    unwanted += [events[3], events[5]]
    held.release()
    assert settled(source.emulator, "eventbridge") == (5, 2)
    assert ids(receiver.taken()) == [each for each in events if each not in unwanted]
    assert source.emulator.stderr.wait_for(re.compile(
        "The eventbridge sink dropped 2 events: the receiver refused the entry with InternalFailure"))


@table(FAILURES)
def test_what_failed_is_tried_again_and_nothing_is_lost(source, receiver, row):
    receiver.plan(row, row)
    source.publish(3)
    assert ids(receiver.wait_for(events=3)) == ids_of(source)
    assert settled(source.emulator, "eventbridge") == (3, 0)


@table({name: FAILURES[name] for name in ("400", "no JSON")})
def test_an_event_that_every_try_fails_is_dropped_counted_and_logged(source, receiver, row):
    receiver.plan(*[row] * TRIES)
    source.publish()
    assert settled(source.emulator, "eventbridge") == (0, 1)
    source.publish()
    assert settled(source.emulator, "eventbridge") == (1, 1)
    assert ids(receiver.taken()) == ids_of(source)[1:]
    assert source.emulator.stderr.wait_for(re.compile(r"The eventbridge sink dropped 1 event: the receiver.+\.$"))


@pytest.mark.parametrize("code", ["X" * 10_000, "a\nb", "", None, {"a": 1}],
                         ids=["long", "two lines", "empty", "null", "an object"])
def test_an_odd_error_code_takes_one_short_line(source, receiver, code):
    body = json.dumps({"FailedEntryCount": 1, "Entries": [{"ErrorCode": code}]}).encode()
    receiver.plan(*[status(200, body)] * TRIES)
    source.publish()
    assert settled(source.emulator, "eventbridge") == (0, 1)
    line = source.emulator.stderr.wait_for(re.compile("eventbridge"))
    assert len(line) < 300 and line.isprintable()


def test_a_bus_that_comes_back_within_the_tries_gets_all(start_emulator):
    port = free_port()
    source = Source(start_emulator("--eventbridge-endpoint", f"http://127.0.0.1:{port}", env=ENVIRONMENT))
    source.publish()
    with BusReceiver(port=port) as late:
        source.publish(9)
        assert ids(late.wait_for(events=10)) == ids_of(source)
        assert late.flaws() == []


@pytest.mark.parametrize("answer", [silence, status(500), refusing(*range(MAX_ENTRIES))],
                         ids=["hangs", "fails", "refuses"])
def test_a_stop_does_not_wait_for_the_bus(source, receiver, answer):
    receiver.plan(then=answer)
    source.publish(20)
    receiver.wait_for(requests=1)
    delivered, dropped, pending = counts(source.emulator, "eventbridge")
    assert (delivered, dropped + pending) == (0, 20)
    source.emulator.stop()
    told = told_drops(source.emulator, "eventbridge")
    # Tries may have run out before.
    assert sum(count for count, _ in told) == 20 and (told[-1][1] == STOPPED or pending == 0), told


@pytest.mark.parametrize("options, environment", [
    ([], {"AWS_ENDPOINT_URL_EVENTBRIDGE": "{}"}),
    ([], {"VOICEID_EVENTBRIDGE_ENDPOINT": "{}", "AWS_ENDPOINT_URL_EVENTBRIDGE": NOBODY}),
    (["--eventbridge-endpoint", "{}/"], {"VOICEID_EVENTBRIDGE_ENDPOINT": NOBODY}),
], ids=["AWS_ENDPOINT_URL_EVENTBRIDGE", "VOICEID_EVENTBRIDGE_ENDPOINT wins", "the flag wins, with a slash"])
def test_where_the_endpoint_is_set(start_emulator, receiver, options, environment):
    environment = {name: value.format(receiver.url) for name, value in environment.items()}
    source = Source(start_emulator(*[each.format(receiver.url) for each in options],
                                   env={**ENVIRONMENT, **environment}))
    source.publish()
    receiver.wait_for(events=1)


def test_webhook_and_bus_at_once(start, receiver):
    with WebhookReceiver() as webhook:
        source = start("--event-webhook", webhook.url)
        source.publish(20)
        assert [event["detail"] for event in webhook.wait_for(events=20)] == [
            detail_of(entry) for entry in receiver.wait_for(events=20)]


@pytest.mark.parametrize("options, environment, words", [
    (["--eventbridge-endpoint=http://localhost/path"], {}, "--eventbridge-endpoint"),
    ([], {"AWS_ENDPOINT_URL_EVENTBRIDGE": "localhost:4566"}, "AWS_ENDPOINT_URL_EVENTBRIDGE"),
    (["--eventbridge-endpoint", NOBODY], {"AWS_SECRET_ACCESS_KEY": ""}, "AWS_SECRET_ACCESS_KEY"),
    (["--eventbridge-endpoint", NOBODY], {"AWS_SESSION_TOKEN": "a\nb"}, "AWS_SESSION_TOKEN"),
    (["--eventbridge-endpoint", NOBODY], {"AWS_REGION": "eu west"}, "region"),
    (["--event-buffer=0"], {}, "--event-buffer"), (["--event-buffer=1000001"], {}, "--event-buffer"),
], ids=["a path", "variable", "half of the keys", "token", "region", "no buffer", "too large a buffer"])
def test_wrong_options(options, environment, words):
    done = run_to_end("--port", "0", *options, env={**ENVIRONMENT, **environment})
    assert done.returncode == 2 and words in done.stderr and done.stderr.count("\n") == 1
    assert not any(key in done.stderr for key in KEYS)
