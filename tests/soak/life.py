"""One life of an emulator under traffic: phases with pauses between them, then a signal in the middle of it all."""
import http.client
import itertools
import os
import random
import re
import resource
import signal
import tempfile
import threading
import time
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

from soak import call_moves, domain_moves, job_moves, people_moves, set_up_moves
from soak.actor import Actor
from soak.client import RESET, Fault, ServerFault
from soak.troublemakers import Troublemaker
from support import plain_http
from support.emulator import Emulator
from support.patience import SANITIZED, until
from wire import raw
from wire.memory import bound_kib, resident_kib

OPTIONS = ("--enrollment-seconds", "0", "--encryption-update-seconds", "0", "--max-connections", "100",
           "--event-buffer", "50000", "--idle-timeout", "30")
ACTORS, TROUBLEMAKERS = 4, 3
MOVES = {**domain_moves.MOVES, **people_moves.MOVES, **call_moves.MOVES, **job_moves.MOVES, **set_up_moves.MOVES}
MOVES_OF_PHASE = 15 if SANITIZED else 60
PHASES = 6
# Of these the model says for every call whether it publishes one.
COMPARED_EVENTS = {"OPT_OUT_SPEAKER", "DELETE_SPEAKER", "DELETE_FRAUDSTER", "EVALUATE_SESSION"}
JUMPS = ("PT1S", "PT2H", "P2D", "P31D", "P3Y2M")
DISORDER = {"Seed": 1, "Duplicate": 0.3, "Reorder": 0.3, "Drop": 0.1, "Delay": 0.2, "DelayBy": "PT1S"}
# What may remain after everything was forgotten, beyond what there was after the first reset.
KIB_LEFT, FILES_LEFT = 32 * 1024, 4
# What its clients may meet while it ends: cut answers too.
GONE = (OSError, http.client.HTTPException, raw.Closed, AssertionError, ValueError)
# Only a hang takes as long, even if a sanitizer looks for leaks at the end.
STOP_SECONDS = 120
NO_LOG = re.compile(r"^\S+ (error|critical) |Sanitizer|runtime error")

# Where a fault was found, for the report.
Found = namedtuple("Found", "life phase who call fault")


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


class Life:
    def __init__(self, seed, number, counts, faults):
        self.seed, self.number, self.counts, self.faults = seed, number, counts, faults
        self.random = random.Random(f"{seed} {number}")
        self.phase = 0
        self.disordered = False
        self.ending = threading.Event()
        self.stop_trouble = threading.Event()

    def run(self, deadline):
        """Until its phases are over, or the deadline."""
        with tempfile.TemporaryDirectory(prefix="soak-") as place:
            self.emulator = Emulator(*OPTIONS, env={"TMPDIR": place})
            try:
                self.address = self.emulator.address
                self.actors = [Actor(self.address, number, self.counts) for number in range(1, ACTORS + 1)]
                self._live(deadline)
            finally:
                self.emulator.kill()
            self._guard("the end", self._check_left, place)

    def _live(self, deadline):
        self._reset()
        trouble = self._start_trouble()
        baseline = None
        for self.phase in range(1, PHASES + 1):
            self._act_all(MOVES_OF_PHASE)
            if self.faults or (baseline and time.monotonic() > deadline):
                break
            if baseline is None:
                self._stop_trouble(trouble)
                self._guard("the first reset", self._reset)
                baseline = self._settled()
                trouble = self._start_trouble()
            else:
                self._guard("the clock", self._between_phases)
        self._stop_trouble(trouble)
        if not self.faults:
            self._guard("the last reset", self._check_forgotten, baseline)
        if not self.faults:
            self._guard("the signal", self._end_in_full_traffic)

    # Threads.

    def _guard(self, who, work, *arguments):
        """Runs the work; what goes wrong becomes a fault of the run, with where it happened."""
        try:
            work(*arguments)
        except Exception as error:  # pylint: disable=broad-except
            gone = self.ending.is_set() and not isinstance(error, ServerFault)
            if not gone or not isinstance(error, (*GONE, Fault)):
                call = next((actor.client for actor in self.actors if actor.account.id == who), None)
                text = str(error) if isinstance(error, Fault) else f"{call and call.last_call}\n  {error!r}"
                self.faults.append(Found(self.number, self.phase, who, call and call.made, text))

    def _start_trouble(self):
        self.stop_trouble.clear()
        threads = []
        for number in range(TROUBLEMAKERS):
            maker = Troublemaker(self.address, random.Random(f"{self.seed} {self.number} {number}"), self.counts,
                                 self.stop_trouble)
            threads.append(threading.Thread(target=self._guard, args=[f"troublemaker {number}", maker.run]))
        for thread in threads:
            thread.start()
        return threads

    def _stop_trouble(self, threads):
        self.stop_trouble.set()
        for thread in threads:
            thread.join()

    def _act_all(self, moves):
        """Every actor makes that many moves, all at once; without end if 0."""
        threads = [threading.Thread(target=self._guard, args=[actor.account.id, self._act, actor, moves])
                   for actor in self.actors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _act(self, actor, moves):
        actor.random = random.Random(f"{self.seed} {self.number} {self.phase} {actor.account.id}")
        actor.client.close()
        actor.account.expected_events.clear()
        last = self._control("GET", "events?account=000000000001")["Last"]
        for _ in range(moves) if moves else itertools.count():
            if self.faults:
                return
            actor.random.choices(list(MOVES), list(MOVES.values()))[0](actor)
        if not self.disordered:
            self._compare_events(actor, last)

    def _compare_events(self, actor, last):
        path = f"events?account={actor.account.id}&after={last}"
        found = actor.client.control("events", "GET", path)["Events"]
        happened = [(each["detail"]["action"], each["detail"]["status"]) for each in found]
        actor.client.same("the phase's events in order", actor.account.expected_events,
                          [each for each in happened if each[0] in COMPARED_EVENTS])

    # Between phases, while no actor acts.

    def _control(self, method, path, body=None):
        """A control call that must succeed; in a crowd it is repeated until there is a place."""
        def asked():
            try:
                answer = plain_http.request(self.emulator.url, method, f"/_voiceid/{path}", body)
            except RESET:
                return None
            return answer if answer.status != 503 else None
        answer = until(asked)
        self.counts[f"control: {method} {path.split('?')[0]}"] += 1
        if answer.status != 200:
            raise Fault(f"{method} {path} {body}\n  expected: 200\n  answer:   {answer.status} {answer.body}")
        return answer.body

    def _reset(self):
        self._control("POST", "reset")
        self.disordered = False
        now = self._now()
        for actor in self.actors:
            actor.account.forget_all(now)

    def _now(self):
        return datetime.fromisoformat(self._control("GET", "clock")["Now"].replace("Z", "+00:00"))

    def _between_phases(self):
        step = self.random.choice(("reset", "freeze", "run", "back", "disorder", "requests", *JUMPS, *JUMPS))
        if step == "reset":
            return self._reset()
        if step in ("freeze", "run"):
            self._control("PUT", "clock", {"Frozen": step == "freeze"})
        elif step == "back":
            earlier = self._now() - timedelta(days=self.random.randint(1, 40))
            if all(actor.account.may_go_back(earlier) for actor in self.actors):
                self._control("PUT", "clock", {"Now": earlier.isoformat(timespec="milliseconds")})
        elif step == "requests":
            self._control("GET", "requests?all&limit=200")
            self._control("GET", "requests/count?account=000000000001")
        elif step == "disorder":
            self.disordered = not self.disordered
            self._control("PUT" if self.disordered else "DELETE", "events/sinks/memory/disorder",
                          DISORDER if self.disordered else None)
        else:
            self._control("POST", "clock/advance", {"By": step})
        while not all(actor.account.is_clear(self._now()) for actor in self.actors):
            self._control("POST", "clock/advance", {"By": "PT1H"})
        for actor in self.actors:
            actor.account.time_is(self._now())

    # The end.

    def _settled(self):
        """KiB of memory and number of open files, without clients."""
        for actor in self.actors:
            actor.client.close()
        pid, seen = self.emulator.pid, []

        def stands():
            seen.append(open_files(pid))
            return len(seen) > 20 and len(set(seen[-20:])) == 1
        until(stands)
        return resident_kib(pid), seen[-1]

    def _check_forgotten(self, baseline):
        """After a reset and without clients, memory and descriptors are nearly what they were after the first."""
        self._reset()
        kib, files = self._settled()
        print(f"life {self.number}: {kib} KiB and {files} open files after its last reset, {baseline[0]} KiB and "
              f"{baseline[1]} after its first", flush=True)
        until(lambda: open_files(self.emulator.pid) <= baseline[1] + FILES_LEFT)
        until(lambda: resident_kib(self.emulator.pid) <= baseline[0] + bound_kib(KIB_LEFT))

    def _end_in_full_traffic(self):
        self.phase = "the end"
        trouble = self._start_trouble()
        traffic = threading.Thread(target=self._act_all, args=[0])
        traffic.start()
        time.sleep(self.random.uniform(0.2, 3))
        self.ending.set()
        begun = time.monotonic()
        self.emulator.process.send_signal(signal.SIGTERM)
        code = self.emulator.process.wait(STOP_SECONDS)
        took = time.monotonic() - begun
        self._stop_trouble([traffic, *trouble])
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"life {self.number}: SIGTERM in full traffic ended it with {code} after {took:.2f} s; all lives so far "
              f"used {used.ru_utime + used.ru_stime:.1f} s of CPU", flush=True)
        if code != 0:
            raise ServerFault(f"SIGTERM\n  expected: exit code 0\n  answer:   {code}\n"
                              f"{self.emulator.stderr.text()[-3000:]}")

    def _check_left(self, place):
        wrong = [line for line in self.emulator.stderr.lines() if NO_LOG.search(line)]
        if wrong:
            raise ServerFault("the log\n  expected: no errors\n  answer:   " + "\n".join(wrong[:20]))
        # A child of the process removes its folder.
        if not self.faults:
            until(lambda: not list(Path(place).iterdir()))
