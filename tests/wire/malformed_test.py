"""After malformed and large requests the server still answers, and its memory has not grown."""
import itertools
import socket

from wire import raw
from wire.errors_test import accepted
from wire.malformed import Malformer
from wire.memory import bound_kib, resident_kib

SEED = 20261121
REQUESTS = 10_000
WARM_UP = 2_000
GROWTH_KIB = 2 * 1024
CHECK_EVERY = 500


def send_and_drain(address, data, half_close):
    """Returns what the server answered before it closed or reset the connection."""
    with raw.Connection(address) as connection:
        try:
            connection.send(data)
            if half_close:
                connection.finish_sending()
        except (ConnectionError, socket.timeout):
            return b""
        return connection.read_to_end() if half_close else b""


def bombard(address, malformer, count):
    """Every tenth client leaves without reading."""
    for number, data in enumerate(itertools.islice(malformer, count)):
        answered = send_and_drain(address, data, half_close=number % 10 != 0)
        assert answered[:9] in (b"", b"HTTP/1.1 "), (data, answered)
        # 501 and 505 are HTTP's own.
        assert not any(b"HTTP/1.1 %d" % status in answered for status in (500, 502, 503)), (data, answered)
        if number % CHECK_EVERY == 0:
            accepted(raw.once(address, raw.api("{}")))


def grows_little(pid, before, kib=GROWTH_KIB):
    grown = resident_kib(pid) - before
    assert grown <= bound_kib(kib), f"grown by {grown} KiB from {before} KiB"


def test_ten_thousand_malformed_requests(start_emulator):
    emulator = start_emulator()
    malformer = iter(Malformer(SEED))
    bombard(emulator.address, malformer, WARM_UP)
    before = resident_kib(emulator.pid)
    bombard(emulator.address, malformer, REQUESTS)
    accepted(raw.once(emulator.address, raw.api("{}")))
    grows_little(emulator.pid, before)


LARGE = raw.api(b'{"Unknown": "' + b"x" * 1_000_000 + b'"}')


def test_many_large_requests_give_their_memory_back_or_use_it_again(start_emulator):
    emulator = start_emulator("--request-log", "0")
    with raw.Connection(emulator.address) as connection:
        for number in range(220):
            if number == 20:
                before = resident_kib(emulator.pid)
            accepted(connection.exchange(LARGE))
    grows_little(emulator.pid, before)


def test_ten_large_bodies_that_never_end_take_no_more_than_their_size(start_emulator):
    emulator = start_emulator()
    before = resident_kib(emulator.pid)
    held = [raw.Connection(emulator.address) for _ in range(10)]
    for connection in held:
        connection.send(LARGE[:-1])
    accepted(raw.once(emulator.address, raw.api("{}")))
    grows_little(emulator.pid, before, 3 * 10 * 1024)
    for connection in held:
        connection.close()
