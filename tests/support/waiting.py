"""A question for events that waits."""
import http.client
import select

from support import plain_http
from support.event_members import check
from support.events import LAST, event_path


class Waiting:
    """A question that waits: `with Waiting(emulator, …) as waiting: …; waiting.answer()`.

    An answer that comes while an earlier question still waits has come with its event, not at the end of the minute.
    """

    def __init__(self, emulator, wait=60, **filters):
        self._connection = http.client.HTTPConnection(*emulator.address, timeout=plain_http.SECONDS)
        self._connection.request("GET", event_path({"wait": wait, **filters}))
        # A later call is answered after this question was read.
        emulator.request("GET", "/health")

    def answer(self):
        answer = self._connection.getresponse()
        body = plain_http.decode(answer.read())
        assert answer.status == 200 and LAST.fullmatch(body["Last"]), body
        return [check(event) for event in body["Events"]], body["Last"]

    def is_waiting(self):
        return select.select([self._connection.sock], [], [], 0)[0] == []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()
