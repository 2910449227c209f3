"""What all connections together hold: bodies being read, answers being sent, messages of WebSockets, and uploads in files."""
import os
import re
import select

import pytest

from support.objects import path_of
from support.patience import LONG_IDLE_TIME, PATIENCE_SECONDS, until
from support.session_calls import SessionCalls
from wire import raw
from wire.memory import bound_kib, resident_kib
from wire.object_calls import new_bucket
from wire.web_socket import WebSocket, frame

LIMIT = ("--memory-limit", "16MB", *LONG_IDLE_TIME)
BINARY = 2


def starts_body(emulator):
    """A connection that has sent 900 kB of a body of 1 MB; nothing is known yet of how the server took it."""
    connection = raw.Connection(emulator.address)
    connection.try_to_send(raw.head("Content-Length: 1000000", f"Content-Type: {raw.CONTENT_TYPE}") + bytes(900_000))
    return connection


def first_answered(connections):
    """The first to which the server sends something; which that is depends on how it reads from them all."""
    readable, _, _ = select.select([connection.socket for connection in connections], [], [], PATIENCE_SECONDS)
    return next(connection for connection in connections if connection.socket in readable)


def lists(emulator):
    return raw.once(emulator.address, raw.api("{}")).status


def test_bodies_beyond_the_limit_are_refused_until_others_are_done(start_emulator):
    emulator = start_emulator(*LIMIT)
    before = resident_kib(emulator.pid)
    held = [starts_body(emulator) for _ in range(40)]
    answer = first_answered(held).read_answer()
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (503, "ServiceUnavailableException")
    assert "--memory-limit" in answer.json()["Message"]
    assert resident_kib(emulator.pid) - before <= bound_kib(24 * 1024)
    assert lists(emulator) == 200
    for connection in held:
        connection.close()

    def takes_a_body():
        with raw.Connection(emulator.address) as connection:
            connection.try_to_send(raw.api(b'{"Pad": "' + b"x" * 900_000 + b'"}'))
            return connection.read_answer().status == 200
    until(takes_a_body)


def test_messages_of_web_sockets_count_too(start_emulator):
    emulator = start_emulator(*LIMIT)
    calls = SessionCalls(emulator)
    path = calls.path(calls.start()["SessionName"], "audio?voice=a")
    sockets = [WebSocket(raw.Connection(emulator.address), path) for _ in range(40)]
    for socket in sockets:
        socket.connection.try_to_send(frame(BINARY, bytes(900_000), size=1_000_000))
    closed = first_answered([socket.connection for socket in sockets])
    next(socket for socket in sockets if socket.connection is closed).closed_with(1013)
    for socket in sockets:
        socket.connection.close()


def test_states_that_nobody_takes_count_too(start_emulator):
    """A state is copied before it is sent; that of so many speakers takes some 12 MB."""
    emulator = start_emulator(*LIMIT, "--quotas", "off")
    many = {"Name": "many", "Speakers": [{"CustomerSpeakerId": "c-{n}", "Count": 100_000}]}
    emulator.control("POST", "fixtures", {"Domains": [many]})
    held = [raw.Connection(emulator.address) for _ in range(2)]
    for connection in held:
        connection.send(raw.request(method="GET", path="/_voiceid/state"))
        assert select.select([connection.socket], [], [], PATIENCE_SECONDS)[0]
    assert lists(emulator) == 503
    for connection in held:
        connection.close()
    until(lambda: lists(emulator) == 200)


@pytest.mark.parametrize("path, method, size", [
    (lambda calls: path_of(new_bucket(), "a"), "PUT", 60_000_000),
    (lambda calls: calls.path(calls.start()["SessionName"], "audio?voice=a"), "POST", 19_000_000)], ids=["object", "wav"])
def test_uploads_take_no_memory_while_they_come(start_emulator, path, method, size):
    emulator = start_emulator(*LIMIT)
    before = resident_kib(emulator.pid)
    where = path(SessionCalls(emulator))
    held = [raw.Connection(emulator.address) for _ in range(6)]
    for connection in held:
        head = raw.head(f"Content-Length: {size}", "Content-Type: audio/wav", method=method, path=where)
        connection.send(head + os.urandom(size - 1))
    until(lambda: sum(kept_files(emulator)) == 6 * (size - 1))
    assert resident_kib(emulator.pid) - before <= bound_kib(8 * 1024)
    for connection in held:
        connection.close()
    until(lambda: not kept_files(emulator))


def kept_files(emulator):
    """The sizes of the files without a name that the emulator has open."""
    sizes, folder = [], f"/proc/{emulator.pid}/fd"
    for number in os.listdir(folder):
        try:
            if re.search(r"\(deleted\)$", os.readlink(f"{folder}/{number}")):
                sizes.append(os.stat(f"{folder}/{number}").st_size)
        except FileNotFoundError:
            continue
    return sizes
