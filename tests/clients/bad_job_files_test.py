"""Job files that break a rule: a bad request fails alone, a bad manifest fails the whole job.

tests/server/jobs holds the message of every fault; here is one fault of each stage, through to the output.
"""
import json
import re

import pytest

from support import bad_wavs
from support.batch_jobs import ENROLLMENT, KINDS, MAX_WAV_BYTES, REGISTRATION, Batch
from support.wav_files import info, silence, tone, wav


def member(**changes):
    return lambda batch, entry: {**entry, **changes}


def audio(**changes):
    """Changes the request's only audio file."""
    return lambda batch, entry: {**entry, "AudioSpecifications": [{**entry["AudioSpecifications"][0], **changes}]}


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
    "web page": (audio(S3Uri="https://bucket/key"), "https://bucket/key.*s3://bucket/key is needed"),
    "channel 2": (audio(ChannelId=2), "has 2 as ChannelId.*0 or 1"),
    "missing object": (audio(S3Uri="s3://no-such-bucket/a.wav"), r"audio file 1 of 1 \(s3://no-such-bucket/a.wav\)"),
    "key that leaves the bucket": (audio(S3Uri="s3://calls/a/../../etc/passwd"), r"audio file 1 of 1 .*\.\."),
    "too large": (files(bytes(MAX_WAV_BYTES + 1)), "more than 20000000 bytes"),
    "no WAV": (files(bad_wavs.BROKEN["MP3"]), "audio file 1 of 1.*need"),
    "wrong rate": (files(bad_wavs.NAMED["44.1 kHz"][0]), "audio file 1 of 1.*44100.*8000"),
    "missing channel": (audio(ChannelId=1), "no channel 1"),
    "silence": (files(wav(silence(31))), r"\b0\.0 seconds.*\b[13]0\.0 seconds"),
    "two voices": (files("alice", "bob"), "audio file 2 of 2 .*voice.*one voice is needed"),
    "bad artist": (files(wav(tone(31), before=info(IART="Alice Smith"))), "IART.*a space.*1 to 256"),
}
OF_SPEAKERS = {"generated id": (member(SpeakerId="id#secret"), "begins with 'id#'.*customer's own id")}
UNNAMED = {"not an object", "no RequestId"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_bad_request_costs_itself_alone(emulator, kind):
    batch = Batch(emulator)
    jobs = batch.jobs(kind)
    faults = {**FAULTS, **(OF_SPEAKERS if kind is ENROLLMENT else {})}
    entries = []
    for number, (fault, _) in enumerate(faults.values()):
        entries += [fault(batch, jobs.entry(f"bad-{number}", voice="good")), jobs.entry(f"good-{number}", voice="good")]
    how = {} if kind is ENROLLMENT else {kind.config: {"DuplicateRegistrationAction": "REGISTER_AS_NEW"}}
    output = jobs.run(*entries, **how).output

    assert [(line["RequestId"], line["ErrorCode"]) for line in output["Errors"]] == [
        ("" if name in UNNAMED else f"r-bad-{number}", 400) for number, name in enumerate(faults)]
    for line, (name, (_, words)) in zip(output["Errors"], faults.items()):
        message = line["ErrorMessage"]
        assert re.search(words, message) and line["RequestId"] in message, (name, message)
        assert message[-1] == "." and message.isprintable() and "secret" not in message, message
    assert [(line["RequestId"], line[kind.status]) for line in output[kind.successes]] == [
        (f"r-good-{number}", kind.new) for number in range(len(faults))]
    if kind is ENROLLMENT:
        assert batch.speakers() == [(f"good-{number}", "ENROLLED") for number in range(len(faults))]


def test_a_registrations_speaker_id_is_an_unknown_member(batch):
    jobs = batch.registration
    assert jobs.run(jobs.entry("mallory", SpeakerId=["of", "no", "meaning"])).outcomes == {
        "r-mallory": "NEW_REGISTRATION"}


def good(jobs, *names):
    return {"Version": "1.0", jobs.kind.requests: [jobs.entry(name) for name in names or ("alice",)]}


def other_kind(jobs):
    kind = REGISTRATION if jobs.kind is ENROLLMENT else ENROLLMENT
    return {"Version": "1.0", kind.requests: [jobs.entry("alice")]}


MANIFESTS = {
    "empty": (lambda jobs: b"", "is empty"),
    "UTF-16": (lambda jobs: json.dumps(good(jobs)).encode("utf-16"), "UTF-16"),
    "cut off": (lambda jobs: json.dumps(good(jobs))[:-1], "ends at"),
    "single quotes": (lambda jobs: str(good(jobs)), r"line 1, column 2\b"),
    "a list": (lambda jobs: [], "holds a list"),
    "another version": (lambda jobs: {**good(jobs), "Version": "2.0"}, r"Version '2\.0'"),
    "requests of another kind of job": (other_kind, "takes them"),
    "repeated RequestId": (lambda jobs: good(jobs, "alice", "bob", "alice"), "'r-alice'.*request 1 and request 3"),
}


@pytest.mark.parametrize("make, words", MANIFESTS.values(), ids=MANIFESTS)
def test_a_bad_manifest_fails_the_job(batch, jobs, make, words):
    status, message = jobs.failure(manifest=make(jobs))
    assert status == 400 and re.search(words, message), message
    assert message[-1] == "." and message.isprintable(), message
    assert batch.speakers() == batch.fraudsters() == []


def test_an_unusual_manifest_that_breaks_no_rule(jobs, kind):
    manifest = b"\xef\xbb\xbf" + json.dumps({"Comment": {"by": ["hand"]}, **good(jobs)}).encode() + b"\r\n"
    done = jobs.done(jobs.start(manifest=manifest)["JobId"])
    assert done.outcomes == {"r-alice": kind.new}
