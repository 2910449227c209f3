"""A reset of a large state: who waits for it, what becomes of its memory, and a stop in its middle."""
import pytest

from support.event_sinks import Source
from support.patience import SANITIZED
from wire import raw
from wire.event_load_test import cpu_seconds
from wire.memory import bound_kib, resident_kib, until_resident

MANY = 20_000 if SANITIZED else 200_000
# Also fills the memory of events, and makes the first threads of the pool.
FEW = 20_000
PIPELINED = 200


def make_speakers(emulator, count):
    domain_id = Source(emulator).domain_id
    with raw.Connection(emulator.address) as connection:
        for first in range(0, count, PIPELINED):
            connection.send(b"".join(
                raw.api({"DomainId": domain_id, "SpeakerId": f"speaker-{number}"}, "VoiceID.OptOutSpeaker")
                for number in range(first, first + PIPELINED)))
            for _ in range(PIPELINED):
                assert connection.read_answer().status == 200


@pytest.fixture
def roomy(start_emulator):
    return start_emulator("--quota", "speakers=unlimited")


def test_a_reset_gives_the_memory_of_a_large_state_back_and_holds_nobody_up(roomy):
    make_speakers(roomy, FEW)
    roomy.control("POST", "reset")
    make_speakers(roomy, 1)
    before = resident_kib(roomy.pid)

    make_speakers(roomy, MANY)
    full = resident_kib(roomy.pid)
    spent = cpu_seconds(roomy.pid)
    roomy.control("POST", "reset")
    spent = cpu_seconds(roomy.pid) - spent
    print(f"\n{before} KiB before, {full} KiB with {MANY} speakers; the reset took {spent * 1000:.1f} ms of CPU time")
    if not SANITIZED:
        assert full > before + MANY * 120 // 1024
        assert spent < 0.01
    until_resident(roomy.pid, bound_kib(before + 4 * 1024))


def test_a_stop_right_after_a_reset_ends_well(roomy):
    make_speakers(roomy, FEW)
    roomy.control("POST", "reset")
    roomy.stop()
