"""How long connections live and how many there may be."""
import resource
import select

import pytest

from support.patience import until
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


def test_a_request_that_stalls_is_closed(start_emulator):
    address = start_emulator("--idle-timeout", "3").address
    stalled = [raw.Connection(address) for _ in range(4)]
    for connection, part in zip(stalled,
                                (b"POST / HT", raw.api("{}")[:-1], raw.head("Transfer-Encoding: chunked") + b"5\r\n{",
                                          raw.head("Content-Length: 5", "Expect: 100-continue"))):
        connection.send(part)
    for connection in stalled:
        left = connection.read_to_end()
        assert b" 200 " not in left
        connection.close()
    accepted(raw.once(address, raw.api("{}")))


def use_until_another_is_idle(address, use):
    """Uses a connection until the server has closed another one that was opened later and stayed idle."""
    with raw.Connection(address) as idle:
        while not select.select([idle.socket], [], [], 0)[0]:
            use()
        assert idle.read_to_end() == b""
    use()


def test_a_connection_in_use_outlives_the_idle_time(start_emulator):
    with raw.Connection(start_emulator("--idle-timeout", "3").address) as connection:
        use_until_another_is_idle(connection.socket.getpeername(), lambda: accepted(connection.exchange(raw.api("{}"))))


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
        assert answer.json()["Message"]
        assert answer.headers["connection"].lower() == "close"
        assert extra.read_to_end() == b""
    for connection in held:
        accepted(connection.exchange(raw.api("{}")))
    held.pop().close()
    until_accepted(address)
    held.pop().close()


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


def test_a_refused_connection_learns_it_before_it_sends(start_emulator):
    address = start_emulator("--max-connections", "1").address
    with raw.Connection(address) as held, raw.Connection(address) as extra:
        assert extra.read_answer().status == 503
        accepted(held.exchange(raw.api("{}")))


def test_many_connections_at_once(start_emulator):
    address = start_emulator("--max-connections", "300").address
    held = [raw.Connection(address) for _ in range(300)]
    for connection in held:
        connection.send(raw.api("{}"))
    for connection in held:
        accepted(connection.read_answer())
    for connection in held:
        connection.close()
    until_accepted(address)


def test_connections_that_come_and_go(emulator):
    for number in range(2000):
        connection = raw.Connection(emulator.address)
        if number % 3 == 1:
            connection.send(raw.api("{}"))
        elif number % 3 == 2:
            connection.send(raw.api("{}")[:40])
        connection.close()
    accepted(raw.once(emulator.address, raw.api("{}")))


def test_running_out_of_file_descriptors_is_survived(start_emulator):
    emulator = start_emulator()
    resource.prlimit(emulator.pid, resource.RLIMIT_NOFILE, (24, 24))
    held = [raw.Connection(emulator.address) for _ in range(40)]
    accepted(held[0].exchange(raw.api("{}")))
    for connection in held[:-1]:
        connection.close()
    # It waited in the queue.
    accepted(held[-1].exchange(raw.api("{}")))
    held[-1].close()


def test_a_client_that_does_not_read_does_not_hold_up_others(start_emulator):
    """100 MB of answers go unread; the server must stop reading rather than keep them."""
    emulator = start_emulator()
    before = resident_kib(emulator.pid)
    request = raw.api({"DomainId": "é" * 5000}, "VoiceID.DescribeDomain")
    with raw.Connection(emulator.address) as lazy:
        lazy.socket.setblocking(False)
        sent = 0
        try:
            for _ in range(5000):
                sent += lazy.socket.send(request)
        except BlockingIOError:
            pass
        assert sent > 0
        accepted(raw.once(emulator.address, raw.api("{}")))
        assert resident_kib(emulator.pid) - before <= bound_kib(4 * 1024)
