"""A strict S3 server in memory, whose answers can be planned: late, cut short, refused or none at all."""
import contextlib
import json
import re
import select
import ssl
import threading
import time
from collections import defaultdict, namedtuple
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from support import s3_signature

KEYS = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "FwoGZXIvYXdz//EXAMPLE==")
REGION = "eu-west-2"
SECONDS = 20
PIECE = bytes(65536)

Request = namedtuple("Request", "method bucket key path headers body flaw")


def error_document(code):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{code}</Code><Message>As planned.</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>")


def status(number, code="", body=None, **headers):
    """An error as S3 tells it; headers are given as Location="…"."""
    body = error_document(code) if body is None else body
    return lambda exchange: exchange.answer(number, body.encode(), {"Content-Type": "application/xml", **headers})


def close(exchange):
    """No answer, and the end of the connection."""
    exchange.close_connection = True


def truncate(exchange):
    """An answer that ends before its Content-Length says."""
    exchange.head(200, {"Content-Length": len(exchange.content) + 100})
    exchange.wfile.write(exchange.content)
    exchange.close_connection = True


def silence(exchange):
    """Nothing, until the client has gone or the receiver ends."""
    exchange.wait_for_the_client_to_go()


def stall(exchange):
    """Half of the object, then nothing."""
    exchange.head(200, {"Content-Length": len(exchange.content)})
    exchange.wfile.write(exchange.content[:len(exchange.content) // 2])
    exchange.wait_for_the_client_to_go()


def drip(seconds, pieces=8):
    """The object bit by bit, in so many seconds altogether."""
    def answer(exchange):
        exchange.head(200, {"Content-Length": len(exchange.content)})
        size = -(-len(exchange.content) // pieces)
        for begin in range(0, len(exchange.content), size):
            exchange.receiver.over.wait(seconds / pieces)
            exchange.wfile.write(exchange.content[begin:begin + size])
    return answer


def announce(size):
    """Says that so many bytes follow, and sends as many as the client takes."""
    def answer(exchange):
        exchange.head(200, {"Content-Length": size})
        for _ in range(size // len(PIECE)):
            exchange.wfile.write(PIECE)
        exchange.close_connection = True
    return answer


def endless(exchange):
    """Pieces without end, whose size nothing says beforehand."""
    exchange.head(200, {"Transfer-Encoding": "chunked"})
    while not exchange.receiver.over.is_set():
        exchange.wfile.write(b"%x\r\n%b\r\n" % (len(PIECE), PIECE))


def not_http(exchange):
    exchange.wfile.write(b"220 mail.example ESMTP\r\n")
    exchange.close_connection = True


def by_the_book(exchange):
    """What S3 would answer."""
    objects, asked = exchange.receiver.objects, exchange.asked
    if asked.flaw:
        status(403, "SignatureDoesNotMatch")(exchange)
    elif asked.method == "PUT":
        objects.put(asked.bucket, asked.key, asked.body)
        exchange.answer(200)
    elif not objects.has(asked.bucket, asked.key):
        status(404, "NoSuchKey")(exchange)
    else:
        exchange.answer(200, exchange.content)


class Exchange(BaseHTTPRequestHandler):
    """A request, `asked`, and what is answered to it. `content` is that of the object, where there is one."""
    protocol_version = "HTTP/1.1"

    @property
    def receiver(self):
        return self.server.receiver

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.receiver.note_connection()

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
        self._serve(b"")

    def do_PUT(self):
        size = int(self.headers.get("Content-Length", -1))
        self._serve(self.rfile.read(max(size, 0)), None if size >= 0 else "no Content-Length")

    do_POST = do_HEAD = do_DELETE = do_GET

    def _serve(self, body, flaw=None):
        # A proxy is asked for the whole URL.
        self.path = re.sub("^http://[^/]+", "", self.path)
        bucket, _, key = unquote(self.path.removeprefix("/"), errors="strict").partition("/")
        self.asked = Request(self.command, bucket, key, self.path, self.headers, body, flaw or self._flaw(body))
        self.content = self.receiver.objects.get_or_empty(bucket, key)
        self.receiver.note(self.asked)(self)

    def _flaw(self, body):
        if self.command not in ("GET", "PUT"):
            return f"the method {self.command}"
        if self.receiver.keys is None:
            return "signed" if "Authorization" in self.headers else None
        try:
            s3_signature.verify(self.command, self.path, self.headers, body, self.receiver.keys, self.receiver.region)
        except s3_signature.Unsigned as flaw:
            return str(flaw)
        return None


class StoredObjects:
    """As `support.objects.Objects`, without a way over the emulator."""

    def __init__(self):
        self._contents = {}

    def put(self, bucket, key, data):
        self._contents[bucket, key] = data.encode("utf-8") if isinstance(data, str) else bytes(data)

    def has(self, bucket, key):
        return (bucket, key) in self._contents

    def get_or_empty(self, bucket, key):
        return self._contents.get((bucket, key), b"")

    def get_json(self, bucket, key):
        return json.loads(self._contents[bucket, key])

    def list(self, bucket, prefix=""):
        return sorted((key, len(data)) for (of, key), data in self._contents.items()
                      if of == bucket and key.startswith(prefix))


class S3Receiver:
    """`keys` None takes unsigned requests only; `certificate` is (certificate file, key file). Every request is noted,
    with what is wrong with it."""

    def __init__(self, keys=KEYS, region=REGION, certificate=None):
        self.keys, self.region = keys, region
        self.objects = StoredObjects()
        self.over = threading.Event()
        self.connections = self.desertions = 0
        self._requests, self._plans, self._rests = [], defaultdict(list), {}
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
        self._server.receiver, self._server.block_on_close = self, False
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self._server.server_port}"
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def plan(self, method, ending, *answers, then=by_the_book):
        """How the first such requests for keys with that ending are answered, one after another, and all others."""
        self._plans[method, ending] = list(answers)
        self._rests[method, ending] = then

    def note(self, request):
        """Gives what answers it."""
        with self._changed:
            self._requests.append(request)
            self._changed.notify_all()
            for (method, ending), answers in self._plans.items():
                if method == request.method and request.key.endswith(ending):
                    return answers.pop(0) if answers else self._rests[method, ending]
        return by_the_book

    def note_connection(self):
        with self._changed:
            self.connections += 1

    def note_desertion(self):
        with self._changed:
            self.desertions += 1
            self._changed.notify_all()

    def requests(self, method, ending=""):
        with self._changed:
            return [each for each in self._requests if each.method == method and each.key.endswith(ending)]

    def flaws(self):
        with self._changed:
            return [each.flaw for each in self._requests if each.flaw]

    def wait(self, reached):
        """Until a request or the end of one makes that true."""
        deadline = time.monotonic() + SECONDS
        with self._changed:
            while not reached(self):
                left = deadline - time.monotonic()
                assert left > 0, f"not within {SECONDS} s: {[each[:4] for each in self._requests]}"
                self._changed.wait(left)

    def wait_for(self, method, ending="", count=1):
        self.wait(lambda _: len(self.requests(method, ending)) >= count)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
