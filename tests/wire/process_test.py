"""Starting and stopping as a user sees it: the ready line, errors at start-up, signals."""
import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import threading

import pytest

from support.emulator import READY, VERSION, binary, clean_environment, run_to_end
from support.event_sinks import free_port
from support.objects import Objects
from support.patience import PATIENCE_SECONDS, until
from support.plain_http import address_of
from wire import raw
from wire.errors_test import accepted
from wire.http_test import loopbacks

SIGNALS = pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
ENDING_SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2,
                  signal.SIGALRM, signal.SIGXCPU, signal.SIGPWR]
BODY = b'{"MaxResults": 5}'


def refused_to_start(done, *names):
    """One clear line on stderr that names what is wrong, and exit code 2."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    lines = done.stderr.strip("\n").split("\n")
    assert len(lines) == 1 and lines[0].strip(), done.stderr
    assert [name for name in names if str(name) not in lines[0]] == [], lines[0]


@contextlib.contextmanager
def started(*options, port=0, env=None, ignored=(), inherited=(), stdout=subprocess.PIPE):
    """The process alone, at any moment of its life; it ignores those signals at first, and no others."""
    def set_signals():
        for number in ENDING_SIGNALS:
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
    process = subprocess.Popen([str(binary()), "--port", str(port), *options], env={**clean_environment(), **(env or {})},
                               preexec_fn=set_signals, stdin=subprocess.DEVNULL, stdout=stdout,
                               stderr=subprocess.PIPE, pass_fds=inherited)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        process.stderr.close()


def url_of(process):
    return READY.match(process.stdout.readline().decode().strip()).group(1)


def refuses_connections(address):
    try:
        socket.create_connection(address).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:
        # The connection was waiting to be accepted when the listener closed; the next one shows.
        pass
    return False


def begin_request(connection, size=len(BODY)):
    """After this, the server is certain to have the request but not its body."""
    connection.send(raw.head("Expect: 100-continue", f"Content-Length: {size}"))
    assert connection.read_answer().status == 100


def test_standard_output_has_the_ready_line_alone(start_emulator):
    emulator = start_emulator("--port", "0", port=None)
    assert emulator.port > 0
    accepted(raw.once(emulator.address, raw.api("{}")))
    emulator.stop()
    assert emulator.stdout.lines() == [f"voiceid-local {VERSION} listening on http://127.0.0.1:{emulator.port} Ready."]


def test_a_port_can_be_used_again_at_once(start_emulator):
    first = start_emulator()
    with raw.Connection(first.address) as connection:
        accepted(connection.exchange(raw.api("{}")))
        first.stop()
    second = start_emulator(port=first.port)
    assert second.port == first.port != start_emulator().port


@pytest.mark.parametrize("hosts, closed", [
    (["127.0.0.2"], ["127.0.0.1"]), (["127.0.0.3", "127.0.0.4"], ["127.0.0.1"]),
    *([[host], [other for other in loopbacks() if other != host]] for host in loopbacks()),
])
def test_it_listens_on_the_given_hosts_alone(start_emulator, hosts, closed):
    with contextlib.ExitStack() as reserved:
        # Bound but not listening: no other server can have the port there.
        port = 0
        for host in closed:
            holder = reserved.enter_context(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET))
            holder.bind((host, port))
            port = holder.getsockname()[1]
        emulator = start_emulator(*[f"--host={host}" for host in hosts], port=port)
        assert emulator.url == f"http://{f'[{hosts[0]}]' if ':' in hosts[0] else hosts[0]}:{emulator.port}"
        for host in hosts:
            accepted(raw.once((host, emulator.port), raw.api("{}")))
        for host in closed:
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((host, emulator.port))


@pytest.mark.parametrize("host", loopbacks())
def test_a_port_in_use_on_one_loopback_address_stops_the_start(host):
    """A client that takes localhost for that address would talk to another server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        refused_to_start(run_to_end("--port", port), port)


def test_an_address_of_another_machine_stops_the_start():
    refused_to_start(run_to_end("--host", "192.0.2.1", "--port", "0"), "192.0.2.1")


@SIGNALS
def test_a_signal_closes_idle_connections_and_ends_with_success(start_emulator, signal_):
    emulator = start_emulator("--idle-timeout", "86400")
    with raw.Connection(emulator.address) as idle, raw.Connection(emulator.address) as used:
        accepted(used.exchange(raw.api("{}")))
        emulator.stop(signal_)
        assert idle.read_to_end() == used.read_to_end() == b""


@SIGNALS
def test_a_request_in_flight_is_finished(start, signal_):
    emulator = start()
    with raw.connect(emulator) as connection:
        begin_request(connection)
        emulator.process.send_signal(signal_)
        until(lambda: refuses_connections(emulator.address))
        answer = connection.exchange(BODY)
        accepted(answer)
        assert answer.headers["connection"].lower() == "close"
        assert connection.read_to_end() == b""
        assert emulator.process.wait(PATIENCE_SECONDS) == 0


def test_a_fixture_that_comes_while_it_ends_is_refused(start_emulator):
    emulator = start_emulator()
    body = b'{"Domains": [{"Name": "late"}]}'
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.head("Expect: 100-continue", f"Content-Length: {len(body)}", "Content-Type: application/json",
                                 path="/_voiceid/fixtures"))
        assert connection.read_answer().status == 100
        emulator.process.terminate()
        until(lambda: refuses_connections(emulator.address))
        answer = connection.exchange(body)
    assert (answer.status, answer.json()["Message"]) == (409, "The emulator stopped before the fixture was loaded.")
    emulator.stop()
    assert not re.search(r"^\S+ error ", emulator.stderr.text(), re.MULTILINE)


@pytest.mark.parametrize("signals", [1, 2])
def test_a_request_that_never_ends_does_not_hold_it_up(start_emulator, signals):
    emulator = start_emulator("--idle-timeout", "86400")
    with raw.Connection(emulator.address) as connection:
        begin_request(connection)
        for _ in range(signals):
            emulator.process.send_signal(signal.SIGTERM)
        assert emulator.process.wait(PATIENCE_SECONDS) == 0


def ask_without_end(url, done):
    with contextlib.suppress(raw.Closed, OSError), raw.Connection(address_of(url)) as connection:
        while True:
            connection.exchange(raw.api("{}"))
            done()


def put_without_end(url, done):
    with contextlib.suppress(Exception):
        while True:
            Objects(type("At", (), {"url": url})).put("bucket", "key", b"x" * 1000)
            done()


@pytest.mark.parametrize("work", [None, ask_without_end, put_without_end], ids=["idle", "requests", "worker threads"])
def test_a_signal_ends_it_at_any_moment(work):
    for _ in range(7):
        with started() as process:
            url = url_of(process)
            answered = threading.Semaphore(0)
            client = threading.Thread(target=work, args=[url, answered.release] if work else [])
            client.start()
            for _ in range(random.randrange(20) if work else 0):
                assert answered.acquire(timeout=PATIENCE_SECONDS)
            process.send_signal(random.choice([signal.SIGTERM, signal.SIGINT]))
            assert process.wait(PATIENCE_SECONDS) == 0
            client.join()


@contextlib.contextmanager
def started_with_an_object(place, **how):
    """A process whose private folder is in the place."""
    with started(env={"TMPDIR": str(place)}, **how) as process:
        Objects(type("At", (), {"url": url_of(process)})).put("bucket", "key", b"recording")
        assert len(list(place.iterdir())) == 1
        yield process


@pytest.mark.parametrize("signal_", ENDING_SIGNALS, ids=lambda each: each.name)
def test_every_signal_that_asks_to_end_leaves_nothing_behind(tmp_path, signal_):
    with started_with_an_object(tmp_path) as process:
        process.send_signal(signal_)
        assert process.wait(PATIENCE_SECONDS) == 0
    until(lambda: not list(tmp_path.iterdir()))


def test_a_hangup_that_its_starter_ignores_does_not_end_it(tmp_path):
    with started(ignored=[signal.SIGHUP]) as process:
        url = url_of(process)
        process.send_signal(signal.SIGHUP)
        accepted(raw.once(address_of(url), raw.api("{}")))
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("options", [[], ["--s3-root", "/"]], ids=["private", "own"])
def test_the_next_process_removes_what_a_killed_one_left(tmp_path, options):
    with started_with_an_object(tmp_path) as process:
        process.kill()
        process.wait()
    left = list(tmp_path.iterdir())
    assert len(left) == 1
    with started(*options, env={"TMPDIR": str(tmp_path)}) as process:
        url_of(process)
        until(lambda: not left[0].exists())


def blocks_stop_signals(process):
    """Whether it has come as far as to hold them back; by default they kill."""
    status = dict(line.split(":\t", 1) for line in open(f"/proc/{process.pid}/status", encoding="ascii"))
    stops = 1 << (signal.SIGTERM - 1) | 1 << (signal.SIGINT - 1)
    return int(status["SigBlk"], 16) & stops == stops


@SIGNALS
def test_a_signal_during_start_up_ends_it_with_success(signal_):
    for _ in range(5):
        with started() as process:
            until(lambda: blocks_stop_signals(process))
            process.send_signal(signal_)
            assert process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("options", [["--faults"], ["--ca-file"], ["--tls-cert", "--tls-key"]],
                         ids=lambda options: options[0])
def test_a_signal_ends_the_wait_for_a_pipe_that_nobody_writes_to(tmp_path, options):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with started(*[each for option in options for each in (option, str(pipe))]) as process:
        until(lambda: blocks_stop_signals(process))
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 2
        assert f"{pipe}" in (said := process.stderr.read().decode()) and "was not read" in said, said


@pytest.mark.parametrize("is_read", [True, False])
def test_a_full_pipe_holds_up_the_ready_line_alone(is_read):
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writing, bytes(4096))
    os.set_blocking(writing, True)
    port = free_port()
    with started(port=port, stdout=writing) as process, open(reading, "rb") as output:
        address = ("127.0.0.1", port)
        until(lambda: not refuses_connections(address) and raw.once(address, raw.api("{}")).status == 200)
        if is_read:
            assert READY.match(output.readline().lstrip(b"\0").decode().strip())
        assert os.get_blocking(writing), "others may write to it, too"
        os.close(writing)
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0


def test_output_that_cannot_be_written_is_a_failure():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([str(binary()), "--help"], stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE_SECONDS,
                              check=False)
    assert done.returncode == 2
    assert done.stderr == b"voiceid-local: standard output could not be written to.\n"


def test_a_log_that_nobody_reads_holds_no_request_up_and_counts_what_is_lost():
    with started("--log-level", "debug") as process:
        address = address_of(url_of(process))
        with raw.Connection(address) as connection:
            # The lines of so many fill any pipe.
            for _ in range(20):
                for _ in range(200):
                    connection.send(raw.api("{}"))
                for _ in range(200):
                    accepted(connection.read_answer())
        assert len(os.read(process.stderr.fileno(), 1 << 20)) > 1000
        accepted(raw.once(address, raw.api("{}")))
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
        assert re.search(rb" warning Standard error took no more for a while; lines lost: \d+\.\n", process.stderr.read())


def test_it_outlives_the_reader_of_its_output():
    """As in `voiceid-local | head -1`: a closed pipe must not end it."""
    with started("--log-level", "trace") as process:
        address = address_of(url_of(process))
        process.stdout.close()
        process.stderr.close()
        for _ in range(10):
            accepted(raw.once(address, raw.api("{}")))
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0


def test_it_ends_with_success_when_its_lifeline_ends():
    reading, writing = os.pipe()
    with started("--lifeline", str(reading), inherited=[reading]) as process:
        os.close(reading)
        address = address_of(url_of(process))
        os.write(writing, b"ignored")
        accepted(raw.once(address, raw.api("{}")))
        os.close(writing)
        assert process.wait(PATIENCE_SECONDS) == 0


def test_a_lifeline_that_nobody_handed_down():
    refused_to_start(run_to_end("--port", "0", "--lifeline", "99"), "--lifeline", "99")
