"""Requests as bytes and answers from a plain socket, for what no HTTP client sends."""
import contextlib
import json
import socket
from collections import namedtuple

from support.patience import PATIENCE_SECONDS

TARGET = "VoiceID.ListDomains"
CONTENT_TYPE = "application/x-amz-json-1.0"


class Answer(namedtuple("Answer", "status version headers body")):
    """`headers` by lower-case name."""

    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Closed(AssertionError):
    """The server closed the connection where an answer was expected."""


def encode(body):
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode("utf-8")


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


def head(*headers, target=TARGET, version="HTTP/1.1"):
    """The header block of an API call whose body is sent by hand."""
    lines = [f"POST / {version}", "Host: localhost", f"X-Amz-Target: {target}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def chunked(data, size, extension=b""):
    """The data in chunks of that size, and the last chunk."""
    pieces = [data[at:at + size] for at in range(0, len(data), size)]
    chunks = [b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces]
    return b"".join(chunks) + b"0\r\n\r\n"


def connected(address, receive_buffer):
    """Sets the buffer before connecting, since the advertised window depends on it."""
    family, *_ = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(PATIENCE_SECONDS)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        made.connect(address)
    except BaseException:
        made.close()
        raise
    return made


class Connection:
    """`receive_buffer` fixes the size of the socket's buffer."""

    def __init__(self, address, receive_buffer=None):
        self.socket = (connected(address, receive_buffer) if receive_buffer
                       else socket.create_connection(address, timeout=PATIENCE_SECONDS))
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
        body = b"" if bodiless or int(status) < 200 else self._read(int(headers["content-length"]))
        return Answer(int(status), version, headers, body)

    def _read(self, size):
        while len(self._received) < size:
            self._fill()
        data, self._received = self._received[:size], self._received[size:]
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

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def once(address, data, **how):
    """One request on a connection of its own."""
    with Connection(address) as connection:
        connection.send(data)
        return connection.read_answer(**how)
