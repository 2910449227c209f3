"""How long each server takes from its exec to its first answer, and how much CPU time that is."""
import statistics
import subprocess
import tempfile
import time

import cores
from servers import connect, free_port, write_nginx
from support.emulator import binary, clean_environment

RUNS = 41
FIGURES = ["wall_ms", "cpu_ms"]
REQUEST = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def measure():
    """Milliseconds: both servers' medians, and the ratios of all pairs of starts, one after the other."""
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as folder:
        pairs = [{"voiceid-local": _start(_emulator), "nginx": _start(lambda port: write_nginx(folder, port))}
                 for _ in range(RUNS)]
    return {"runs": RUNS,
            "median": {name: {figure: statistics.median(pair[name][figure] for pair in pairs) for figure in FIGURES}
                       for name in pairs[0]},
            "ratio": {figure: _spread([pair["voiceid-local"][figure] / pair["nginx"][figure] for pair in pairs])
                      for figure in FIGURES}}


def _spread(ratios):
    return {"median": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios)}


def _emulator(port):
    return [str(binary()), "--host", "127.0.0.1", "--port", str(port)]


def _start(command_for):
    port = free_port()
    command = command_for(port)
    with cores.spawning_on(cores.SERVER):
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=clean_environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(("127.0.0.1", port), process) as connection:
            answer = connection.exchange(REQUEST)
            taken = {"wall_ms": (time.perf_counter() - begun) * 1000, "cpu_ms": _cpu_seconds(process.pid) * 1000}
    finally:
        process.terminate()
        process.wait()
    if answer.status != 200:
        raise RuntimeError(f"{command[0]}: GET /health answered {answer.status}")
    return taken


def _cpu_seconds(pid):
    """All its threads' time, by the clock that clock_getcpuclockid(3) names: /proc counts in ticks of 10 ms."""
    return time.clock_gettime((~pid << 3) | 2)
