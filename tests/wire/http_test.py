"""HTTP as clients may speak it: chunks, expectations, pipelines, slow and half-closed connections, both loopbacks."""
import socket

import pytest

from wire import raw, samples
from wire.errors_test import CORAL, accepted, refused
from wire.raw import names, pair

BODY = b'{"MaxResults": 1, "Unknown": "\xc3\xa9 and some more text to be cut anywhere"}'
CHUNKED = raw.head("Transfer-Encoding: chunked")


def test_pipelined_requests_are_answered_in_order(start):
    with raw.connect(start()) as connection:
        connection.send(b"".join(map(pair, range(500))))
        for number in range(500):
            answer = connection.read_answer()
            assert names(answer, number)
            assert answer.headers.get("connection", "keep-alive").lower() == "keep-alive"


def test_a_pipeline_may_hold_requests_of_every_kind(emulator):
    kinds = [(pair(1), 400), (raw.api("{}"), 200), (raw.api("[", "VoiceID.None"), 404),
             (CHUNKED + raw.chunked(BODY, 7), 200),
             (raw.request(method="GET", path="/health"), 200), (raw.api(b""), 200), (raw.api(method="GET"), 404),
             (raw.request(b"{", method="PUT", path="/_voiceid/clock"), 400), (raw.api("[]"), 400), (raw.api("{}"), 200)]
    with raw.Connection(emulator.address) as connection:
        connection.send(b"".join(data for data, _ in kinds))
        assert [connection.read_answer().status for _ in kinds] == [status for _, status in kinds]


def test_a_pipeline_may_be_cut_at_any_byte(emulator):
    pipeline = pair(1) + CHUNKED + raw.chunked(BODY, 11) + pair(2)
    with raw.Connection(emulator.address) as connection:
        for cut in range(1, len(pipeline)):
            connection.send(pipeline[:cut])
            connection.send(pipeline[cut:])
            answers = [connection.read_answer() for _ in range(3)]
            assert names(answers[0], 1) and answers[1].status == 200 and names(answers[2], 2)


def test_requests_after_one_that_closes_are_not_answered(emulator):
    with raw.Connection(emulator.address) as connection:
        connection.send(pair(1) + raw.api("{}", headers=[("Connection", "close")]) + pair(3))
        assert names(connection.read_answer(), 1)
        assert connection.read_answer().headers["connection"].lower() == "close"
        assert connection.read_to_end() == b""


CHUNKS = {**{f"of {size}": raw.chunked(BODY, size) for size in (1, 2, 3, 7, 1000)},
          **{f"with {extension}": raw.chunked(BODY, 9, extension) for extension in (
              b";a", b";a=b", b';a="b;c\\"d"', b";a=b;c=d", b" ; a = b")},
          "trailers": b"2\r\n{}\r\n0\r\nX-Trailer: a\r\nX-Amz-Target: VoiceID.None\r\n\r\n",
          "leading zeros": b"0002\r\n{}\r\n0000\r\n\r\n", "upper case": b"A\r\n{        }\r\n0\r\n\r\n",
          "lower case": b"a\r\n{        }\r\n0\r\n\r\n"}


@pytest.mark.parametrize("chunks", CHUNKS.values(), ids=CHUNKS)
def test_chunks_may_be_written_in_many_ways(connection, chunks):
    accepted(connection.exchange(CHUNKED + chunks))
    accepted(connection.exchange(raw.head("transfer-encoding: CHUNKED") + chunks))


def test_chunked_bodies_are_put_together_and_checked(connection):
    chunked = raw.head("Transfer-Encoding: chunked", target="VoiceID.DescribeDomain")
    answer = connection.exchange(chunked + raw.chunked(b'{"DomainId": "\xc3\xa9"}', 1))
    assert "Value 'é' at 'domainId'" in answer.json()["Message"]
    broken = connection.exchange(CHUNKED + raw.chunked(BODY[:-1], 5))
    refused(broken, 400, CORAL, "SerializationException")


def test_a_request_may_come_byte_by_byte(start):
    """With TLS, each byte in a record of its own."""
    request = raw.api(BODY) + CHUNKED + raw.chunked(BODY, 5, b";x=y")
    with raw.connect(start()) as connection:
        for at in range(len(request)):
            connection.send(request[at:at + 1])
        accepted(connection.read_answer())
        accepted(connection.read_answer())


def padding(size):
    """Headers of about `size` bytes."""
    return b"".join(b"X-%d: %s\r\n" % (number, b"y" * 40) for number in range(size // 50))


@pytest.mark.parametrize("size", [0, 5000, 12_000])
@pytest.mark.parametrize("cuts", [["line", "header", "body"], ["header"], ["body"]], ids="-".join)
def test_a_header_block_may_come_in_parts(emulator, connection, cuts, size):
    """A round trip on another connection makes the server read each part by itself."""
    length = b"Content-Length: %d\r\n\r\n" % len(BODY)
    parts = {"line": b"POST / HTTP/1.1\r\n", "header": b"Host: a\r\nX-Amz-Target: VoiceID.ListDomains\r\n" + padding(size),
             "body": length + BODY[:1], "end": BODY[1:]}
    with raw.Connection(emulator.address) as slow:
        waiting = b""
        for name, part in parts.items():
            waiting += part
            if name in cuts or name == "end":
                slow.send(waiting)
                waiting = b""
                connection.exchange(raw.api("{}"))
        accepted(slow.read_answer())
        assert names(slow.exchange(pair(7)), 7)


def expecting(length, **how):
    return raw.head("Expect: 100-continue", f"Content-Length: {length}", **how)


def test_an_expectation_gets_100_before_the_body_or_its_chunks(start):
    chunked = raw.head("eXpEcT: 100-Continue", "Transfer-Encoding: chunked")
    with raw.connect(start()) as connection:
        for head, body in ((expecting(len(BODY)), BODY), (chunked, raw.chunked(BODY, 4)), (expecting(len(BODY)), BODY)):
            assert connection.exchange(head).status == 100
            accepted(connection.exchange(body))


def test_a_body_may_come_without_waiting_for_100(emulator):
    with raw.Connection(emulator.address) as connection:
        connection.send(expecting(len(BODY)) + BODY + pair(2))
        answer = connection.read_answer()
        accepted(connection.read_answer() if answer.status == 100 else answer)
        assert names(connection.read_answer(), 2)


def test_an_http_1_0_client_gets_no_100(emulator):
    with raw.Connection(emulator.address) as connection:
        connection.send(expecting(len(BODY), version="HTTP/1.0"))
        # The server has the head by now and must not answer yet.
        accepted(raw.once(emulator.address, raw.api("{}")))
        accepted(connection.exchange(BODY))


@pytest.mark.parametrize("how", [
    {"version": "HTTP/1.0"}, {"version": "HTTP/1.0", "host": False}, {"headers": [("Connection", "close")]},
    {"headers": [("Connection", "Close")]}, {"headers": [("Connection", "x, close")]}], ids=str)
def test_a_connection_ends_with_its_answer_for_an_old_client_or_one_that_wants_it(emulator, how):
    with raw.Connection(emulator.address) as connection:
        answer = connection.exchange(raw.api(BODY, **how))
        accepted(answer)
        assert "version" in how or answer.headers["connection"].lower() == "close"
        assert connection.read_to_end() == b""


def test_an_http_1_0_client_may_ask_to_keep_the_connection(emulator):
    kept = raw.api(BODY, version="HTTP/1.0", headers=[("Connection", "keep-alive")])
    with raw.Connection(emulator.address) as connection:
        answer = connection.exchange(kept)
        accepted(answer)
        if answer.headers.get("connection", "close").lower() == "keep-alive":
            accepted(connection.exchange(kept))
        else:
            assert connection.read_to_end() == b""


def test_a_half_closed_client_still_gets_its_answers(emulator):
    with raw.Connection(emulator.address) as connection:
        connection.send(raw.api(BODY) + pair(2))
        connection.finish_sending()
        accepted(connection.read_answer())
        assert names(connection.read_answer(), 2)
        assert connection.read_to_end() == b""


@pytest.mark.parametrize("part", [b"", b"POST / HT", raw.api(BODY)[:-5], CHUNKED + b"5\r\n{", expecting(10)],
                         ids=["nothing", "line", "body", "chunk", "expectation"])
def test_a_client_that_stops_in_the_middle_loses_its_connection(emulator, part):
    with raw.Connection(emulator.address) as connection:
        connection.send(part)
        connection.finish_sending()
        left = connection.read_to_end()
        assert left[:9] in (b"", b"HTTP/1.1 ")
    accepted(raw.once(emulator.address, raw.api(BODY)))


def loopbacks():
    """The loopback addresses of this machine."""
    found = ["127.0.0.1"]
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return [*found, "::1"]
    except OSError:
        return found


@pytest.mark.parametrize("host", loopbacks())
def test_every_loopback_address_is_served(emulator, host):
    accepted(raw.once((host, emulator.port), raw.api(BODY)))


def test_a_long_value_is_echoed_in_full(connection):
    key = "é" * 100_000
    answer = connection.exchange(raw.api({"DomainId": samples.ID, "Name": "n",
                                          "ServerSideEncryptionConfiguration": {"KmsKeyId": key}},
                                         "VoiceID.UpdateDomain"))
    assert f"'{key}'" in answer.json()["Message"]
