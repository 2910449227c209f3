"""Uploads and downloads of objects: order, clients that leave, stops, and what the log says of them."""
import re

import pytest

from support.objects import path_of
from wire import raw
from wire.connections_test import until_accepted
from wire.object_calls import EVERY_BYTE, new_bucket

LARGE = 20_000_000


@pytest.fixture
def bucket():
    return new_bucket()


def put(path, data):
    return raw.request(data, method="PUT", path=path)


def get(path, method="GET"):
    return raw.request(method=method, path=path)


def test_calls_on_objects_and_others_are_answered_in_order(emulator, bucket):
    path = path_of(bucket, "a")
    steps = [(put(path, EVERY_BYTE * 5000), 200), (get(path), 200), (raw.api("{}"), 200), (put(path, b"x"), 200),
             (get(path, "DELETE"), 200), (get(path), 404), (put(path_of(bucket, "a//b"), b""), 400),
             (raw.api("["), 400)]
    with raw.Connection(emulator.address) as connection:
        connection.send(b"".join(data for data, _ in steps))
        connection.finish_sending()
        assert [connection.read_answer().status for _ in steps] == [status for _, status in steps]


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
        assert re.search(rf" method={method} path=/_voiceid/s3/{{Bucket}}/{{Key\+}} status={answer.status} took_us=\d+( error=\w+)?$",
                         line), line
