"""A strict S3 server in this process, with planned answers: late, cut short, refused or none at all."""
import json
from collections import defaultdict, namedtuple
from urllib.parse import unquote

from support import http_receiver, signature
from support.signature import KEYS, REGION

Request = namedtuple("Request", "method bucket key path headers body flaw")


def error_document(code):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{code}</Code><Message>As planned.</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>")


def status(number, code=""):
    """An S3 error."""
    return lambda exchange: exchange.answer(number, error_document(code).encode(), {"Content-Type": "application/xml"})


def stall(exchange):
    """Half of the object, then nothing."""
    exchange.head(200, {"Content-Length": len(exchange.content)})
    exchange.wfile.write(exchange.content[:len(exchange.content) // 2])
    exchange.wait_for_the_client_to_go()


def drip(seconds, pieces=8):
    """The object piece by piece, in that many seconds."""
    def answer(exchange):
        exchange.head(200, {"Content-Length": len(exchange.content)})
        size = -(-len(exchange.content) // pieces)
        for begin in range(0, len(exchange.content), size):
            exchange.receiver.over.wait(seconds / pieces)
            exchange.wfile.write(exchange.content[begin:begin + size])
    return answer


def by_the_book(exchange):
    """Answers as S3 would."""
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


class Exchange(http_receiver.Exchange):
    """A request, `asked`, and its answer. `content` is the object's, if there is one."""

    def serve(self, body, flaw):
        bucket, _, key = unquote(self.path.removeprefix("/"), errors="strict").partition("/")
        self.asked = Request(self.command, bucket, key, self.path, self.headers, body, flaw or self._flaw(body))
        self.content = self.receiver.objects.get_or_empty(bucket, key)
        self.receiver.note(self.asked)(self)

    def _flaw(self, body):
        if self.command not in ("GET", "PUT"):
            return f"the method {self.command}"
        try:
            signature.verify_s3(self.command, self.path, self.headers, body, KEYS, REGION)
        except signature.Unsigned as flaw:
            return str(flaw)
        return None


class StoredObjects:
    """Like `support.objects.Objects`, but not through the emulator."""

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


class S3Receiver(http_receiver.HttpReceiver):
    def __init__(self, certificate=None):
        self.objects = StoredObjects()
        self._plans, self._rests = defaultdict(list), {}
        super().__init__(Exchange, certificate=certificate)

    def plan(self, method, ending, *answers, then=by_the_book):
        """Plans the answers to the first such requests for keys with that ending, one each, and to all later ones."""
        self._plans[method, ending] = list(answers)
        self._rests[method, ending] = then

    def answer_to(self, request):
        for (method, ending), answers in self._plans.items():
            if method == request.method and request.key.endswith(ending):
                return answers.pop(0) if answers else self._rests[method, ending]
        return by_the_book

    def requests(self, method=None, ending=""):
        return [each for each in super().requests() if method in (None, each.method) and each.key.endswith(ending)]

    def wait_for(self, method, ending="", count=1):
        self.wait(lambda _: len(self.requests(method, ending)) >= count)
