"""Job files that break a rule: a bad request fails alone, a bad manifest fails the whole job.

tests/server/jobs holds the message of every fault; here is one fault of each stage, through to the output.
"""
import re

import pytest

from support.batch_jobs import ENROLLMENT, REGISTRATION, Batch
from support.wav_files import MP3, silence, wav


def member(**changes):
    return lambda batch, entry: {**entry, **changes}


def files(*wavs):
    """Gives a request these WAV files: bytes, or the name of a voice."""
    def put(batch, entry):
        listed = [batch.voice(data) if isinstance(data, str) else batch.wav(f"{entry['RequestId']}-{number}", data)
                  for number, data in enumerate(wavs)]
        return {**entry, "AudioSpecifications": listed}
    return put


# The fault, and what its message must contain, in this order.
FAULTS = {
    "not an object": (lambda *_: 7, "Request 1 of the manifest is a number.*object"),
    "no RequestId": (member(RequestId=None), "Request 3 of the manifest has no RequestId"),
    "no audio file": (member(AudioSpecifications=[]), r"'r-bad-2'.*\b0 audio files.*1 to 10"),
    "missing object": (member(AudioSpecifications=[{"S3Uri": "s3://no-such-bucket/a.wav", "ChannelId": 0}]),
                       r"audio file 1 of 1 \(s3://no-such-bucket/a.wav\)"),
    "no WAV": (files(MP3), "audio file 1 of 1.*need"),
    "silence": (files(wav(silence(31))), r"\b0\.0 seconds.*\b[13]0\.0 seconds"),
    "two voices": (files("alice", "bob"), "audio file 2 of 2 .*voice.*one voice is needed"),
}
UNNAMED = {"not an object", "no RequestId"}


def test_each_bad_request_costs_itself_alone(emulator, kind):
    batch = Batch(emulator)
    jobs = batch.jobs(kind)
    entries = []
    for number, (fault, _) in enumerate(FAULTS.values()):
        entries += [fault(batch, jobs.entry(f"bad-{number}", voice="good")), jobs.entry(f"good-{number}", voice="good")]
    how = {} if kind is ENROLLMENT else {kind.config: {"DuplicateRegistrationAction": "REGISTER_AS_NEW"}}
    output = jobs.run(*entries, **how).output

    assert [(line["RequestId"], line["ErrorCode"]) for line in output["Errors"]] == [
        ("" if name in UNNAMED else f"r-bad-{number}", 400) for number, name in enumerate(FAULTS)]
    for line, (name, (_, words)) in zip(output["Errors"], FAULTS.items()):
        message = line["ErrorMessage"]
        assert re.search(words, message) and line["RequestId"] in message, (name, message)
        assert message[-1] == "." and message.isprintable(), message
    assert [(line["RequestId"], line[kind.status]) for line in output[kind.successes]] == [
        (f"r-good-{number}", kind.new) for number in range(len(FAULTS))]
    if kind is ENROLLMENT:
        assert batch.speakers() == [(f"good-{number}", "ENROLLED") for number in range(len(FAULTS))]


def other_kind(jobs):
    kind = REGISTRATION if jobs.kind is ENROLLMENT else ENROLLMENT
    return {"Version": "1.0", kind.requests: []}


MANIFESTS = {
    "no JSON": (lambda jobs: "RequestId,SpeakerId", "line 1, column 1"),
    "requests of another kind of job": (other_kind, "takes them"),
    "repeated RequestId": (lambda jobs: {"Version": "1.0", jobs.kind.requests: [jobs.entry("alice")] * 2},
                           "'r-alice'.*request 1 and request 2"),
}


@pytest.mark.parametrize("make, words", MANIFESTS.values(), ids=MANIFESTS)
def test_a_bad_manifest_fails_the_job(batch, jobs, make, words):
    status, message = jobs.failure(manifest=make(jobs))
    assert status == 400 and re.search(words, message), message
    assert message[-1] == "." and message.isprintable(), message
    assert batch.speakers() == batch.fraudsters() == []
