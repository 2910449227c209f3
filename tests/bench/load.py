"""Puts wrk on a server and reads what it cost: one thread, 64 keep-alive connections."""
import json
import os
import resource
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

import cores

CONNECTIONS = 64
SCRIPT = Path(__file__).with_name("load.lua")
TICKS = os.sysconf("SC_CLK_TCK")
ERRORS = {"not_200": "answers that are not 200", "connect": "failed connects", "read": "failed reads",
          "write": "failed writes", "timeout": "requests without an answer in time"}


class LoadError(Exception):
    """A load that measured something else than answered requests."""


@dataclass
class Measure:
    requests_per_second: float
    p50_us: float
    p99_us: float
    cpu_us: float
    busy: float
    wrk_busy: float
    requests: int

    def as_dict(self):
        return asdict(self)


def cpu_seconds(pid):
    """User and system time of the process so far."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    fields = stat[stat.rindex(")") + 2:].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def child_seconds():
    """The same of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(server, seconds, template, picker, seed):
    """One load. `server` has a name, a pid and an address; `picker` is a name in load.lua and its argument."""
    host, port = server.address
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s",
               "--script", str(SCRIPT), f"http://{host}:{port}/", "--", str(template), str(seed), *map(str, picker)]
    before, wrk_before = cpu_seconds(server.pid), child_seconds()
    with cores.spawning_on(cores.CLIENT):
        finished = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30)
    spent, wrk_spent = cpu_seconds(server.pid) - before, child_seconds() - wrk_before
    return _measure(_result(finished, server.name), spent, wrk_spent, server.name)


def _result(finished, name):
    lines = [line for line in finished.stdout.splitlines() if line.startswith("bench ")]
    if finished.returncode or not lines:
        raise LoadError(f"wrk against {name} failed: {(finished.stderr or finished.stdout).strip()}")
    return json.loads(lines[0].removeprefix("bench "))


def _measure(result, spent, wrk_spent, name):
    wrong = [f"{result[key]:,} {words}" for key, words in ERRORS.items() if result[key]]
    if wrong or not result["requests"]:
        raise LoadError(f"{name}: {', '.join(wrong) or 'none'} among {result['requests']:,} requests")
    seconds = result["microseconds"] / 1e6
    return Measure(requests_per_second=result["requests"] / seconds, p50_us=result["p50"], p99_us=result["p99"],
                   cpu_us=spent * 1e6 / result["requests"], busy=spent / seconds, wrk_busy=wrk_spent / seconds,
                   requests=result["requests"])
