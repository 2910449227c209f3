"""Answers that leave in pieces: what clients that do not read them cost, and what these get in the end.

tests/server/http/pieces_answer_test.cpp holds their framing, tests/server/control/*_test.cpp what they contain.
"""
import contextlib

import pytest

from support.objects import path_of
from support.patience import LONG_IDLE_TIME
from wire import raw
from wire.event_streams import Domain
from wire.memory import bound_kib, resident_kib

# A client's buffer, so small that an answer does not fit in there.
SMALL = 32 * 1024
# The most in one list.
EVENTS = 10_000
OBJECT = bytes(range(256)) * (60_000_000 // 256)


def begin(emulator, path):
    """A client that has asked and read the head of the answer alone."""
    connection = raw.Connection(emulator.address, receive_buffer=SMALL)
    connection.send(raw.request(method="GET", path=path))
    head = connection.read_answer(bodiless=True)
    assert head.status == 200, head
    return connection, head


def whole(emulator, path):
    return raw.once(emulator.address, raw.request(method="GET", path=path)).body


def rest_of(connection):
    return b"".join(iter(connection.read_chunk, b""))


def all_bytes(connection, size):
    data = bytearray()
    while len(data) < size:
        data += connection.read_some()
    return data


@contextlib.contextmanager
def many(emulator, path, count):
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(begin(emulator, path)[0]) for _ in range(count)]


@pytest.fixture
def own(start_emulator, tmp_path):
    return start_emulator(*LONG_IDLE_TIME, "--s3-root", tmp_path)


def test_event_lists_that_nobody_reads_take_little_memory(own):
    path = "/_voiceid/events"
    Domain(own).make_many(EVENTS)
    expected = whole(own, path)
    before = resident_kib(own.pid)
    with many(own, path, 200) as clients:
        assert resident_kib(own.pid) - before <= bound_kib(200 * 320)
        assert rest_of(clients[100]) == expected


def test_a_list_of_events_is_that_of_its_moment(own):
    path = "/_voiceid/events"
    domain = Domain(own)
    domain.make_many(EVENTS)
    expected = whole(own, path)
    client, head = begin(own, path)
    with client:
        assert head.headers["transfer-encoding"] == "chunked" and "content-length" not in head.headers
        domain.make_many(EVENTS)
        own.control("POST", "reset")
        assert rest_of(client) == expected
        assert client.exchange(raw.request(method="GET", path=path)).json()["Events"] == []


def test_a_large_object_takes_no_memory_while_slow_clients_read_it(own, tmp_path):
    file = tmp_path / "bucket" / "large"
    file.parent.mkdir()
    file.write_bytes(OBJECT)
    path = path_of("bucket", "large")
    before = resident_kib(own.pid)
    with many(own, path, 20) as clients:
        assert resident_kib(own.pid) - before <= bound_kib(20 * 256 + 2048)
        assert all_bytes(clients[0], len(OBJECT)) == OBJECT
        with open(file, "r+b") as shrunk:
            shrunk.truncate(len(OBJECT) // 2)
        for client in clients[1:]:
            with pytest.raises(raw.Closed):
                all_bytes(client, len(OBJECT))
