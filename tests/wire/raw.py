"""Requests as bytes and answers from a plain socket, for what no HTTP client sends."""
import contextlib
import json
import socket
import struct
from collections import namedtuple

from support.patience import PATIENCE_SECONDS
from support.plain_http import encode

TARGET = "VoiceID.ListDomains"
CONTENT_TYPE = "application/x-amz-json-1.0"


class Answer(namedtuple("Answer", "status version headers body")):
    """`headers` by lower-case name."""

    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Closed(AssertionError):
    """The server closed the connection where an answer was expected."""


def request(body=b"", *, method="POST", path="/", version="HTTP/1.1", headers=(), host=True):
    """Bytes with exactly these headers, apart from Host and Content-Length."""
    lines = [f"{method} {path} {version}"]
    lines += ["Host: localhost"] if host else []
    lines += [f"{name}: {value}" for name, value in headers]
    data = encode(body)
    if data or method in ("POST", "PUT"):
        lines.append(f"Content-Length: {len(data)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data


def api(body=b"", target=TARGET, headers=(), **how):
    """Bytes of an API call."""
    return request(body, headers=(("X-Amz-Target", target), ("Content-Type", CONTENT_TYPE), *headers), **how)


def head(*headers, target=TARGET, version="HTTP/1.1", method="POST", path="/"):
    """A header block, whose body is sent by hand."""
    lines = [f"{method} {path} {version}", "Host: localhost", f"X-Amz-Target: {target}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def chunked(data, size, extension=b""):
    """The data in chunks of that size, and the last chunk."""
    pieces = [data[at:at + size] for at in range(0, len(data), size)]
    chunks = [b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces]
    return b"".join(chunks) + b"0\r\n\r\n"


def pair(number):
    """A request whose answer names the number."""
    return api({"DomainId": f"{number}"}, "VoiceID.DescribeDomain")


def names(answer, number):
    return f"Value '{number}' at 'domainId'" in answer.json()["Message"]


class Connection:
    """`receive_buffer` fixes the size of the socket's buffer."""

    def __init__(self, address, receive_buffer=None):
        family, *_ = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0]
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        try:
            self.socket.settimeout(PATIENCE_SECONDS)
            if receive_buffer:
                # Before connecting, since the advertised window depends on it.
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            self.socket.connect(address)
        except BaseException:
            self.close()
            raise
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def send(self, data):
        self.socket.sendall(data)

    def try_to_send(self, data):
        """Returns whether the server took it all; it may have closed the connection."""
        try:
            self.send(data)
            return True
        except ConnectionError:
            return False

    def exchange(self, data):
        self.send(data)
        return self.read_answer()

    def finish_sending(self):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def _fill(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionError as error:
            raise Closed(f"{error} after {self._received[:300]}") from error
        if not data:
            raise Closed(f"closed after {self._received[:300]}")
        self._received += data

    def read_answer(self, bodiless=False):
        while b"\r\n\r\n" not in self._received:
            self._fill()
        block, self._received = self._received.split(b"\r\n\r\n", 1)
        first, *lines = block.decode("latin-1").split("\r\n")
        version, status = first.split(" ")[:2]
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        if bodiless or int(status) < 200:
            body = b""
        elif "content-length" in headers:
            body = self.read_exactly(int(headers["content-length"]))
        else:
            body = b"".join(iter(self.read_chunk, b""))
        return Answer(int(status), version, headers, body)

    def read_chunk(self):
        """The content of one chunk; empty at the proper end."""
        while b"\r\n" not in self._received:
            self._fill()
        line, self._received = self._received.split(b"\r\n", 1)
        data = self.read_exactly(int(line, 16))
        assert self.read_exactly(2) == b"\r\n"
        return data

    def read_exactly(self, size):
        while len(self._received) < size:
            self._fill()
        data, self._received = self._received[:size], self._received[size:]
        return data

    def read_some(self):
        """What has come, at least one byte."""
        if not self._received:
            self._fill()
        data, self._received = self._received, b""
        return data

    def read_to_end(self):
        """All that comes until the server closes or resets the connection."""
        try:
            while True:
                self._fill()
        except Closed:
            return self._received

    def close(self):
        self.socket.close()

    def leave(self, reset):
        """Closes, or resets the connection."""
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class TlsConnection(Connection):
    """`context` is the client's, by default the emulator's."""

    def __init__(self, emulator, context=None):
        super().__init__(emulator.address)
        self.socket = (context or emulator.context).wrap_socket(self.socket, server_hostname="localhost",
                                                                suppress_ragged_eofs=False)


def connect(emulator):
    """As it speaks, plainly or with TLS."""
    return TlsConnection(emulator) if emulator.context else Connection(emulator.address)


def once(address, data, **how):
    """One request on a connection of its own."""
    with Connection(address) as connection:
        connection.send(data)
        return connection.read_answer(**how)
