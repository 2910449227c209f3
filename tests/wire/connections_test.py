"""How long connections live and how many there may be."""
import contextlib
import re
import resource
import select
import socket

import pytest

from support.objects import Objects, path_of
from support.patience import LONG_IDLE_TIME, until
from wire import raw
from wire.errors_test import accepted
from wire.memory import bound_kib, resident_kib


def test_an_idle_connection_is_closed(start_emulator):
    address = start_emulator("--idle-timeout", "3").address
    with raw.Connection(address) as connection:
        assert connection.read_to_end() == b""
    with raw.Connection(address) as connection:
        accepted(connection.exchange(raw.api("{}")))
        assert connection.read_to_end() == b""


STALLED = (b"POST / HT", raw.api("{}")[:-1], raw.head("Transfer-Encoding: chunked") + b"5\r\n{",
           raw.head("Content-Length: 5", "Expect: 100-continue"))


def test_a_request_that_stalls_is_closed(start_emulator):
    address = start_emulator("--idle-timeout", "3").address
    stalled = [raw.Connection(address) for _ in STALLED]
    for connection, part in zip(stalled, STALLED):
        connection.send(part)
    for connection in stalled:
        assert b" 200 " not in connection.read_to_end()
        connection.close()
    accepted(raw.once(address, raw.api("{}")))


def use_until_another_is_idle(address, use, pause=0):
    """Uses a connection until the server has closed another one that was opened later and stayed idle."""
    with raw.Connection(address) as idle:
        while not select.select([idle.socket], [], [], pause)[0]:
            use()
        assert idle.read_to_end() == b""
    use()


def test_a_connection_in_use_outlives_the_idle_time(start):
    emulator = start("--idle-timeout", "3")
    with raw.connect(emulator) as connection:
        use_until_another_is_idle(emulator.address, lambda: accepted(connection.exchange(raw.api("{}"))))


def test_an_upload_that_goes_on_outlives_the_idle_time(start_emulator):
    emulator = start_emulator("--idle-timeout", "2")
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.head("Transfer-Encoding: chunked", method="PUT", path=path_of("bucket", "key")))
        use_until_another_is_idle(emulator.address, lambda: connection.send(b"1\r\nx\r\n"))
        assert connection.exchange(b"0\r\n\r\n").status == 200


def test_a_download_that_goes_on_outlives_the_idle_time(start_emulator):
    emulator = start_emulator("--idle-timeout", "3")
    size = 40_000_000
    Objects(emulator).put("bucket", "key", bytes(size))
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.request(method="GET", path=path_of("bucket", "key"), headers=[("Connection", "close")]))
        read = []
        use_until_another_is_idle(emulator.address, lambda: read.append(len(connection.socket.recv(32))))
        while read[-1]:
            read.append(len(connection.socket.recv(1_000_000)))
        assert sum(read) > size


def test_a_client_that_takes_little_at_a_time_outlives_the_idle_time(start_emulator):
    """So little that the system asks for no more: it does when a third of some 4 MB is free again."""
    emulator = start_emulator("--idle-timeout", "3")
    size = 40_000_000
    Objects(emulator).put("bucket", "key", bytes(size))
    # A small buffer tells the server of every piece, a large one only of a sixteenth of itself.
    with raw.Connection(emulator.address, receive_buffer=250_000) as connection:
        connection.send(raw.request(method="GET", path=path_of("bucket", "key"), headers=[("Connection", "close")]))
        read = []
        for _ in range(2):
            use_until_another_is_idle(
                emulator.address,
                lambda: read.append(len(connection.socket.recv(75_000, socket.MSG_WAITALL))),
                pause=0.25,
            )
        while got := len(connection.socket.recv(1_000_000)):
            read.append(got)
        assert sum(read) > size


def until_accepted(address):
    """A place becomes free a moment after a connection was closed."""
    def is_accepted():
        status = raw.once(address, raw.api("{}")).status
        assert status in (200, 503)
        return status == 200
    until(is_accepted)


def test_connections_over_the_limit(start_emulator):
    address = start_emulator("--max-connections", "2").address
    held = [raw.Connection(address) for _ in range(2)]
    for connection in held:
        accepted(connection.exchange(raw.api("{}")))
    with raw.Connection(address) as extra:
        extra.send(raw.api("{}"))
        answer = extra.read_answer()
        assert (answer.status, answer.headers["x-amzn-errortype"]) == (503, "ServiceUnavailableException")
        assert "--max-connections" in answer.json()["Message"]
        assert answer.headers["connection"].lower() == "close"
        assert extra.read_to_end() == b""
    for connection in held:
        accepted(connection.exchange(raw.api("{}")))
    held.pop().close()
    until_accepted(address)
    held.pop().close()


def test_clients_that_say_nothing_keep_nobody_from_being_told_that_there_is_no_place(start_emulator):
    address = start_emulator("--max-connections", "1", *LONG_IDLE_TIME).address
    with contextlib.ExitStack() as stack:
        held, *_ = [stack.enter_context(raw.Connection(address)) for _ in range(101)]
        accepted(held.exchange(raw.api("{}")))
        assert stack.enter_context(raw.Connection(address)).read_answer().status == 503


def test_a_connection_over_the_limit_is_refused_before_its_body(start_emulator):
    address = start_emulator("--max-connections", "1", *LONG_IDLE_TIME).address
    with raw.Connection(address) as held, raw.Connection(address) as extra:
        accepted(held.exchange(raw.api("{}")))
        extra.send(raw.head("Content-Length: 64000000", method="PUT", path=path_of("bucket", "key")))
        assert extra.read_answer().status == 503


@pytest.mark.parametrize("size", [10, 5000, 12_000])
def test_requests_that_break_off_give_their_place_back(start_emulator, size):
    """A round trip on another connection makes the server read each part by itself."""
    address = start_emulator("--max-connections", "2").address
    rest = f"X-Amz-Target: {raw.TARGET}\r\nX-Pad: {'y' * size}\r\nContent-Length: 9\r\n\r\n{{".encode()
    for _ in range(5):
        with raw.Connection(address) as broken:
            for part in (b"POST / HTTP/1.1\r\n", rest[:40], rest[40:]):
                broken.send(part)
                until_accepted(address)
        until_accepted(address)


def test_many_connections_at_once(start):
    emulator = start("--max-connections", "300")
    held = [raw.connect(emulator) for _ in range(300)]
    for connection in held:
        connection.send(raw.api("{}"))
    for connection in held:
        accepted(connection.read_answer())
        connection.close()


def test_connections_that_come_and_go_leave_no_memory_behind(start):
    emulator = start()
    sizes = []
    for _ in range(3):
        for number in range(201):
            with raw.connect(emulator) as connection:
                if number % 3 == 1:
                    accepted(connection.exchange(raw.api("{}")))
                elif number % 3 == 2:
                    connection.send(raw.api("{}")[:40])
        sizes.append(resident_kib(emulator.pid))
    assert sizes[-1] - sizes[0] <= bound_kib(2 * 1024), sizes


def test_the_limit_of_open_files_is_raised_for_connections(start_emulator):
    emulator = start_emulator("--max-connections", "200", files=(64, 1024))
    held = [raw.Connection(emulator.address) for _ in range(200)]
    for connection in held:
        accepted(connection.exchange(raw.api("{}")))
        connection.close()


def test_there_are_no_more_connections_than_files_may_be_open(start_emulator):
    emulator = start_emulator("--max-connections", "1024", files=(300, 300))
    assert emulator.stderr.wait_for(re.compile("--max-connections is 172, not 1024"))
    held = [raw.Connection(emulator.address) for _ in range(172)]
    for connection in held:
        accepted(connection.exchange(raw.api("{}")))
    assert raw.once(emulator.address, raw.api("{}")).status == 503
    for connection in held:
        connection.close()
    until_accepted(emulator.address)


def test_running_out_of_file_descriptors_is_survived_and_told(start_emulator):
    emulator = start_emulator()
    resource.prlimit(emulator.pid, resource.RLIMIT_NOFILE, (24, 24))
    held = [raw.Connection(emulator.address) for _ in range(40)]
    accepted(held[0].exchange(raw.api("{}")))
    assert held[-1].read_answer().status == 503
    for connection in held:
        connection.close()
    until_accepted(emulator.address)
    emulator.stop()
    assert len([line for line in emulator.stderr.lines() if "could not be accepted" in line]) <= 2


def send_without_reading(connection, data):
    """Until the server takes no more."""
    connection.socket.settimeout(1)
    with pytest.raises((TimeoutError, ConnectionError)):
        while True:
            connection.send(data)


def test_a_client_that_does_not_read_holds_up_neither_others_nor_a_stop(start):
    """The server must stop reading rather than keep the answers, as the log of requests does."""
    emulator = start(*LONG_IDLE_TIME, "--request-log", "0")
    before = resident_kib(emulator.pid)
    with raw.connect(emulator) as lazy:
        send_without_reading(lazy, raw.api({"DomainId": "é" * 5000}, "VoiceID.DescribeDomain"))
        with raw.connect(emulator) as other:
            accepted(other.exchange(raw.api("{}")))
        assert resident_kib(emulator.pid) - before <= bound_kib(4 * 1024)
        emulator.stop()
