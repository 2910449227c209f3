"""Audio as WAV files: net speech, channels, whose voice it is, and files that can't be taken."""
import os
import re
import struct

import pytest

from support.bad_wavs import BROKEN, CUTS, GOOD, NAMED
from support.session_calls import SessionCalls, refused
from support.wav_files import LOUD, chunk, format_chunk, info, pcm, riff, silence, tone, wav
from wire import raw
from wire.memory import bound_kib, comes_back_to, resident_kib

LIMIT = 20_000_000
LABEL = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}")


@pytest.fixture
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


def heard(calls, data, query="?voice=alice"):
    return calls.hear(data, query)["Audio"]


def seconds_of(calls, *channels, query="?voice=alice"):
    return heard(calls, wav(*channels), query)["SpeechSeconds"]


SPEECH = {
    "all speech": (tone(3), 3), "one frame, then silence": (tone(0.02) + silence(3), 0.02),
    "speech and silence": (tone(1) + silence(2) + tone(0.5), 1.5), "quiet": (tone(0.02) + tone(2, 327), 0.02),
    "just loud enough": (tone(2, 328), 2), "loudest": (tone(1, 32767), 1), "lowest": ([-32768] * 8000, 1),
    "one frame": (tone(0.02), 0.02), "and a part": (tone(0.0399), 0.02),
    "half a frame silent": ((tone(0.01) + silence(0.01)) * 50, 1),
    "frames are counted from the start": (silence(0.01) + tone(0.02) + silence(0.01), 0.04),
    "a faint half": (tone(0.02) + (tone(0.01, 460) + silence(0.01)) * 50, 0.02),
}


@pytest.mark.parametrize("samples, seconds", SPEECH.values(), ids=SPEECH)
def test_net_speech(calls, samples, seconds):
    assert seconds_of(calls, samples) == seconds


@pytest.mark.parametrize("samples", [silence(1), tone(1, 327), tone(0.0199), []],
                         ids=["silence", "faint", "part", "none"])
def test_a_file_without_speech_adds_none(calls, samples):
    seconds_of(calls, tone(1))
    answer = calls.send_wav(wav(samples), "?voice=bob")
    assert answer.status == 200 or not samples
    assert calls.describe()["Audio"] == {"SpeechSeconds": 1, "Voice": "alice", "SpoofingRisk": 0}


def test_files_add_up_with_each_other_and_with_json(calls):
    seconds_of(calls, tone(1.5))
    calls.audio(2)
    session = calls.hear(wav(tone(7)), "?voice=alice")
    assert session["Audio"] == {"SpeechSeconds": 10.5, "Voice": "alice", "SpoofingRisk": 0}
    assert "AudioAggregationEndedAt" in session["AuthenticationAudioProgress"]


@pytest.mark.parametrize("query, seconds", [("?voice=a", 1), ("?voice=a&channel=0", 1), ("?channel=1&voice=a", 2)])
def test_the_channel_of_a_stereo_file(calls, query, seconds):
    assert seconds_of(calls, tone(1) + silence(2), tone(2) + silence(1), query=query) == seconds


def test_channel_0_of_a_mono_file(calls):
    assert seconds_of(calls, tone(2), query="?voice=a&channel=0") == 2


@pytest.mark.parametrize("content_type", ["audio/wav", "audio/x-wav", "audio/wave", "Audio/WAV", "audio/wav; codecs=1",
                                          "audio/wav;codecs=1"])
def test_content_types(calls, content_type):
    answer = calls.send_wav(wav(tone(1)), "?voice=a", content_type=content_type)
    assert answer.status == 200 and answer.body["Session"]["Audio"]["SpeechSeconds"] == 1


ARTISTS = {
    "before the data": wav(tone(1), before=info(IART="carol")), "after it": wav(tone(1), after=info(IART="carol")),
    "among others": wav(tone(1), before=info(INAM="x", IART="carol", ICMT="y")),
    "odd lengths": wav(tone(1), before=info(INAM="ab", IART="carol")),
    "after another list": wav(tone(1), before=chunk(b"LIST", b"adtlodd") + info(IART="carol")),
    "with many zeros": wav(tone(1), before=info(IART="carol\0\0\0")),
    "without a zero": wav(tone(1), before=chunk(b"LIST", b"INFO" + chunk(b"IART", b"carol"))),
}


@pytest.mark.parametrize("data", ARTISTS.values(), ids=ARTISTS)
def test_the_artist_of_a_file_is_its_voice(calls, data):
    assert heard(calls, data, "") == {"SpeechSeconds": 1, "Voice": "carol", "SpoofingRisk": 0}


def test_the_query_names_the_voice_before_the_file_does(calls):
    assert heard(calls, ARTISTS["before the data"], "?voice=dora")["Voice"] == "dora"


def test_a_percent_encoded_voice(calls):
    assert heard(calls, wav(tone(1)), "?voice=%64or%61")["Voice"] == "dora"


def test_without_a_name_the_samples_are_the_voice(calls):
    first = heard(calls, wav(tone(2)), "")["Voice"]
    assert LABEL.fullmatch(first)
    for again, same in ((wav(tone(2)), True), (wav(tone(2), before=chunk(b"fact", b"\0" * 4)), True),
                        (wav(tone(2, LOUD + 1)), False)):
        calls.end()
        calls.start()
        assert (heard(calls, again, "")["Voice"] == first) is same


@pytest.mark.parametrize("artist", ["Alice Smith", "é", "-", "a" * 257, "", " "])
def test_an_artist_that_is_no_label_does_no_harm(calls, artist):
    answer = calls.send_wav(wav(tone(1), before=info(IART=artist)))
    assert answer.status == 400 or LABEL.fullmatch(answer.body["Session"]["Audio"]["Voice"])


LAYOUTS = {
    "other chunks": riff(chunk(b"JUNK", b"x" * 28), format_chunk(), chunk(b"fact", b"\0" * 4),
                         chunk(b"data", pcm(tone(1))), chunk(b"id3 ", b"abc")),
    "an odd chunk": riff(chunk(b"odd ", b"abc"), format_chunk(), chunk(b"data", pcm(tone(1)))),
    "a longer format": riff(format_chunk(extension=b"\0\0"), chunk(b"data", pcm(tone(1)))),
}


@pytest.mark.parametrize("data", LAYOUTS.values(), ids=LAYOUTS)
def test_files_laid_out_otherwise(calls, data):
    assert heard(calls, data)["SpeechSeconds"] == 1


def not_taken(calls, data, query="?voice=a"):
    before = calls.describe()
    message = refused(calls.send_wav(data, query), 400, "ValidationException")
    assert calls.describe() == before and "Audio" not in before
    assert calls.emulator.request("GET", "/health").status == 200
    return message


@pytest.mark.parametrize("data, found, needed", NAMED.values(), ids=NAMED)
def test_files_of_another_kind_are_told_what_was_found_and_what_is_needed(calls, data, found, needed):
    message = not_taken(calls, data)
    assert re.search(found, message) and re.search(needed, message), message


@pytest.mark.parametrize("data", [*BROKEN.values(), *CUTS.values()], ids=[*BROKEN, *CUTS])
def test_broken_files_are_refused(calls, data):
    not_taken(calls, data)


def test_a_channel_that_the_file_lacks(calls):
    not_taken(calls, GOOD, "?channel=1&voice=a")


def test_lists_that_lie_are_survived(calls):
    """A list is no part of the sound; it may be passed over or refused."""
    for inner in (b"INFO" + chunk(b"IART", b"carol", 1 << 30), b"INFO" + chunk(b"IART", b"", 0xFFFFFFFF), b"INFOIART",
                  b"INF", b"", b"INFO" + b"IART\5", b"INFO" + chunk(b"IART", b"", 0) * 5000):
        answer = calls.send_wav(wav(tone(1), after=chunk(b"LIST", inner)))
        assert answer.status in (200, 400), inner[:20]
    assert calls.emulator.request("GET", "/health").status == 200


def test_every_byte_of_the_header_may_be_wrong(calls):
    path = f"{calls.path('call-1', 'audio')}?voice=a"
    small = wav(tone(0.02), before=info(IART="carol"))
    with raw.Connection(calls.emulator.address) as connection:
        for at in range(len(small) - 320):
            for wrong in (0, 0x7F, 0xFF):
                data = small[:at] + bytes([wrong]) + small[at + 1:]
                answer = connection.exchange(raw.request(data, path=path, headers=[("Content-Type", "audio/wav")]))
                assert answer.status in (200, 400), (at, wrong)


def wav_of_size(size):
    """A tone with a chunk that brings the file to just that size."""
    start = wav(tone(1))
    return start + chunk(b"JUNK", bytes(size - len(start) - 8))


def head(calls, *lines, query="?voice=a"):
    """A header block, for bodies that are sent by hand."""
    block = [f"POST {calls.path('call-1', 'audio')}{query} HTTP/1.1", "Host: localhost", "Content-Type: audio/wav", *lines]
    return "\r\n".join(block).encode() + b"\r\n\r\n"


def test_a_file_may_have_20_megabytes(calls):
    data = wav_of_size(LIMIT)
    assert len(data) == LIMIT
    assert heard(calls, data[:4] + struct.pack("<I", LIMIT - 8) + data[8:])["SpeechSeconds"] == 1


def test_twenty_minutes_of_speech(calls):
    assert heard(calls, wav(tone(1200)))["SpeechSeconds"] == 1200


def too_large(answer):
    assert answer.status == 413 and set(answer.json()) == {"Error", "Message"}, answer
    assert "20" in answer.json()["Message"]


@pytest.mark.parametrize("size", [LIMIT + 1, 10 ** 9, 1 << 40, (1 << 63) - 1])
def test_a_larger_one_is_refused_before_it_is_sent(calls, size):
    with raw.Connection(calls.emulator.address) as connection:
        too_large(connection.exchange(head(calls, "Expect: 100-continue", f"Content-Length: {size}")))
    assert "Audio" not in calls.describe()


def test_a_larger_one_in_chunks_is_refused_too(calls):
    """The server needn't take more than the limit."""
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


def test_an_artist_that_is_no_voice_does_no_harm_where_the_query_names_one(calls):
    data = wav(tone(1), before=info(IART="John Smith"))
    assert "a space" in refused(calls.send_wav(data), 400, "ValidationException")
    assert heard(calls, data, "?voice=john")["Voice"] == "john"


def test_chunked_uploads(calls):
    with raw.Connection(calls.emulator.address) as connection:
        answer = connection.exchange(head(calls, "Transfer-Encoding: chunked") + raw.chunked(wav(tone(60)), 5000))
        assert answer.status == 200 and answer.json()["Session"]["Audio"]["SpeechSeconds"] == 60


def test_the_limit_of_a_wav_is_not_that_of_json(calls):
    body = b'{"Voice": "' + b"a" * (1 << 20) + b'", "SpeechSeconds": 1}'
    refused(calls.ask("POST", "call-1", "audio", body, {"Content-Type": "application/json"}), 413)


def test_a_session_that_is_not_there_hears_nothing(calls):
    refused(calls.send_wav(GOOD, "?voice=a", name="nobody"), 404, "ResourceNotFoundException")
    calls.end()
    refused(calls.send_wav(GOOD, "?voice=a"), 409, "ConflictException")
    assert "Audio" not in calls.describe()


def test_large_files_give_their_memory_back(start_emulator):
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    data = wav(tone(1249))
    for number in range(8):
        assert calls.send_wav(data if number % 2 else data[:-1], "?voice=a").status == (200 if number % 2 else 400)
    assert comes_back_to(calls.emulator.pid, before + bound_kib(8 * 1024))


def test_what_a_header_promises_takes_no_memory(start_emulator):
    """32 uploads that say 20 MB and send little, while others are served."""
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
