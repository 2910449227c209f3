"""Audio as WAV files over HTTP: content types, query, limits, and uploads that break off.

tests/domain/wav_test.cpp holds which files are read, speech_detector_test.cpp what counts as speech.
"""
import os
import re
import struct

import pytest

from support.bad_wavs import BROKEN, GOOD, NAMED
from support.session_calls import SessionCalls, refused
from support.wav_files import LOUD, chunk, info, silence, tone, wav
from wire import raw
from wire.memory import bound_kib, resident_kib, until_resident

LIMIT = 20_000_000
LABEL = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}")
CAROL = wav(tone(1), before=info(IART="carol"))


@pytest.fixture
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


@pytest.mark.parametrize("samples, seconds", [
    (tone(3), 3), (tone(1) + silence(2) + tone(0.5), 1.5), (tone(0.0399), 0.02), (tone(0.02) + tone(2, 327), 0.02)],
    ids=["speech", "speech and silence", "a part of a frame", "faint"])
def test_a_file_counts_by_its_net_speech(calls, samples, seconds):
    assert calls.hear(wav(samples), "?voice=alice")["Audio"] == {
        "SpeechSeconds": seconds, "Voice": "alice", "SpoofingRisk": 0}


@pytest.mark.parametrize("samples", [silence(1), tone(1, 327), tone(0.0199)], ids=["silence", "faint", "part"])
def test_a_file_without_speech_adds_nothing(calls, samples):
    before = calls.hear(wav(tone(1)), "?voice=alice")
    assert calls.hear(wav(samples), "?voice=bob") == before


def test_files_and_json_add_up(calls):
    calls.hear(wav(tone(1.5)), "?voice=alice")
    calls.audio(2)
    session = calls.hear(wav(tone(7)), "?voice=alice")
    assert session["Audio"]["SpeechSeconds"] == 10.5
    assert "AudioAggregationEndedAt" in session["AuthenticationAudioProgress"]


STEREO = wav(tone(1) + silence(2), tone(2) + silence(1))


@pytest.mark.parametrize("data, query, seconds", [
    (STEREO, "?voice=a", 1), (STEREO, "?voice=a&channel=0", 1), (STEREO, "?channel=1&voice=a", 2),
    (wav(tone(2)), "?voice=a&channel=0", 2)], ids=["default", "0", "1", "0 of mono"])
def test_the_query_selects_the_channel(calls, data, query, seconds):
    assert calls.hear(data, query)["Audio"]["SpeechSeconds"] == seconds


@pytest.mark.parametrize("content_type", ["audio/wav", "audio/x-wav", "audio/wave", "Audio/WAV", "audio/wav; codecs=1",
                                          "audio/wav;codecs=1"])
def test_content_types_of_a_wav(calls, content_type):
    answer = calls.send_wav(GOOD, "?voice=a", content_type=content_type)
    assert answer.status == 200 and answer.body["Session"]["Audio"]["SpeechSeconds"] == 1


@pytest.mark.parametrize("data, query, voice", [
    (GOOD, "?voice=dora", "dora"), (GOOD, "?voice=%64or%61", "dora"), (CAROL, "", "carol"),
    (CAROL, "?voice=dora", "dora"), (wav(tone(1), before=info(IART="John Smith")), "?voice=john", "john")],
    ids=["query", "percent-encoded", "artist", "query before artist", "query before a bad artist"])
def test_the_voice_is_that_of_the_query_or_of_the_artist(calls, data, query, voice):
    assert calls.hear(data, query)["Audio"]["Voice"] == voice


def test_without_a_name_the_samples_name_the_voice(calls):
    first = calls.hear(wav(tone(2)))["Audio"]["Voice"]
    assert LABEL.fullmatch(first)
    for again, same in ((wav(tone(2), before=chunk(b"fact", b"\0" * 4)), True), (wav(tone(2, LOUD + 1)), False)):
        calls.end()
        calls.start()
        assert (calls.hear(again)["Audio"]["Voice"] == first) is same


def not_taken(calls, data, query="?voice=a"):
    before = calls.describe()
    message = refused(calls.send_wav(data, query), 400, "ValidationException")
    assert calls.describe() == before and "Audio" not in before
    return message


@pytest.mark.parametrize("kind", ["44.1 kHz", "8 bit", "mu-law", "three channels"])
def test_the_refusal_says_what_was_found_and_what_is_needed(calls, kind):
    data, found, needed = NAMED[kind]
    message = not_taken(calls, data)
    assert re.search(found, message) and re.search(needed, message), message


@pytest.mark.parametrize("data, query", [
    *((BROKEN[name], "?voice=a") for name in ("empty", "text", "noise", "cut by a byte")), (GOOD, "?channel=1&voice=a"),
    (wav(tone(1), before=info(IART="John Smith")), "")],
    ids=["empty", "text", "noise", "cut", "missing channel", "bad artist"])
def test_a_file_that_cannot_be_used_is_refused(calls, data, query):
    not_taken(calls, data, query)


def head(calls, *lines):
    """A header block, for bodies that are sent by hand."""
    request = f"POST {calls.path('call-1', 'audio')}?voice=a HTTP/1.1"
    return "\r\n".join([request, "Host: localhost", "Content-Type: audio/wav", *lines, "", ""]).encode()


def test_a_file_may_have_20_megabytes(calls):
    data = GOOD + chunk(b"JUNK", bytes(LIMIT - len(GOOD) - 8))
    assert len(data) == LIMIT
    assert calls.hear(data[:4] + struct.pack("<I", LIMIT - 8) + data[8:])["Audio"]["SpeechSeconds"] == 1


def too_large(answer):
    assert answer.status == 413 and set(answer.json()) == {"Error", "Message"}, answer
    assert "20" in answer.json()["Message"]


@pytest.mark.parametrize("size", [LIMIT + 1, 1 << 40, (1 << 63) - 1])
def test_a_larger_file_is_refused_before_it_is_sent(calls, size):
    with raw.Connection(calls.emulator.address) as connection:
        too_large(connection.exchange(head(calls, "Expect: 100-continue", f"Content-Length: {size}")))
    assert "Audio" not in calls.describe()


def test_a_larger_file_in_chunks_is_refused(calls):
    """The server need not take more than the limit."""
    with raw.Connection(calls.emulator.address) as connection:
        connection.send(head(calls, "Transfer-Encoding: chunked"))
        block = b"%x\r\n%s\r\n" % (1 << 20, bytes(1 << 20))
        sent = sum(connection.try_to_send(block) for _ in range(24))
        assert sent >= LIMIT >> 20
        too_large(connection.read_answer())
    assert "Audio" not in calls.describe()


@pytest.mark.parametrize("how", ["length", "chunked"])
def test_an_upload_that_breaks_off_changes_nothing(calls, how):
    data = wav(tone(60))
    with raw.Connection(calls.emulator.address) as connection:
        if how == "length":
            connection.send(head(calls, f"Content-Length: {len(data)}") + data[:-1])
        else:
            connection.send(head(calls, "Transfer-Encoding: chunked") + raw.chunked(data, 4096)[:-5])
        connection.finish_sending()
        assert b" 200 " not in connection.read_to_end()
    assert "Audio" not in calls.describe()


def test_a_file_in_chunks(calls):
    with raw.Connection(calls.emulator.address) as connection:
        answer = connection.exchange(head(calls, "Transfer-Encoding: chunked") + raw.chunked(wav(tone(60)), 5000))
        assert answer.status == 200 and answer.json()["Session"]["Audio"]["SpeechSeconds"] == 60


def test_a_file_for_no_session_or_an_ended_stream(calls):
    refused(calls.send_wav(GOOD, "?voice=a", name="nobody"), 404, "ResourceNotFoundException")
    calls.end()
    refused(calls.send_wav(GOOD, "?voice=a"), 409, "ConflictException")


def test_large_files_give_their_memory_back(start_emulator):
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    data = wav(tone(1249))
    for number in range(8):
        assert calls.send_wav(data if number % 2 else data[:-1], "?voice=a").status == (200 if number % 2 else 400)
    until_resident(calls.emulator.pid, before + bound_kib(8 * 1024))


def test_a_promised_length_takes_no_memory(start_emulator):
    """32 uploads announce 20 MB and send little, while another request is served."""
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    held = [raw.Connection(calls.emulator.address) for _ in range(32)]
    for connection in held:
        connection.send(head(calls, f"Content-Length: {LIMIT}") + os.urandom(100))
    assert calls.audio(1)["Audio"]["SpeechSeconds"] == 1
    assert resident_kib(calls.emulator.pid) - before <= bound_kib(32 * 1024)
    for connection in held:
        connection.close()
