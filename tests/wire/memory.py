"""The memory of a process as the kernel counts it."""
import re

from support.patience import SANITIZED, until


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"^VmRSS:\s+(\d+) kB$", status.read(), re.MULTILINE).group(1))


def bound_kib(kib):
    """Sanitizers hold freed memory back for a while, up to 256 MiB of it."""
    return kib * 10 + 400 * 1024 if SANITIZED else kib


def until_resident(pid, kib):
    """Waits until the process has at most so much: it frees what a request took after its answer."""
    until(lambda: resident_kib(pid) <= kib)
