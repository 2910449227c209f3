"""Bodies that are not JSON objects, and the limits of body, nesting and header block."""
import pytest

from wire import raw
from wire.errors_test import CORAL, accepted, refused

LIMIT = 1024 * 1024
HEADERS = 16 * 1024

BAD_BODIES = [
    '{"MaxResults": 1', '{"MaxResults', "{}{}", "{} x", '{"MaxResults": 1,}', "{'MaxResults': 1}", "{MaxResults: 1}",
    "{} // x", "{/* x */}", '{"MaxResults" 1}', '{"MaxResults":}', '{"X": "\x01"}', '{"X": "\n"}', '{"X": "\\x41"}',
    '{"X": "\\u12"}', '{"X": "\\ud800"}', '{"X": "\\udc00\\ud800"}', "{}\0", "{\0}", "{1: 1}", "{]}", " \r\n\t ",
    "hello", "<a/>", "[]", "[{}]", '"{}"', "5", "5.5", "null", "true", "false", *(f'{{"X": {value}}}' for value in (
        "NaN", "Infinity", "01", "+1", "0x1", "1.", "1e", "-", "True"))]
BAD_UTF8 = [
    b"\x80", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\xaf", b"\xc0\x80", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xff\xfe", b"caf\xe9"]


def not_serializable(answer):
    return refused(answer, 400, CORAL, "SerializationException")


def too_large(answer):
    refused(answer, 413, CORAL, "RequestEntityTooLargeException")


@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_body_that_is_not_a_json_object_is_refused(connection, body):
    not_serializable(connection.exchange(raw.api(body)))


@pytest.mark.parametrize("around", [b'{"NextToken": "%s"}', b'{"Unknown": "%s"}', b'{"%s": 1}', b'{"Unknown": ["%s"]}'])
def test_bad_utf_8_is_refused_wherever_it_stands(connection, around):
    for bad in BAD_UTF8:
        not_serializable(connection.exchange(raw.api(around % bad)))


@pytest.mark.parametrize("body", ['{"X": "é€😀 \\ud83d\\ude00 \\u0000 \x7f"}', ' \t\r\n{ }\n ', '{"": {"": []}}',
                                  '{"X": [1, -1.5e+3, 0.0, null, true, {}]}', '{"X": 123456789012345678901234567890}'])
def test_every_kind_of_json_object_is_accepted(connection, body):
    accepted(connection.exchange(raw.api(body)))


def test_an_empty_body_counts_as_an_empty_object(connection):
    accepted(connection.exchange(raw.api(b"")))
    accepted(connection.exchange(raw.head()))
    accepted(connection.exchange(raw.head("Transfer-Encoding: chunked") + b"0\r\n\r\n"))
    missing = connection.exchange(raw.api(b"", "VoiceID.DescribeDomain")).json()["Message"]
    assert "Value null at 'domainId'" in missing


@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a": ', "}")], ids=["arrays", "objects"])
def test_at_most_32_levels_of_nesting_are_accepted(connection, opening, closing):
    """The body itself is the first level."""
    for levels in (32, 33, 100_000):
        inner = levels - 1
        answer = connection.exchange(raw.api('{"Unknown": ' + opening * inner + "1" + closing * inner + "}"))
        accepted(answer) if levels == 32 else not_serializable(answer)
    not_serializable(connection.exchange(raw.api('{"Unknown": ' + opening * 100_000)))


def body_of(size):
    return b'{"Unknown": "%s"}' % (b"x" * (size - len(b'{"Unknown": ""}')))


def test_a_body_of_exactly_the_limit_is_accepted(exchange):
    accepted(exchange(raw.api(body_of(LIMIT))))
    too_large(exchange(raw.api(body_of(LIMIT + 1))))


@pytest.mark.parametrize("size", [1000, 65536, LIMIT + 1])
def test_in_chunks_too_the_limit_is_that_of_the_body(exchange, size):
    head = raw.head("Transfer-Encoding: chunked")
    accepted(exchange(head + raw.chunked(body_of(LIMIT), size)))
    too_large(exchange(head + raw.chunked(body_of(LIMIT + 1), size)))


@pytest.mark.parametrize("data", [
    raw.head(f"Content-Length: {LIMIT + 1}"), raw.head("Content-Length: 9223372036854775807"),
    raw.head("Transfer-Encoding: chunked") + b"%x\r\n" % (LIMIT + 1),
    raw.head("Expect: 100-continue", f"Content-Length: {LIMIT + 1}"), raw.api(body_of(3 * LIMIT))],
    ids=["length", "longest", "chunk", "expectation", "all of it"])
def test_a_body_over_the_limit_is_refused_whether_it_comes_or_not(exchange, data):
    too_large(exchange(data))


def head_of(size, target=raw.TARGET):
    """A header block of that many bytes, the request line and the empty line included."""
    block = raw.head("Content-Length: 0", "X-Pad: ", target=target)
    return block[:-4] + b"x" * (size - len(block)) + b"\r\n\r\n"


def test_a_header_block_up_to_the_limit_is_accepted(exchange):
    accepted(exchange(head_of(HEADERS - 200)))
    many = raw.head("Content-Length: 0", *(f"X-{number}: {'y' * 20}" for number in range(400)))
    assert len(many) < HEADERS
    accepted(exchange(many))


@pytest.mark.parametrize("block", [
    head_of(HEADERS + 200), head_of(1024 * 1024), raw.head(*(f"X-{number}: {'y' * 20}" for number in range(700))),
    b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n", b"POST / HTTP/1.1\r\n" + b"X: y\r\n" * 3000],
    ids=["one header", "1 MiB", "many headers", "long path", "without an end"])
def test_a_header_block_over_the_limit_is_refused_with_431(emulator, block):
    with raw.Connection(emulator.address) as connection:
        connection.send(block)
        answer = connection.read_answer()
        assert (answer.status, answer.headers["x-amzn-errortype"]) == (431, "RequestHeaderFieldsTooLargeException")
        assert connection.read_to_end() == b""


@pytest.mark.parametrize("first, second, status", [(3900, 12_000, 200), (3900, 16_000, 431), (200, 16_300, 431),
                                                   (12_000, 12_000, 431)])
def test_the_limit_counts_all_parts_of_a_header_block(emulator, connection, first, second, status):
    """A round trip on another connection makes the server read each part by itself."""
    parts = (raw.head(f"X-First: {'y' * first}", "X-Cut: b")[:-4], b"c\r\nX-Second: " + b"z" * second + b"\r\n",
             b"Content-Length: 10\r\n\r\n{", b"        }")
    with raw.Connection(emulator.address) as slow:
        for part in parts:
            slow.try_to_send(part)
            connection.exchange(raw.api("{}"))
        assert slow.read_answer().status == status
