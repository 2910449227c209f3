"""What is not HTTP gets a 4xx and the end of its connection; nothing hangs or crashes."""
import pytest

from wire import raw
from wire.connections_test import until_accepted
from wire.errors_test import accepted

POST = b"POST / HTTP/1.1\r\n"
REST = b"Host: localhost\r\nX-Amz-Target: VoiceID.ListDomains\r\nContent-Length: 2\r\n\r\n{}"
SIZED = b"Host: localhost\r\nX-Amz-Target: VoiceID.ListDomains\r\n"
CHUNKED = POST + SIZED + b"Transfer-Encoding: chunked\r\n\r\n"


def with_line(line):
    return POST + line + b"\r\n" + REST


def with_lengths(*lines):
    return POST + SIZED + b"".join(line + b"\r\n" for line in lines) + b"\r\n{}"


BAD_LINES = {
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello TLS \r\n\r\n", "one word": b"POST\r\n" + REST,
    "no version": b"POST /\r\n" + REST, "four words": b"POST / / HTTP/1.1\r\n" + REST,
    "no target": b"POST  HTTP/1.1\r\n" + REST, "tabs": b"POST\t/\tHTTP/1.1\r\n" + REST,
    "leading blank": b" POST / HTTP/1.1\r\n" + REST, "bad method": b"PO(ST / HTTP/1.1\r\n" + REST,
    "NUL in method": b"PO\0ST / HTTP/1.1\r\n" + REST, "NUL in target": b"POST /\0 HTTP/1.1\r\n" + REST,
    "control in target": b"POST /\x01 HTTP/1.1\r\n" + REST, "preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "lone CR": b"POST / HTTP/1.1\r" + REST,
}
BAD_VERSIONS = {version: b"POST / " + version + b"\r\n" + REST for version in (
    b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.2", b"HTTP/3", b"HTTP/1.11", b"HTTP/01.1", b"HTTP/1", b"HTTP/1.", b"HTTP/.1",
    b"HTTP/a.b", b"http/1.1", b"HTTPS/1.1", b"HTTP /1.1", b"HTTP/1,1", b"HTTP/-1.1", b"FTP/1.1", b"1.1")}
BAD_HEADERS = {
    "no colon": with_line(b"X-Header"), "no name": with_line(b": value"),
    "blank before colon": with_line(b"X-Header : value"),
    "blank in name": with_line(b"X Header: value"), "NUL in value": with_line(b"X-Header: a\0b"),
    "NUL in name": with_line(b"X-\0: a"), "control in value": with_line(b"X-Header: a\x01b"),
    "DEL in name": with_line(b"X-\x7f: a"),
    "name not ASCII": with_line("X-é: a".encode()), "lone CR in value": with_line(b"X-Header: a\rb"),
    "blank first line": POST + b" X-Header: a\r\n" + REST, "parentheses": with_line(b"X(Header): a"),
}
BAD_LENGTHS = {name: with_lengths(*lines) for name, lines in {
    "conflicting": (b"Content-Length: 2", b"Content-Length: 3"), "conflicting list": (b"Content-Length: 2, 3",),
    "and chunked": (b"Content-Length: 2", b"Transfer-Encoding: chunked"),
    "after chunked": (b"Transfer-Encoding: chunked", b"Content-Length: 2"),
    "negative": (b"Content-Length: -1",), "plus": (b"Content-Length: +2",), "hexadecimal": (b"Content-Length: 0x2",),
    "decimal": (b"Content-Length: 2.0",), "empty": (b"Content-Length:",), "text": (b"Content-Length: two",),
    "with text": (b"Content-Length: 2x",), "two numbers": (b"Content-Length: 2 2",),
    "beyond 64 bits": (b"Content-Length: 18446744073709551616",),
    "wraps round to 2": (b"Content-Length: 18446744073709551618",),
    "very long": (b"Content-Length: " + b"9" * 300,), "other digits": ("Content-Length: ٢".encode(),),
    "64 bits": (b"Content-Length: 18446744073709551615",), "63 bits": (b"Content-Length: 9223372036854775808",),
}.items()}
BAD_CODINGS = {name: POST + SIZED + line + b"\r\n\r\n2\r\n{}\r\n0\r\n\r\n" for name, line in {
    "gzip": b"Transfer-Encoding: gzip", "unknown": b"Transfer-Encoding: mine",
    "chunked not last": b"Transfer-Encoding: chunked, gzip",
    "empty": b"Transfer-Encoding:", "chunked twice": b"Transfer-Encoding: chunked, chunked",
    "quoted": b'Transfer-Encoding: "chunked"', "vertical tab": b"Transfer-Encoding: \x0bchunked",
}.items()}
BAD_CHUNKS = {name: CHUNKED + body for name, body in {
    "no size": b"\r\n{}\r\n0\r\n\r\n", "not hexadecimal": b"zz\r\n{}\r\n0\r\n\r\n",
    "negative": b"-2\r\n{}\r\n0\r\n\r\n",
    "prefix": b"0x2\r\n{}\r\n0\r\n\r\n", "longer than said": b"2\r\n{ }\r\n0\r\n\r\n",
    "no line end": b"2\r\n{}0\r\n\r\n\r\n\r\n",
    "beyond 64 bits": b"10000000000000002\r\n{}\r\n0\r\n\r\n", "64 bits": b"ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    "size very long": b"0" * 100_000 + b"2\r\n{}\r\n0\r\n\r\n", "blank first": b" 2\r\n{}\r\n0\r\n\r\n",
    "endless extension": b"2;" + b"x" * 100_000, "endless trailer": b"2\r\n{}\r\n0\r\n" + b"X: y\r\n" * 20_000,
    "bad trailer": b"2\r\n{}\r\n0\r\nno colon\r\n\r\n",
}.items()}
ALL = {f"{kind}: {name}": data for kind, table in (
    ("line", BAD_LINES), ("version", BAD_VERSIONS), ("header", BAD_HEADERS), ("length", BAD_LENGTHS),
    ("coding", BAD_CODINGS), ("chunk", BAD_CHUNKS)) for name, data in table.items()}
# RFC 9110 has its own codes for unknown versions and codings.
OTHER_CODES = (501, 505)


@pytest.mark.parametrize("data", ALL.values(), ids=map(str, ALL))
def test_bad_http_is_refused_and_the_connection_closed(emulator, data):
    with raw.Connection(emulator.address) as connection:
        connection.send(data)
        answer = connection.read_answer()
        assert 400 <= answer.status < 500 or answer.status in OTHER_CODES, answer
        assert answer.status != 400 or answer.headers["x-amzn-errortype"] == "BadRequestException"
        assert answer.json()["Message"]
        assert answer.headers["connection"].lower() == "close"
        assert connection.read_to_end() == b""
    accepted(raw.once(emulator.address, raw.api("{}")))


def test_a_bad_request_gives_its_place_back(start_emulator):
    address = start_emulator("--max-connections", "1").address
    for data in ALL.values():
        with raw.Connection(address) as connection:
            if connection.try_to_send(data[:30]) and connection.try_to_send(data[30:]):
                connection.finish_sending()
            connection.read_to_end()
        until_accepted(address)


# RFC 9112 lets a server read these or refuse them.
EITHER = {
    "folded header": with_line(b"X-Header: a\r\n b"),
    "folded length": POST + SIZED + b"Content-Length:\r\n 2\r\n\r\n{}",
    "bare line feeds": (POST + REST[:-2]).replace(b"\r\n", b"\n") + b"{}", "empty line first": b"\r\n" + POST + REST,
    "the same length twice": with_lengths(b"Content-Length: 2", b"Content-Length: 2"),
    "the same length in a list": with_lengths(b"Content-Length: 2, 2"), "no host": POST + REST.split(b"\r\n", 1)[1],
    "two hosts": with_line(b"Host: other"), "empty host": (POST + REST).replace(b"localhost", b""),
    "two targets": with_line(b"X-Amz-Target: VoiceID.ListDomains"),
    "value not ASCII": with_line("X-Header: é€".encode()),
    "unknown expectation": with_line(b"Expect: miracles"),
    "upgrade": with_line(b"Connection: Upgrade\r\nUpgrade: websocket"),
    "length with zeros": with_lengths(b"Content-Length: 0002"),
}


@pytest.mark.parametrize("data", EITHER.values(), ids=EITHER)
def test_what_a_server_may_read_or_refuse_gets_an_answer(emulator, data):
    with raw.Connection(emulator.address) as connection:
        answer = connection.exchange(data)
        assert answer.status == 200 or 400 <= answer.status < 500, answer
        if answer.status == 200:
            accepted(connection.exchange(raw.api("{}")))
        else:
            assert connection.read_to_end() == b""
    accepted(raw.once(emulator.address, raw.api("{}")))


def test_two_lengths_cannot_smuggle_a_second_request(emulator):
    hidden = raw.api("{}")
    for lines in ([b"Content-Length: 0", b"Content-Length: %d" % len(hidden)],
                  [b"Content-Length: 0", b"Transfer-Encoding: chunked"],
                  [b"Content-Length: %d" % len(hidden), b"Content-Length: 0"]):
        with raw.Connection(emulator.address) as connection:
            connection.send(POST + SIZED + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + hidden)
            assert connection.read_to_end().count(b"HTTP/1.1 ") == 1


def test_the_absolute_form_of_a_target_is_accepted(emulator):
    """RFC 9112 3.2.2: a server must accept it."""
    answer = raw.once(emulator.address, raw.api("{}", path=f"{emulator.url}/"))
    accepted(answer)
