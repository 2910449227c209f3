"""Collects a child process's output, so that its pipe never fills up."""
import threading
import time

from support.patience import PATIENCE_SECONDS


class Output:
    def __init__(self, stream):
        self._stream = stream
        self._lines = []
        self._ended = False
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._stream:
            with self._changed:
                self._lines.append(line.decode("utf-8", "replace").rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def lines(self):
        with self._changed:
            return list(self._lines)

    def text(self):
        return "".join(f"{line}\n" for line in self.lines())

    def wait_for(self, pattern, seconds=PATIENCE_SECONDS, start=0):
        """The first line from `start` on that matches the compiled pattern; None once the output or the time ends."""
        until = time.monotonic() + seconds
        seen = start
        with self._changed:
            while True:
                for line in self._lines[seen:]:
                    seen += 1
                    if pattern.search(line):
                        return line
                left = until - time.monotonic()
                if self._ended or left <= 0:
                    return None
                self._changed.wait(left)

    def close(self):
        self._reader.join(5)
        self._stream.close()
