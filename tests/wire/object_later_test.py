"""Calls on objects are answered when the work is done elsewhere: their order, their log lines, and their end."""
import os
import re
import signal

import pytest

from support.objects import Objects, path_of
from wire import raw
from wire.connections_test import until_accepted
from wire.errors_test import accepted
from wire.object_calls import EVERY_BYTE, new_bucket

LARGE = 20_000_000


def put(path, data):
    return raw.request(data, method="PUT", path=path)


def get(path, method="GET"):
    return raw.request(method=method, path=path)


def test_a_pipeline_is_answered_in_order(emulator):
    bucket = new_bucket()
    path = path_of(bucket, "a")
    steps = [(put(path, EVERY_BYTE * 5000), 200), (get(path), EVERY_BYTE * 5000), (get(path, "HEAD"), None),
             (raw.api("{}"), 200), (put(path, b"x"), 200), (raw.request(method="GET", path="/health"), 200),
             (get(path), b"x"), (get(path, "DELETE"), 200), (get(path), 404), (get(path_of(bucket)), 200),
             (put(path_of(bucket, "a//b"), b""), 400), (raw.api("["), 400)]
    with raw.Connection(emulator.address) as connection:
        connection.send(b"".join(data for data, _ in steps))
        for number, (_, expected) in enumerate(steps):
            answer = connection.read_answer(bodiless=expected is None)
            if isinstance(expected, int):
                assert answer.status == expected, number
            else:
                assert answer.status == 200 and answer.body == (expected or b""), number


def test_a_pipeline_cut_at_every_byte(emulator):
    path = path_of(new_bucket(), "a")
    pipeline = put(path, b"abc") + get(path) + get(path, "DELETE")
    with raw.Connection(emulator.address) as connection:
        for cut in range(1, len(pipeline)):
            connection.send(pipeline[:cut])
            connection.send(pipeline[cut:])
            assert [connection.read_answer().status for _ in range(3)] == [200] * 3


def test_http_1_0_and_close(emulator):
    path = path_of(new_bucket(), "a")
    with raw.Connection(emulator.address) as connection:
        assert connection.exchange(raw.request(b"x", method="PUT", path=path, version="HTTP/1.0")).status == 200
        assert connection.read_to_end() == b""
    with raw.Connection(emulator.address) as connection:
        answer = connection.exchange(raw.request(method="GET", path=path, headers=[("Connection", "close")]))
        assert (answer.body, answer.headers["connection"]) == (b"x", "close")
        assert connection.read_to_end() == b""


def test_a_half_closed_client_gets_its_answers(emulator):
    path = path_of(new_bucket(), "a")
    with raw.Connection(emulator.address) as connection:
        connection.send(put(path, EVERY_BYTE) + get(path))
        connection.finish_sending()
        assert connection.read_answer().status == 200
        assert connection.read_answer().body == EVERY_BYTE
        assert connection.read_to_end() == b""


def test_others_are_answered_while_objects_are_written(emulator):
    bucket = new_bucket()
    uploads = [raw.Connection(emulator.address) for _ in range(4)]
    for number, connection in enumerate(uploads):
        connection.send(put(path_of(bucket, f"{number}"), bytes(LARGE)))
        accepted(raw.once(emulator.address, raw.api("{}")))
    for number, connection in enumerate(uploads):
        assert connection.read_answer().status == 200
        connection.close()
        Objects(emulator).delete(bucket, f"{number}")


def sizes_of_files(folder):
    return {path.name: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def test_clients_that_go_away_give_their_place_back(start_emulator, tmp_path):
    emulator = start_emulator("--max-connections", "2", "--s3-root", tmp_path)
    for _ in range(5):
        for data in (put(path_of("bucket", "a"), bytes(LARGE)), get(path_of("bucket", "a"))):
            with raw.Connection(emulator.address) as gone:
                gone.try_to_send(data)
        until_accepted(emulator.address)
    emulator.stop()
    assert sizes_of_files(tmp_path) == {"a": LARGE}


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_stop_while_objects_are_written_leaves_none_in_half(start_emulator, tmp_path, signal_):
    emulator = start_emulator("--s3-root", tmp_path)
    uploads = [raw.Connection(emulator.address) for _ in range(6)]
    for number, connection in enumerate(uploads):
        connection.send(put(path_of("bucket", f"folder/{number}"), b"x" * LARGE)[:-1])
    for connection in uploads:
        connection.try_to_send(b"x")
    emulator.stop(signal_)
    for connection in uploads:
        connection.close()
    left = sizes_of_files(tmp_path)
    assert set(left) <= set("012345") and set(left.values()) <= {LARGE}


def test_the_log_tells_the_answer_that_came_later(start_emulator):
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


def test_a_large_object_is_read_by_several_at_once(start_emulator):
    emulator = start_emulator()
    data = os.urandom(1000) * 3000
    Objects(emulator).put("bucket", "a", data)
    readers = [raw.Connection(emulator.address) for _ in range(8)]
    for connection in readers:
        connection.send(get(path_of("bucket", "a")) * 2)
    for connection in readers:
        assert [connection.read_answer().body == data for _ in range(2)] == [True, True]
        connection.close()
