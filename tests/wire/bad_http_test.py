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


BAD = {
    "line": [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello TLS \r\n\r\n", b"POST\r\n" + REST, b"POST /\r\n" + REST,
        b"POST / / HTTP/1.1\r\n" + REST, b"POST  HTTP/1.1\r\n" + REST, b"POST\t/\tHTTP/1.1\r\n" + REST,
        b" POST / HTTP/1.1\r\n" + REST, b"PO(ST / HTTP/1.1\r\n" + REST, b"PO\0ST / HTTP/1.1\r\n" + REST,
        b"POST /\0 HTTP/1.1\r\n" + REST, b"POST /\x01 HTTP/1.1\r\n" + REST, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST / HTTP/1.1\r" + REST],
    "version": [b"POST / " + version + b"\r\n" + REST for version in (
        b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.2", b"HTTP/3", b"HTTP/1.11", b"HTTP/01.1", b"HTTP/1", b"HTTP/1.", b"HTTP/.1",
        b"HTTP/a.b", b"http/1.1", b"HTTPS/1.1", b"HTTP /1.1", b"HTTP/1,1", b"HTTP/-1.1", b"FTP/1.1", b"1.1")],
    "header": [with_line(line) for line in (
        b"X-Header", b": value", b"X-Header : value", b"X Header: value", b"X-Header: a\0b", b"X-\0: a",
        b"X-Header: a\x01b", b"X-\x7f: a", b"X-\xc3\xa9: a", b"X-Header: a\rb", b" X-Header: a", b"X(Header): a")],
    "host": [POST + REST.split(b"\r\n", 1)[1], with_line(b"Host: other"), with_line(b"Host: localhost")],
    "length": [with_lengths(*lines.split(b"|")) for lines in (
        b"Content-Length: 2|Content-Length: 2", b"Content-Length: 2, 2", b"Content-Length: 2|Content-Length: 3",
        b"Content-Length: 2, 3",
        b"Content-Length: 2|Transfer-Encoding: chunked",
        b"Transfer-Encoding: chunked|Content-Length: 2", *(b"Content-Length: " + length for length in (
            b"-1", b"+2", b"0x2", b"2.0", b"", b"two", b"2x", b"2 2", b"18446744073709551616", b"18446744073709551618",
            b"9" * 300, b"\xd9\xa2", b"18446744073709551615", b"9223372036854775808")))],
    "coding": [POST + SIZED + b"Transfer-Encoding: " + coding + b"\r\n\r\n2\r\n{}\r\n0\r\n\r\n" for coding in (
        b"gzip", b"mine", b"chunked, gzip", b"", b"chunked, chunked", b'"chunked"', b"\x0bchunked")] +
              [CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"2\r\n{}\r\n0\r\n\r\n"],
    "chunk": [CHUNKED + chunks for chunks in (
        b"\r\n{}\r\n0\r\n\r\n", b"zz\r\n{}\r\n0\r\n\r\n", b"-2\r\n{}\r\n0\r\n\r\n", b"0x2\r\n{}\r\n0\r\n\r\n",
        b"2\r\n{ }\r\n0\r\n\r\n", b"2\r\n{}0\r\n\r\n\r\n\r\n", b"10000000000000002\r\n{}\r\n0\r\n\r\n",
        b"ffffffffffffffff\r\n{}\r\n0\r\n\r\n", b"0" * 100_000 + b"2\r\n{}\r\n0\r\n\r\n", b" 2\r\n{}\r\n0\r\n\r\n",
        b"2;" + b"x" * 100_000, b"2\r\n{}\r\n0\r\n" + b"X: y\r\n" * 20_000, b"2\r\n{}\r\n0\r\nno colon\r\n\r\n")],
}
ALL = {f"{kind} {number}": data for kind, requests in BAD.items() for number, data in enumerate(requests)}
# RFC 9110 has its own codes for unknown versions and codings.
OTHER_CODES = (501, 505)


@pytest.mark.parametrize("data", ALL.values(), ids=ALL)
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
    "bare line feeds": (POST + REST[:-2]).replace(b"\r\n", b"\n") + b"{}",
    "empty host": (POST + REST).replace(b"localhost", b""),
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


@pytest.mark.parametrize("lines", [1, 2, 1000])
def test_empty_lines_before_a_request_are_skipped(emulator, lines):
    with raw.Connection(emulator.address) as connection:
        for _ in range(2):
            connection.send(b"\r\n" * lines)
            accepted(connection.exchange(raw.api("{}")))


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
    accepted(raw.once(emulator.address, raw.api("{}", path=f"{emulator.url}/")))
