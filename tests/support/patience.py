"""Waiting for a condition: only what hangs takes as long as the time-out, even on a busy machine."""
import os
import time

# Binaries built with a sanitizer are slower and larger.
SANITIZED = os.environ.get("EMULATOR_SANITIZED") == "1"
PATIENCE_SECONDS = 60
# So that the idle time does not end what a stop, or the end of a client, has to.
LONG_IDLE_TIME = ("--idle-timeout", "3600")
# Polling without a pause would keep the emulator from its work.
PAUSE_SECONDS = 0.005


def until(reached, seconds=PATIENCE_SECONDS):
    """Returns what `reached()` returns as soon as that is true."""
    deadline = time.monotonic() + seconds
    while not (value := reached()):
        assert time.monotonic() < deadline, f"did not happen within {seconds} s"
        time.sleep(PAUSE_SECONDS)
    return value
