"""Events put on a bus by PutEvents, checked by a strict receiver. tests/server/events holds batches and tries."""
import json
import re
from datetime import datetime, timezone

import pytest
from botocore.config import Config

from support import sdk
from support.event_receiver import KEYS, MAX_ENTRIES, REGION, BusReceiver, Held, refusing, status
from support.event_sinks import NO_PROXY, TRIES, Source, detail_of, settled
from support.http_receiver import close

IDENTITY = {"AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1], "AWS_SESSION_TOKEN": KEYS[2],
            "AWS_REGION": REGION}
ENVIRONMENT = {**NO_PROXY, "AWS_DEFAULT_REGION": "", "AWS_ENDPOINT_URL_EVENTBRIDGE": "", **IDENTITY}
# Not the answer of PutEvents to entries that it took.
FAILURES = {
    "400": status(400, b'{"__type": "ValidationException"}'), "201": status(201, b'{"FailedEntryCount": 0}'),
    "closed": close, "empty": status(200), "no JSON": status(200, b"<html>It works!</html>"),
    "an array": status(200, b"[]"), "no count": status(200, b"{}"),
    "a count alone": status(200, b'{"FailedEntryCount": 1}'),
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


def test_without_keys_requests_are_signed_with_any_key_at_the_machines_time(start, receiver):
    receiver.keys, receiver.region = ("test", "test", None), "us-east-1"
    source = start(**dict.fromkeys(IDENTITY, ""))
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


@table(FAILURES)
def test_what_failed_is_tried_again_and_nothing_is_lost(source, receiver, row):
    receiver.plan(row, row)
    source.publish(3)
    assert ids(receiver.wait_for(events=3)) == ids_of(source)
    assert settled(source.emulator, "eventbridge") == (3, 0)


@pytest.mark.parametrize("code", ["X" * 10_000, "a\nb", "", None, {"a": 1}],
                         ids=["long", "two lines", "empty", "null", "an object"])
def test_an_odd_error_code_takes_one_short_line(source, receiver, code):
    body = json.dumps({"FailedEntryCount": 1, "Entries": [{"ErrorCode": code}]}).encode()
    receiver.plan(*[status(200, body)] * TRIES)
    source.publish()
    assert settled(source.emulator, "eventbridge") == (0, 1)
    line = source.emulator.stderr.wait_for(re.compile("eventbridge"))
    assert len(line) < 300 and line.isprintable()
