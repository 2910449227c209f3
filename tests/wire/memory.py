"""What the kernel says of a process's memory."""
import re
import time

from wire.bounds import SANITIZED


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"^VmRSS:\s+(\d+) kB$", status.read(), re.MULTILINE).group(1))


def bound_kib(kib):
    """Sanitizers keep freed memory back for a while, up to 256 MiB of it."""
    return kib * 10 + 400 * 1024 if SANITIZED else kib


def comes_back_to(pid, kib, seconds=5):
    """Whether the process has at most so much by then: it frees what a request took after its answer."""
    deadline = time.monotonic() + seconds
    while resident_kib(pid) > kib:
        if time.monotonic() > deadline:
            return False
    return True
