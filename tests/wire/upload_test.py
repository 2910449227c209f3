"""Bodies of audio and objects, which may be larger than others: limits, uploads that break off, and memory."""
import os
import struct
from collections import namedtuple

import pytest

from support.objects import Objects, path_of
from support.session_calls import SessionCalls
from support.wav_files import GOOD, chunk
from wire import raw
from wire.memory import bound_kib, resident_kib, until_resident
from wire.object_calls import failed, new_bucket

# `state` is what an upload changes; `data(size)` is a body that is taken.
Upload = namedtuple("Upload", "emulator method path limit says data state")


def of_audio(emulator):
    def data(size):
        padded = GOOD + chunk(b"JUNK", bytes(size - len(GOOD) - 8))
        return padded[:4] + struct.pack("<I", size - 8) + padded[8:]
    calls = SessionCalls(emulator)
    calls.start()
    return Upload(emulator, "POST", calls.path("call-1", "audio?voice=a"), 20_000_000, "20 MB", data,
                  lambda: calls.describe().get("Audio"))


def of_object(emulator):
    bucket, objects = new_bucket(), Objects(emulator)
    return Upload(emulator, "PUT", path_of(bucket, "a"), 64_000_000, "64 MB",
                  lambda size: (os.urandom(100_000) * (size // 100_000 + 1))[:size], lambda: objects.list(bucket))


@pytest.fixture(params=[of_audio, of_object], ids=["audio", "object"])
def upload(request, start_emulator):
    return request.param(start_emulator())


def head(upload, *headers):
    return raw.head("Content-Type: audio/wav", *headers, method=upload.method, path=upload.path)


def too_large(upload, answer):
    assert upload.says in failed(answer, 413, "RequestEntityTooLargeException")


def by_length(upload, data):
    return head(upload, f"Content-Length: {len(data)}") + data


def by_chunks(upload, data):
    return head(upload, "Transfer-Encoding: chunked") + raw.chunked(data, 1_000_000)


@pytest.mark.parametrize("written", [by_length, by_chunks])
def test_a_body_of_exactly_the_limit_is_taken(upload, written):
    data = upload.data(upload.limit)
    with raw.Connection(upload.emulator.address) as connection:
        assert connection.exchange(written(upload, data)).status == 200
        changed = upload.state()
        # The server need not take more than the limit.
        connection.try_to_send(written(upload, data + b"x"))
        too_large(upload, connection.read_answer())
    assert changed == upload.state() not in (None, [])


@pytest.mark.parametrize("size", [1, 1 << 40])
def test_a_length_over_the_limit_is_refused_before_the_body_comes(upload, size):
    before = upload.state()
    with raw.Connection(upload.emulator.address) as connection:
        length = f"Content-Length: {upload.limit + size}"
        too_large(upload, connection.exchange(head(upload, "Expect: 100-continue", length)))
    assert upload.state() == before


@pytest.mark.parametrize("written", [by_length, by_chunks])
def test_an_upload_that_breaks_off_changes_nothing(upload, written):
    before = upload.state()
    with raw.Connection(upload.emulator.address) as connection:
        connection.send(written(upload, upload.data(1_000_000))[:-1])
        connection.finish_sending()
        assert b" 200 " not in connection.read_to_end()
    assert upload.state() == before


def test_large_uploads_give_their_memory_back(upload):
    before = resident_kib(upload.emulator.pid)
    with raw.Connection(upload.emulator.address) as connection:
        for _ in range(4):
            assert connection.exchange(by_length(upload, upload.data(upload.limit))).status == 200
    until_resident(upload.emulator.pid, before + bound_kib(8 * 1024))


def test_a_promised_length_takes_no_memory(upload):
    """32 uploads announce as much as they may and send little, while another request is served."""
    before = resident_kib(upload.emulator.pid)
    held = [raw.Connection(upload.emulator.address) for _ in range(32)]
    for connection in held:
        connection.send(head(upload, f"Content-Length: {upload.limit}") + os.urandom(100))
    with raw.Connection(upload.emulator.address) as connection:
        assert connection.exchange(by_length(upload, upload.data(1000 + len(GOOD)))).status == 200
    assert resident_kib(upload.emulator.pid) - before <= bound_kib(8 * 1024)
    for connection in held:
        connection.close()
