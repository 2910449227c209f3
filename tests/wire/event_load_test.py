"""A hundred thousand events while a webhook is dead: what it costs, and what becomes of them."""
import contextlib
import time

import pytest

from support.control import Sessions
from support.event_receiver import WebhookReceiver
from support.event_sinks import NO_PROXY, Source, counts, free_port
from support.events import position
from support.http_receiver import silence
from wire import raw
from wire.bounds import SANITIZED, scaled
from wire.event_streams import last_of
from wire.memory import bound_kib, comes_back_to, resident_kib

OPERATIONS = 2_000 if SANITIZED else 100_000
# As many rounds without a webhook as with one, in turn; a shared machine may spoil some.
ROUNDS = 5
TRIES = 1 if SANITIZED else 3
PIPELINED = 200
CAPACITY = 10_000
# Given up or under way when the counts are looked at.
MARGIN = 10
SPEAKERS = 50


class Calls:
    """EvaluateSession and OptOutSpeaker, each of which is an event, on one connection."""

    def __init__(self, emulator):
        self.emulator = emulator
        domain_id = Source(emulator).domain_id
        Sessions(emulator, domain_id).stream()
        evaluate = raw.api({"DomainId": domain_id, "SessionNameOrId": "call-1"}, "VoiceID.EvaluateSession")
        opt_outs = [raw.api({"DomainId": domain_id, "SpeakerId": f"speaker-{number}"}, "VoiceID.OptOutSpeaker")
                    for number in range(SPEAKERS)]
        self._requests = b"".join(evaluate + opt_outs[number % SPEAKERS] for number in range(PIPELINED // 2))
        self._connection = raw.Connection(emulator.address, scaled(60))

    def make(self, count):
        """Operations a second."""
        assert count % PIPELINED == 0
        begun = time.perf_counter()
        for _ in range(count // PIPELINED):
            self._connection.send(self._requests)
            self._read_answers()
        return count / (time.perf_counter() - begun)

    def _read_answers(self):
        answers, rest = 0, b""
        while answers < PIPELINED:
            data = self._connection.socket.recv(1 << 20)
            assert data, f"closed after {answers} answers"
            rest += data
            answers += rest.count(b"HTTP/1.1 200 OK\r\n")
            # What may be the first part of a status line.
            rest = rest[rest.rfind(b"\n") + 1:][-64:] if b"\n" in rest else rest[-64:]


def good_enough(alone, beside):
    return SANITIZED or max(beside) >= 0.9 * max(alone)


@contextlib.contextmanager
def nobody():
    yield f"http://127.0.0.1:{free_port()}"


@contextlib.contextmanager
def somebody_silent():
    with WebhookReceiver() as receiver:
        receiver.plan(then=silence)
        yield receiver.url


@pytest.mark.parametrize("dead", [nobody, somebody_silent], ids=["not there", "hangs"])
def test_a_dead_webhook_costs_calls_nothing_and_loses_only_what_is_counted(start_emulator, dead):
    with dead() as url:
        emulator = start_emulator("--event-webhook", url, env=NO_PROXY)
        without, with_dead = Calls(start_emulator(env=NO_PROXY)), Calls(emulator)
        per_round = OPERATIONS // ROUNDS
        tries, resident = [], []
        while not tries or (not good_enough(*tries[-1]) and len(tries) < TRIES):
            alone, beside = [], []
            for _ in range(ROUNDS):
                alone.append(without.make(per_round))
                beside.append(with_dead.make(per_round))
                resident.append(resident_kib(emulator.pid))
            tries.append((alone, beside))
        made = per_round * len(resident)
        print(f"\noperations a second without a webhook {max(alone):.0f}, with a dead one {max(beside):.0f}; "
              f"memory {resident[0]} KiB after {per_round}, {resident[-1]} KiB after {made}")

        assert good_enough(*tries[-1]), f"operations a second without a webhook and with a dead one, in turn: {tries}"
        # After the first round as many wait as may.
        assert comes_back_to(emulator.pid, bound_kib(resident[1] * 11 // 10 + 1024))

        delivered, dropped, pending = counts(emulator, "webhook")
        published = position(last_of(emulator))
        assert published >= made
        assert (delivered, dropped + pending) == (0, published)
        if not SANITIZED:
            assert CAPACITY - MARGIN <= pending <= CAPACITY + 1
        emulator.stop()
        assert "The webhook sink dropped" in emulator.stderr.text()
