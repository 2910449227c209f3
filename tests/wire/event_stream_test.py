"""The stream of events (Server-Sent Events): framing, filters, coming back, and clients that do it wrong."""
import os
import signal
import socket
import struct
import subprocess
import time

import pytest

from support.emulator import Emulator
from support.events import ANOTHER_RUN, moved, position, run_of
from support.session_calls import refused
from support.tls import TlsEmulator, make_certificate, trusting
from wire import raw
from wire.bounds import scaled
from wire.connections_test import until_accepted
from wire.errors_test import accepted
from wire.event_streams import PATH, Domain, Listener, last_of, request
from wire.memory import bound_kib, resident_kib

START, SPEAKER = "VoiceId Start Session Action", "VoiceId Speaker Action"
SMALL = 32 * 1024


def crowd():
    """More events than the server's buffer and a small one of the client take."""
    with open("/proc/sys/net/ipv4/tcp_wmem", encoding="ascii") as sizes:
        most = int(sizes.read().split()[2])
    smallest = 500
    return max(10_000, (most + 2 * SMALL) // smallest)


CROWD = crowd()
# What was made before somebody listens has to be kept.
KEPT = ("--event-buffer", max(CROWD, 10_000))


@pytest.fixture(scope="module")
def own():
    """Forgets all before each test."""
    with Emulator() as running:
        yield running


@pytest.fixture
def domain(own):
    own.control("POST", "reset")
    return Domain(own)


def after_now(emulator):
    return f"?after={last_of(emulator)}"


def test_the_head(own):
    with Listener(own) as stream:
        headers = stream.head.headers
        assert headers["content-type"].split(";")[0] == "text/event-stream"
        assert headers["cache-control"] == "no-store"
        assert headers["transfer-encoding"] == "chunked" and headers["connection"] == "close"
        assert headers["x-amzn-requestid"] and headers["date"]
        assert "content-length" not in headers


def test_it_has_the_events_as_they_are_listed(own, domain):
    domain.make_events(3)
    listed = own.control("GET", "events")
    with Listener(own) as stream:
        events = stream.events(3)
    assert [event.data for event in events] == listed["Events"]
    assert [event.id for event in events] == [moved(listed["Last"], by) for by in (-2, -1, 0)]


def test_events_come_when_they_happen(own, domain):
    with Listener(own) as stream:
        for name in [domain.make_events()[0] for _ in range(3)]:
            assert stream.names(1) == [name]


def test_what_falls_due_comes_by_itself(own, domain):
    with Listener(own, f"?detailType={SPEAKER.replace(' ', '%20')}") as stream:
        domain.stream("alice")
        domain.enrollment()
        own.advance("PT1H")
        assert stream.event().data["detail"]["action"] == "ENROLL_SPEAKER"


def test_characters_beyond_ascii_stay_on_their_line(own, domain):
    with Listener(own) as stream:
        domain.operation("EvaluateSession", SessionNameOrId="call-é")
        listed = own.control("GET", "events")["Events"]
        assert [event.data for event in stream.events(len(listed))] == listed


def test_it_begins_behind_a_position(own, domain):
    names = domain.make_events(3)
    last = last_of(own)
    with Listener(own, f"?after={moved(last, -1)}") as stream:
        assert stream.names(1) == names[2:]
    with Listener(own, f"?after={last}") as stream:
        assert domain.make_events() == stream.names(1)


def test_it_begins_behind_an_event(own, domain):
    names = domain.make_events(3)
    first = own.control("GET", "events")["Events"][0]["id"]
    for how in ({"query": f"?after={first}"}, {"headers": [("Last-Event-ID", first)]}):
        with Listener(own, **how) as stream:
            assert stream.names(2) == names[1:]


def test_who_comes_back_goes_on_where_it_was(own, domain):
    names = domain.make_events(2)
    with Listener(own) as stream:
        seen = stream.event()
    names += domain.make_events(2)
    with Listener(own, headers=[("Last-Event-ID", seen.id)]) as stream:
        assert stream.names(3) == names[1:]


def test_the_last_event_s_id_wins_over_after(own, domain):
    names = domain.make_events(3)
    last = last_of(own)
    with Listener(own, f"?after={last}", headers=[("last-event-id", moved(last, -1))]) as stream:
        assert stream.names(1) == names[2:]


def test_an_empty_last_event_s_id_is_none(own, domain):
    names = domain.make_events(2)
    with Listener(own, f"?after={moved(last_of(own), -1)}", headers=[("Last-Event-ID", "")]) as stream:
        assert stream.names(1) == names[1:]


@pytest.mark.parametrize("seen", [1, 2, 3, 57])
@pytest.mark.parametrize("by", ["header", "query"])
def test_an_id_of_another_run_is_that_of_nothing(own, domain, seen, by):
    """Also where here are more events than were there."""
    names = domain.make_events(3)
    last = f"{ANOTHER_RUN}-{seen}"
    how = {"headers": [("Last-Event-ID", last)]} if by == "header" else {"query": f"?after={last}"}
    with Listener(own, **how) as stream:
        assert stream.names(3) == names


def test_who_comes_back_after_a_restart_gets_all_that_is_kept(start_emulator):
    before = start_emulator("--seed", "7")
    Domain(before).make_events(2)
    with Listener(before) as stream:
        _, seen = stream.events(2)
    before.stop()
    again = start_emulator("--seed", "7")
    names = Domain(again).make_events(5)
    with Listener(again, headers=[("Last-Event-ID", seen.id)]) as stream:
        events = stream.events(5)
    assert [event.data["detail"]["session"]["sessionName"] for event in events] == names
    assert {run_of(event.id) for event in events} == {run_of(last_of(again))} != {run_of(seen.id)}


def test_a_reset_does_not_end_it(own, domain):
    domain.make_events(2)
    with Listener(own) as stream:
        before = stream.events(2)[-1].id
        own.control("POST", "reset")
        Domain(own).make_events()
        assert stream.event().id == moved(before, 1)


FILTERS = {
    "detail type": (f"?detailType={SPEAKER}", [SPEAKER]),
    "detail types": (f"?detailType={SPEAKER}&detailType={START}", [START, SPEAKER, START, SPEAKER]),
    "account": ("?account=111122223333", [START, SPEAKER]), "region": ("?region=eu-west-2", [START, SPEAKER]),
    "domain": ("?domainId={domain}", [START, SPEAKER]),
    "all": (f"?account=111122223333&region=eu-west-2&domainId={{domain}}&detailType={SPEAKER}", [SPEAKER]),
}


@pytest.mark.parametrize("query, types", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("live", [False, True], ids=["kept", "live"])
def test_filters(own, domain, query, types, live):
    other = Domain(own, account="111122223333", region="eu-west-2")
    query = query.format(domain=other.domain_id).replace(" ", "%20")

    def happen():
        for each in (domain, other):
            each.make_events()
            each.operation("OptOutSpeaker", SpeakerId="alice")
    if not live:
        happen()
    with Listener(own, query) as stream:
        if live:
            happen()
        events = [event.data for event in stream.events(len(types))]
        other.make_events()
        other.operation("OptOutSpeaker", SpeakerId="alice")
    assert [event["detail-type"] for event in events] == types
    if "account" in query or "region" in query or "domain" in query:
        assert {(event["account"], event["region"]) for event in events} == {("111122223333", "eu-west-2")}


def test_nothing_comes_where_no_event_fits(own, domain):
    with Listener(own, f"?domainId={'A' * 22}") as stream, Listener(own) as all_events:
        domain.make_events(3)
        all_events.events(3)
        stream.finish_sending()
        assert stream.block() is None


WRONG = ["?wait=1", "?limit=1", "?after=x", "?after=-1", "?after=", f"?after={ANOTHER_RUN}",
         f"?after={ANOTHER_RUN}-99999999999999999999", "?after=00000000-0000-4000-8000-000000000000",
         f"?after={ANOTHER_RUN}-1&after={ANOTHER_RUN}-2", "?detailType=x", "?detailType=", "?account=1&account=2",
         "?unknown=1", "?after=%zz"]


@pytest.mark.parametrize("query", WRONG)
def test_wrong_queries(own, query):
    refused(own.request("GET", PATH + query), 400, "ValidationException")


@pytest.mark.parametrize("value", ["x", "-1", f"{ANOTHER_RUN}-x", "00000000-0000-4000-8000-000000000000"])
def test_wrong_last_event_ids(own, value):
    refused(own.request("GET", PATH, headers={"Last-Event-ID": value}), 400, "ValidationException")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods(own, method):
    answer = own.request(method, PATH, {})
    refused(answer, 405, "MethodNotAllowed")
    assert answer.headers["Allow"] == "GET"


def test_it_is_gone_with_the_control_api(start_emulator):
    refused(start_emulator("--control", "off").request("GET", PATH), 404, "NotFound")


def test_head_is_the_head_alone(own):
    with raw.Connection(own.address) as connection:
        connection.send(request(method="HEAD"))
        answer = connection.read_answer(bodiless=True)
        assert answer.status == 200 and answer.headers["content-type"].startswith("text/event-stream")
        assert "content-length" not in answer.headers
        accepted(connection.exchange(raw.api("{}")))


def test_an_old_client_gets_it_without_chunks(own, domain):
    with Listener(own, version="HTTP/1.0") as stream:
        assert "transfer-encoding" not in stream.head.headers and stream.head.headers["connection"] == "close"
        assert domain.make_events(3) == stream.names(3)


@pytest.mark.parametrize("origin, allowed", [("http://localhost:3000", True), ("https://evil.example", False)])
def test_pages_of_which_origins_may_read_it(own, origin, allowed):
    with Listener(own, headers=[("Origin", origin)]) as stream:
        assert (stream.head.headers.get("access-control-allow-origin") == origin) is allowed


def test_it_follows_other_requests_on_its_connection(own, domain):
    class Late(Listener):
        def open(self, data):
            accepted(self.exchange(raw.api("{}")))
            super().open(data)
    with Late(own) as stream:
        assert domain.make_events() == stream.names(1)


def test_what_the_client_sends_meanwhile_is_nothing(own, domain):
    with Listener(own) as stream:
        stream.send(raw.api("{}") * 10 + os.urandom(100_000))
        assert domain.make_events(2) == stream.names(2)


def test_many_streams_at_once(own, domain):
    streams = [Listener(own, after_now(own)) for _ in range(100)]
    names = domain.make_events(5)
    for stream in streams:
        assert stream.names(5) == names
        stream.close()


def test_events_overwritten_before_they_were_taken(start_emulator):
    emulator = start_emulator("--event-buffer", "3")
    domain = Domain(emulator)
    domain.make_events()
    first = last_of(emulator)
    names = domain.make_events(5)
    with Listener(emulator, f"?after={first}") as stream:
        block = stream.block()
        assert block.data is None and block.comments == ["missed 2 events, which are no longer kept"]
        assert stream.names(3) == names[2:]
    with Listener(emulator) as stream:
        assert stream.block().data is not None, "who comes anew has missed nothing"


def open_files(emulator):
    return len(os.listdir(f"/proc/{emulator.pid}/fd"))


def comes_to_be(condition):
    until = time.monotonic() + scaled(5)
    while not condition():
        assert time.monotonic() < until, "did not come to be"


@pytest.mark.parametrize("busy", [False, True], ids=["quiet", "in the middle"])
@pytest.mark.parametrize("way", ["close", "reset", "no more to send"])
def test_a_client_that_goes_gives_its_place_back_at_once(start_emulator, way, busy):
    emulator = start_emulator("--max-connections", "2", *KEPT)
    before = open_files(emulator)
    if busy:
        Domain(emulator).make_many(CROWD)
    with Listener(emulator, receive_buffer=SMALL) as stream:
        comes_to_be(lambda: open_files(emulator) == before + 1)
        if way == "reset":
            stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if way == "no more to send":
            stream.finish_sending()
            assert stream.ends_in_order()
        else:
            stream.close()
        comes_to_be(lambda: open_files(emulator) == before)
    until_accepted(emulator.address)


def test_a_stream_may_be_silent_for_longer_than_the_idle_time(start_emulator):
    emulator = start_emulator("--idle-timeout", "1")
    domain = Domain(emulator)
    with Listener(emulator) as stream, raw.Connection(emulator.address) as idle:
        assert idle.read_to_end() == b""
        assert domain.make_events() == stream.names(1)


def test_a_client_that_does_not_read_for_the_idle_time_is_left(start_emulator):
    emulator = start_emulator("--idle-timeout", "1", *KEPT)
    before = open_files(emulator)
    Domain(emulator).make_many(CROWD)
    with Listener(emulator, receive_buffer=SMALL):
        comes_to_be(lambda: open_files(emulator) == before)


def test_a_slow_client_costs_nothing_and_hears_what_it_missed(start_emulator):
    emulator = start_emulator("--event-buffer", "100")
    domain = Domain(emulator)
    domain.make_many(1000)
    with Listener(emulator, receive_buffer=SMALL) as stream, Listener(emulator, after_now(emulator)) as other:
        before = resident_kib(emulator.pid)
        domain.make_many(CROWD)
        domain.make_events()
        # Another one is served meanwhile.
        while (last := other.event()).data["detail-type"] != START:
            pass
        assert resident_kib(emulator.pid) - before <= bound_kib(8 * 1024)
        seen, missed, place = 0, 0, 0
        while place != position(last.id):
            block = stream.block()
            if block.data is None:
                missed += int(block.comments[0].split()[1])
                continue
            assert position(block.id) > place
            seen, place = seen + 1, position(block.id)
    assert missed > 0 and seen + missed == CROWD + 101


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_stop_ends_it_at_once_and_in_order(start_emulator, signal_):
    emulator = start_emulator()
    streams = [Listener(emulator) for _ in range(20)]
    names = Domain(emulator).make_events(2)
    emulator.stop(signal_)
    for stream in streams:
        assert stream.names(2) == names
        assert stream.ends_in_order()
        stream.close()


def test_a_stop_does_not_wait_for_clients_that_do_not_read(start_emulator):
    emulator = start_emulator(*KEPT)
    Domain(emulator).make_many(CROWD)
    streams = [Listener(emulator, receive_buffer=SMALL) for _ in range(5)]
    emulator.stop()
    for stream in streams:
        stream.close()


def test_curl(start_emulator):
    emulator = start_emulator()
    domain = Domain(emulator)
    curl = subprocess.Popen(["curl", "--silent", "--show-error", "--no-buffer", "--noproxy", "*", emulator.url + PATH],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        domain.make_events(2)
        lines = [curl.stdout.readline() for _ in range(6)]
        assert [line.partition(":")[0] for line in lines] == ["id", "data", "\n"] * 2
        emulator.stop()
        # It would say where the body broke off.
        assert curl.wait(scaled(10)) == 0
    finally:
        curl.kill()
        curl.wait()
        curl.stdout.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("stream"))


class TlsListener(Listener):
    def open(self, data):
        self.socket = self.context.wrap_socket(self.socket, server_hostname="localhost", suppress_ragged_eofs=False)
        super().open(data)


@pytest.fixture
def secure(certificate):
    TlsListener.context = trusting(certificate[0])
    with TlsEmulator("--tls-cert", certificate[0], "--tls-key", certificate[1], *KEPT,
                     context=TlsListener.context) as running:
        yield running


def test_over_tls(secure):
    domain = Domain(secure)
    with TlsListener(secure) as stream:
        for _ in range(3):
            assert domain.make_events(2) == stream.names(2)
        secure.stop()
        assert stream.ends_in_order()


def test_a_client_that_goes_over_tls(secure):
    before = open_files(secure)
    streams = [TlsListener(secure) for _ in range(2)]
    for stream in streams:
        stream.close()
    comes_to_be(lambda: open_files(secure) == before)


def test_a_stop_over_tls_does_not_wait_for_clients_that_do_not_read(secure):
    def connect(address):
        connection = raw.Connection(address)
        connection.socket = secure.context.wrap_socket(connection.socket, server_hostname="localhost")
        return connection
    Domain(secure).make_many(CROWD, connect)
    with TlsListener(secure, receive_buffer=SMALL):
        secure.stop()
