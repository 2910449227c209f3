"""Starts the built emulator as a child process and talks to it over HTTP."""
import os
import re
import signal
import subprocess
from pathlib import Path
from resource import RLIMIT_NOFILE, setrlimit

from support import plain_http
from support.output import Output
from support.patience import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"^voiceid-local \S+ listening on (https?://\S+) Ready\.$")
# The version that the tree's next build has.
VERSION = re.search(r"^project\(\S+ VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE).group(1)


def binary():
    path = Path(os.environ.get("EMULATOR_BINARY", "build/release/voiceid-local"))
    return path if path.is_absolute() else ROOT / path


def clean_environment(extra=None):
    """The caller's environment without anything that would configure the emulator."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VOICEID_", "AWS_"))}
    return {**kept, **(extra or {})}


def run_to_end(*options, env=None, timeout=PATIENCE_SECONDS):
    """Runs the binary until it ends by itself: --help, start-up errors. Returns returncode, stdout, stderr."""
    return subprocess.run([str(binary()), *map(str, options)], env=clean_environment(env), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, encoding="utf-8", timeout=timeout)


class Emulator:
    """A running emulator. `with Emulator("--quotas", "off") as emulator: emulator.call("ListDomains")`

    With TLS, `context` is the client's.
    """

    def __init__(self, *options, env=None, port=0, merged=False, cwd=None, context=None, files=None):
        """`files` are the soft and the hard limit of its open files."""
        self.context = context
        command = [str(binary()), *map(str, options)]
        if port is not None:
            command += ["--port", str(port)]
        self.process = subprocess.Popen(command, env=clean_environment(env), cwd=cwd, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT if merged else subprocess.PIPE,
                                        preexec_fn=files and (lambda: setrlimit(RLIMIT_NOFILE, files)))
        self.stdout = Output(self.process.stdout)
        self.stderr = self.stdout if merged else Output(self.process.stderr)
        try:
            self.url = self._wait_ready()
        except BaseException:
            self.kill()
            raise

    def _wait_ready(self):
        line = self.stdout.wait_for(READY, PATIENCE_SECONDS)
        if line is None:
            raise AssertionError(f"the emulator did not get ready:\n{self.stdout.text()}{self.stderr.text()}")
        return READY.match(line).group(1)

    @property
    def pid(self):
        return self.process.pid

    @property
    def address(self):
        """(host, port), for raw sockets."""
        return plain_http.address_of(self.url)

    @property
    def port(self):
        return self.address[1]

    def call(self, operation, body=None, *, account=None, region=None, **headers):
        """Makes an API call; `X_Amz_Date="…"` is a header. Returns (status, headers, body)."""
        return plain_http.call(self.url, operation, body, account=account, region=region, context=self.context,
                               **headers)

    def request(self, method, path, body=None, headers=None):
        return plain_http.request(self.url, method, path, body, headers, context=self.context)

    def control(self, method, path, body=None):
        """Makes a control call that must succeed: `control("PUT", "clock", {...})`; returns the parsed body."""
        answer = self.request(method, f"/_voiceid/{path}", body)
        assert answer.status == 200, answer
        return answer.body

    def advance(self, duration):
        """Moves the emulator's clock: `advance("PT2S")`."""
        return self.control("POST", "clock/advance", {"By": duration})

    def stop(self, with_signal=signal.SIGTERM):
        """Ends it as a user would; it must exit with 0."""
        if self.process.returncode is not None:
            return
        self.process.send_signal(with_signal)
        try:
            code = self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"still running {PATIENCE_SECONDS} s after {with_signal.name}\n{self.stderr.text()}")
        self._close()
        assert code == 0, f"exit code {code}\n{self.stderr.text()}"

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._close()

    def _close(self):
        self.stdout.close()
        self.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        # If a test failed, that says more than the exit code.
        self.kill() if kind else self.stop()
