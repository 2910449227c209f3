"""The slowest of many calls that each create a speaker: so long all other calls wait for it."""
import statistics
from pathlib import Path

import filling
from raw_http import Connection
from servers import VoiceId


def cpu_us(pid):
    """CPU time of the thread that serves requests, which another program on its core does not add to."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1000


def measure(speakers):
    """Microseconds of CPU time: the median and the slowest of all calls."""
    with VoiceId() as server:
        domain_id = server.create_domain()
        filling.fill(server.address, domain_id, 1)
        with Connection(server.address) as connection:
            spent = list(_each(server.pid, connection, domain_id, range(2, speakers + 1)))
    return {"speakers": speakers, "median_us": statistics.median(spent), "slowest_us": max(spent)}


def _each(pid, connection, domain_id, numbers):
    before = cpu_us(pid)
    for number in numbers:
        filling.opt_out(connection, domain_id, number)
        after = cpu_us(pid)
        yield after - before
        before = after
