"""HTTP over a bare socket: the bytes of an answer as they are, one by one or pipelined."""
import re
import socket
from collections import namedtuple
from itertools import islice

SECONDS = 60
# Small enough that requests and answers of one batch fit the socket buffers, so neither side waits for the other.
BATCH = 64
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Answer(namedtuple("Answer", "head body")):
    @property
    def status(self):
        return int(self.head[9:12])

    @property
    def size(self):
        return len(self.head) + len(self.body)

    def headers(self):
        """(name, value) pairs in the order sent."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return [tuple(line.split(": ", 1)) for line in lines if ": " in line]


class Connection:
    """One keep-alive connection; as many requests as fit the socket buffers may be on their way."""

    def __init__(self, address):
        self._socket = socket.create_connection(address, SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._unread = b""

    def send(self, data):
        self._socket.sendall(data)

    def read_answer(self):
        while (end := self._unread.find(b"\r\n\r\n")) < 0:
            self._receive()
        head = self._unread[:end + 4]
        length = int(LENGTH.search(head).group(1))
        while len(self._unread) < len(head) + length:
            self._receive()
        body = self._unread[len(head):len(head) + length]
        self._unread = self._unread[len(head) + length:]
        return Answer(head, body)

    def exchange(self, request):
        self.send(request)
        return self.read_answer()

    def pipeline(self, requests):
        """Yields their answers in the same order; a batch of requests at a time is on its way."""
        waiting = iter(requests)
        while batch := list(islice(waiting, BATCH)):
            self.send(b"".join(batch))
            for _ in batch:
                yield self.read_answer()

    def _receive(self):
        data = self._socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the server closed the connection before its answer was whole")
        self._unread += data

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
