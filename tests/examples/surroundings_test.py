"""The examples on difficult machines: behind a proxy, without an emulator, without a program."""
import os
import re
import socket
import subprocess

import pytest

from support.emulator import ROOT, binary, clean_environment
from support.output import Output

EXAMPLES = ROOT / "examples"
PYTEST = ["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
SUITES = {"python": PYTEST, "node": ["node", "--test", "--test-reporter=tap"]}
# Nothing listens there.
NOWHERE = "http://127.0.0.1:9"


def run(folder, command, **more):
    if folder == "node":
        subprocess.run([ROOT / "tests/clients/install-node", EXAMPLES / folder], check=True, timeout=300,
                       stdout=subprocess.DEVNULL)
    kept = {name: value for name, value in clean_environment().items() if not name.lower().endswith("_proxy")}
    environment = {**kept, "PATH": f"/usr/bin:/bin:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1",
                   "EMULATOR_BINARY": str(binary()), "AWS_CONFIG_FILE": os.devnull,
                   "AWS_SHARED_CREDENTIALS_FILE": os.devnull, **more}
    return subprocess.run(command, cwd=EXAMPLES / folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)


def behind_a_proxy():
    """A proxy that answers nobody, with an exception for other hosts than the emulator's."""
    return {"HTTP_PROXY": NOWHERE, "http_proxy": NOWHERE, "no_proxy": "intranet.example"}


@pytest.mark.parametrize("folder", SUITES)
def test_a_proxy_is_not_asked(folder):
    done = run(folder, SUITES[folder], **behind_a_proxy())
    assert done.returncode == 0, done.stdout


def test_a_proxy_is_not_asked_by_the_shell(emulator):
    # A slash at the end is no path.
    done = run("cli", ["./whole-call.sh"], AWS_ENDPOINT_URL_VOICE_ID=f"{emulator.url}/", **behind_a_proxy())
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", SUITES)
def test_an_emulator_that_does_not_answer_is_named(folder):
    done = run(folder, SUITES[folder], AWS_ENDPOINT_URL_VOICE_ID=NOWHERE)
    assert done.returncode == 1, done.stdout
    assert f"No emulator answers at {NOWHERE}, which AWS_ENDPOINT_URL_VOICE_ID names" in done.stdout


@pytest.mark.parametrize("folder", SUITES)
def test_a_program_that_is_named_is_the_one_that_is_run(folder, tmp_path):
    """Another one on the PATH does not silently replace it."""
    (tmp_path / "voiceid-local").symlink_to(binary())
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = run(folder, SUITES[folder], EMULATOR_BINARY="/nowhere/voiceid-local", PATH=path)
    assert done.returncode == 1, done.stdout
    assert "There is no voiceid-local. Start one and set AWS_ENDPOINT_URL_VOICE_ID" in done.stdout
    done = run(folder, SUITES[folder], EMULATOR_BINARY="", PATH=path)
    assert done.returncode == 0, done.stdout


def test_a_path_that_is_no_url_does_not_end_the_desktop():
    subprocess.run([ROOT / "tests/clients/install-node", EXAMPLES / "agent-desktop"], check=True, timeout=300,
                   stdout=subprocess.DEVNULL)
    with subprocess.Popen(["node", "server.js", "0"], cwd=EXAMPLES / "agent-desktop", stdout=subprocess.PIPE) as server:
        output = Output(server.stdout)
        try:
            port = int(re.search(r":(\d+)$", output.wait_for(re.compile(r"http://"))).group(1))
            assert [status_of(port, path) for path in ("//", "http://[", "/..", "/")] == [404, 404, 404, 200]
        finally:
            server.terminate()
            server.wait()
            output.close()


def status_of(port, path):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return int(connection.makefile("rb").readline().split()[1])
