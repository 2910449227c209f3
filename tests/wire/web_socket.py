"""A WebSocket client (RFC 6455) that sends exactly what a test gives it, right or wrong."""
import base64
import hashlib
import os
import struct
from collections import namedtuple

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = base64.b64encode(b"sixteen bytes of").decode()

Frame = namedtuple("Frame", "opcode payload final")


def accept_of(key):
    return base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()


def handshake(path, *, method="GET", version="HTTP/1.1", leave_out=(), **changed):
    """Bytes of the request; `Sec_WebSocket_Version="8"` changes a header or adds one."""
    headers = {"Host": "localhost", "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Key": KEY,
               "Sec-WebSocket-Version": "13", **{name.replace("_", "-"): value for name, value in changed.items()}}
    lines = [f"{method} {path} {version}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name not in leave_out]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def masked(payload, mask):
    """Treats the payload as one large number, since masking audio byte by byte is slow."""
    size = len(payload)
    repeated = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")


def frame(opcode, payload=b"", *, final=True, reserved=0, mask=True, size=None):
    """`size` replaces the true length."""
    length = len(payload) if size is None else size
    head = bytes([final << 7 | reserved << 4 | opcode])
    if length < 126:
        head += bytes([mask << 7 | length])
    elif length < 1 << 16:
        head += bytes([mask << 7 | 126]) + struct.pack(">H", length)
    else:
        head += bytes([mask << 7 | 127]) + struct.pack(">Q", length)
    if not mask:
        return head + payload
    key = os.urandom(4)
    return head + key + masked(payload, key)


def closing(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack(">H", code) + reason)


class Refused(AssertionError):
    """The server answered the handshake otherwise than with 101."""

    def __init__(self, answer):
        super().__init__(answer)
        self.answer = answer


class WebSocket:
    """`with WebSocket(raw.Connection(address), path) as socket: socket.send(frame(BINARY, samples))`"""

    def __init__(self, connection, path, **headers):
        self.connection = connection
        self.answer = connection.exchange(handshake(path, **headers))
        if self.answer.status != 101:
            raise Refused(self.answer)
        assert self.answer.headers["sec-websocket-accept"] == accept_of(headers.get("Sec_WebSocket_Key", KEY))

    def send(self, *frames):
        self.connection.send(b"".join(frames))

    def say(self, samples):
        """One message of 16-bit samples."""
        self.send(frame(BINARY, samples))

    def read_frame(self):
        first, second = self.connection.read_exactly(2)
        assert not second & 0x80, "a server must not mask"
        assert not first & 0x70, "no extension was agreed on"
        length = second & 0x7F
        if length == 126:
            length, = struct.unpack(">H", self.connection.read_exactly(2))
        elif length == 127:
            length, = struct.unpack(">Q", self.connection.read_exactly(8))
        return Frame(first & 0x0F, self.connection.read_exactly(length), bool(first & 0x80))

    def settle(self, token=b"settled"):
        """Returns when the server has dealt with all that was sent before, since it reads in order."""
        self.send(frame(PING, token))
        while (received := self.read_frame()).opcode == PING:
            self.send(frame(PONG, received.payload))
        assert received == Frame(PONG, token, True)

    def read_close(self):
        """The server's close code, or None without one; skips pongs."""
        while (received := self.read_frame()).opcode == PONG:
            pass
        assert received.opcode == CLOSE and received.final, received
        assert len(received.payload) != 1
        return struct.unpack(">H", received.payload[:2])[0] if received.payload else None

    def closed_with(self, code):
        """The server closes with this code, and ends the connection after the answer."""
        assert self.read_close() == code
        self.connection.try_to_send(closing(code))
        assert self.connection.read_to_end() == b""

    def close(self, code=1000):
        """Closes as a well-behaved client does."""
        self.send(closing(code))
        assert self.read_close() == code
        assert self.connection.read_to_end() == b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
