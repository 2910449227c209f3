"""Audio by WebSocket, as a call streams it: samples in messages, and clients that break the rules."""
import json
import re
import struct

import pytest

from support.patience import LONG_IDLE_TIME, until
from support.session_calls import UNKNOWN_ID, SessionCalls, new_domain
from support.speakers import LONG, SHORT, samples_of, says
from support.wav_files import pcm, silence, tone
from wire import raw
from wire.connections_test import send_without_reading, until_accepted, use_until_another_is_idle
from wire.memory import bound_kib, resident_kib
from wire.web_socket import (BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, WebSocket, closing, frame,
                             handshake)

FRAME = pcm(tone(0.02))
SECOND = pcm(tone(1))


@pytest.fixture
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


def path_of(calls, query="?voice=alice", name="call-1"):
    return calls.path(name, f"audio{query}")


def opened(calls, query="?voice=alice", name="call-1", **headers):
    return WebSocket(raw.Connection(calls.emulator.address), path_of(calls, query, name), **headers)


@pytest.fixture
def web_socket(calls):
    with opened(calls) as web_socket:
        yield web_socket


def seconds_of(calls, name="call-1"):
    return calls.describe(name).get("Audio", {"SpeechSeconds": 0})["SpeechSeconds"]


def unharmed(calls):
    """The stream goes on and takes audio from the next WebSocket."""
    before = seconds_of(calls)
    with opened(calls) as another:
        another.say(FRAME)
        another.settle()
        another.close()
    assert calls.describe()["StreamingStatus"] == "ONGOING"
    assert seconds_of(calls) == round(before + 0.02, 3)


def test_the_handshake_is_answered_with_the_request_id_of_the_log(calls, web_socket):
    logged = calls.emulator.control("GET", "requests?all")["Requests"]
    assert web_socket.answer.headers["x-amzn-requestid"] in [each["RequestId"] for each in logged]


def watched(emulator, query=""):
    stream = raw.Connection(emulator.address)
    stream.send(raw.request(method="GET", path=f"/_voiceid/sessions/stream{query}"))
    head = stream.read_answer(bodiless=True)
    assert (head.status, head.headers["content-type"]) == (200, "text/event-stream")
    return stream


def next_session(stream):
    text = ""
    while not (text.startswith("data: ") and text.endswith("\n\n")):
        text += stream.read_chunk().decode()
    return json.loads(text.removeprefix("data: "))["Session"]


def test_who_watches_sees_a_session_whenever_it_hears_something(calls):
    with opened(calls) as web_socket, watched(calls.emulator) as stream:
        for seconds in (1, 2):
            web_socket.say(SECOND)
            session = next_session(stream)
            assert session == calls.describe() and session["Audio"]["SpeechSeconds"] == seconds


def test_who_watches_one_account_sees_nothing_of_others(calls):
    other = SessionCalls(calls.emulator, new_domain(calls.emulator, account="999999990077"))
    other.start()
    with opened(calls) as web_socket, opened(other) as another, watched(calls.emulator, "?account=999999990077") as stream:
        web_socket.say(SECOND)
        web_socket.settle()
        another.say(SECOND)
        assert next_session(stream)["SessionId"] == other.describe()["SessionId"]


HANDSHAKES = {
    "as browsers do": {}, "connection list": {"Connection": "keep-alive, Upgrade"},
    "lower case": {"Connection": "upgrade"}, "upgrade in capitals": {"Upgrade": "WebSocket"},
    "another key": {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="},
    "extensions": {"Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits"},
}


@pytest.mark.parametrize("headers", HANDSHAKES.values(), ids=HANDSHAKES)
def test_a_handshake_opens_the_web_socket(calls, headers):
    with opened(calls, **headers) as web_socket:
        assert web_socket.answer.headers["upgrade"].lower() == "websocket"
        assert web_socket.answer.headers["connection"].lower() == "upgrade"
        assert {"sec-websocket-extensions", "sec-websocket-protocol"}.isdisjoint(web_socket.answer.headers)
        web_socket.say(FRAME)
        web_socket.settle()
        web_socket.close()
    assert seconds_of(calls) == 0.02


# Changed headers, and the statuses that may answer them.
REFUSED = {
    "version 8": ({"Sec_WebSocket_Version": "8"}, (400, 426)),
    "version text": ({"Sec_WebSocket_Version": "x"}, (400, 426)),
    "no version": ({"leave_out": ["Sec-WebSocket-Version"]}, (400, 426)),
    "no key": ({"leave_out": ["Sec-WebSocket-Key"]}, (400,)), "empty key": ({"Sec_WebSocket_Key": ""}, (400,)),
    "short key": ({"Sec_WebSocket_Key": "c2hvcnQ="}, (400,)),
    "key not base64": ({"Sec_WebSocket_Key": "!" * 24}, (400,)), "no upgrade": ({"leave_out": ["Upgrade"]}, (400,)),
    "other upgrade": ({"Upgrade": "h2c"}, (400,)), "no connection": ({"leave_out": ["Connection"]}, (400,)),
    "other connection": ({"Connection": "keep-alive"}, (400,)), "HTTP/1.0": ({"version": "HTTP/1.0"}, (400, 505)),
}


@pytest.mark.parametrize("changed, statuses", REFUSED.values(), ids=REFUSED)
def test_a_wrong_handshake_is_refused(calls, changed, statuses):
    answer = raw.once(calls.emulator.address, handshake(path_of(calls), **changed))
    assert answer.status in statuses and answer.json()["Message"]
    assert answer.status != 426 or answer.headers["sec-websocket-version"] == "13"
    unharmed(calls)


@pytest.mark.parametrize("query", ["?voice=", "?voice=-a", "?voice=%C3%A9", "?voice=a%zz",
                                   "?voice=" + "a" * 257,
                                   "?channel=0"])
def test_the_query_names_a_voice_if_anything(calls, query):
    answer = raw.once(calls.emulator.address, handshake(path_of(calls, query)))
    assert answer.status == 400 and answer.json()["Error"] == "ValidationException" and answer.json()["Message"]


@pytest.mark.parametrize("part, method, statuses", [("audio?voice=alice", "POST", (400, 405)),
                                                    ("audio?voice=alice", "PUT", (400, 405)), (None, "GET", (200, 400)),
                                                    ("outcome", "GET", (400, 405)), ("end", "GET", (400, 405))])
def test_no_other_method_or_path_is_upgraded(calls, part, method, statuses):
    answer = raw.once(calls.emulator.address, handshake(calls.path("call-1", part), method=method))
    assert answer.status in statuses


def test_it_needs_an_ongoing_stream(calls):
    def refusal(path):
        answer = raw.once(calls.emulator.address, handshake(path))
        return answer.status, answer.json()["Error"]
    assert refusal(path_of(calls, name="nobody")) == (404, "ResourceNotFoundException")
    unknown = path_of(calls).replace(calls.domain_id, UNKNOWN_ID)
    assert refusal(unknown) == (404, "ResourceNotFoundException")
    calls.end()
    assert refusal(path_of(calls)) == (409, "ConflictException")
    calls.operation("DeleteDomain")
    assert refusal(path_of(calls)) == (409, "DOMAIN_NOT_ACTIVE")


def test_a_connection_may_be_upgraded_after_other_requests(calls):
    with raw.Connection(calls.emulator.address) as connection:
        for before, status in ((raw.request(method="GET", path="/health"), 200), (raw.api("{}"), 200),
                               (raw.request("{", method="PUT", path="/_voiceid/clock"), 400)):
            assert connection.exchange(before).status == status
        with WebSocket(connection, path_of(calls)) as web_socket:
            web_socket.say(SECOND)
            web_socket.settle()
    assert seconds_of(calls) == 1


MESSAGES = {
    "of a sample": [SECOND[at:at + 2] for at in range(0, 320 * 4, 2)],
    "of all sizes": [SECOND[at * (at - 1):at * (at + 1)] for at in range(1, 127)],
    "of 125 and 126 bytes": [SECOND[:124], SECOND[124:250], SECOND[250:376], SECOND[376:]],
    "of 70,000 bytes": [SECOND * 4 + SECOND[:6000]], "of 1 MiB": [(SECOND * 66)[:1 << 20]],
    "silent and empty": [pcm(silence(1)), b"", FRAME, b""],
    "a part frame": [FRAME, FRAME[:-2]],
}


@pytest.mark.parametrize("messages", MESSAGES.values(), ids=MESSAGES)
def test_net_speech_grows_with_the_messages(calls, web_socket, messages):
    for message in messages:
        web_socket.say(message)
    web_socket.settle()
    heard = b"".join(messages)
    spoken = heard.replace(bytes(320), b"") if bytes(320) in heard else heard
    assert seconds_of(calls) == round(len(spoken) // 320 * 0.02, 3)


def test_two_voices_at_once(calls):
    with opened(calls, "?voice=alice") as alice, opened(calls, "?voice=bob") as bob:
        for web_socket, messages in ((alice, 1), (bob, 2), (alice, 1), (bob, 1)):
            web_socket.send(*[frame(BINARY, SECOND)] * messages)
            web_socket.settle()
    assert calls.describe()["Audio"] == {"SpeechSeconds": 5, "Voice": "bob", "SpoofingRisk": 0}


@pytest.mark.parametrize("size", [320, 1998, 64_000])
def test_speech_without_a_name_has_the_same_voice_in_messages_as_in_a_file(calls, size):
    recording = says("slt", SHORT, LONG)
    calls.start("file")
    calls.hear(recording, name="file")
    samples = samples_of(recording)
    with opened(calls, "") as web_socket:
        for at in range(0, len(samples), size):
            web_socket.say(samples[at:at + size])
        web_socket.settle()
        web_socket.close()
    voices = calls.heard_voices("file")
    assert [each["WindowSeconds"] for each in voices] == [5, 6, 7, 8, 9, 10, 30]
    assert all(each["Voice"].startswith("acoustic:") for each in voices)
    assert calls.heard_voices("call-1") == voices
    assert calls.describe()["Audio"] == calls.describe("file")["Audio"]


def test_a_tone_without_a_name_is_labelled_by_its_samples(calls):
    with opened(calls, "") as web_socket:
        for _ in range(11):
            web_socket.say(SECOND)
        web_socket.settle()
    assert re.fullmatch("voice-[0-9a-f]{16}", calls.describe()["Audio"]["Voice"])


def fragments(payload, *cuts):
    """The frames of one message, cut there."""
    ends = [*cuts, len(payload)]
    pieces = [payload[at:end] for at, end in zip([0, *cuts], ends)]
    return [frame(CONTINUATION if at else BINARY, piece, final=at == len(cuts)) for at, piece in enumerate(pieces)]


@pytest.mark.parametrize("cuts", [[160], [1], [319], [1, 2, 3], [0], [320], [0, 0, 7, 7, 320], range(1, 320)], ids=str)
def test_fragments_make_one_message(calls, web_socket, cuts):
    web_socket.send(*fragments(FRAME, *cuts))
    web_socket.settle()
    assert seconds_of(calls) == 0.02


def test_control_frames_may_come_between_fragments(calls, web_socket):
    first, second, third = fragments(FRAME, 3, 200)
    web_socket.send(first, frame(PING, b"1"), second, frame(PONG, b"unasked"), frame(PING, b"2"), third)
    assert [web_socket.read_frame().payload for _ in range(2)] == [b"1", b"2"]
    web_socket.settle()
    assert seconds_of(calls) == 0.02


@pytest.mark.parametrize("payload", [b"", b"a", bytes(range(125))], ids=len)
def test_a_ping_is_answered_with_its_payload(web_socket, payload):
    web_socket.send(frame(PING, payload))
    assert web_socket.read_frame() == Frame(PONG, payload, True)


def test_frames_may_be_cut_at_any_byte(calls, web_socket):
    """A round trip on another connection makes the server read each part by itself."""
    stream = frame(BINARY, FRAME[:130]) + frame(PING, b"a") + frame(BINARY, FRAME[130:])
    with raw.Connection(calls.emulator.address) as other:
        for cut in range(1, len(stream)):
            web_socket.send(stream[:cut])
            other.exchange(raw.request(method="GET", path="/health"))
            web_socket.send(stream[cut:])
            assert web_socket.read_frame() == Frame(PONG, b"a", True)
    web_socket.settle()
    assert seconds_of(calls) == round((len(stream) - 1) * 0.02, 3)


def test_frames_sent_along_with_the_handshake_are_refused(calls):
    with raw.Connection(calls.emulator.address) as connection:
        connection.send(handshake(path_of(calls)) + frame(BINARY, FRAME) + frame(PING, b"x"))
        # RFC 6455, 4.1: a client must wait for the answer first.
        assert connection.read_answer().status == 400
    unharmed(calls)


# What the client sends, and the codes with which the server may close.
WRONG = {
    "text": ([frame(TEXT, b"hello")], (1003,)), "empty text": ([frame(TEXT)], (1003,)),
    "text in fragments": ([frame(TEXT, b"hel", final=False), frame(CONTINUATION, b"lo")], (1003,)),
    "text that is no UTF-8": ([frame(TEXT, b"\xff\xfe")], (1003, 1007)),
    "half a sample": ([frame(BINARY, FRAME[:-1])], (1007,)), "one byte": ([frame(BINARY, b"a")], (1007,)),
    "half a sample in fragments": (fragments(FRAME[:-1], 100), (1007,)),
    "not masked": ([frame(BINARY, FRAME, mask=False)], (1002,)),
    "ping not masked": ([frame(PING, mask=False)], (1002,)),
    **{f"opcode {opcode}": ([frame(opcode, b"ab")], (1002,)) for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    **{f"reserved bit {bit}": ([frame(BINARY, FRAME, reserved=bit)], (1002,)) for bit in (1, 2, 4, 7)},
    "reserved bit of a ping": ([frame(PING, reserved=4)], (1002,)), "long ping": ([frame(PING, bytes(126))], (1002,)),
    "long close": ([frame(CLOSE, b"\x03\xe8" + b"a" * 124)], (1002,)),
    "ping in fragments": ([frame(PING, b"a", final=False)], (1002,)),
    "close in fragments": ([frame(CLOSE, b"\x03\xe8", final=False)], (1002,)),
    "nothing to continue": ([frame(CONTINUATION, FRAME)], (1002,)),
    "continued after its end": ([frame(BINARY, b"ab"), frame(CONTINUATION, b"cd")], (1002,)),
    "a message in a message": ([frame(BINARY, b"ab", final=False), frame(BINARY, b"cd")], (1002,)),
    "close of one byte": ([frame(CLOSE, b"\x03")], (1002,)), "close of code 0": ([closing(0)], (1002,)),
    **{f"close of code {code}": ([closing(code)], (1002,)) for code in (999, 1004, 1005, 1006, 1015)},
    "a reason that is no UTF-8": ([closing(1000, b"\xff")], (1002, 1007)),
    "a byte over 1 MiB": ([frame(BINARY, size=(1 << 20) + 1)], (1009,)),
    "1 GB": ([frame(BINARY, size=1 << 30)], (1009, 1002)),
    "the largest": ([frame(BINARY, size=(1 << 63) - 1)], (1009, 1002)),
    "more than that": ([frame(BINARY, size=1 << 63)], (1009, 1002)),
    "all bits": ([b"\x82\xff" + b"\xff" * 12], (1009, 1002)),
    "HTTP": ([raw.request(method="GET", path="/health")], (1002,)), "zeros": ([bytes(20)], (1002,)),
    "a length written too long": ([b"\x82\xfe\x00\x02" + bytes(6)], (1002,)),
}


@pytest.mark.parametrize("frames, codes", WRONG.values(), ids=WRONG)
def test_the_close_code_names_the_fault(calls, web_socket, frames, codes):
    web_socket.say(FRAME)
    web_socket.settle()
    web_socket.send(*frames)
    assert web_socket.read_close() in codes
    web_socket.connection.try_to_send(closing(1000))
    assert web_socket.connection.read_to_end() == b""
    assert seconds_of(calls) == 0.02
    unharmed(calls)


def test_audio_after_a_fault_does_not_count(calls, web_socket):
    web_socket.connection.try_to_send(frame(TEXT, b"x") + frame(BINARY, SECOND))
    web_socket.closed_with(1003)
    assert seconds_of(calls) == 0


@pytest.mark.parametrize("code", [1000, 1001, 1003, 1011, 3000, 4999])
def test_a_close_is_answered_with_its_code(calls, web_socket, code):
    web_socket.say(FRAME)
    web_socket.close(code)
    assert seconds_of(calls) == 0.02
    assert calls.describe()["StreamingStatus"] == "ONGOING"


def test_the_stream_goes_on_with_the_next_web_socket_but_a_part_of_a_frame_does_not(calls):
    for number in range(1, 4):
        with opened(calls) as web_socket:
            web_socket.say(SECOND + FRAME[:160])
            web_socket.close()
        assert seconds_of(calls) == number


def restart(calls):
    calls.end()
    calls.start()
    return calls


def forget_and_start_anew(calls):
    calls.end()
    calls.emulator.advance("P1D")
    calls.start()
    return calls


def reset_and_make_the_same_ids(calls):
    calls.emulator.control("POST", "reset")
    again = SessionCalls(calls.emulator)
    assert again.domain_id == calls.domain_id
    again.start()
    return again


@pytest.mark.parametrize("go", [SessionCalls.end, restart, forget_and_start_anew, reset_and_make_the_same_ids],
                         ids=lambda each: each.__name__)
def test_a_stream_that_is_gone_takes_no_more_audio(start_emulator, go):
    calls = SessionCalls(start_emulator("--seed", "1"))
    calls.start()
    with opened(calls) as web_socket:
        web_socket.say(SECOND)
        web_socket.settle()
        after = go(calls)
        # The server may have closed it by now, or does so with the next message.
        web_socket.connection.try_to_send(frame(BINARY, SECOND))
        web_socket.closed_with(1008)
    assert go is SessionCalls.end or "Audio" not in after.describe()


@pytest.mark.parametrize("part", [b"", frame(BINARY, FRAME)[:1], frame(BINARY, FRAME)[:9],
                                  frame(BINARY, FRAME, final=False)],
                         ids=["idle", "in a head", "in a payload", "in a message"])
@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
def test_a_client_may_be_gone_without_a_close(calls, part, reset):
    web_socket = opened(calls)
    web_socket.say(FRAME)
    web_socket.settle()
    web_socket.send(part)
    web_socket.connection.leave(reset)
    assert seconds_of(calls) == 0.02
    unharmed(calls)


def test_a_client_that_stops_sending_loses_its_connection(calls, web_socket):
    web_socket.say(FRAME)
    web_socket.connection.finish_sending()
    web_socket.connection.read_to_end()
    unharmed(calls)


def test_many_web_sockets(start_emulator):
    calls = SessionCalls(start_emulator("--quotas", "off"))
    names = [f"call-{number}" for number in range(20)]
    for name in names:
        calls.start(name)
    held = [opened(calls, name=name) for name in names * 15]
    for web_socket in held:
        web_socket.send(*[frame(BINARY, FRAME)] * 3)
    for web_socket in held:
        web_socket.settle()
    assert [seconds_of(calls, name) for name in names] == [0.9] * 20
    for number, web_socket in enumerate(held):
        web_socket.close() if number % 2 else web_socket.connection.close()
    assert calls.emulator.request("GET", "/health").status == 200


def test_a_web_socket_takes_a_place_and_gives_it_back(start_emulator):
    calls = SessionCalls(start_emulator("--max-connections", "2"))
    calls.start()

    def open_one():
        """Fails for a moment after another was closed."""
        connection = raw.Connection(calls.emulator.address)
        try:
            return WebSocket(connection, path_of(calls))
        except (AssertionError, ConnectionError):
            connection.close()
            return None
    for leave in (WebSocket.close, lambda web_socket: web_socket.connection.close()) * 3:
        held = [until(open_one) for _ in range(2)]
        with raw.Connection(calls.emulator.address) as extra:
            extra.send(raw.api("{}"))
            assert extra.read_answer().status == 503
        for web_socket in held:
            leave(web_socket)
    until_accepted(calls.emulator.address)


def test_a_web_socket_in_use_outlives_the_idle_time(start_emulator):
    calls = SessionCalls(start_emulator("--idle-timeout", "3"))
    calls.start()
    with opened(calls) as web_socket:
        def use():
            web_socket.say(FRAME)
            web_socket.settle()
        use_until_another_is_idle(calls.emulator.address, use)
        web_socket.close()


def test_a_silent_client_is_pinged_and_loses_its_connection_if_it_does_not_answer(start_emulator):
    calls = SessionCalls(start_emulator("--idle-timeout", "3"))
    calls.start()
    with opened(calls) as web_socket:
        assert web_socket.read_frame().opcode == PING
        web_socket.connection.read_to_end()
    unharmed(calls)


def test_a_client_that_does_not_read_holds_up_neither_others_nor_a_stop(start_emulator):
    """Its pongs must not pile up."""
    calls = SessionCalls(start_emulator(*LONG_IDLE_TIME))
    calls.start()
    before = resident_kib(calls.emulator.pid)
    with opened(calls) as lazy:
        send_without_reading(lazy.connection, frame(PING, bytes(125)) * 100)
        unharmed(calls)
        assert resident_kib(calls.emulator.pid) - before <= bound_kib(4 * 1024)
        calls.emulator.stop()


def test_a_message_of_endless_fragments_has_an_end(start_emulator):
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    with opened(calls) as web_socket:
        piece = frame(CONTINUATION, bytes(1 << 16), final=False)
        web_socket.send(frame(BINARY, b"", final=False))
        # The server may refuse it as too large before all is sent.
        all(web_socket.connection.try_to_send(piece) for _ in range(1024))
        assert resident_kib(calls.emulator.pid) - before <= bound_kib(16 * 1024)
    unharmed(calls)


def test_a_long_call_stays_small(start_emulator):
    """Ten minutes in messages of 20 ms."""
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    with opened(calls) as web_socket:
        for _ in range(300):
            web_socket.send(*[frame(BINARY, FRAME)] * 100)
        web_socket.settle()
        assert seconds_of(calls) == 600
        assert resident_kib(calls.emulator.pid) - before <= bound_kib(2 * 1024)


@pytest.mark.parametrize("part", [b"", frame(BINARY, FRAME)[:5], frame(BINARY, FRAME, final=False)],
                         ids=["idle", "in a frame", "in a message"])
def test_the_server_stops_with_web_sockets_open(start_emulator, part):
    """The clients neither answer its close nor hang up."""
    calls = SessionCalls(start_emulator(*LONG_IDLE_TIME))
    calls.start()
    held = [opened(calls) for _ in range(5)]
    for web_socket in held:
        web_socket.say(FRAME)
        web_socket.settle()
        web_socket.send(part)
    calls.emulator.stop()
    for web_socket in held:
        left = web_socket.connection.read_to_end()
        # 1001: the server is going away.
        assert left in (b"", b"\x88\x00") or left[:1] + left[2:4] == b"\x88" + struct.pack(">H", 1001)
        web_socket.connection.close()


def test_web_sockets_and_the_api_are_served_side_by_side(calls):
    with opened(calls) as web_socket:
        for _ in range(100):
            web_socket.send(*[frame(BINARY, FRAME)] * 20)
            assert calls.emulator.call("ListDomains").status == 200
        web_socket.settle()
    assert seconds_of(calls) == 40
