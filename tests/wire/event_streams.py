"""A client of the feed of events that sees its bytes as they come, and a source of events."""
import itertools
import json
from collections import namedtuple

from support.events import LAST
from support.session_calls import SessionCalls, new_domain
from wire import raw

PATH = "/_voiceid/events/stream"
NOBODY = "000000000001"

# `id` is None without one; `data` is the parsed event.
Block = namedtuple("Block", "id data comments")


def parsed(block):
    """Checks and parses a block of lines, without the empty line at its end."""
    fields, comments = {}, []
    for line in block.split("\n"):
        name, colon, value = line.partition(":")
        assert colon and "\r" not in line, block
        if not name:
            comments.append(value.strip())
            continue
        assert name in ("id", "data") and name not in fields, block
        fields[name] = value.removeprefix(" ")
    assert comments or set(fields) == {"id", "data"}, block
    assert not fields or LAST.fullmatch(fields["id"]), block
    return Block(fields.get("id"), json.loads(fields["data"]) if fields else None, comments)


class Listener(raw.Connection):
    """`with Listener(emulator, "?after=3") as feed: feed.event()`"""

    def __init__(self, emulator, query="", *, receive_buffer=None, **how):
        super().__init__(emulator.address, receive_buffer=receive_buffer)
        self.send(raw.request(method="GET", path=PATH + query, **how))
        self.head = self.read_answer(bodiless=True)
        assert self.head.status == 200, self.head
        self._text = ""

    def block(self):
        """The next event or comment; None at the proper end."""
        while "\n\n" not in self._text:
            piece = self.read_chunk()
            if not piece:
                assert self._text == "", self._text
                return None
            self._text += piece.decode("utf-8")
        block, self._text = self._text.split("\n\n", 1)
        return parsed(block)

    def event(self):
        """The next event; skips comments."""
        while (block := self.block()) is not None:
            if block.data is not None:
                return block
        raise raw.Closed("the feed has ended")

    def events(self, count):
        return [self.event() for _ in range(count)]

    def names(self, count):
        """The session names of the next events."""
        return [event.data["detail"]["session"]["sessionName"] for event in self.events(count)]

    def ends_in_order(self):
        """Skips what still comes, up to the end of the body and then of the connection."""
        while self.block() is not None:
            pass
        assert self.read_to_end() == b""
        return True


class Domain(SessionCalls):
    """A domain that makes events on demand."""

    def __init__(self, emulator, **whose):
        super().__init__(emulator, new_domain(emulator, **whose))
        self._whose = whose
        self._names = (f"call-{number}" for number in itertools.count(1))

    def make_events(self, count=1):
        """Starts `count` sessions, each an event; returns their names."""
        names = list(itertools.islice(self._names, count))
        for name in names:
            self.start(name)
        return names

    def operation(self, operation, **members):
        return self.emulator.call(operation, {"DomainId": self.domain_id, **members}, **self._whose)

    def make_many(self, count):
        """Makes `count` events of the same speaker, quickly."""
        ask = raw.api({"DomainId": self.domain_id, "SpeakerId": "alice"}, "VoiceID.OptOutSpeaker")
        with raw.Connection(self.emulator.address) as connection:
            for begin in range(0, count, 50):
                asked = min(50, count - begin)
                connection.send(ask * asked)
                for _ in range(asked):
                    assert connection.read_answer().status == 200


def last_of(emulator):
    """The position after all that has happened."""
    return emulator.control("GET", f"events?account={NOBODY}")["Last"]
