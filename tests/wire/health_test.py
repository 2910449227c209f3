"""Readiness: the paths that containers and orchestrators ask, and the command `voiceid-local health`."""
import re
import socket
import subprocess
import threading
import time

import pytest

from support import tls
from support.emulator import Emulator, binary, clean_environment, run_to_end
from support.http_receiver import Exchange, HttpReceiver
from wire.bounds import scaled
from wire.process_test import refused_to_start

PATHS = ["/health", "/livez", "/readyz"]
WAIT = str(scaled(20))


def health(*arguments, env=None):
    return run_to_end("health", *arguments, env=env, timeout=scaled(30))


def is_ready(done, url):
    assert (done.returncode, done.stdout, done.stderr) == (0, f"voiceid-local 0.1.0 is ready at {url}\n", "")


def is_not_ready(done, reason):
    assert (done.returncode, done.stdout) == (1, ""), done
    assert re.fullmatch(rf"voiceid-local: nothing is ready at \S+( within \S+ s)?: .*{reason}.*\n", done.stderr), done


@pytest.fixture
def free_port():
    """Nobody listens there."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Answers(Exchange):
    status, body = 200, b"{}"

    def serve(self, body, flaw):
        self.answer(self.status, self.body)


def answering(status, body):
    return HttpReceiver(type("Planned", (Answers,), {"status": status, "body": body}))


@pytest.mark.parametrize("path", [*PATHS, *(f"/_voiceid{path}" for path in PATHS)])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_paths(emulator, method, path):
    answer = emulator.request(method, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    if method == "GET":
        assert answer.body == {"Status": "running", "Version": "0.1.0", "Uptime": answer.body["Uptime"]}
        assert isinstance(answer.body["Uptime"], int)


@pytest.mark.parametrize("path", PATHS)
def test_the_paths_take_nothing_else(emulator, path):
    answer = emulator.request("POST", path, {})
    assert (answer.status, answer.body["Error"], answer.headers["Allow"]) == (405, "MethodNotAllowed", "GET")
    assert emulator.request("GET", f"{path}/more").body["__type"].endswith("#UnknownOperationException")


def test_they_are_there_while_the_control_api_is_off(start_emulator):
    emulator = start_emulator("--control", "off")
    for path in PATHS:
        assert emulator.request("GET", path).status == emulator.request("GET", f"/_voiceid{path}").status == 200
    is_ready(health(emulator.url), emulator.url)


def test_ready_at_a_url(emulator):
    is_ready(health(emulator.url), emulator.url)
    is_ready(health(f"{emulator.url}/"), emulator.url)
    is_ready(health(f"http://localhost:{emulator.port}"), f"http://localhost:{emulator.port}")


def test_ready_where_the_options_say(emulator, tmp_path):
    """The image's own health check has the container's environment, and nothing else to go by."""
    is_ready(health(env={"VOICEID_PORT": str(emulator.port)}), emulator.url)
    is_ready(health("--port", emulator.port), emulator.url)
    is_ready(run_to_end("--port", emulator.port, "health"), emulator.url)
    file = tmp_path / "voiceid.conf"
    file.write_text(f"port = {emulator.port}\n", "utf-8")
    is_ready(health(env={"VOICEID_CONFIG": str(file)}), emulator.url)


@pytest.mark.parametrize("host, asked", [("0.0.0.0", "127.0.0.1"), ("all", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"),
                                         ("::", "[::1]"), ("::1", "[::1]"), ("127.0.0.3,127.0.0.4", "127.0.0.3")])
def test_which_host_is_asked(free_port, host, asked):
    done = health(env={"VOICEID_HOST": host, "VOICEID_PORT": str(free_port)})
    is_not_ready(done, "connect")
    assert f" at http://{asked}:{free_port}:" in done.stderr


def test_ready_on_all_addresses(start_emulator):
    emulator = start_emulator(env={"VOICEID_HOST": "all"})
    port = str(emulator.port)
    assert emulator.url == f"http://0.0.0.0:{port}"
    is_ready(health(env={"VOICEID_HOST": "all", "VOICEID_PORT": port}), f"http://127.0.0.1:{port}")
    is_ready(health(f"http://127.0.0.9:{port}"), f"http://127.0.0.9:{port}")
    if socket.has_dualstack_ipv6():
        is_ready(health(f"http://[::1]:{port}"), f"http://[::1]:{port}")


def test_all_addresses_and_one_more():
    refused_to_start(run_to_end("--host", "all", "--host", "127.0.0.1"), "--host all")


def test_ready_with_tls(tmp_path):
    """Nothing is believed that a certificate would have to vouch for."""
    with tls.TlsEmulator("--tls-self-signed") as emulator:
        is_ready(health(emulator.url), emulator.url)
        is_ready(health("--tls-self-signed", "--port", emulator.port), emulator.url)
        is_not_ready(health(f"http://127.0.0.1:{emulator.port}"), "status 400")
    certificate, key = tls.make_certificate(tmp_path)
    files = {"VOICEID_TLS_CERT": str(certificate), "VOICEID_TLS_KEY": str(key)}
    with tls.TlsEmulator(env=files) as emulator:
        is_ready(health(env={**files, "VOICEID_PORT": str(emulator.port)}), emulator.url)


def test_a_proxy_is_not_asked(emulator, free_port):
    proxy = f"http://127.0.0.1:{free_port}"
    is_ready(health(emulator.url, env={"http_proxy": proxy, "all_proxy": proxy}), emulator.url)
    done = health("http://voiceid.invalid:8643", env={"http_proxy": proxy, "all_proxy": proxy})
    is_not_ready(done, "resolve host")


def test_nobody_listens(free_port):
    is_not_ready(health(f"http://127.0.0.1:{free_port}"), "connect")


def test_waiting_ends_when_it_is_ready(free_port):
    asking = subprocess.Popen([binary(), "health", "--wait", WAIT, f"http://127.0.0.1:{free_port}"],
                              env=clean_environment(), stdout=subprocess.PIPE, text=True)
    with Emulator(port=free_port) as emulator:
        printed, _ = asking.communicate(timeout=scaled(30))
        assert (asking.returncode, printed) == (0, f"voiceid-local 0.1.0 is ready at {emulator.url}\n")


def test_waiting_goes_on_while_others_answer(free_port):
    """The first answers are not the emulator's: a busy proxy, say."""
    asked = threading.Semaphore(0)

    class Busy(Answers):
        status = 503

        def serve(self, body, flaw):
            super().serve(body, flaw)
            asked.release()

    with HttpReceiver(Busy, port=free_port):
        asking = subprocess.Popen([binary(), "health", "--wait", WAIT, f"http://127.0.0.1:{free_port}"],
                                  env=clean_environment(), stdout=subprocess.PIPE, text=True)
        assert asked.acquire(timeout=scaled(20)) and asked.acquire(timeout=scaled(20))
    with Emulator(port=free_port):
        assert asking.communicate(timeout=scaled(30))[0].startswith("voiceid-local 0.1.0 is ready at ")
        assert asking.returncode == 0


@pytest.mark.parametrize("wait", ["0.3", "1"])
def test_waiting_ends_when_the_time_is_up(free_port, wait):
    begun = time.monotonic()
    done = health("--wait", wait, f"http://127.0.0.1:{free_port}")
    took = time.monotonic() - begun
    is_not_ready(done, "connect")
    assert f" within {wait} s: " in done.stderr
    assert float(wait) - 0.1 < took < float(wait) + scaled(2)


def test_one_that_hangs_is_not_waited_for_any_longer():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        done = health("--wait", "0.5", f"http://127.0.0.1:{silent.getsockname()[1]}")
    is_not_ready(done, "no answer in time")


@pytest.mark.parametrize("status, body, reason", [
    (503, b"{}", "status 503"), (403, b"{}", "status 403"), (404, b"", "status 404"),
    (200, b"<html>Welcome</html>", "not voiceid-local"), (200, b"", "not voiceid-local"),
    (200, b"[1]", "not voiceid-local"), (200, b'{"Status": "UP"}', "not voiceid-local"),
    (200, b'{"Status": "running", "Version": 1}', "not voiceid-local"), (200, b"\xff\xfe", "not voiceid-local"),
    (200, b"x" * 1_000_000, "not voiceid-local"),
], ids=lambda value: repr(value)[:24])
def test_somebody_else_answers(status, body, reason):
    with answering(status, body) as other:
        is_not_ready(health(other.url), reason)


def test_one_that_has_no_room_for_connections(start_emulator):
    emulator = start_emulator("--max-connections", "1")
    with socket.create_connection(emulator.address):
        is_not_ready(health(emulator.url), "status 503")


@pytest.mark.parametrize("arguments, named", [
    (["localhost:8643"], "localhost:8643"), (["http://"], "http://"), (["ftp://localhost"], "ftp://localhost"),
    (["http://localhost:8643/health"], "/health"), (["http://a", "http://b"], "http://b"), (["--wait"], "--wait"),
    (["--wait", "soon"], "soon"), (["--wait", "-1"], "-1"), (["--wait", "3601"], "3601"),
    (["--wait", "nan"], "nan"), (["--wait", "-nan"], "nan"), (["--wait", "inf"], "inf"), (["--wait", ""], "--wait"), (["--port", "0"], "port 0"),
    (["--no-such-option"], "--no-such-option"), (["--config", "/no/such/file"], "/no/such/file"),
])
def test_bad_usage(arguments, named):
    refused_to_start(health(*arguments), named)


def test_a_bad_variable():
    refused_to_start(health(env={"VOICEID_PORT": "x"}), "--port")


def test_help_tells_of_it():
    assert re.search(r"^  health +\S", run_to_end("--help").stdout, re.MULTILINE)
    helped = health("--help")
    assert helped.returncode == 0 and "--wait SECONDS" in helped.stdout and "URL" in helped.stdout
