"""The feed of events (Server-Sent Events): its head, where it begins, filters, clients that leave, and stops.

tests/server/http/feed_answer_test.cpp holds its framing, tests/server/control/event_feed_test.cpp what it contains.
"""
import os
import subprocess

import pytest

from support.emulator import Emulator
from support.events import ANOTHER_RUN, moved, position, run_of
from support.patience import LONG_IDLE_TIME, PATIENCE_SECONDS, until
from support.session_calls import refused
from wire.connections_test import until_accepted
from wire.event_streams import PATH, Domain, Listener, last_of
from wire.memory import bound_kib, resident_kib

START, SPEAKER = "VoiceId Start Session Action", "VoiceId Speaker Action"
SMALL = 32 * 1024


# More events of 500 bytes than the server's buffer and a client's small one can hold.
with open("/proc/sys/net/ipv4/tcp_wmem", encoding="ascii") as sizes:
    CROWD = max(10_000, (int(sizes.read().split()[2]) + 2 * SMALL) // 500)


@pytest.fixture(scope="module")
def own():
    with Emulator() as running:
        yield running


@pytest.fixture
def domain(own):
    """In an emulator that has forgotten everything before."""
    own.control("POST", "reset")
    return Domain(own)


def test_the_head_says_what_follows(own):
    with Listener(own) as feed:
        headers = feed.head.headers
        assert headers["content-type"].split(";")[0] == "text/event-stream"
        assert headers["cache-control"] == "no-store"
        assert headers["transfer-encoding"] == "chunked" and headers["connection"] == "close"
        assert headers["x-amzn-requestid"] and headers["date"]
        assert "content-length" not in headers


def test_an_event_comes_when_it_happens(own, domain):
    with Listener(own) as feed:
        for _ in range(3):
            assert domain.make_events() == feed.names(1)


def last_seen(value):
    return {"headers": [("Last-Event-ID", value)]}


# How the second of three events is named as the last one seen.
BEGINNINGS = {
    "position": lambda last, event: {"query": f"?after={moved(last, -1)}"},
    "event": lambda last, event: {"query": f"?after={event}"},
    "last id": lambda last, event: last_seen(moved(last, -1)), "last event": lambda last, event: last_seen(event),
    "last id before after": lambda last, event: {"query": f"?after={last}", **last_seen(moved(last, -1))},
    "empty last id": lambda last, event: {"query": f"?after={moved(last, -1)}", **last_seen("")},
}


@pytest.mark.parametrize("how", BEGINNINGS.values(), ids=BEGINNINGS)
def test_it_begins_after_the_event_that_the_client_saw_last(own, domain, how):
    names = domain.make_events(3)
    listed = own.control("GET", "events")
    with Listener(own, **how(listed["Last"], listed["Events"][1]["id"])) as feed:
        assert feed.names(1) == names[2:]
        assert domain.make_events() == feed.names(1)


@pytest.mark.parametrize("how", [last_seen(f"{ANOTHER_RUN}-57"), {"query": f"?after={ANOTHER_RUN}-1"}], ids=str)
def test_an_id_of_another_run_stands_for_the_beginning(own, domain, how):
    names = domain.make_events(3)
    with Listener(own, **how) as feed:
        assert feed.names(3) == names


def test_after_a_restart_a_client_gets_all_that_is_kept(start_emulator):
    before = start_emulator("--seed", "7")
    Domain(before).make_events(2)
    with Listener(before) as feed:
        _, seen = feed.events(2)
    before.stop()
    again = start_emulator("--seed", "7")
    names = Domain(again).make_events(5)
    with Listener(again, **last_seen(seen.id)) as feed:
        events = feed.events(5)
    assert [event.data["detail"]["session"]["sessionName"] for event in events] == names
    assert {run_of(event.id) for event in events} == {run_of(last_of(again))} != {run_of(seen.id)}


def test_only_events_that_fit_every_filter_come(own, domain):
    """event_feed_test.cpp holds each filter by itself."""
    other = Domain(own, account="111122223333", region="eu-west-2")
    query = f"?account=111122223333&region=eu-west-2&domainId={other.domain_id}&detailType={SPEAKER}"
    for each in (domain, other):
        each.make_events()
        each.operation("OptOutSpeaker", SpeakerId="alice")
    with Listener(own, query.replace(" ", "%20")) as feed:
        event = feed.event().data
        assert (event["detail-type"], event["account"], event["region"]) == (SPEAKER, "111122223333", "eu-west-2")
        feed.finish_sending()
        assert feed.block() is None


@pytest.mark.parametrize("value", ["x", "-1", f"{ANOTHER_RUN}-x", "00000000-0000-4000-8000-000000000000"])
def test_a_wrong_last_event_id_is_refused(own, value):
    refused(own.request("GET", PATH, headers={"Last-Event-ID": value}), 400, "ValidationException")


@pytest.mark.parametrize("origin, allowed", [("http://localhost:3000", True), ("https://evil.example", False)])
def test_only_pages_of_allowed_origins_may_read_it(own, origin, allowed):
    with Listener(own, headers=[("Origin", origin)]) as feed:
        assert (feed.head.headers.get("access-control-allow-origin") == origin) is allowed


def open_files(emulator):
    return len(os.listdir(f"/proc/{emulator.pid}/fd"))


@pytest.mark.parametrize("way", ["close", "reset", "no more to send"])
def test_a_client_that_leaves_gives_its_place_back(start_emulator, way):
    emulator = start_emulator("--max-connections", "2", *LONG_IDLE_TIME)
    before = open_files(emulator)
    with Listener(emulator) as feed:
        until(lambda: open_files(emulator) == before + 1)
        if way == "no more to send":
            feed.finish_sending()
            assert feed.ends_in_order()
        else:
            feed.leave(way == "reset")
        until(lambda: open_files(emulator) == before)
    until_accepted(emulator.address)


def test_a_slow_client_takes_no_memory_and_learns_what_it_missed(start_emulator):
    emulator = start_emulator("--event-buffer", "100", *LONG_IDLE_TIME)
    domain = Domain(emulator)
    domain.make_many(1000)
    with Listener(emulator, receive_buffer=SMALL) as slow, Listener(emulator, f"?after={last_of(emulator)}") as other:
        before = resident_kib(emulator.pid)
        domain.make_many(CROWD)
        domain.make_events()
        while (last := other.event()).data["detail-type"] != START:
            pass
        assert resident_kib(emulator.pid) - before <= bound_kib(8 * 1024)
        seen, missed, place = 0, 0, 0
        while place != position(last.id):
            block = slow.block()
            if block.data is None:
                missed += int(block.comments[0].split()[1])
                continue
            assert position(block.id) > place
            seen, place = seen + 1, position(block.id)
    assert missed > 0 and seen + missed == CROWD + 101


def test_a_stop_ends_every_feed_in_order(start_emulator):
    emulator = start_emulator(*LONG_IDLE_TIME)
    feeds = [Listener(emulator) for _ in range(100)]
    names = Domain(emulator).make_events(2)
    emulator.stop()
    for feed in feeds:
        assert feed.names(2) == names
        assert feed.ends_in_order()
        feed.close()


def test_curl_reads_it_to_its_end(start_emulator):
    emulator = start_emulator()
    domain = Domain(emulator)
    curl = subprocess.Popen(["curl", "--silent", "--show-error", "--no-buffer", "--noproxy", "*", emulator.url + PATH],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        domain.make_events(2)
        lines = [curl.stdout.readline() for _ in range(6)]
        assert [line.partition(":")[0] for line in lines] == ["id", "data", "\n"] * 2
        emulator.stop()
        # It fails if the body breaks off.
        assert curl.wait(PATIENCE_SECONDS) == 0
    finally:
        curl.kill()
        curl.wait()
        curl.stdout.close()
