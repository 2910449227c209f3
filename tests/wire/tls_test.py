"""TLS: certificates, HTTP and WebSockets over it, and clients that break its rules.

tests/server/http/tls_test.cpp holds which files are taken, what a self-signed certificate says, versions and protocols.
"""
import os
import signal
import socket
import ssl
import struct

import pytest

from support.emulator import run_to_end
from support.patience import LONG_IDLE_TIME, until
from support.session_calls import SessionCalls
from support.tls import TlsEmulator, make_certificate, trusting
from support.wav_files import pcm, tone, wav
from wire import raw
from wire.errors_test import accepted
from wire.memory import bound_kib, resident_kib
from wire.process_test import refused_to_start
from wire.web_socket import BINARY, Stream, WebSocket, frame


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tls")


@pytest.fixture(scope="module")
def certificate(folder):
    return make_certificate(folder)


@pytest.fixture(scope="module")
def context(certificate):
    return trusting(certificate[0])


def options(certificate):
    return "--tls-cert", certificate[0], "--tls-key", certificate[1]


@pytest.fixture(scope="module")
def own(certificate, context):
    with TlsEmulator(*options(certificate), context=context) as running:
        yield running


@pytest.fixture
def start(certificate, context):
    """Starts more, for tests that would disturb others."""
    running = []

    def start(*more):
        running.append(TlsEmulator(*options(certificate), *more, context=context))
        return running[-1]
    yield start
    for each in running:
        each.stop()


class TlsConnection(Stream):
    """A raw connection inside TLS."""

    def __init__(self, emulator, context=None):
        super().__init__(emulator.address)
        self.socket = (context or emulator.context).wrap_socket(self.socket, server_hostname="localhost",
                                                                suppress_ragged_eofs=False)


def serves(emulator):
    """Whatever a client did before, the next one is served."""
    with TlsConnection(emulator) as connection:
        accepted(connection.exchange(raw.api("{}")))


def test_a_given_certificate_can_be_verified(own):
    assert own.url == f"https://127.0.0.1:{own.port}"
    assert len(own.stdout.lines()) == 1
    assert own.request("GET", "/health").body["Status"] == "running"
    assert own.call("ListDomains").body == {"DomainSummaries": []}
    with pytest.raises(ssl.SSLCertVerificationError):
        TlsConnection(own, ssl.create_default_context())
    serves(own)


@pytest.mark.parametrize("key", ["rsa:2048", "ed25519"])
def test_a_key_may_be_of_another_kind(folder, key):
    made = make_certificate(folder, key.partition(":")[0], key)
    with TlsEmulator(*options(made), context=trusting(made[0])) as emulator:
        serves(emulator)


def test_a_self_signed_certificate_is_for_this_machine(tmp_path):
    with TlsEmulator("--tls-self-signed") as emulator:
        pem = tmp_path / "made.pem"
        pem.write_text(ssl.get_server_certificate(emulator.address), "ascii")
        emulator.context = trusting(pem)
        for host in ("localhost", "127.0.0.1"):
            with socket.create_connection(emulator.address) as plain:
                emulator.context.wrap_socket(plain, server_hostname=host).close()
        serves(emulator)


def test_it_may_be_set_by_variables(certificate, context):
    env = {"VOICEID_TLS_CERT": str(certificate[0]), "VOICEID_TLS_KEY": str(certificate[1])}
    with TlsEmulator(env=env, context=context) as emulator:
        serves(emulator)
    with TlsEmulator(env={"VOICEID_TLS_SELF_SIGNED": "true"}) as emulator:
        assert emulator.url.startswith("https://")


# The files given, as options and values, and what the message names.
BAD_STARTS = {
    "missing certificate": ({"--tls-cert": "missing.pem", "--tls-key": "key"}, "missing.pem"),
    "certificate as key": ({"--tls-cert": "certificate", "--tls-key": "certificate"}, "certificate"),
    "no key": ({"--tls-cert": "certificate"}, "tls-key"), "no certificate": ({"--tls-key": "key"}, "tls-cert"),
    "self-signed too": ({"--tls-self-signed": "true", "--tls-cert": "certificate", "--tls-key": "key"},
                        "tls-self-signed"),
    "empty name": ({"--tls-cert": ""}, "tls-"),
}


@pytest.mark.parametrize("given, named", BAD_STARTS.values(), ids=BAD_STARTS)
def test_files_or_options_that_cannot_be_used_end_the_start(certificate, given, named):
    files = {"certificate": str(certificate[0]), "key": str(certificate[1])}
    done = run_to_end("--port", "0", *(f"{option}={files.get(value, value)}" for option, value in given.items()))
    refused_to_start(done, files.get(named, named))
    assert "BEGIN" not in done.stderr


def pair(number):
    """A request whose answer names the number."""
    return raw.api({"DomainId": f"{number}"}, "VoiceID.DescribeDomain")


def names(answer, number):
    return f"Value '{number}' at 'domainId'" in answer.json()["Message"]


def test_pipelined_requests_are_answered_in_order(own):
    with TlsConnection(own) as connection:
        for count in (1, 2, 500):
            connection.send(b"".join(map(pair, range(count))))
            for number in range(count):
                assert names(connection.read_answer(), number)


def test_a_request_may_come_in_many_records(own):
    """Each `send` makes a record of its own."""
    data = pair(1) + raw.head("Transfer-Encoding: chunked") + raw.chunked(b'{"MaxResults": 1}', 3)
    with TlsConnection(own) as connection:
        for at in range(len(data)):
            connection.send(data[at:at + 1])
        assert names(connection.read_answer(), 1)
        accepted(connection.read_answer())
        assert connection.exchange(raw.head("Expect: 100-continue", "Content-Length: 2")).status == 100
        accepted(connection.exchange(b"{}"))


def test_bodies_and_answers_may_be_larger_than_a_record(own):
    with TlsConnection(own) as connection:
        for size in (16_383, 16_384, 16_385, 150_000):
            answer = connection.exchange(raw.api({"DomainId": "é" * size}, "VoiceID.DescribeDomain"))
            assert f"'{'é' * size}'" in answer.json()["Message"]
        assert connection.exchange(raw.api(b'{"X": "' + b"x" * (1 << 20) + b'"}')).status == 413


def test_a_web_socket(own):
    calls = SessionCalls(own)
    calls.start()
    with WebSocket(TlsConnection(own), calls.path("call-1", "audio?voice=alice")) as web_socket:
        web_socket.send(*[frame(BINARY, pcm(tone(0.02)))] * 500)
        web_socket.settle()
        assert calls.describe()["Audio"]["SpeechSeconds"] == 10
        web_socket.say(pcm(tone(20)))
        for byte in frame(BINARY, pcm(tone(0.02))):
            web_socket.send(bytes([byte]))
        web_socket.settle()
        assert calls.describe()["Audio"]["SpeechSeconds"] == 30.02
        web_socket.close()


def test_others_are_served_while_one_uploads(own):
    calls = SessionCalls(own)
    calls.start()
    data = wav(tone(600))
    head = (f"POST {calls.path('call-1', 'audio?voice=a')} HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/wav\r\n"
            f"Content-Length: {len(data)}\r\n\r\n").encode()
    with TlsConnection(own) as slow:
        slow.send(head)
        for at in range(0, len(data), 1 << 20):
            slow.send(data[at:at + (1 << 20)])
            serves(own)
        assert slow.read_answer().json()["Session"]["Audio"]["SpeechSeconds"] == 600


def test_a_connection_ends_with_a_close_notify(own):
    """Without it a client could not tell the end from a cut, and reading would raise."""
    with TlsConnection(own) as connection:
        accepted(connection.exchange(raw.api("{}", headers=[("Connection", "close")])))
        assert connection.socket.recv(1) == b""


@pytest.mark.parametrize("data", [raw.api("{}"), raw.request(method="GET", path="/health"), b"GET / HTTP/1.0\r\n\r\n",
                                  raw.request("{}", method="PUT", path="/_voiceid/clock")],
                         ids=["operation", "health", "HTTP/1.0", "clock"])
def test_plain_http_gets_a_400_that_asks_for_https(own, data):
    with raw.Connection(own.address) as connection:
        answer = connection.exchange(data)
        assert answer.status == 400
        assert b"https" in answer.body.lower() or b"tls" in answer.body.lower()
        assert connection.read_to_end() == b""
    serves(own)


HELLO = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03"
GARBAGE = {
    "nothing": b"", "a byte": b"\x16", "zeros": bytes(600), "noise": bytes(range(255, -1, -1)) * 4,
    "a bad hello": HELLO, "a cut hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
    "a long record": b"\x16\x03\x01\xff\xff" + bytes(65535), "an alert": b"\x15\x03\x03\x00\x02\x02\x28",
    "data at once": b"\x17\x03\x03\x00\x05hello", "SSL 2": b"\x80\x2e\x01\x00\x02" + bytes(44),
    "text": b"hello\r\n\r\n", "line ends": b"\r\n" * 50, "SSH": b"SSH-2.0-OpenSSH_9.2\r\n", "part of a method": b"GE",
    "bytes of text": b"G\x00\x01\x02" * 50,
}


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE)
def test_garbage_ends_the_connection(own, data):
    with raw.Connection(own.address) as connection:
        connection.try_to_send(data)
        connection.finish_sending()
        left = connection.read_to_end()
        # An alert of TLS, or a refusal in plain HTTP if it looked like that.
        assert left[:1] in (b"", b"\x15") or left.startswith(b"HTTP/1.1 400 ")
    serves(own)


def client_hello(context):
    """The first bytes that a client with this context sends."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


def test_a_handshake_may_come_in_single_bytes(own):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = own.context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    with raw.Connection(own.address) as connection:
        def relay(work):
            """Does the work as soon as the server has sent what it needs; sends what it makes byte by byte."""
            while True:
                try:
                    done = work()
                except ssl.SSLWantReadError:
                    done = None
                for byte in outgoing.read():
                    connection.send(bytes([byte]))
                if done is not None:
                    return done
                incoming.write(connection.socket.recv(65536))
        relay(lambda: tls.do_handshake() or True)
        relay(lambda: tls.write(raw.api("{}")))
        assert relay(lambda: tls.read()).startswith(b"HTTP/1.1 200 ")


def is_served(emulator):
    try:
        serves(emulator)
        return True
    except (OSError, AssertionError):
        return False


def test_a_client_that_leaves_gives_its_place_back(start):
    emulator = start("--max-connections", "1")
    hello = client_hello(emulator.context)
    for data in [*GARBAGE.values(), hello, hello[:1], hello[:50], raw.api("{}")]:
        for reset in (False, True):
            with raw.Connection(emulator.address) as connection:
                connection.try_to_send(data)
                if reset:
                    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                else:
                    connection.finish_sending()
                    connection.read_to_end()
            until(lambda: is_served(emulator))


def test_a_changed_record_ends_the_connection(own):
    with TlsConnection(own) as connection:
        accepted(connection.exchange(raw.api("{}")))
        with socket.socket(fileno=os.dup(connection.socket.fileno())) as plain:
            plain.sendall(b"\x17\x03\x03\x00\x20" + os.urandom(32))
        with pytest.raises((ssl.SSLError, ConnectionError, raw.Closed)):
            connection.exchange(raw.api("{}"))
    serves(own)


def test_a_handshake_that_stalls_blocks_no_one_and_is_ended(start):
    emulator = start("--idle-timeout", "3")
    hello = client_hello(emulator.context)
    stalled = [raw.Connection(emulator.address) for _ in range(4)]
    for connection, part in zip(stalled, (b"", hello[:1], hello[:60], hello)):
        connection.send(part)
    serves(emulator)
    for connection in stalled:
        connection.read_to_end()
        connection.close()


def test_a_connection_in_use_outlives_the_idle_time(start):
    emulator = start("--idle-timeout", "3")
    with TlsConnection(emulator) as connection, TlsConnection(emulator) as idle:
        idle.socket.setblocking(False)

        def is_closed():
            try:
                return idle.socket.recv(1) == b""
            except ssl.SSLWantReadError:
                return False
        until(lambda: accepted(connection.exchange(raw.api("{}"))) or is_closed())
        accepted(connection.exchange(raw.api("{}")))


def test_many_connections_at_once(start):
    emulator = start()
    held = [TlsConnection(emulator) for _ in range(100)]
    for connection in held:
        connection.send(raw.api("{}"))
    for connection in held:
        accepted(connection.read_answer())
        connection.close()


def test_connections_that_come_and_go_leave_no_memory_behind(start):
    emulator = start()
    sizes = []
    for _ in range(3):
        for number in range(100):
            with TlsConnection(emulator) as connection:
                if number % 2:
                    accepted(connection.exchange(raw.api("{}")))
        sizes.append(resident_kib(emulator.pid))
    assert sizes[-1] - sizes[0] <= bound_kib(2 * 1024), sizes


def test_a_client_that_does_not_read_holds_up_neither_others_nor_a_stop(start):
    emulator = start(*LONG_IDLE_TIME)
    before = resident_kib(emulator.pid)
    with TlsConnection(emulator) as lazy:
        lazy.socket.settimeout(1)
        # Until the server takes no more.
        with pytest.raises((TimeoutError, ConnectionError)):
            while True:
                lazy.send(raw.api({"DomainId": "é" * 5000}, "VoiceID.DescribeDomain"))
        serves(emulator)
        assert resident_kib(emulator.pid) - before <= bound_kib(4 * 1024)
        emulator.stop()


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_it_stops_with_connections_open(start, with_signal):
    """Idle, in the handshake, in a request and in a WebSocket; no client answers a close_notify."""
    emulator = start(*LONG_IDLE_TIME)
    calls = SessionCalls(emulator)
    calls.start()
    shaking, silent = raw.Connection(emulator.address), raw.Connection(emulator.address)
    shaking.send(client_hello(emulator.context)[:100])
    idle, asking = TlsConnection(emulator), TlsConnection(emulator)
    asking.send(raw.head("Expect: 100-continue", "Content-Length: 10"))
    assert asking.read_answer().status == 100
    web_socket = WebSocket(TlsConnection(emulator), calls.path("call-1", "audio?voice=a"))
    emulator.stop(with_signal)
    for connection in (shaking, silent, idle, asking, web_socket.connection):
        connection.close()


def test_a_request_in_flight_is_finished(start):
    """The emulator sleeps until signal and body are both there, so that no time runs out."""
    emulator = start(*LONG_IDLE_TIME)
    with TlsConnection(emulator) as connection:
        assert connection.exchange(raw.head("Expect: 100-continue", "Content-Length: 2")).status == 100
        emulator.process.send_signal(signal.SIGSTOP)
        emulator.process.send_signal(signal.SIGTERM)
        connection.send(b"{}")
        emulator.process.send_signal(signal.SIGCONT)
        accepted(connection.read_answer())
        emulator.stop()
