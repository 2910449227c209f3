"""How large objects may be, and what becomes of uploads that are too large, break off or come in chunks."""
import os

import pytest

from support.control import refused
from support.objects import Objects, path_of
from wire import raw
from wire.memory import bound_kib, comes_back_to, resident_kib
from wire.object_calls import EVERY_BYTE, failed, new_bucket

LIMIT = 64_000_000


@pytest.fixture
def objects(emulator):
    return Objects(emulator)


@pytest.fixture
def bucket():
    return new_bucket()


def head(bucket, *headers):
    """A PUT's header block, for a body that is sent by hand."""
    return "\r\n".join([f"PUT {path_of(bucket, 'a')} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 20_000_001, LIMIT])
def test_sizes(objects, bucket, size):
    data = (os.urandom(100_000) * (size // 100_000 + 1))[:size]
    objects.put(bucket, "a", data)
    assert objects.get(bucket, "a") == data
    assert objects.list(bucket) == [("a", size)]
    objects.delete(bucket, "a")


def test_one_byte_over_the_limit_is_told_to_a_client_that_sends_it_all(objects, bucket):
    objects.put(bucket, "a", "before")
    with refused("RequestEntityTooLargeException", 413):
        objects.put(bucket, "a", bytes(LIMIT + 1))
    assert objects.get(bucket, "a") == b"before"


@pytest.mark.parametrize("size", [LIMIT + 1, 10 ** 12, (1 << 63) - 1])
def test_a_length_over_the_limit_is_refused_before_the_body_comes(emulator, objects, bucket, size):
    with raw.Connection(emulator.address) as connection:
        connection.send(head(bucket, "Expect: 100-continue", f"Content-Length: {size}"))
        assert "64 MB" in failed(connection.read_answer(), 413, "RequestEntityTooLargeException")
    assert objects.list(bucket) == []


def test_chunks(emulator, objects, bucket):
    data = EVERY_BYTE * (LIMIT // len(EVERY_BYTE))
    with raw.Connection(emulator.address) as connection:
        connection.send(head(bucket, "Transfer-Encoding: chunked") + raw.chunked(data, 1_000_000))
        assert connection.read_answer().json()["Size"] == LIMIT
        assert objects.get(bucket, "a") == data
        connection.try_to_send(head(bucket, "Transfer-Encoding: chunked") + raw.chunked(data + b"x", 1_000_000))
        failed(connection.read_answer(), 413, "RequestEntityTooLargeException")
    assert objects.list(bucket) == [("a", LIMIT)]
    objects.delete(bucket, "a")


def test_expect_100_continue(emulator, objects, bucket):
    with raw.Connection(emulator.address) as connection:
        connection.send(head(bucket, "Expect: 100-continue", "Content-Length: 256"))
        assert connection.read_answer().status == 100
        assert connection.exchange(EVERY_BYTE).status == 200
    assert objects.get(bucket, "a") == EVERY_BYTE


@pytest.mark.parametrize("how", ["length", "chunks"])
def test_an_upload_that_breaks_off_changes_nothing(emulator, objects, bucket, how):
    objects.put(bucket, "a", "before")
    data = b"x" * 1_000_000
    with raw.Connection(emulator.address) as connection:
        if how == "length":
            connection.send(head(bucket, f"Content-Length: {len(data)}") + data[:-1])
        else:
            connection.send(head(bucket, "Transfer-Encoding: chunked") + raw.chunked(data, 4096)[:-5])
        connection.finish_sending()
        assert b" 200 " not in connection.read_to_end()
    assert objects.get(bucket, "a") == b"before"
    assert objects.list(bucket) == [("a", 6)]


@pytest.mark.parametrize("path", ["/_voiceid/s3", "/_voiceid/s3x/bucket/a", "/_voiceid/clock", "/"])
def test_the_limit_is_that_of_objects_alone(emulator, path):
    data = raw.request(b" " * (1024 * 1024 + 1), method="PUT", path=path)
    assert raw.once(emulator.address, data).status == 413


def test_large_objects_give_their_memory_back(start_emulator):
    emulator = start_emulator()
    objects, data = Objects(emulator), bytes(LIMIT)
    before = resident_kib(emulator.pid)
    for _ in range(3):
        objects.put("bucket", "a", data)
        assert objects.get("bucket", "a") == data
    assert comes_back_to(emulator.pid, before + bound_kib(8 * 1024))


def test_what_a_header_promises_takes_no_memory(start_emulator):
    emulator = start_emulator()
    before = resident_kib(emulator.pid)
    held = [raw.Connection(emulator.address) for _ in range(32)]
    for connection in held:
        connection.send(head("bucket", f"Content-Length: {LIMIT}") + os.urandom(100))
    Objects(emulator).put("bucket", "b", "x")
    assert resident_kib(emulator.pid) - before <= bound_kib(8 * 1024)
    for connection in held:
        connection.close()
