"""Uploads and downloads of objects: sizes, order, clients that leave, stops, and what the log says of them."""
import os
import re

import pytest

from support.control import refused
from support.objects import Objects, path_of
from wire import raw
from wire.connections_test import until_accepted
from wire.errors_test import accepted
from wire.memory import bound_kib, resident_kib, until_resident
from wire.object_calls import EVERY_BYTE, failed, new_bucket

LIMIT = 64_000_000
LARGE = 20_000_000


@pytest.fixture
def objects(emulator):
    return Objects(emulator)


@pytest.fixture
def bucket():
    return new_bucket()


def put(path, data):
    return raw.request(data, method="PUT", path=path)


def get(path, method="GET"):
    return raw.request(method=method, path=path)


def head(bucket, *headers):
    """A PUT's header block, for a body that is sent by hand."""
    return "\r\n".join([f"PUT {path_of(bucket, 'a')} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


@pytest.mark.parametrize("size", [1024 * 1024 + 1, LIMIT])
def test_an_object_may_have_64_megabytes(objects, bucket, size):
    data = (os.urandom(100_000) * (size // 100_000 + 1))[:size]
    objects.put(bucket, "a", data)
    assert objects.get(bucket, "a") == data
    assert objects.list(bucket) == [("a", size)]
    objects.delete(bucket, "a")


def test_one_byte_over_the_limit_is_refused_once_it_was_sent(objects, bucket):
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


def test_in_chunks_too_the_limit_is_that_of_the_object(emulator, objects, bucket):
    data = EVERY_BYTE * (LIMIT // len(EVERY_BYTE))
    with raw.Connection(emulator.address) as connection:
        connection.send(head(bucket, "Transfer-Encoding: chunked") + raw.chunked(data, 1_000_000))
        assert connection.read_answer().json()["Size"] == LIMIT
        assert objects.get(bucket, "a") == data
        connection.try_to_send(head(bucket, "Transfer-Encoding: chunked") + raw.chunked(data + b"x", 1_000_000))
        failed(connection.read_answer(), 413, "RequestEntityTooLargeException")
    assert objects.list(bucket) == [("a", LIMIT)]
    objects.delete(bucket, "a")


@pytest.mark.parametrize("path", ["/_voiceid/s3", "/_voiceid/s3x/bucket/a", "/"])
def test_only_objects_may_be_larger_than_a_megabyte(emulator, path):
    assert raw.once(emulator.address, put(path, b" " * (1024 * 1024 + 1))).status == 413


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


def test_a_pipeline_is_answered_in_order(emulator, bucket):
    path = path_of(bucket, "a")
    steps = [(put(path, EVERY_BYTE * 5000), 200), (get(path), EVERY_BYTE * 5000), (get(path, "HEAD"), None),
             (raw.api("{}"), 200), (put(path, b"x"), 200), (get("/health"), 200), (get(path), b"x"),
             (get(path, "DELETE"), 200), (get(path), 404), (get(path_of(bucket)), 200),
             (put(path_of(bucket, "a//b"), b""), 400), (raw.api("["), 400)]
    with raw.Connection(emulator.address) as connection:
        connection.send(b"".join(data for data, _ in steps))
        for number, (_, expected) in enumerate(steps):
            answer = connection.read_answer(bodiless=expected is None)
            if isinstance(expected, int):
                assert answer.status == expected, number
            else:
                assert answer.status == 200 and answer.body == (expected or b""), number


def test_an_old_client_and_one_that_asks_to_close_get_their_answers(emulator, bucket):
    path = path_of(bucket, "a")
    with raw.Connection(emulator.address) as connection:
        assert connection.exchange(raw.request(b"x", method="PUT", path=path, version="HTTP/1.0")).status == 200
        assert connection.read_to_end() == b""
    with raw.Connection(emulator.address) as connection:
        connection.send(get(path) + raw.request(method="GET", path=path, headers=[("Connection", "close")]))
        connection.finish_sending()
        assert connection.read_answer().body == b"x"
        answer = connection.read_answer()
        assert (answer.body, answer.headers["connection"]) == (b"x", "close")
        assert connection.read_to_end() == b""


def test_others_are_answered_while_objects_are_written(emulator, objects, bucket):
    uploads = [raw.Connection(emulator.address) for _ in range(4)]
    for number, connection in enumerate(uploads):
        connection.send(put(path_of(bucket, f"{number}"), bytes(LARGE)))
        accepted(raw.once(emulator.address, raw.api("{}")))
    for number, connection in enumerate(uploads):
        assert connection.read_answer().status == 200
        connection.close()
        objects.delete(bucket, f"{number}")


def test_a_large_object_is_read_by_several_clients_at_once(start_emulator):
    emulator = start_emulator()
    data = os.urandom(1000) * 3000
    Objects(emulator).put("bucket", "a", data)
    readers = [raw.Connection(emulator.address) for _ in range(8)]
    for connection in readers:
        connection.send(get(path_of("bucket", "a")) * 2)
    for connection in readers:
        assert [connection.read_answer().body == data for _ in range(2)] == [True, True]
        connection.close()


def sizes_of_files(folder):
    return {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def test_clients_that_leave_give_their_place_back(start_emulator, tmp_path):
    emulator = start_emulator("--max-connections", "2", "--s3-root", tmp_path)
    for _ in range(5):
        for data in (put(path_of("bucket", "a"), bytes(LARGE)), get(path_of("bucket", "a"))):
            with raw.Connection(emulator.address) as gone:
                gone.try_to_send(data)
        until_accepted(emulator.address)
    emulator.stop()
    assert sizes_of_files(tmp_path) == {"a": LARGE}


def test_a_stop_while_objects_are_written_leaves_none_in_half(start_emulator, tmp_path):
    emulator = start_emulator("--s3-root", tmp_path)
    uploads = [raw.Connection(emulator.address) for _ in range(6)]
    for number, connection in enumerate(uploads):
        connection.send(put(path_of("bucket", f"folder/{number}"), b"x" * LARGE)[:-1])
    for connection in uploads:
        connection.try_to_send(b"x")
    emulator.stop()
    for connection in uploads:
        connection.close()
    left = sizes_of_files(tmp_path)
    assert set(left) <= set("012345") and set(left.values()) <= {LARGE}


def test_the_log_has_the_status_of_an_answer_that_came_later(start_emulator):
    emulator = start_emulator("--log-level", "debug")
    path = path_of("bucket", "a")
    with raw.Connection(emulator.address) as connection:
        answers = [connection.exchange(data) for data in (put(path, EVERY_BYTE), get(path), get(path_of("bucket", "b")),
                                                          put(path_of("bucket", "a/b"), b"x"))]
    assert [answer.status for answer in answers] == [200, 200, 404, 409]
    emulator.stop()
    for answer, method in zip(answers, ("PUT", "GET", "GET", "PUT")):
        line, = [line for line in emulator.stderr.lines() if answer.headers["x-amzn-requestid"] in line]
        assert re.search(rf" {method} /_voiceid/s3/bucket/\S+ {answer.status} \d+ us$", line), line


def test_large_objects_give_their_memory_back(start_emulator):
    emulator = start_emulator()
    objects, data = Objects(emulator), bytes(LIMIT)
    before = resident_kib(emulator.pid)
    for _ in range(3):
        objects.put("bucket", "a", data)
        assert objects.get("bucket", "a") == data
    until_resident(emulator.pid, before + bound_kib(8 * 1024))


def test_a_promised_length_takes_no_memory(start_emulator):
    emulator = start_emulator()
    before = resident_kib(emulator.pid)
    held = [raw.Connection(emulator.address) for _ in range(32)]
    for connection in held:
        connection.send(head("bucket", f"Content-Length: {LIMIT}") + os.urandom(100))
    Objects(emulator).put("bucket", "b", "x")
    assert resident_kib(emulator.pid) - before <= bound_kib(8 * 1024)
    for connection in held:
        connection.close()
