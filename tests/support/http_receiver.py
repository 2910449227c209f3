"""An HTTP server in this process that receives what the emulator sends, with planned answers."""
import contextlib
import select
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.patience import PATIENCE_SECONDS


def close(exchange):
    """Closes the connection without an answer."""
    exchange.close_connection = True


def silence(exchange):
    """Sends nothing until the client leaves or the receiver ends."""
    exchange.wait_for_the_client_to_go()


def not_http(exchange):
    exchange.wfile.write(b"220 mail.example ESMTP\r\n")
    exchange.close_connection = True


class Exchange(BaseHTTPRequestHandler):
    """A request and its answer, which a subclass gives in `serve(body, flaw)`."""
    protocol_version = "HTTP/1.1"

    @property
    def receiver(self):
        return self.server.receiver

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.receiver.note_connection(self.connection)

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()

    def head(self, number, headers):
        self.send_response_only(number)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()

    def answer(self, number, body=b"", headers=None):
        self.head(number, {"Content-Length": len(body), **(headers or {})})
        self.wfile.write(body)

    def wait_for_the_client_to_go(self):
        self.close_connection = True
        while not self.receiver.over.is_set():
            if select.select([self.connection], [], [], 0.02)[0]:
                return self.receiver.note_desertion()

    def do_GET(self):
        self.serve(b"", None)

    def do_PUT(self):
        size = int(self.headers.get("Content-Length", -1))
        self.serve(self.rfile.read(max(size, 0)), None if size >= 0 else "no Content-Length")

    do_POST = do_PUT
    do_HEAD = do_DELETE = do_GET


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    block_on_close = False


class HttpReceiver:
    """Notes requests, with what is wrong with them. `certificate` is (certificate file, key file)."""

    def __init__(self, exchange, port=0, certificate=None):
        self.over = threading.Event()
        self.connections = self.desertions = 0
        self._open, self._requests = [], []
        self._changed = threading.Condition()
        self._server = Server(("127.0.0.1", port), exchange)
        self._server.receiver = self
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self._server.server_port}"
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def note(self, request):
        """Returns what answers the request, as a subclass plans it in `answer_to`."""
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()
            return self.answer_to(request)

    def requests(self):
        with self._changed:
            return list(self._requests)

    def flaws(self):
        return [each.flaw for each in self.requests() if each.flaw]

    def note_connection(self, connection):
        with self._changed:
            self.connections += 1
            self._open.append(connection)

    def note_desertion(self):
        with self._changed:
            self.desertions += 1
            self._changed.notify_all()

    def wait(self, reached):
        """Waits until a request, or the end of one, makes that true."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._changed:
            while not reached(self):
                left = deadline - time.monotonic()
                assert left > 0, f"not within {PATIENCE_SECONDS} s: {[each[:3] for each in self._requests[-20:]]}"
                self._changed.wait(left)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        with self._changed:
            for connection in self._open:
                # It may have ended before.
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
