"""What events cost while a webhook is dead, and what becomes of them."""
import contextlib

import pytest

from support.control import Sessions
from support.event_receiver import WebhookReceiver
from support.event_sinks import NO_PROXY, Source, counts, free_port
from support.events import position
from support.http_receiver import silence
from support.patience import SANITIZED
from wire import raw
from wire.event_streams import last_of
from wire.memory import bound_kib, resident_kib, until_resident

PER_ROUND = 1_000 if SANITIZED else 20_000
ROUNDS = 3
PIPELINED = 200
CAPACITY = 10_000
# Given up or under way when the counts are read.
MARGIN = 10
SPEAKERS = 50


def cpu_seconds(pid):
    """CPU time of the thread that serves requests."""
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as schedstat:
        return int(schedstat.read().split()[0]) / 1e9


class Calls:
    """EvaluateSession and OptOutSpeaker in turn, each an event, on one connection."""

    def __init__(self, emulator):
        self.emulator = emulator
        domain_id = Source(emulator).domain_id
        Sessions(emulator, domain_id).stream()
        evaluate = raw.api({"DomainId": domain_id, "SessionNameOrId": "call-1"}, "VoiceID.EvaluateSession")
        opt_outs = [raw.api({"DomainId": domain_id, "SpeakerId": f"speaker-{number}"}, "VoiceID.OptOutSpeaker")
                    for number in range(SPEAKERS)]
        self._requests = b"".join(evaluate + opt_outs[number % SPEAKERS] for number in range(PIPELINED // 2))
        self._connection = raw.Connection(emulator.address)

    def make(self, count):
        """Returns the CPU time that they cost the emulator."""
        before = cpu_seconds(self.emulator.pid)
        for _ in range(count // PIPELINED):
            self._connection.send(self._requests)
            for _ in range(PIPELINED):
                assert self._connection.read_answer().status == 200
        return cpu_seconds(self.emulator.pid) - before


@contextlib.contextmanager
def nobody():
    yield f"http://127.0.0.1:{free_port()}"


@contextlib.contextmanager
def somebody_silent():
    with WebhookReceiver() as receiver:
        receiver.plan(then=silence)
        yield receiver.url


@pytest.mark.parametrize("dead", [nobody, somebody_silent], ids=["not there", "hangs"])
def test_a_dead_webhook_costs_calls_little_and_loses_only_what_is_counted(start_emulator, dead):
    with dead() as url:
        emulator = start_emulator("--event-webhook", url, env=NO_PROXY)
        without, with_dead = Calls(start_emulator(env=NO_PROXY)), Calls(emulator)
        alone, beside, resident = [], [], []
        for _ in range(ROUNDS):
            alone.append(without.make(PER_ROUND))
            beside.append(with_dead.make(PER_ROUND))
            resident.append(resident_kib(emulator.pid))
        print(f"\nCPU seconds without a webhook {min(alone):.3f}, with a dead one {min(beside):.3f}; resident KiB {resident}")
        assert SANITIZED or min(beside) <= 2 * min(alone)
        # As many events wait as may after the first round.
        until_resident(emulator.pid, bound_kib(resident[1] * 11 // 10 + 1024))

        delivered, dropped, pending = counts(emulator, "webhook")
        published = position(last_of(emulator))
        assert published >= ROUNDS * PER_ROUND
        assert (delivered, dropped + pending) == (0, published)
        if not SANITIZED:
            assert CAPACITY - MARGIN <= pending <= CAPACITY + 1
        emulator.stop()
        assert "The webhook sink dropped" in emulator.stderr.text()
