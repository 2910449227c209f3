"""People who are known by their voices in recordings, as boto3 shows it.

tests/domain holds how audio becomes a voice, piece by piece; here, recordings of speakers are enrolled, accepted, rejected
and found on watchlists.
"""
import itertools
import json
import re

import pytest
from botocore import xform_name

from support import sdk
from support.batch_jobs import Batch
from support.session_calls import SessionCalls
from support.speakers import (LONG, OTHER, SHORT, SPEAKERS, joined, mixed, music, says, through,
                              with_noise)
from support.wav_files import silence, tone, wav

ACCOUNT = "100000000015"


@pytest.fixture(scope="module")
def client(emulator):
    return sdk.client(emulator.url, ACCOUNT)


class Calls(SessionCalls):
    """Calls in the domain of a batch, judged through boto3."""

    def __init__(self, batch, client):
        super().__init__(batch.emulator, {"DomainId": batch.domain_id, "WatchlistDetails": {
            "DefaultWatchlistId": batch.default_watchlist}})
        self._client, self._numbers, self.ongoing = client, itertools.count(1), []

    def call(self, data, speaker_id=None):
        """A call in which that is heard, and who the caller claims to be. Returns its name."""
        name = f"call-{next(self._numbers)}"
        self.start(name, **({"SpeakerId": speaker_id} if speaker_id else {}))
        self.ongoing.append(name)
        self.hear(data, name=name)
        return name

    def evaluate(self, name="call-1"):
        return self._client.evaluate_session(DomainId=self.domain_id, SessionNameOrId=name)

    def decision(self, name):
        return self.evaluate(name)["AuthenticationResult"]["Decision"]

    def decisions(self, name, speakers=tuple(SPEAKERS)):
        """What a call decides for each speaker whom the caller claims to be."""
        found = {}
        for speaker in speakers:
            self.update(name, SpeakerId=id_of(speaker))
            found[speaker] = self.decision(name)
        return found


def id_of(speaker):
    """The CustomerSpeakerId."""
    return f"speaker{SPEAKERS.index(speaker)}"


def run(client, jobs, recordings):
    """Runs a job with a request for each name, of its recordings."""
    jobs.put_manifest(*[jobs.entry(name, audio=[jobs.batch.wav(f"{name}-{number}.wav", data)
                                                for number, data in enumerate(files)])
                        for name, files in recordings.items()])
    start = getattr(client, xform_name(f"Start{jobs.kind.name}"))
    return jobs.done(start(**jobs.request())["Job"]["JobId"])


@pytest.fixture(scope="module")
def enrolled(emulator, client):
    """Calls in a domain whose speakers a batch job enrolled from recordings."""
    batch = Batch(emulator, ACCOUNT)
    done = run(client, batch.enrollment, {id_of(speaker): [says(speaker, LONG)] for speaker in SPEAKERS})
    assert set(done.outcomes.values()) == {"NEW_ENROLLMENT"}, done.output
    return Calls(batch, client)


@pytest.fixture
def calls(enrolled):
    yield enrolled
    while enrolled.ongoing:
        enrolled.end(enrolled.ongoing.pop())


@pytest.mark.parametrize("text", [SHORT, OTHER], ids=["short", "other"])
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_each_is_accepted_against_itself_and_rejected_against_all_others(calls, speaker, text):
    name = calls.call(says(speaker, text))
    assert calls.decisions(name) == {other: "ACCEPT" if other == speaker else "REJECT" for other in SPEAKERS}


def by_telephone(speaker, *texts):
    return says(speaker, *texts, effects=("sinc", "300-3400"))


CHANNELS = {
    "telephone band": by_telephone,
    "mu-law": lambda speaker: through("ul", says(speaker)),
    "GSM": lambda speaker: through("gsm", says(speaker)),
    "12 dB quieter": lambda speaker: says(speaker, SHORT, OTHER, effects=("gain", "-12")),
    "9 dB too loud": lambda speaker: says(speaker, effects=("gain", "9")),
    "noise": lambda speaker: with_noise(says(speaker)),
}


# Whom a channel changes too much: this announcer's voice is loudest just below 300 Hz, and so does not reach 90.
LOST = {"telephone band": ["ru"]}


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_is_accepted_over(calls, channel):
    found = {}
    expected = [speaker for speaker in SPEAKERS if speaker not in LOST.get(channel, [])]
    for speaker in expected:
        found.update(calls.decisions(calls.call(CHANNELS[channel](speaker)), [speaker]))
    assert found == dict.fromkeys(expected, "ACCEPT")


def test_whoever_enrolls_by_telephone_is_accepted_by_telephone(calls):
    name = calls.call(by_telephone("ru", LONG), "by-telephone")
    calls.enrollment(name)
    calls.emulator.advance("PT2S")
    assert calls.decision(calls.call(by_telephone("ru"), "by-telephone")) == "ACCEPT"


def test_a_session_shows_how_similar_its_voice_is_and_not_the_voice(calls):
    name = calls.call(says("slt"), id_of("slt"))
    score = calls.evaluate(name)["AuthenticationResult"]["Score"]
    audio = calls.describe(name)["Audio"]
    assert audio == {"SpeechSeconds": audio["SpeechSeconds"], "SpoofingRisk": 0, "Voice": "acoustic", "Similarity": score}


def test_a_caller_is_enrolled_and_recognized_in_another_call(calls):
    name = calls.call(says("rms", LONG), "rms")
    calls.enrollment(name)
    calls.emulator.advance("PT2S")
    assert calls.enrollment_status(name) == "COMPLETED"
    assert calls.decision(calls.call(says("rms"), "rms")) == "ACCEPT"
    assert calls.decision(calls.call(says("+f2"), "rms")) == "REJECT"


def test_fraudsters_are_found_in_calls_and_jobs(emulator, client):
    batch = Batch(emulator, ACCOUNT)
    known = ["slt", "+m1", "it"]
    done = run(client, batch.registration, {str(number): [says(speaker, LONG)] for number, speaker in enumerate(known)})
    assert set(done.outcomes.values()) == {"NEW_REGISTRATION"}, done.output
    ids = dict(zip(known, [line["GeneratedFraudsterId"] for line in done.output["SuccessfulRegistrations"]]))
    calls = Calls(batch, client)
    for speaker in SPEAKERS:
        found = calls.evaluate(calls.call(says(speaker)))["FraudDetectionResult"]
        assert found["Decision"] == ("HIGH_RISK" if speaker in known else "LOW_RISK"), (speaker, found)
        if speaker in known:
            assert found["RiskDetails"]["KnownFraudsterRisk"]["GeneratedFraudsterId"] == ids[speaker]
    again = run(client, batch.registration, {"again": [says("slt")]}).line
    assert again["RegistrationStatus"] == "DUPLICATE_SKIPPED"
    assert again["GeneratedFraudsterId"] == ids["slt"] and again["FraudsterSimilarityScore"] >= 50
    done = run(client, batch.enrollment, {"fraudster": [says("slt", SHORT, LONG)], "customer": [says("rms", LONG)]})
    assert done.outcomes == {"r-fraudster": 400, "r-customer": "NEW_ENROLLMENT"}


def test_the_files_of_a_request_are_of_one_person(emulator, client):
    batch = Batch(emulator, ACCOUNT)
    done = run(client, batch.enrollment, {"one": [says("rms"), says("rms", OTHER)],
                                          "two": [says("rms"), says("+f2", OTHER)]})
    assert done.outcomes == {"r-one": "NEW_ENROLLMENT", "r-two": 400}
    assert re.search(r"audio file 2 of 2 .*: The voice differs from that of audio file 1, with a similarity of 1?\d;",
                     done.lines["r-two"]["ErrorMessage"])


@pytest.mark.parametrize("both", [joined, mixed])
def test_two_people_in_one_recording_are_one_voice(calls, both):
    name = calls.call(both(says("slt"), says("rms")))
    assert set(calls.decisions(name).values()) <= {"ACCEPT", "REJECT"}
    assert calls.describe(name)["Audio"]["Voice"] == "acoustic"


def test_too_little_speech_decides_nothing(calls):
    for data in (says("slt", effects=("trim", "0", "8")), wav(silence(60))):
        assert calls.decision(calls.call(data, id_of("slt"))) == "NOT_ENOUGH_SPEECH"


def test_a_tone_is_nobody(calls):
    name = calls.call(wav(tone(40)))
    assert set(calls.decisions(name).values()) == {"REJECT"}
    assert re.fullmatch("voice-[0-9a-f]{16}", calls.describe(name)["Audio"]["Voice"])


def test_music_is_nobody(calls):
    assert set(calls.decisions(calls.call(music())).values()) == {"REJECT"}


def test_events_show_nothing_of_a_voice(calls):
    name = calls.call(says("kal16", LONG), "listened")
    calls.enrollment(name)
    calls.emulator.advance("PT2S")
    calls.evaluate(name)
    calls.end(name)
    events = json.dumps(calls.emulator.control("GET", "events"))
    assert "ENROLLMENT" in events.upper() and "acoustic" not in events
