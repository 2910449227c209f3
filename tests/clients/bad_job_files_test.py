"""Requests of jobs that break a rule: a bad entry or a bad WAV costs its own request and no other."""
import re

import pytest

from support import bad_wavs
from support.batch_jobs import ENROLLMENT, KINDS, LEFT_OUT, MAX_WAV_BYTES, REGISTRATION, Batch, changed, voiced
from support.wav_files import chunk, info, silence, tone, wav

LIST = r"a list of 1 to 10 audio files is needed"
AN_OBJECT = r"an object.* is needed"
SPEAKER = r"1 to 256 of a-z, A-Z, 0-9"
URI = r"s3://bucket/key is needed"
BUCKET = r"bucket 3 to 63"
CHANNEL = r"0 or 1 is needed"
ARTIST = r"IART"


def audio(**changes):
    """Changes the only audio file of a request."""
    return lambda batch, entry: {**entry, "AudioSpecifications": [changed(entry["AudioSpecifications"][0], changes)]}


def member(**changes):
    return lambda batch, entry: changed(entry, changes)


def files(*wavs):
    """Gives a request these WAV files, as bytes or as the name of a voice."""
    def put(batch, entry):
        listed = [batch.voice(data) if isinstance(data, str) else
                  batch.wav(f"{entry['RequestId']}-{number}", data) for number, data in enumerate(wavs)]
        return {**entry, "AudioSpecifications": listed}
    return put


def key(text):
    """An audio file of that key in the batch's bucket."""
    return lambda batch, entry: {**entry, "AudioSpecifications": [batch.audio(text)]}


# Entries that can't be told by a RequestId: what the message says was found, and what is needed.
UNNAMED = {
    "entry is a number": (lambda *_: 7, "is a number", AN_OBJECT),
    "entry is a string": (lambda *_: "alice", "is a string", AN_OBJECT),
    "entry is a list": (lambda *_: [], "is a list", AN_OBJECT),
    "entry is null": (lambda *_: None, "is null", AN_OBJECT),
    "entry is true": (lambda *_: True, "is a boolean", AN_OBJECT),
    "empty entry": (lambda *_: {}, "has no RequestId", "a string of 1 to 256"),
    "no RequestId": (member(RequestId=LEFT_OUT), "has no RequestId", "a string of 1 to 256"),
    "RequestId is null": (member(RequestId=None), "has no RequestId", "a string of 1 to 256"),
    "RequestId is a number": (member(RequestId=7), "a number as RequestId", "a string of 1 to 256"),
    "RequestId is a list": (member(RequestId=["r"]), "a list as RequestId", "a string of 1 to 256"),
    "RequestId is an object": (member(RequestId={}), "an object as RequestId", "a string of 1 to 256"),
    "RequestId is false": (member(RequestId=False), "a boolean as RequestId", "a string of 1 to 256"),
    "RequestId is empty": (member(RequestId=""), "an empty RequestId", "a string of 1 to 256"),
    "RequestId is too long": (member(RequestId="é" * 257), "more than 256", "a string of 1 to 256"),
}
SPEAKERS = {
    "no SpeakerId": (member(SpeakerId=LEFT_OUT), "no SpeakerId", SPEAKER),
    "SpeakerId is null": (member(SpeakerId=None), "no SpeakerId", SPEAKER),
    "SpeakerId is a number": (member(SpeakerId=17), "a number as SpeakerId", SPEAKER),
    "SpeakerId is a list": (member(SpeakerId=["alice"]), "a list as SpeakerId", SPEAKER),
    "SpeakerId is an object": (member(SpeakerId={"Id": "alice"}), "an object as SpeakerId", SPEAKER),
    "SpeakerId is true": (member(SpeakerId=True), "a boolean as SpeakerId", SPEAKER),
    "SpeakerId is empty": (member(SpeakerId=""), "an empty SpeakerId", SPEAKER),
    "SpeakerId is too long": (member(SpeakerId="a" * 257), "more than 256", SPEAKER),
    "SpeakerId begins with a hyphen": (member(SpeakerId="-secret"), "SpeakerId", SPEAKER),
    "SpeakerId begins with an underscore": (member(SpeakerId="_secret"), "SpeakerId", SPEAKER),
    "SpeakerId has a space": (member(SpeakerId="secret name"), "SpeakerId", SPEAKER),
    "SpeakerId has a letter with an accent": (member(SpeakerId="secrét"), "SpeakerId", SPEAKER),
    "SpeakerId has a dot": (member(SpeakerId="secret.name"), "SpeakerId", SPEAKER),
    "SpeakerId ends in a line break": (member(SpeakerId="secret\n"), "SpeakerId", SPEAKER),
    "SpeakerId holds a NUL": (member(SpeakerId="secret\0"), "SpeakerId", SPEAKER),
    "SpeakerId is a generated one": (member(SpeakerId=f"id#{'s' * 22}"), "begins with 'id#'", "customer's own id"),
    "SpeakerId begins as a generated one": (member(SpeakerId="id#secret"), "begins with 'id#'", "customer's own id"),
}
ENTRIES = {
    "no AudioSpecifications": (member(AudioSpecifications=LEFT_OUT), "no AudioSpecifications", LIST),
    "AudioSpecifications is null": (member(AudioSpecifications=None), "no AudioSpecifications", LIST),
    "AudioSpecifications is an object": (member(AudioSpecifications={}), "an object as AudioSpecifications", LIST),
    "AudioSpecifications is a string": (member(AudioSpecifications="s3://b/k"), "a string as AudioSpecif", LIST),
    "AudioSpecifications is a number": (member(AudioSpecifications=1), "a number as AudioSpecifications", LIST),
    "no audio file": (member(AudioSpecifications=[]), r"\b0 audio files", LIST),
    "eleven audio files": (lambda batch, entry: {**entry, "AudioSpecifications": entry["AudioSpecifications"] * 11},
                           r"\b11 audio files", LIST),
    "audio file is a string": (member(AudioSpecifications=["s3://bucket/key"]), "is a string", AN_OBJECT),
    "audio file is a number": (member(AudioSpecifications=[0]), "is a number", AN_OBJECT),
    "audio file is a list": (member(AudioSpecifications=[[]]), "is a list", AN_OBJECT),
    "audio file is null": (member(AudioSpecifications=[None]), "is null", AN_OBJECT),
    "empty audio file": (member(AudioSpecifications=[{}]), "no S3Uri", URI),
    "no S3Uri": (audio(S3Uri=LEFT_OUT), "no S3Uri", URI),
    "S3Uri is null": (audio(S3Uri=None), "no S3Uri", URI),
    "S3Uri is a number": (audio(S3Uri=3), "a number as S3Uri", URI),
    "S3Uri is a list": (audio(S3Uri=["s3://bucket/key"]), "a list as S3Uri", URI),
    "S3Uri is an object": (audio(S3Uri={"Bucket": "b"}), "an object as S3Uri", URI),
    "S3Uri is empty": (audio(S3Uri=""), "S3Uri ''", URI),
    "S3Uri is that of a web page": (audio(S3Uri="https://bucket/key"), "https://bucket/key", URI),
    "S3Uri has one slash": (audio(S3Uri="s3:/bucket/key"), "s3:/bucket/key", URI),
    "S3Uri in upper case": (audio(S3Uri="S3://bucket/key"), "S3://bucket/key", URI),
    "S3Uri begins with a space": (audio(S3Uri=" s3://bucket/key"), "' s3://bucket/key'", URI),
    "S3Uri has no bucket": (audio(S3Uri="s3:///key"), "s3:///key", BUCKET),
    "bucket of two letters": (audio(S3Uri="s3://ab/key"), "s3://ab/key", BUCKET),
    "bucket of 64 letters": (audio(S3Uri=f"s3://{'a' * 64}/key"), "a{64}/key", BUCKET),
    "bucket in upper case": (audio(S3Uri="s3://Bucket/key"), "s3://Bucket/key", BUCKET),
    "bucket with an underscore": (audio(S3Uri="s3://buck_et/key"), "s3://buck_et/key", BUCKET),
    "bucket ends in a hyphen": (audio(S3Uri="s3://bucket-/key"), "s3://bucket-/key", BUCKET),
    "S3Uri without a key": (audio(S3Uri="s3://bucket"), "s3://bucket", "key is needed"),
    "S3Uri with an empty key": (audio(S3Uri="s3://bucket/"), "names no object", URI),
    "S3Uri is too long": (audio(S3Uri=f"s3://bucket/{'k' * 1013}"), "more than 1024", "at most 1024"),
    "no ChannelId": (audio(ChannelId=LEFT_OUT), "no ChannelId", CHANNEL),
    "ChannelId is null": (audio(ChannelId=None), "no ChannelId", CHANNEL),
    "ChannelId is 2": (audio(ChannelId=2), "has 2 as ChannelId", CHANNEL),
    "ChannelId is -1": (audio(ChannelId=-1), "has -1 as ChannelId", CHANNEL),
    "ChannelId is a half": (audio(ChannelId=0.5), r"has 0\.5 as ChannelId", CHANNEL),
    "ChannelId is huge": (audio(ChannelId=10 ** 40), r"as ChannelId", CHANNEL),
    "ChannelId is a string": (audio(ChannelId="0"), "a string as ChannelId", CHANNEL),
    "ChannelId is true": (audio(ChannelId=True), "a boolean as ChannelId", CHANNEL),
    "ChannelId is a list": (audio(ChannelId=[0]), "a list as ChannelId", CHANNEL),
    "second file without ChannelId": (lambda batch, entry: {**entry, "AudioSpecifications": [
        *entry["AudioSpecifications"], {"S3Uri": "s3://bucket/key"}]}, "[Aa]udio file 2 of 2.*no ChannelId", CHANNEL),
}
# What is refused only when the audio is fetched names the file too.
FETCHED = {
    "object is not there": (key("nothing.wav"), r"audio file 1 of 1 \(s3://\S+/nothing.wav\)", "."),
    "bucket is not there": (audio(S3Uri="s3://no-such-bucket/a.wav"), r"\(s3://no-such-bucket/a.wav\)", "."),
    "second object is not there": (lambda batch, entry: {**entry, "AudioSpecifications": [
        *entry["AudioSpecifications"], batch.audio("nothing.wav")]}, r"audio file 2 of 2 .*nothing\.wav", "."),
    "key is a folder": (key("voices"), r"audio file 1 of 1 .*/voices\)", "."),
    "key ends in a slash": (key("voices/"), r"audio file 1 of 1 .*/voices/\)", "."),
    "key leads out of the bucket": (key("../other/a.wav"), r"audio file 1 of 1 .*'?\.\.", "."),
    "key leads out of the root": (key("a/../../../../../../etc/passwd"), r"audio file 1 of 1 .*'?\.\.", "."),
    "key has a dot for a part": (key("./a.wav"), "audio file 1 of 1", "."),
    "key has an empty part": (key("a//b.wav"), "audio file 1 of 1", "."),
    "key begins with a slash": (key("/a.wav"), "audio file 1 of 1", "."),
    "key has a part that is too long": (key("a" * 256), "audio file 1 of 1", "255"),
    "key is that of a temporary file": (key(".voiceid-1"), r"audio file 1 of 1 .*\.voiceid-", "."),
    "key has a NUL": (key("a\0b"), "audio file 1 of 1", "."),
}
AUDIO = {
    "one byte too large": (files(bytes(MAX_WAV_BYTES + 1)), "more than 20000000 bytes", "smaller"),
    "channel 1 of a mono file": (audio(ChannelId=1), "no channel 1", "channel 0"),
    "no sample": (files(wav([], before=info(IART="alice"))), "no samples", "at least one is needed"),
    "silence": (files(wav(silence(31))), r"\b0\.0 seconds", r"\b[13]0\.0 seconds"),
    "too faint": (files(wav(tone(31, 327))), r"\b0\.0 seconds", r"\b[13]0\.0 seconds"),
    "a frame too little": (files(wav(tone(9.98))), r"\b9\.9 seconds", r"\b[13]0\.0 seconds"),
    "too little in all": (files(*[voiced("alice", 4)] * 2), r"\b8\.0 seconds .*2 audio files", "seconds are needed"),
    "speech on the other channel": (files(wav(silence(31), tone(31))), r"\b0\.0 seconds", "are needed"),
    "two voices": (files("alice", "bob"), "audio file 2 of 2 .*voice", f"one voice is needed.*{ARTIST}"),
    "third file of another voice": (files("alice", "alice", "bob"), "audio file 3 of 3 .*voice", ARTIST),
    "second file without a name": (files("alice", wav(tone(31))), "audio file 2 of 2 .*voice", ARTIST),
    "two files without a name": (files(wav(tone(20)), wav(tone(21))), "audio file 2 of 2 .*voice", ARTIST),
    "artist with a space": (files(wav(tone(31), before=info(IART="Alice Smith"))), "IART.*a space", "1 to 256"),
    "artist is empty": (files(wav(tone(31), before=info(IART=""))), "IART.*is empty", "1 to 256"),
    "artist is too long": (files(wav(tone(31), before=info(IART="a" * 257))), "IART.*257 bytes", "1 to 256"),
    "artist is not ASCII": (files(wav(tone(31), before=info(IART="Zoë"))), "IART", "1 to 256"),
    "list that lies": (files(wav(tone(31), after=chunk(b"LIST", b"INFO" + chunk(b"IART", b"a", 1 << 30)))),
                       "IART", "true size"),
    **{f"WAV: {name}": (files(data), found, needed) for name, (data, found, needed) in bad_wavs.NAMED.items()},
    **{f"WAV: {name}": (files(data), "audio file 1 of 1", "need|true size")
       for name, data in {**bad_wavs.BROKEN, **bad_wavs.CUTS}.items()},
}
FAULTS = {**UNNAMED, **SPEAKERS, **ENTRIES, **FETCHED, **AUDIO}
ROWS = [pytest.param(kind, name, id=f"{kind}: {name}") for kind in KINDS for name in FAULTS
        if not (KINDS[kind] is REGISTRATION and name in SPEAKERS)]


class Finished:
    """One job of all faults, each followed by a request without a fault."""

    def __init__(self, emulator, kind):
        batch = Batch(emulator)
        jobs = batch.jobs(kind)
        self.names = [name for name in FAULTS if kind is ENROLLMENT or name not in SPEAKERS]
        entries = []
        for number, name in enumerate(self.names):
            fault = FAULTS[name][0]
            entries += [fault(batch, jobs.entry(f"bad-{number}", voice="good")),
                        jobs.entry(f"good-{number}", voice="good")]
        how = {} if kind is ENROLLMENT else {kind.config: {"DuplicateRegistrationAction": "REGISTER_AS_NEW"}}
        started = jobs.start(manifest={"Version": "1.0", kind.requests: entries}, **how)
        self.done = jobs.done(started["JobId"])
        self.speakers = batch.speakers()

    def line(self, name):
        return self.done.output["Errors"][self.names.index(name)]

    def position(self, name):
        """In the file, counting from 1."""
        return 2 * self.names.index(name) + 1


@pytest.fixture(scope="module")
def finished(emulator):
    jobs = {name: Finished(emulator, kind) for name, kind in KINDS.items()}
    return jobs.__getitem__


def test_there_are_many_faults():
    assert len(FAULTS) >= 120


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_has_a_line_of_its_own(finished, kind):
    errors = finished(kind).done.output["Errors"]
    names = finished(kind).names
    assert [line["RequestId"] for line in errors] == [
        "" if name in UNNAMED else f"r-bad-{number}" for number, name in enumerate(names)]
    assert {line["ErrorCode"] for line in errors} == {400}


@pytest.mark.parametrize("kind", KINDS)
def test_requests_without_a_fault_succeed_beside_them(finished, kind):
    job = finished(kind)
    successes = job.done.output[KINDS[kind].successes]
    assert [line["RequestId"] for line in successes] == [f"r-good-{number}" for number in range(len(job.names))]
    assert {line[KINDS[kind].status] for line in successes} == {
        "NEW_ENROLLMENT" if kind == "enrollment" else "NEW_REGISTRATION"}


def test_no_fault_leaves_a_speaker(finished):
    job = finished("enrollment")
    assert job.speakers == [(f"good-{number}", "ENROLLED") for number in range(len(job.names))]


@pytest.mark.parametrize("kind, name", ROWS)
def test_a_fault_is_told_by_what_was_found_and_what_is_needed(finished, kind, name):
    job = finished(kind)
    _, found, needed = FAULTS[name]
    line = job.line(name)
    message = line["ErrorMessage"]
    which = rf"Request {job.position(name)} of the file" if name in UNNAMED else rf"'{line['RequestId']}'"
    assert re.search(which, message) and re.search(f"{found}.*{needed}", message), message
    assert message[-1] == "." and message.isprintable() and len(message) < 2000, message
    assert "secret" not in message and "exception" not in message, message


def test_a_registrations_speaker_id_is_an_unknown_member(emulator):
    jobs = Batch(emulator).registration
    assert jobs.run(jobs.entry("mallory", SpeakerId=["of", "no", "meaning"])).outcomes == {
        "r-mallory": "NEW_REGISTRATION"}


def test_request_ids_that_are_missing_are_not_repeated(emulator):
    jobs = Batch(emulator).enrollment
    done = jobs.run({}, {}, {"RequestId": ""}, "alice", {"RequestId": ""})
    messages = [line["ErrorMessage"] for line in done.output["Errors"]]
    assert [re.match(r"Request (\d) of the file", message).group(1) for message in messages] == ["1", "2", "3", "5"]
    assert done.outcomes["r-alice"] == "NEW_ENROLLMENT"
