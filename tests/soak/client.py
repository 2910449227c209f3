"""A well-behaved client: one account, one connection, and an expectation for every call."""
import http.client
import json
from collections import Counter
from urllib.parse import quote

from support import plain_http

OK = "OK"
# Errors of the service's API that the model predicts.
NOT_FOUND, CONFLICT = "ResourceNotFoundException", "ConflictException"
INVALID, QUOTA = "ValidationException", "ServiceQuotaExceededException"
# A new connection may end like this, before it is answered, if even those that wait for their refusal are many.
RESET = (ConnectionResetError, BrokenPipeError)
# A kind of answer, in the counts.
NO_PLACE = "refused for want of a place"


class Fault(Exception):
    """What the emulator did and what was expected of it."""


class ServerFault(Fault):
    """One that nothing excuses, not even that the emulator is about to end."""


def outcome_of(answer):
    """OK, or the name of the error in the words of the door that answered."""
    if answer.status < 400:
        return OK
    body = answer.body if isinstance(answer.body, dict) else {}
    name = answer.headers["x-amzn-ErrorType"] or body.get("Error")
    return name or f"status {answer.status}"


def no_room(status, body):
    """Whether the answer is the only 5xx that may come: all connections are taken."""
    return status == 503 and b"--max-connections" in body


def short(value, most=600):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= most else text[:most] + "…"


class Client:
    """`counts` is shared by all clients of a run; each counts the calls that it made by their kind."""

    def __init__(self, address, account, counts):
        self.address, self.account, self.counts = address, account, counts
        self.made = 0
        self.last_call = None
        self._connection = None

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def _exchange(self, method, path, body, headers):
        while True:
            is_new = self._connection is None
            if is_new:
                self._connection = http.client.HTTPConnection(*self.address, timeout=plain_http.SECONDS)
            try:
                self._connection.request(method, path, plain_http.encode(body), headers)
                answer = self._connection.getresponse()
                data = answer.read()
                if not no_room(answer.status, data):
                    return answer, data
            except RESET:
                if not is_new:
                    raise
            # Others hold all places for a moment; the server has closed this connection.
            self.close()
            self.counts[NO_PLACE] += 1

    def ask(self, kind, method, path, body=None, headers=None, *, decoded=plain_http.decode):
        """Makes a call of that kind; returns any answer."""
        self.made += 1
        self.counts[kind] += 1
        self.last_call = f"{kind}: {method} {path} {short(body)}"
        answer, data = self._exchange(method, path, body, headers or {})
        if answer.status >= 500:
            raise ServerFault(f"{self.last_call}\n  expected: no 5xx\n  answer:   {answer.status} {short(data)}")
        return plain_http.Answer(answer.status, answer.headers, decoded(data))

    def expect(self, expected, answer):
        """The answer's body; its outcome must be the expected one."""
        if outcome_of(answer) != expected:
            raise Fault(f"{self.last_call}\n  expected: {expected}\n  answer:   {answer.status} {short(answer.body)}")
        return answer.body

    def same(self, what, expected, found):
        """Both must be equal."""
        self.counts["members compared"] += 1
        if expected != found:
            raise Fault(f"{self.last_call}\n  {what}\n  expected: {short(expected)}\n  answer:   {short(found)}")

    def api(self, operation, expected=OK, **members):
        headers = {"X-Amz-Target": f"VoiceID.{operation}", "Content-Type": "application/x-amz-json-1.0",
                   "Authorization": plain_http.credential_scope(self.account, "us-east-1")}
        return self.expect(expected, self.ask(operation, "POST", "/", members, headers))

    def control(self, kind, method, path, body=None, expected=OK, headers=None):
        return self.expect(expected, self.ask(f"control: {kind}", method, f"/_voiceid/{path}", body, headers))

    def desktop(self, method, expected=OK, **members):
        answer = self.ask(f"desktop: {method}", "POST", "/agent-app/api", members,
                          {"X-Amz-target": f"AgentAppService.{method}"})
        return self.expect(expected, answer)

    def put_object(self, bucket, key, data):
        stored = self.control("put object", "PUT", f"s3/{bucket}/{quote(key)}", data)
        self.same("what was stored", {"Bucket": bucket, "Key": key, "Size": len(data)}, stored)

    def object(self, bucket, key, content):
        """Reads an object, which must have that content; None if there is none."""
        answer = self.ask("control: get object", "GET", f"/_voiceid/s3/{bucket}/{quote(key)}", decoded=bytes)
        if content is None:
            return self.expect("NoSuchKey", answer._replace(body=json.loads(answer.body)))
        self.same("the object's bytes", content, answer.body)
        return answer.body


def by_kind(counts):
    """Lines of a report, the most frequent kind first."""
    return [f"{number:>9}  {kind}" for kind, number in Counter(counts).most_common()]
