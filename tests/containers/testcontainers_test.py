"""examples/testcontainers/node, run as it is: Testcontainers starts the image through the engine's API."""
import os
import subprocess
from contextlib import contextmanager

import pytest

from support import containers
from support.containers import ENGINE, IMAGE, engine
from support.emulator import ROOT, VERSION

EXAMPLE = ROOT / "examples/testcontainers/node"
# Docker's API expands a name without a registry to this.
FULL_NAME = f"docker.io/library/{IMAGE}:{VERSION}"
SECONDS = 300


@contextmanager
def podman_api(folder):
    """Docker's API by podman, which serves it on request; waits until it listens."""
    url = f"unix://{folder}/podman.sock"
    engine("tag", IMAGE, FULL_NAME)
    with subprocess.Popen(["podman", "system", "service", f"--time={SECONDS}", url], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            wait = ["curl", "-sS", "--retry", "50", "--retry-all-errors", "--retry-delay", "1", "--unix-socket",
                    url.removeprefix("unix://"), "http://podman/_ping"]
            subprocess.run(wait, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS)
            yield {"DOCKER_HOST": url, "TESTCONTAINERS_RYUK_DISABLED": "true"}
        finally:
            service.terminate()
            engine("untag", IMAGE, FULL_NAME)


@pytest.fixture
def api(tmp_path):
    if ENGINE != "podman":
        yield {}
        return
    with podman_api(tmp_path) as environment:
        yield environment


def test_the_example(api):
    subprocess.run([ROOT / "tests/clients/install-node", EXAMPLE], check=True, timeout=SECONDS,
                   stdout=subprocess.DEVNULL)
    had = containers.engine("ps", "--all", "--quiet").stdout
    done = subprocess.run(["node", "--test", "--test-reporter=tap"], cwd=EXAMPLE, env={**os.environ, **api}, text=True,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
    assert done.returncode == 0 and "# pass 1" in done.stdout, done.stdout + done.stderr
    assert containers.engine("ps", "--all", "--quiet").stdout == had
