"""docker/compose.yaml: the emulator, an S3 server and the example application work together."""
import os
import socket
import subprocess
import tempfile

import pytest

from support import containers, s3_server
from support.containers import ENGINE
from support.emulator import ROOT

OVER = "tests/containers/s3/compose.yaml"
S3_IMAGE = "voiceid-test-s3"
PRINTED = """The job is COMPLETED_WITH_ERRORS
alice: NEW_ENROLLMENT
bob: NEW_ENROLLMENT
carol: 400 The provided audio files do not have enough speech for enrollment. \
Request 'carol' has 8.0 seconds of net speech in 1 audio file; 30.0 seconds are needed.
"""


@pytest.fixture(scope="module")
def s3_image():
    """A real S3 server, since the tests cannot fetch the one in the file."""
    s3_server.install()
    build = ["build", "-t", S3_IMAGE, "-f", ROOT / "tests/containers/s3/Dockerfile", ROOT / "tests/clients/node"]
    containers.engine(*build, timeout=containers.BUILD_SECONDS)


class Compose:
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.project = containers.unique("voiceid-compose")
        compose = ["podman-compose"] if ENGINE == "podman" else ["docker", "compose"]
        self._command = [*compose, "-p", self.project, "-f", "docker/compose.yaml", "-f", OVER]

    def __call__(self, *arguments):
        """Returns exit code and output, through a file: the network's name server keeps a pipe open after the end."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run([*self._command, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=subprocess.STDOUT, env={**os.environ, "EMULATOR_PORT": str(self.port)},
                                  timeout=containers.BUILD_SECONDS)
            output.seek(0)
            return done.returncode, output.read()

    def container(self, service):
        labels = {"project": self.project, "service": service}
        filters = [f"--filter=label=com.docker.compose.{name}={value}" for name, value in labels.items()]
        found = containers.engine("ps", "--all", "--quiet", *filters).stdout.split()
        return containers.inspect("container", found[0])


@pytest.fixture
def compose(s3_image):
    running = Compose()
    try:
        yield running
    finally:
        running("down")


def test_the_application_enrolls_its_customers(compose):
    code, output = compose("up", "--exit-code-from", "app")
    assert code == 0, output
    app, emulator = compose.container("app"), compose.container("voiceid")
    assert app["State"]["ExitCode"] == 0
    assert containers.engine("logs", app["Id"]).stdout == PRINTED
    assert emulator["State"]["ExitCode"] == 0
    assert emulator["HostConfig"]["ReadonlyRootfs"] is True
    bindings = emulator["HostConfig"]["PortBindings"]["8643/tcp"]
    assert bindings == [{"HostIp": "127.0.0.1", "HostPort": str(compose.port)}]


def test_the_readme_shows_what_it_prints():
    shown = (ROOT / "examples/compose/README.md").read_text(encoding="utf-8")
    assert [line for line in PRINTED.splitlines() if f"…{line}" not in shown] == []
