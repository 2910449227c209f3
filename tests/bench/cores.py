"""Which core does what: the server has one to itself, whatever puts load on it has the other."""
import contextlib
import os

_usable = sorted(os.sched_getaffinity(0))
if len(_usable) < 2:
    raise SystemExit("bench: two cores are needed, one for the server and one for the load")
SERVER, CLIENT = _usable[:2]


@contextlib.contextmanager
def spawning_on(core):
    """Processes started inside run on that core: they inherit it, which a preexec_fn would make slower."""
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, {CLIENT})
