"""How a test that sends many requests judges each answer, and tells of the first few that differ."""
from wire import documents, oracle

VALIDATION = "com.amazonaws.voiceid#ValidationException"
SERIALIZATION = "com.amazon.coral.service#SerializationException"
TOLD = 5


def outcome(answer):
    """(status, type, message) of an error; (200, None, None) of a success."""
    body = answer.json() if answer.body else {}
    return answer.status, body.get("__type"), body.get("Message")


def shorten(text, length=400):
    text = repr(text)
    return text if len(text) <= length else f"{text[:length]}… ({len(text)} characters)"


def around_difference(expected, got, margin=200):
    """Both texts where they first differ: a message may be long."""
    at = next((at for at, (one, other) in enumerate(zip(expected, got)) if one != other), min(len(expected), len(got)))
    start = max(0, at - margin)
    return f"…{expected[start:at + margin]!r}", f"…{got[start:at + margin]!r}"


class Verdicts:
    """Collects what differs; `check()` at the end."""

    def __init__(self, operation):
        self.operation = operation
        self.asked = 0
        self._wrong = []

    def expect(self, label, document, answer, expected):
        self.asked += 1
        got = outcome(answer)
        if got != expected:
            wanted, told = around_difference(str(expected), str(got))
            self._wrong.append(f"{label}\n  sent     {shorten(documents.text_of(document))}"
                               f"\n  expected {wanted}\n  got      {told}")

    def expect_accepted(self, label, document, answer):
        """The types and constraints are passed; what the operation then says is not the matter here."""
        self.asked += 1
        status, kind, message = outcome(answer)
        refused = kind == SERIALIZATION or (kind == VALIDATION and "failed to satisfy constraint" in message)
        crashed = status >= 500 and self.operation not in message
        if refused or crashed:
            self._wrong.append(f"{label}\n  sent     {shorten(documents.text_of(document))}"
                               f"\n  expected to be accepted\n  got      {shorten((status, kind, message))}")

    def check(self):
        assert self.asked > 0
        assert not self._wrong, (f"{self.operation}: {len(self._wrong)} of {self.asked} answers differ\n"
                                 + "\n".join(self._wrong[:TOLD]))


def prescribed_violations(found):
    return 400, VALIDATION, oracle.message(found)


def prescribed_type_error(message):
    return 400, SERIALIZATION, message
