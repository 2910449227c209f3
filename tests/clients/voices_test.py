"""People who are known by their voices in recordings: enrolled, accepted, rejected and found on watchlists.

tests/domain holds how audio becomes a voice, piece by piece; here are recordings of speakers.
"""
import json
import re

import pytest

from support.batch_jobs import Batch
from support.session_calls import SessionCalls
from support.speakers import LONG, OTHER, SHORT, SPEAKERS, says, through, with_noise
from support.wav_files import silence, tone, wav

ONE_AFTER_THE_OTHER = f"{SHORT} {OTHER}"


@pytest.fixture(scope="module")
def enrolled(emulator):
    """A domain whose speakers a batch job enrolled from recordings."""
    batch = Batch(emulator)
    jobs = batch.enrollment
    done = jobs.run(*[jobs.entry(f"speaker{number}", audio=[batch.wav(f"{number}.wav", says(speaker, LONG))])
                      for number, speaker in enumerate(SPEAKERS)])
    assert set(done.outcomes.values()) == {"NEW_ENROLLMENT"}, done.output
    return batch


@pytest.fixture
def calls(enrolled):
    return SessionCalls(enrolled.emulator, {"DomainId": enrolled.domain_id, "WatchlistDetails": {
        "DefaultWatchlistId": enrolled.default_watchlist}})


def claimed_by(speaker):
    """The speaker's CustomerSpeakerId."""
    return f"speaker{list(SPEAKERS).index(speaker)}"


def call(calls, data, speaker_id=None, name=None):
    """A call in which that is heard. Without a name, one of its own."""
    call.number += 1
    name = name or f"call-{call.number}"
    calls.start(name, **({"SpeakerId": speaker_id} if speaker_id else {}))
    calls.hear(data, name=name)
    return name


call.number = 0


def decisions(calls, name, speakers=SPEAKERS):
    """What a call decides for each speaker whom the caller claims to be."""
    found = {}
    for speaker in speakers:
        calls.update(name, SpeakerId=claimed_by(speaker))
        found[speaker] = calls.evaluate(name)["AuthenticationResult"]["Decision"]
    return found


@pytest.mark.parametrize("text", [SHORT, OTHER], ids=["short", "other"])
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_each_is_accepted_against_itself_and_rejected_against_all_others(calls, speaker, text):
    name = call(calls, says(speaker, text))
    assert decisions(calls, name) == {other: "ACCEPT" if other == speaker else "REJECT" for other in SPEAKERS}


CHANNELS = {
    "telephone band": lambda speaker: says(speaker, ONE_AFTER_THE_OTHER, "sinc", "300-3400"),
    "mu-law": lambda speaker: through("ul", speaker, ONE_AFTER_THE_OTHER),
    "GSM": lambda speaker: through("gsm", speaker, ONE_AFTER_THE_OTHER),
    "12 dB quieter": lambda speaker: says(speaker, ONE_AFTER_THE_OTHER, "gain", "-12"),
    "noise": lambda speaker: with_noise(speaker, ONE_AFTER_THE_OTHER),
}


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_each_is_accepted_over(calls, channel):
    found = {}
    for speaker in SPEAKERS:
        name = call(calls, channel(speaker))
        found.update(decisions(calls, name, [speaker]))
    assert found == dict.fromkeys(SPEAKERS, "ACCEPT")


def test_a_session_shows_how_similar_its_voice_is_and_not_the_voice(calls):
    name = call(calls, says("slt"), claimed_by("slt"))
    score = calls.evaluate(name)["AuthenticationResult"]["Score"]
    audio = calls.describe(name)["Audio"]
    assert audio == {"SpeechSeconds": audio["SpeechSeconds"], "SpoofingRisk": 0, "Voice": "acoustic", "Similarity": score}


def test_a_caller_is_enrolled_and_recognized_in_another_call(calls):
    name = call(calls, says("rms", LONG), "rms")
    calls.enrollment(name)
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status(name) == "COMPLETED"
    again = call(calls, says("rms"), "rms")
    assert calls.evaluate(again)["AuthenticationResult"]["Decision"] == "ACCEPT"
    stranger = call(calls, says("+f2"), "rms")
    assert calls.evaluate(stranger)["AuthenticationResult"]["Decision"] == "REJECT"


def test_fraudsters_are_found_in_calls_and_jobs(emulator):
    batch = Batch(emulator)
    known = ["slt", "+m1"]
    jobs = batch.registration
    done = jobs.run(*[jobs.entry(f"{number}", audio=[batch.wav(f"{number}.wav", says(speaker, LONG))])
                      for number, speaker in enumerate(known)])
    assert set(done.outcomes.values()) == {"NEW_REGISTRATION"}, done.output
    ids = dict(zip(known, [line["GeneratedFraudsterId"] for line in done.output["SuccessfulRegistrations"]]))
    calls = SessionCalls(emulator, {"DomainId": batch.domain_id, "WatchlistDetails": {
        "DefaultWatchlistId": batch.default_watchlist}})
    for speaker in SPEAKERS:
        found = calls.evaluate(call(calls, says(speaker)))["FraudDetectionResult"]
        assert found["Decision"] == ("HIGH_RISK" if speaker in known else "LOW_RISK"), (speaker, found)
        if speaker in known:
            assert found["RiskDetails"]["KnownFraudsterRisk"]["GeneratedFraudsterId"] == ids[speaker]
    again = jobs.run(jobs.entry("again", audio=[batch.wav("again.wav", says("slt", SHORT))]))
    assert again.line["RegistrationStatus"] == "DUPLICATE_SKIPPED"
    assert again.line["GeneratedFraudsterId"] == ids["slt"] and again.line["FraudsterSimilarityScore"] >= 50
    enrollment = batch.enrollment
    outcomes = enrollment.run(enrollment.entry("fraudster", audio=[batch.wav("a.wav", says("slt", f"{SHORT} {LONG}"))]),
                              enrollment.entry("customer", audio=[batch.wav("b.wav", says("rms", LONG))])).outcomes
    assert outcomes == {"r-fraudster": 400, "r-customer": "NEW_ENROLLMENT"}


def test_the_files_of_a_request_are_of_one_person(emulator):
    batch = Batch(emulator)
    jobs = batch.enrollment
    rms, rms_again, other = (batch.wav(f"{number}.wav", data) for number, data in
                             enumerate([says("rms"), says("rms", OTHER), says("+f2", OTHER)]))
    done = jobs.run(jobs.entry("one", audio=[rms, rms_again]), jobs.entry("two", audio=[rms, other]))
    assert done.outcomes == {"r-one": "NEW_ENROLLMENT", "r-two": 400}
    assert re.search(r"audio file 2 of 2 .*: The voice differs from that of audio file 1, with a similarity of 1?\d;",
                     done.lines["r-two"]["ErrorMessage"])


def test_too_little_speech_decides_nothing(calls):
    name = call(calls, says("slt", "Good morning, this is a very short call."), claimed_by("slt"))
    assert calls.evaluate(name)["AuthenticationResult"]["Decision"] == "NOT_ENOUGH_SPEECH"
    name = call(calls, wav(silence(60)), claimed_by("slt"))
    assert calls.evaluate(name)["AuthenticationResult"]["Decision"] == "NOT_ENOUGH_SPEECH"


def test_a_tone_is_nobody(calls):
    name = call(calls, wav(tone(40)))
    assert set(decisions(calls, name).values()) == {"REJECT"}
    assert re.fullmatch("voice-[0-9a-f]{16}", calls.describe(name)["Audio"]["Voice"])


def test_events_show_nothing_of_a_voice(calls):
    name = call(calls, says("kal16", LONG), "listened")
    calls.enrollment(name)
    calls.emulator.advance("PT2S")
    calls.evaluate(name)
    calls.end(name)
    events = json.dumps(calls.emulator.control("GET", "events"))
    assert "ENROLLMENT" in events.upper() and "acoustic" not in events
