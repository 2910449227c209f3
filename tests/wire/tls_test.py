"""TLS: certificates given and made, what of HTTP goes over it, and clients that do it wrong."""
import os
import select
import signal
import socket
import ssl
import struct
import time

import pytest

from support.emulator import run_to_end
from support.session_calls import SessionCalls
from support.tls import TlsEmulator, make_certificate, openssl, trusting
from support.wav_files import pcm, tone, wav
from wire import raw
from wire.bounds import scaled
from wire.errors_test import accepted
from wire.memory import bound_kib, resident_kib
from wire.process_test import refused_to_start
from wire.web_socket import BINARY, Stream, WebSocket, frame

STOP_SECONDS = scaled(1)


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
    """Further ones, for what would disturb others."""
    running = []

    def start(*more):
        running.append(TlsEmulator(*options(certificate), *more, context=context))
        return running[-1]
    yield start
    for each in running:
        each.stop()


class TlsConnection(Stream):
    """A raw connection inside of TLS."""

    def __init__(self, emulator, context=None):
        super().__init__(emulator.address)
        self.socket = (context or emulator.context).wrap_socket(self.socket, server_hostname="localhost",
                                                                suppress_ragged_eofs=False)


def once(emulator, data, **how):
    with TlsConnection(emulator) as connection:
        connection.send(data)
        return connection.read_answer(**how)


def answers(emulator):
    """Whoever did wrong before, others are served."""
    accepted(once(emulator, raw.api("{}")))


def test_the_ready_line_says_https(own):
    assert own.url == f"https://127.0.0.1:{own.port}"
    assert len(own.stdout.lines()) == 1


def test_a_certificate_that_was_given_can_be_verified(own):
    assert own.request("GET", "/health").body["Status"] == "running"
    assert own.call("ListDomains").body == {"DomainSummaries": []}
    with pytest.raises(ssl.SSLCertVerificationError):
        TlsConnection(own, ssl.create_default_context())


@pytest.mark.parametrize("key", ["rsa:2048", "ed25519"])
def test_keys_of_other_kinds(start_emulator, folder, key):
    made = make_certificate(folder, key.partition(":")[0], key)
    with TlsEmulator(*options(made), context=trusting(made[0])) as emulator:
        answers(emulator)


def test_a_chain_is_sent_whole(folder):
    """The client knows the root alone."""
    root, root_key = make_certificate(folder, "root")
    request, leaf, leaf_key = folder / "leaf.csr", folder / "leaf.pem", folder / "leaf.key"
    names = folder / "names.cnf"
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n", "ascii")
    parent, parent_key, parent_request = folder / "parent.pem", folder / "parent.key", folder / "parent.csr"
    may_sign = folder / "parent.cnf"
    may_sign.write_text("basicConstraints=critical,CA:TRUE\n", "ascii")
    for key, csr, name in ((parent_key, parent_request, "parent"), (leaf_key, request, "leaf")):
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", csr, "-subj", f"/CN={name}")
    for csr, out, signer, signer_key, extensions in ((parent_request, parent, root, root_key, may_sign),
                                                     (request, leaf, parent, parent_key, names)):
        openssl("x509", "-req", "-in", csr, "-CA", signer, "-CAkey", signer_key, "-CAcreateserial", "-out", out,
                "-days", "9",
                "-extfile", extensions)
    chain = folder / "chain.pem"
    chain.write_bytes(leaf.read_bytes() + parent.read_bytes())
    with TlsEmulator("--tls-cert", chain, "--tls-key", leaf_key, context=trusting(root)) as emulator:
        answers(emulator)


def test_a_self_signed_certificate_is_for_this_machine(tmp_path):
    with TlsEmulator("--tls-self-signed") as emulator:
        pem = tmp_path / "made.pem"
        pem.write_text(ssl.get_server_certificate(emulator.address), "ascii")
        emulator.context = trusting(pem)
        for host in ("localhost", "127.0.0.1"):
            with socket.create_connection(emulator.address) as plain:
                emulator.context.wrap_socket(plain, server_hostname=host).close()
        answers(emulator)
        dates = openssl("x509", "-in", pem, "-noout", "-checkend", "86400")
        assert "will not expire" in dates


def test_each_start_makes_a_certificate_of_its_own():
    seen = set()
    for _ in range(2):
        with TlsEmulator("--tls-self-signed") as emulator:
            seen.add(ssl.get_server_certificate(emulator.address))
    assert len(seen) == 2


def test_it_may_be_set_by_variables(certificate, context):
    env = {"VOICEID_TLS_CERT": str(certificate[0]), "VOICEID_TLS_KEY": str(certificate[1])}
    with TlsEmulator(env=env, context=context) as emulator:
        answers(emulator)
    with TlsEmulator(env={"VOICEID_TLS_SELF_SIGNED": "true"}) as emulator:
        assert emulator.url.startswith("https://")


@pytest.fixture(scope="module")
def files(folder, certificate):
    """Certificates and keys that can't be used, by what is wrong with them."""
    other = make_certificate(folder, "other")
    contents = {"empty": b"", "text": b"hello\n", "noise": bytes(range(256)), "cut": certificate[0].read_bytes()[:200],
                "cut key": certificate[1].read_bytes()[:80]}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    openssl("pkey", "-in", certificate[1], "-aes256", "-passout", "pass:secret", "-out", folder / "locked key")
    openssl("x509", "-in", certificate[0], "-outform", "DER", "-out", folder / "binary")
    return {"certificate": certificate[0], "key": certificate[1], "other key": other[1],
            "none": folder / "not-there.pem",
            "folder": folder, "locked key": folder / "locked key", "binary": folder / "binary",
            **{name: folder / name for name in contents}}


PAIRS = [("none", "key"), ("certificate", "none"), ("key", "certificate"), ("certificate", "certificate"),
         ("key", "key"), ("certificate", "other key"), ("empty", "key"), ("certificate", "empty"), ("text", "key"),
         ("certificate", "text"), ("noise", "key"), ("certificate", "noise"), ("cut", "key"),
         ("certificate", "cut key"), ("folder", "key"), ("certificate", "folder"), ("certificate", "locked key"),
         ("binary", "key")]


@pytest.mark.parametrize("cert, key", PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_files_that_cannot_be_used(files, cert, key):
    """The line names the file that is at fault; either, where only the two together are."""
    done = run_to_end("--port", "0", "--tls-cert", files[cert], "--tls-key", files[key], timeout=scaled(5))
    refused_to_start(done)
    assert str(files[cert]) in done.stderr or str(files[key]) in done.stderr
    assert "secret" not in done.stderr and "BEGIN" not in done.stderr


@pytest.mark.parametrize("given, named", [(["cert"], "tls-key"), (["key"], "tls-cert"),
                                          (["self-signed", "cert", "key"], "tls-self-signed"),
                                          (["self-signed", "cert"], "tls-")], ids=str)
def test_options_that_do_not_go_together(certificate, given, named):
    of = {"cert": ["--tls-cert", certificate[0]], "key": ["--tls-key", certificate[1]],
          "self-signed": ["--tls-self-signed"]}
    refused_to_start(run_to_end("--port", "0", *(each for name in given for each in of[name])), named)


@pytest.mark.parametrize("option", ["--tls-cert=", "--tls-key="])
def test_options_without_a_file(option):
    refused_to_start(run_to_end("--port", "0", option))


def limited(lowest, highest):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = lowest, highest
    return context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda each: each.name)
def test_versions_that_are_spoken(own, version):
    with TlsConnection(own, limited(version, version)) as connection:
        accepted(connection.exchange(raw.api("{}")))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_older_versions_are_not(own):
    with pytest.raises((ssl.SSLError, ConnectionError)):
        TlsConnection(own, limited(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1))
    answers(own)


def test_http_2_is_not_promised(own, certificate):
    context = trusting(certificate[0])
    context.set_alpn_protocols(["h2", "http/1.1"])
    with TlsConnection(own, context) as connection:
        assert connection.socket.selected_alpn_protocol() in (None, "http/1.1")
        accepted(connection.exchange(raw.api("{}")))


def pair(number):
    """A request whose answer names it."""
    return raw.api({"DomainId": f"{number}"}, "VoiceID.DescribeDomain")


def names(answer, number):
    return f"Value '{number}' at 'domainId'" in answer.json()["Message"]


def test_keep_alive(own):
    with TlsConnection(own) as connection:
        for number in range(100):
            assert names(connection.exchange(pair(number)), number)


@pytest.mark.parametrize("count", [2, 500])
def test_pipelined_requests_are_answered_in_order(own, count):
    with TlsConnection(own) as connection:
        connection.send(b"".join(map(pair, range(count))))
        for number in range(count):
            assert names(connection.read_answer(), number)


def test_a_request_in_many_records(own):
    """Each `send` makes a record of its own."""
    data = pair(1) + raw.head("Transfer-Encoding: chunked") + raw.chunked(b'{"MaxResults": 1}', 3)
    with TlsConnection(own) as connection:
        for at in range(len(data)):
            connection.send(data[at:at + 1])
        assert names(connection.read_answer(), 1)
        accepted(connection.read_answer())


def test_expect_100_continue(own):
    with TlsConnection(own) as connection:
        assert connection.exchange(raw.head("Expect: 100-continue", "Content-Length: 2")).status == 100
        accepted(connection.exchange(b"{}"))


def test_large_bodies_and_large_answers(own):
    with TlsConnection(own) as connection:
        for size in (16_383, 16_384, 16_385, 100_000, 150_000):
            answer = connection.exchange(raw.api({"DomainId": "é" * size}, "VoiceID.DescribeDomain"))
            assert f"'{'é' * size}'" in answer.json()["Message"]
        assert connection.exchange(raw.api(b'{"X": "' + b"x" * (1 << 20) + b'"}')).status == 413


def test_a_wav_of_ten_megabytes(own):
    calls = SessionCalls(own)
    calls.start()
    assert calls.hear(wav(tone(600)), "?voice=alice")["Audio"]["SpeechSeconds"] == 600


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


def test_a_connection_is_closed_as_tls_has_it(own):
    """Without its close_notify a client could not tell the end from a cut: reading would raise."""
    with TlsConnection(own) as connection:
        accepted(connection.exchange(raw.api("{}", headers=[("Connection", "close")])))
        assert connection.socket.recv(1) == b""


@pytest.mark.parametrize("data", [raw.api("{}"), raw.request(method="GET", path="/health"), b"GET / HTTP/1.0\r\n\r\n",
                                  raw.request("{}", method="PUT", path="/_voiceid/clock")],
                         ids=["operation", "health", "HTTP/1.0", "clock"])
def test_plain_http_is_told_what_is_wanted(own, data):
    with raw.Connection(own.address) as connection:
        connection.send(data)
        answer = connection.read_answer()
        assert answer.status == 400
        assert b"https" in answer.body.lower() or b"tls" in answer.body.lower()
        assert connection.read_to_end() == b""
    answers(own)


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
def test_garbage_is_let_go(own, data):
    with raw.Connection(own.address) as connection:
        connection.try_to_send(data)
        connection.finish_sending()
        left = connection.read_to_end()
        # An alert of TLS, or a refusal in plain HTTP where it looked like that.
        assert left[:1] in (b"", b"\x15") or left.startswith(b"HTTP/1.1 400 ")
    answers(own)


def client_hello(context):
    """The first bytes that such a client would send."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


def test_a_handshake_in_single_bytes(own):
    """Relayed by hand, since no socket would split it."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = own.context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    with raw.Connection(own.address) as connection:
        for _ in range(10):
            try:
                tls.do_handshake()
                done = True
            except ssl.SSLWantReadError:
                done = False
            for byte in outgoing.read():
                connection.send(bytes([byte]))
            if done:
                break
            incoming.write(connection.socket.recv(65536))
        assert done
        tls.write(raw.api("{}"))
        for byte in outgoing.read():
            connection.send(bytes([byte]))
        received = b""
        while b"\r\n\r\n" not in received:
            try:
                received += tls.read()
            except ssl.SSLWantReadError:
                incoming.write(connection.socket.recv(65536))
        assert received.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("cut", [1, 5, 50, None])
def test_a_client_that_is_gone_in_the_handshake(own, cut):
    hello = client_hello(own.context)
    for _ in range(20):
        with raw.Connection(own.address) as connection:
            connection.send(hello[:cut])
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    answers(own)


def test_a_client_that_does_not_trust_it_does_no_harm(own):
    for _ in range(20):
        with pytest.raises(ssl.SSLCertVerificationError):
            TlsConnection(own, ssl.create_default_context())
    answers(own)


def test_a_changed_record_ends_the_connection(own):
    with TlsConnection(own) as connection:
        accepted(connection.exchange(raw.api("{}")))
        plain = socket.socket(fileno=os.dup(connection.socket.fileno()))
        plain.sendall(b"\x17\x03\x03\x00\x20" + os.urandom(32))
        with pytest.raises((ssl.SSLError, ConnectionError, raw.Closed)):
            connection.exchange(raw.api("{}"))
        plain.close()
    answers(own)


def test_handshakes_that_stall_hold_nobody_up_and_are_ended(start):
    emulator = start("--idle-timeout", "1")
    hello = client_hello(emulator.context)
    stalled = [raw.Connection(emulator.address) for _ in range(4)]
    for connection, part in zip(stalled, (b"", hello[:1], hello[:60], hello)):
        connection.send(part)
    answers(emulator)
    for connection in stalled:
        connection.read_to_end()
        connection.close()
    with TlsConnection(emulator) as idle:
        accepted(idle.exchange(raw.api("{}")))
        assert idle.socket.recv(1) == b""


def test_whatever_was_sent_gives_its_place_back(start):
    emulator = start("--max-connections", "1")
    hello = client_hello(emulator.context)
    for data in [*GARBAGE.values(), hello, hello[:50], raw.api("{}")]:
        with raw.Connection(emulator.address) as connection:
            connection.try_to_send(data)
            connection.finish_sending()
            connection.read_to_end()
        until_served(emulator)


def until_served(emulator):
    """A place becomes free a moment after a connection was closed."""
    until = time.monotonic() + scaled(5)
    while True:
        try:
            return answers(emulator)
        except (OSError, AssertionError):
            assert time.monotonic() < until, "no place became free"


def test_many_connections_at_once(start):
    emulator = start()
    held = [TlsConnection(emulator) for _ in range(100)]
    for connection in held:
        connection.send(raw.api("{}"))
    for connection in held:
        accepted(connection.read_answer())
        connection.close()


def test_connections_that_come_and_go_leave_nothing(start):
    emulator = start()
    sizes = []
    for _ in range(3):
        for number in range(100):
            with TlsConnection(emulator) as connection:
                if number % 2:
                    accepted(connection.exchange(raw.api("{}")))
        sizes.append(resident_kib(emulator.pid))
    assert sizes[-1] - sizes[0] <= bound_kib(2 * 1024), sizes


def test_a_client_that_does_not_read_does_not_hold_up_others(start):
    emulator = start()
    before = resident_kib(emulator.pid)
    with TlsConnection(emulator) as lazy:
        lazy.socket.settimeout(scaled(0.3))
        with pytest.raises((TimeoutError, ConnectionError)):
            for _ in range(5000):
                lazy.send(raw.api({"DomainId": "é" * 5000}, "VoiceID.DescribeDomain"))
        answers(emulator)
        assert resident_kib(emulator.pid) - before <= bound_kib(4 * 1024)


def test_other_clients_are_served_while_one_uploads(own):
    calls = SessionCalls(own)
    calls.start()
    data = wav(tone(300))
    head = (f"POST {calls.path('call-1', 'audio?voice=a')} HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/wav\r\n"
            f"Content-Length: {len(data)}\r\n\r\n").encode()
    with TlsConnection(own) as slow:
        slow.send(head)
        for at in range(0, len(data), 1 << 20):
            slow.send(data[at:at + (1 << 20)])
            answers(own)
        assert slow.read_answer().status == 200


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_it_stops_with_connections_open(start, with_signal):
    """Idle, in the handshake, in a request, in a WebSocket, unread: none answers its close_notify."""
    emulator = start()
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


def test_it_stops_though_a_client_does_not_read(start):
    emulator = start()
    with TlsConnection(emulator) as lazy:
        lazy.socket.settimeout(scaled(0.3))
        with pytest.raises((TimeoutError, ConnectionError)):
            for _ in range(5000):
                lazy.send(raw.api({"DomainId": "x" * 100_000}, "VoiceID.DescribeDomain"))
        emulator.stop()


def wait_until_it_takes_no_connection(emulator):
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(emulator.address, timeout=STOP_SECONDS).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            # It met the listener while that was closing: the next try is refused.
            continue
    raise AssertionError("it still takes connections")


def test_a_request_in_flight_is_finished(start):
    emulator = start()
    with TlsConnection(emulator) as connection:
        connection.send(raw.head("Expect: 100-continue", "Content-Length: 2"))
        # Now the server has it for certain.
        assert connection.read_answer().status == 100
        emulator.process.send_signal(signal.SIGTERM)
        wait_until_it_takes_no_connection(emulator)
        answer = connection.exchange(b"{}")
        accepted(answer)
        assert answer.headers["connection"].lower() == "close"
        assert emulator.process.wait(STOP_SECONDS) == 0


def test_a_connection_in_use_outlives_the_idle_time(start):
    with TlsConnection(start("--idle-timeout", str(scaled(1)))) as connection:
        for _ in range(4):
            accepted(connection.exchange(raw.api("{}")))
            # TLS 1.3 sends session tickets of its own accord, so only an end would show here.
            if select.select([connection.socket], [], [], scaled(0.4))[0]:
                connection.socket.setblocking(False)
                with pytest.raises(ssl.SSLWantReadError):
                    connection.socket.recv(1)
                connection.socket.settimeout(scaled(10))
