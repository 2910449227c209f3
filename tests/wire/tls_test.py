"""TLS: certificates, HTTP and WebSockets over it, and clients that break its rules.

tests/server/http/tls_test.cpp holds which files are taken, what a self-signed certificate says, versions and protocols.
Tests with the fixture `start` elsewhere hold over TLS what also holds without it.
"""
import os
import socket
import ssl

import pytest

from support.emulator import Emulator, run_to_end
from support.patience import LONG_IDLE_TIME, until
from support.session_calls import SessionCalls
from support.tls import make_certificate, served_with
from support.wav_files import pcm, tone, wav
from wire import raw
from wire.errors_test import accepted
from wire.process_test import refused_to_start
from wire.raw import TlsConnection
from wire.web_socket import BINARY, WebSocket, frame


@pytest.fixture(scope="module")
def own(certificate):
    options, context = served_with(certificate)
    with Emulator(*options, context=context) as running:
        yield running


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
def test_a_key_may_be_of_another_kind(tmp_path, start_emulator, key):
    options, context = served_with(make_certificate(tmp_path, key=key))
    serves(start_emulator(*options, context=context))


def test_files_that_cannot_be_used_end_the_start(certificate):
    done = run_to_end("--port", "0", "--tls-cert", certificate[0], "--tls-key", certificate[0])
    refused_to_start(done, certificate[0])
    assert "BEGIN" not in done.stderr


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
    head = raw.head("Content-Type: audio/wav", f"Content-Length: {len(data)}",
                    path=calls.path("call-1", "audio?voice=a"))
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


def test_a_client_that_leaves_gives_its_place_back(start_tls):
    emulator = start_tls("--max-connections", "1")
    hello = client_hello(emulator.context)
    for data in [*GARBAGE.values(), hello, hello[:1], hello[:50], raw.api("{}")]:
        for reset in (False, True):
            with raw.Connection(emulator.address) as connection:
                connection.try_to_send(data)
                if not reset:
                    connection.finish_sending()
                    connection.read_to_end()
                connection.leave(reset)
            until(lambda: is_served(emulator))


def test_a_changed_record_ends_the_connection(own):
    with TlsConnection(own) as connection:
        accepted(connection.exchange(raw.api("{}")))
        with socket.socket(fileno=os.dup(connection.socket.fileno())) as plain:
            plain.sendall(b"\x17\x03\x03\x00\x20" + os.urandom(32))
        with pytest.raises((ssl.SSLError, ConnectionError, raw.Closed)):
            connection.exchange(raw.api("{}"))
    serves(own)


def test_a_handshake_that_stalls_blocks_no_one_and_is_ended(start_tls):
    emulator = start_tls("--idle-timeout", "3")
    hello = client_hello(emulator.context)
    stalled = [raw.Connection(emulator.address) for _ in range(4)]
    for connection, part in zip(stalled, (b"", hello[:1], hello[:60], hello)):
        connection.send(part)
    serves(emulator)
    for connection in stalled:
        connection.read_to_end()
        connection.close()


def test_it_stops_with_connections_open(start_tls):
    """Idle, in the handshake, in a request and in a WebSocket; no client answers a close_notify."""
    emulator = start_tls(*LONG_IDLE_TIME)
    calls = SessionCalls(emulator)
    calls.start()
    shaking, silent = raw.Connection(emulator.address), raw.Connection(emulator.address)
    shaking.send(client_hello(emulator.context)[:100])
    idle, asking = TlsConnection(emulator), TlsConnection(emulator)
    asking.send(raw.head("Expect: 100-continue", "Content-Length: 10"))
    assert asking.read_answer().status == 100
    web_socket = WebSocket(TlsConnection(emulator), calls.path("call-1", "audio?voice=a"))
    emulator.stop()
    for connection in (shaking, silent, idle, asking, web_socket.connection):
        connection.close()
