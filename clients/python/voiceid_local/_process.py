"""Starts the emulator as a child process, and ends it."""
from __future__ import annotations

import re
import subprocess
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import IO

READY = re.compile(r"listening on (https?:\S+) Ready\.$")
START_SECONDS = 60
STOP_SECONDS = 30
LOG_LINES = 1000


class EmulatorProcess:
    """Of a program that prints the emulator's first line and ends when its standard input does."""

    def __init__(self, program: str, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        self._program = program
        # In a session of its own, a Ctrl-C in the terminal does not end it before the tests' own clean-up. It ends with its
        # standard input, which the system closes when this process ends, even if it is killed.
        self._process = subprocess.Popen([program, *arguments], env=dict(env), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, start_new_session=True, text=True, errors="replace")
        self._lines: deque[str] = deque(maxlen=LOG_LINES)
        self._reader = threading.Thread(target=self._read_log, name="voiceid-local log", daemon=True)
        self._reader.start()

    @property
    def log(self) -> str:
        """What it has logged, the last 1,000 lines."""
        return "".join(list(self._lines))

    def ready(self) -> str:
        """The URL that it prints once it is ready."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(START_SECONDS, give_up)
        timer.start()
        try:
            for line in _open(self._process.stdout):
                found = READY.search(line.rstrip())
                if found:
                    return found.group(1)
        finally:
            timer.cancel()
        self._end()
        reason = f"it was not ready within {START_SECONDS} s\n{self.log}" if late.is_set() else self._reason()
        raise RuntimeError(f"{self._program} did not start: {reason}")

    def stop(self) -> None:
        """Waits for its end. Raises an error if that is not a success."""
        self._end()
        if self._process.returncode != 0:
            raise RuntimeError(f"{self._program} did not stop as it should: {self._reason()}")

    def _end(self) -> None:
        try:
            _open(self._process.stdin).close()
        except BrokenPipeError:
            pass
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        _open(self._process.stdout).close()
        _open(self._process.stderr).close()

    def _read_log(self) -> None:
        for line in _open(self._process.stderr):
            self._lines.append(line)

    def _reason(self) -> str:
        return f"it ended with exit code {self._process.returncode}\n{self.log}".rstrip()


def _open(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
