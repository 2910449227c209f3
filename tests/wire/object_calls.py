"""Calls on objects as they go over the wire."""
import itertools

from wire import raw

EVERY_BYTE = bytes(range(256))
_numbers = itertools.count()


def new_bucket():
    """A bucket that no other test uses."""
    return f"bucket-{next(_numbers)}"


def ask(emulator, method, path, body=b"", headers=(), **how):
    """Sends the path exactly as given."""
    return raw.once(emulator.address, raw.request(body, method=method, path=path, headers=headers), **how)


def failed(answer, status, error):
    """Checks the whole form of an error; returns its message."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert set(body) == {"Error", "Message"} and body["Error"] == error and body["Message"], body
    return body["Message"]
