"""Starting and stopping as a user sees it: the ready line, errors at start, signals."""
import re
import signal
import socket
import subprocess
import time

import pytest

from support.emulator import READY, Emulator, binary, clean_environment, run_to_end
from support.plain_http import address_of
from wire import raw
from wire.bounds import scaled
from wire.errors_test import accepted
from wire.http_test import loopbacks

STOP_SECONDS = scaled(1)
SIGNALS = pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)


def refused_to_start(done, *names):
    """One clear line on stderr that names what is wrong, and exit code 2."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    lines = done.stderr.strip("\n").split("\n")
    assert len(lines) == 1 and lines[0].strip(), done.stderr
    assert [name for name in names if str(name) not in lines[0]] == [], lines[0]


def test_the_ready_line_names_the_port_it_got(start_emulator):
    emulator = start_emulator("--port", "0", port=None)
    assert READY.match(emulator.stdout.lines()[0]).group(1) == emulator.url
    assert emulator.port > 0
    accepted(raw.once(emulator.address, raw.api("{}")))
    assert len(emulator.stdout.lines()) == 1


def test_the_ready_line_is_exactly_as_promised(start_emulator):
    emulator = start_emulator()
    assert emulator.stdout.lines() == [f"voiceid-local 0.1.0 listening on http://127.0.0.1:{emulator.port} Ready."]


def test_port_zero_gives_each_its_own(start_emulator):
    assert start_emulator().port != start_emulator().port


def test_a_given_port_is_used_again_at_once(start_emulator):
    first = start_emulator()
    with raw.Connection(first.address) as connection:
        accepted(connection.exchange(raw.api("{}")))
        first.stop()
    assert start_emulator(port=first.port).port == first.port


def test_another_host(start_emulator):
    emulator = start_emulator("--host", "127.0.0.2")
    assert emulator.url.startswith("http://127.0.0.2:")
    accepted(raw.once(("127.0.0.2", emulator.port), raw.api("{}")))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", emulator.port))


@pytest.mark.parametrize("host", loopbacks())
def test_one_loopback_alone(start_emulator, host):
    emulator = start_emulator("--host", host)
    assert emulator.url == f"http://{f'[{host}]' if ':' in host else host}:{emulator.port}"
    accepted(raw.once((host, emulator.port), raw.api("{}")))
    for other in set(loopbacks()) - {host}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((other, emulator.port))


def test_several_hosts(start_emulator):
    emulator = start_emulator("--host", "127.0.0.3", "--host", "127.0.0.4")
    for host in ("127.0.0.3", "127.0.0.4"):
        accepted(raw.once((host, emulator.port), raw.api("{}")))


def test_a_port_in_use(emulator):
    refused_to_start(run_to_end("--port", emulator.port), emulator.port)


@pytest.mark.parametrize("host", loopbacks())
def test_a_port_that_something_else_uses_on_one_loopback_only(host):
    """A client that takes localhost for the other address would talk to a stranger."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        refused_to_start(run_to_end("--port", port), port)


def test_a_host_that_is_not_here():
    refused_to_start(run_to_end("--host", "192.0.2.1", "--port", "0"), "192.0.2.1")
    refused_to_start(run_to_end("--host", "not a host", "--port", "0"), "not a host")


@SIGNALS
def test_signals_end_it_with_success(start_emulator, signal_):
    start_emulator().stop(signal_)


@SIGNALS
def test_idle_connections_do_not_hold_it_up(start_emulator, signal_):
    emulator = start_emulator()
    with raw.Connection(emulator.address) as idle, raw.Connection(emulator.address) as used:
        accepted(used.exchange(raw.api("{}")))
        emulator.stop(signal_)
        assert idle.read_to_end() == used.read_to_end() == b""


def refuses_connections(address):
    try:
        socket.create_connection(address).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:
        # It was waiting to be accepted when the listener went away; the next one tells.
        return False
    return False


def wait_until(condition, seconds):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "did not happen in time"


@SIGNALS
def test_a_request_in_flight_is_finished(start_emulator, signal_):
    emulator = start_emulator()
    body = b'{"MaxResults": 5}'
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.head("Expect: 100-continue", f"Content-Length: {len(body)}"))
        # Now the server has it for certain.
        assert connection.read_answer().status == 100
        begun = time.monotonic()
        emulator.process.send_signal(signal_)
        wait_until(lambda: refuses_connections(emulator.address), STOP_SECONDS)
        answer = connection.exchange(body)
        accepted(answer)
        assert answer.headers["connection"].lower() == "close"
        assert connection.read_to_end() == b""
        assert emulator.process.wait(STOP_SECONDS) == 0
        assert time.monotonic() - begun < STOP_SECONDS


def test_a_request_that_never_ends_does_not_hold_it_up(start_emulator):
    emulator = start_emulator()
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.head("Expect: 100-continue", "Content-Length: 10"))
        assert connection.read_answer().status == 100
        emulator.stop()


def test_a_client_that_does_not_read_does_not_hold_it_up(start_emulator):
    emulator = start_emulator()
    with raw.Connection(emulator.address) as connection:
        connection.socket.setblocking(False)
        request = raw.api({"DomainId": "x" * 100_000}, "VoiceID.DescribeDomain")
        with pytest.raises(BlockingIOError):
            while True:
                connection.socket.send(request)
        accepted(raw.once(emulator.address, raw.api("{}")))
        emulator.stop()


def test_a_second_signal_does_no_harm(start_emulator):
    emulator = start_emulator()
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.head("Expect: 100-continue", "Content-Length: 10"))
        assert connection.read_answer().status == 100
        emulator.process.send_signal(signal.SIGTERM)
        emulator.process.send_signal(signal.SIGTERM)
        assert emulator.process.wait(STOP_SECONDS) == 0


def test_it_outlives_whoever_read_its_output():
    """As in `voiceid-local | head -1`: a closed pipe must not end it."""
    process = subprocess.Popen([str(binary()), "--port", "0", "--log-level", "trace"], env=clean_environment(),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        address = address_of(READY.match(process.stdout.readline().decode().strip()).group(1))
        process.stdout.close()
        process.stderr.close()
        for _ in range(10):
            accepted(raw.once(address, raw.api("{}")))
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0
    finally:
        process.kill()
        process.wait()


def test_start_up_is_quick():
    """The bench measures it closely; this only notices a start that waits for something."""
    begun = time.monotonic()
    with Emulator():
        assert time.monotonic() - begun < scaled(1)


def test_version():
    done = run_to_end("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, "voiceid-local 0.1.0\n", "")


def test_help_names_every_option_and_its_variable():
    done = run_to_end("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for option in ("host", "port", "config", "max-connections", "idle-timeout", "account", "region", "auth",
                   "credential", "seed", "tls-cert", "tls-key", "tls-self-signed", "allowed-host", "allowed-origin",
                   "enrollment-seconds",
                   "encryption-update-seconds", "quota", "quotas", "throttle", "control", "log-level", "log-format",
                   "s3-root", "s3-endpoint", "s3-timeout", "event-buffer", "event-webhook", "eventbridge-endpoint"):
        assert re.search(rf"--{option}\b(?!-)", done.stdout), option
        assert re.search(rf"\bVOICEID_{option.upper().replace('-', '_')}\b", done.stdout), option
    for option in ("help", "version"):
        assert f"--{option}" in done.stdout
