"""How long the emulator takes from its exec to its first answer."""
import statistics
import subprocess
import time

import cores
from servers import connect, free_port
from support.emulator import binary, clean_environment

RUNS = 20
REQUEST = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def measure():
    """Milliseconds: median, lowest and highest of all runs."""
    taken = [_once() for _ in range(RUNS)]
    return {"runs": RUNS, "median_ms": statistics.median(taken), "lowest_ms": min(taken), "highest_ms": max(taken)}


def _once():
    address = ("127.0.0.1", free_port())
    command = [str(binary()), "--host", address[0], "--port", str(address[1])]
    with cores.spawning_on(cores.SERVER):
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=clean_environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(address, process) as connection:
            answer = connection.exchange(REQUEST)
        took = time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait()
    if answer.status != 200:
        raise RuntimeError(f"GET /health answered {answer.status}")
    return took * 1000
