"""Readiness: the paths that containers and orchestrators ask, and the command `voiceid-local health`.

tests/server/command_line/health_check_test.cpp holds what the command takes for ready, and how it waits.
"""
import re
import socket

import pytest

from support.emulator import VERSION, run_to_end
from wire import raw

PATHS = ["/health", "/livez", "/readyz"]


def health(*arguments, env=None):
    return run_to_end("health", *arguments, env=env)


def is_ready(done, url):
    assert (done.returncode, done.stdout, done.stderr) == (0, f"voiceid-local {VERSION} is ready at {url}\n", "")


def is_not_ready(done, reason):
    assert (done.returncode, done.stdout) == (1, ""), done
    assert re.fullmatch(rf"voiceid-local: nothing is ready at \S+: .*{reason}.*\n", done.stderr), done


@pytest.mark.parametrize("path", [*PATHS, *(f"/_voiceid{path}" for path in PATHS)])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_paths(emulator, method, path):
    answer = emulator.request(method, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    if method == "GET":
        assert answer.body == {"Status": "running", "Version": VERSION, "Uptime": answer.body["Uptime"]}
        assert isinstance(answer.body["Uptime"], int)


@pytest.mark.parametrize("path", PATHS)
def test_the_paths_take_nothing_else(emulator, path):
    answer = emulator.request("POST", path, {})
    assert (answer.status, answer.body["Error"], answer.headers["Allow"]) == (405, "MethodNotAllowed", "GET")
    assert emulator.request("GET", f"{path}/more").body["__type"].endswith("#UnknownOperationException")


def test_the_paths_stay_when_the_control_api_is_off(start_emulator):
    emulator = start_emulator("--control", "off")
    for path in PATHS:
        assert emulator.request("GET", path).status == emulator.request("GET", f"/_voiceid{path}").status == 200


def test_ready_at_a_url_or_where_the_options_say(emulator, start_emulator, tmp_path):
    """The image's own health check knows the container's environment and nothing else."""
    by_name = f"http://localhost:{emulator.port}"
    is_ready(health(by_name), by_name)
    file = tmp_path / "voiceid.toml"
    file.write_text(f"port = {emulator.port}\n", "utf-8")
    is_ready(health(env={"VOICEID_CONFIG": str(file)}), emulator.url)
    everywhere = {"VOICEID_HOST": "all", "VOICEID_PORT": str(start_emulator(env={"VOICEID_HOST": "all"}).port)}
    is_ready(health(env=everywhere), f"http://127.0.0.1:{everywhere['VOICEID_PORT']}")
    if socket.has_dualstack_ipv6():
        by_ipv6 = f"http://[::1]:{everywhere['VOICEID_PORT']}"
        is_ready(health(by_ipv6), by_ipv6)


def test_ready_with_a_certificate_that_nobody_vouches_for(start_emulator):
    emulator = start_emulator("--tls-self-signed")
    is_ready(health("--tls-self-signed", "--port", emulator.port), emulator.url)
    is_not_ready(health(f"http://127.0.0.1:{emulator.port}"), "status 400")


def test_an_emulator_without_room_for_connections_still_answers_probes(start_emulator):
    emulator = start_emulator("--max-connections", "1")
    with socket.create_connection(emulator.address):
        is_ready(health(emulator.url), emulator.url)
        for path in ("/livez", "/readyz", "/health", "/_voiceid/health"):
            assert raw.once(emulator.address, raw.request(method="GET", path=path)).status == 200
        assert raw.once(emulator.address, raw.request(method="GET", path="/_voiceid/clock")).status == 503
