"""10,000 malformed requests leave the server answering, and its memory where it was."""
import itertools
import socket
import time

from wire import raw
from wire.bounds import scaled
from wire.errors_test import accepted
from wire.malformed import Malformer
from wire.memory import bound_kib, resident_kib

SEED = 20261121
REQUESTS = 10_000
WARM_UP = 2_000
GROWTH_KIB = 2 * 1024
SECONDS = 60
CHECK_EVERY = 500


def send_and_drain(address, data, half_close=True):
    """Gives what was answered before the server closed; a reset counts as closed."""
    with raw.Connection(address) as connection:
        try:
            connection.send(data)
            if half_close:
                connection.finish_sending()
        except (ConnectionError, socket.timeout):
            return b""
        return connection.read_to_end() if half_close else b""


def is_crash(answered):
    """501 and 505 are HTTP's own."""
    return any(b"HTTP/1.1 %d" % status in answered for status in (500, 502, 503))


def bombard(address, malformer, count):
    """Every tenth client goes away without reading."""
    for number, data in enumerate(itertools.islice(malformer, count)):
        answered = send_and_drain(address, data, half_close=number % 10 != 0)
        assert answered[:9] in (b"", b"HTTP/1.1 "), (data, answered)
        assert not is_crash(answered), (data, answered)
        if number % CHECK_EVERY == 0:
            accepted(raw.once(address, raw.api("{}")))


def test_ten_thousand_malformed_requests(start_emulator):
    emulator = start_emulator()
    malformer = iter(Malformer(SEED))
    bombard(emulator.address, malformer, WARM_UP)
    before = resident_kib(emulator.pid)
    begun = time.monotonic()
    bombard(emulator.address, malformer, REQUESTS)
    took = time.monotonic() - begun
    accepted(raw.once(emulator.address, raw.api("{}")))
    grown = resident_kib(emulator.pid) - before
    assert grown <= bound_kib(GROWTH_KIB), f"grown by {grown} KiB from {before} KiB"
    assert took < scaled(SECONDS)
    emulator.stop()


def test_memory_of_many_large_requests_is_given_back_or_used_again(start_emulator):
    emulator = start_emulator()
    large = raw.api(b'{"Unknown": "' + b"x" * 1_000_000 + b'"}')

    def send(count):
        with raw.Connection(emulator.address) as connection:
            for _ in range(count):
                accepted(connection.exchange(large))
    send(20)
    before = resident_kib(emulator.pid)
    send(200)
    grown = resident_kib(emulator.pid) - before
    assert grown <= bound_kib(GROWTH_KIB), f"grown by {grown} KiB from {before} KiB"


def test_ten_large_bodies_that_never_end_cost_no_more_than_themselves(start_emulator):
    emulator = start_emulator()
    before = resident_kib(emulator.pid)
    held = [raw.Connection(emulator.address) for _ in range(10)]
    for connection in held:
        connection.send(raw.api(b'{"Unknown": "' + b"x" * 1_000_000 + b'"}')[:-1])
    accepted(raw.once(emulator.address, raw.api("{}")))
    grown = resident_kib(emulator.pid) - before
    for connection in held:
        connection.close()
    assert grown <= bound_kib(3 * 10 * 1024), f"grown by {grown} KiB from {before} KiB"
