"""The examples on difficult machines: behind a proxy, with odd requests."""
import os
import re
import socket
import subprocess

from support.emulator import ROOT, clean_environment
from support.output import Output

EXAMPLES = ROOT / "examples"


def test_a_proxy_is_not_asked_by_the_shell(emulator):
    kept = {name: value for name, value in clean_environment().items() if not name.lower().endswith("_proxy")}
    # A proxy that answers nobody, with an exception for other hosts than the emulator's.
    behind = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9", "no_proxy": "intranet.example"}
    environment = {**kept, **behind, "PATH": f"/usr/bin:/bin:{os.environ['PATH']}", "AWS_CONFIG_FILE": os.devnull,
                   "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                   # A slash at the end is no path.
                   "AWS_ENDPOINT_URL_VOICE_ID": f"{emulator.url}/"}
    done = subprocess.run(["./whole-call.sh"], cwd=EXAMPLES / "cli", env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
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
