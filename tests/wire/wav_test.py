"""Audio as WAV files over HTTP: content types, query, names and refusals.

tests/domain/wav_test.cpp holds which files are read, speech_detector_test.cpp what counts as speech.
"""
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.session_calls import SessionCalls, refused
from support.speakers import LONG, samples_of, says
from support.wav_files import AT_44_KHZ, GOOD, chunk, format_chunk, info, riff, silence, tone, wav

CAROL = wav(tone(1), before=info(IART="carol"))


@pytest.fixture
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


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


@pytest.mark.parametrize("content_type", ["audio/wav", "audio/x-wav", "audio/wave", "Audio/WAV", "audio/wav;codecs=1"])
def test_content_types_of_a_wav(calls, content_type):
    answer = calls.send_wav(GOOD, "?voice=a", content_type=content_type)
    assert answer.status == 200 and answer.body["Session"]["Audio"]["SpeechSeconds"] == 1


@pytest.mark.parametrize("data, query, voice", [
    (GOOD, "?voice=dora", "dora"), (GOOD, "?voice=%64or%61", "dora"), (CAROL, "", "carol"),
    (CAROL, "?voice=dora", "dora"), (wav(tone(1), before=info(IART="John Smith")), "?voice=john", "john")],
    ids=["query", "percent-encoded", "artist", "query before artist", "query before a bad artist"])
def test_the_voice_is_that_of_the_query_or_of_the_artist(calls, data, query, voice):
    assert calls.hear(data, query)["Audio"]["Voice"] == voice


def test_without_a_name_the_samples_name_what_is_no_speech(calls):
    assert re.fullmatch("voice-[0-9a-f]{16}", calls.hear(wav(tone(2)))["Audio"]["Voice"])


def test_without_a_name_speech_is_an_acoustic_voice(calls):
    audio = calls.hear(says("slt"))["Audio"]
    assert audio == {"SpeechSeconds": audio["SpeechSeconds"], "SpoofingRisk": 0, "Voice": "acoustic"}


def test_short_files_without_a_name_are_heard_together(calls):
    """As the console sends them, a second each: too short to tell alone whose voice that is."""
    recording = says("slt", LONG)
    calls.start("file")
    whole = calls.hear(recording, name="file")["Audio"]
    samples = samples_of(recording)
    for at in range(0, len(samples), 16_000):
        pieces = calls.hear(riff(format_chunk(), chunk(b"data", samples[at:at + 16_000])))["Audio"]
    assert pieces == whole and whole["Voice"] == "acoustic"
    assert calls.heard_voices("call-1") == calls.heard_voices("file")


def test_recordings_at_the_same_time_are_all_heard(calls):
    """All but the first have to be heard again, by the session itself."""
    recording = says("slt", LONG)
    calls.start("alone")
    alone = calls.hear(recording, name="alone")["Audio"]["SpeechSeconds"]
    with ThreadPoolExecutor(4) as clients:
        sessions = list(clients.map(calls.hear, [recording] * 4))
    assert max(session["Audio"]["SpeechSeconds"] for session in sessions) == pytest.approx(4 * alone)
    assert calls.describe()["Audio"]["Voice"] == "acoustic"


@pytest.mark.parametrize("data, query, says", [
    (AT_44_KHZ, "?voice=a", "44100 Hz; 8000 Hz"), (GOOD, "?channel=1&voice=a", "channel"),
    (wav(tone(1), before=info(IART="John Smith")), "", "space")], ids=["rate", "missing channel", "bad artist"])
def test_a_file_that_cannot_be_used_is_refused(calls, data, query, says):
    before = calls.describe()
    assert says in refused(calls.send_wav(data, query), 400, "ValidationException")
    assert calls.describe() == before and "Audio" not in before
