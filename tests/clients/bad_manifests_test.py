"""Manifests that break a rule fail the job as a whole, and tell why; unusual ones that break none do not."""
import gzip
import json
import re

import pytest

from support.batch_jobs import ENROLLMENT, KINDS, LEFT_OUT, REGISTRATION, Batch, changed, voiced


def manifest(**changes):
    """A good manifest of one request, but for that."""
    return lambda jobs: changed({"Version": "1.0", jobs.kind.requests: [jobs.entry("alice")]}, changes)


def text(change):
    """The JSON text of a good manifest, changed."""
    return lambda jobs: change(json.dumps(manifest()(jobs)))


def requests(value):
    return lambda jobs: {**manifest()(jobs), jobs.kind.requests: value}


def entries(*names_and_changes):
    return lambda jobs: {"Version": "1.0", jobs.kind.requests: [
        changed(jobs.entry(name), changes) for name, changes in names_and_changes]}


def other_kind(jobs):
    kind = REGISTRATION if jobs.kind is ENROLLMENT else ENROLLMENT
    return {"Version": "1.0", kind.requests: [jobs.entry("alice")]}


JSON = "JSON in UTF-8 is needed"
OBJECT = "an object with Version and {requests} is needed"
VERSION = r"1\.0' is needed"
A_LIST = "a list of requests is needed"
MANIFESTS = {
    "empty": (lambda jobs: b"", "is empty", JSON),
    "blank": (lambda jobs: b" \r\n\t\n", "is blank", JSON),
    "text": (lambda jobs: "hello, world", "line 1, column 1\\b.*'h'", JSON),
    "CSV": (lambda jobs: "RequestId,SpeakerId\n1,alice\n", "line 1, column 1\\b", JSON),
    "YAML": (lambda jobs: "Version: '1.0'\n", "line 1, column 1\\b", JSON),
    "XML": (lambda jobs: "<Version>1.0</Version>", "XML", JSON),
    "gzip": (text(lambda good: gzip.compress(good.encode())), "gzip", JSON),
    "ZIP": (lambda jobs: b"PK\3\4" + bytes(100), "ZIP", JSON),
    "WAV": (lambda jobs: voiced("alice", 1), "RIFF|WAV", JSON),
    "UTF-16": (text(lambda good: good.encode("utf-16")), "UTF-16", JSON),
    "UTF-16 without a mark": (text(lambda good: good.encode("utf-16-be")), "UTF-16", JSON),
    "Latin-1": (text(lambda good: good.replace("alice", "Zoë").encode("latin-1")), "not UTF-8.*0xeb", JSON),
    "overlong UTF-8": (text(lambda good: good.encode().replace(b"alice", b"\xc0\xaf")), "not UTF-8", JSON),
    "a lone surrogate": (text(lambda good: good.replace("alice", r"\ud800")), "line 1, column", JSON),
    "a line break in a string": (text(lambda good: good.replace("alice", "ali\nce")), "line 1, column", JSON),
    "cut off": (text(lambda good: good[:-1]), "breaks off", "the whole"),
    "cut off within a string": (text(lambda good: good[:20]), "breaks off", "the whole"),
    "a comma too many": (text(lambda good: good[:-1] + ",\n}"), "line 2, column 1\\b", JSON),
    "a comma too few": (text(lambda good: good.replace(", ", " ")), "line 1, column", JSON),
    "single quotes": (text(lambda good: good.replace('"', "'")), "line 1, column 2\\b", JSON),
    "a comment": (text(lambda good: "// all speakers\n" + good), "line 1, column 1\\b", JSON),
    "NaN": (manifest(Version=float("nan")), "line 1, column", JSON),
    "a number beyond range": (text(lambda good: good.replace('"1.0"', "1e999")), "number.*too large", "needed"),
    "two objects": (text(lambda good: good + good), "goes on behind", "single JSON object"),
    "a NUL behind it": (text(lambda good: good + "\0"), "line 1, column", "needed"),
    "deeply nested": (manifest(More=json.loads("[" * 32 + "]" * 32)), "more than 32 deep", "at most 32"),
    "a million brackets": (lambda jobs: "[" * 1_000_000, "more than 32 deep", "at most 32"),
    "a list": (lambda jobs: [], "holds a list", OBJECT),
    "a string": (lambda jobs: '"1.0"', "holds a string", OBJECT),
    "a number": (lambda jobs: "1.0", "holds a number", OBJECT),
    "true": (lambda jobs: "true", "holds a boolean", OBJECT),
    "null": (lambda jobs: "null", "holds null", OBJECT),
    "an empty object": (lambda jobs: {}, "no Version", VERSION),
    "no Version": (manifest(Version=LEFT_OUT), "no Version", VERSION),
    "Version is null": (manifest(Version=None), "no Version", VERSION),
    "Version is a number": (manifest(Version=1.0), "a number as Version", VERSION),
    "Version is a list": (manifest(Version=["1.0"]), "a list as Version", VERSION),
    "Version is empty": (manifest(Version=""), "Version ''", VERSION),
    "Version is 2.0": (manifest(Version="2.0"), r"Version '2\.0'", VERSION),
    "Version is 1": (manifest(Version="1"), "Version '1'", VERSION),
    "version in lower case": (lambda jobs: {"version": "1.0", jobs.kind.requests: []}, "no Version", VERSION),
    "no requests": (requests(None), "no {requests}", A_LIST),
    "requests in lower case": (lambda jobs: {"Version": "1.0", jobs.kind.requests.lower(): [jobs.entry("alice")]},
                               "no {requests}", A_LIST),
    "requests of another kind of job": (other_kind, "{other}.* job takes them", "a list of {requests} is needed"),
    "requests are an object": (requests({"RequestId": "r"}), "an object as {requests}", A_LIST),
    "requests are a string": (requests("alice"), "a string as {requests}", A_LIST),
    "requests are a number": (requests(1), "a number as {requests}", A_LIST),
    "an empty list": (requests([]), "an empty list of {requests}", "at least one"),
    "a repeated RequestId": (entries(("alice", {}), ("bob", {}), ("carol", {"RequestId": "r-alice"})),
                             "'r-alice'.*request 1 and request 3", "unique"),
    "repeated by a bad entry": (entries(("alice", {}), ("bob", {"RequestId": "r-alice", "AudioSpecifications": 1})),
                                "'r-alice'.*request 1 and request 2", "unique"),
    "repeated between bad entries": (entries(*[("alice", {"AudioSpecifications": []})] * 2),
                                     "'r-alice'.*request 1 and request 2", "unique"),
    "repeated in another writing": (text(lambda good: good.replace('[{"R', '[{"RequestId": "\\u0072-alice"}, {"R')),
                                    "'r-alice'.*request 1 and request 2", "unique"),
}


@pytest.fixture(scope="module")
def batch(emulator):
    return Batch(emulator)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", MANIFESTS)
def test_a_bad_manifest_fails_the_job(batch, kind, name):
    make, found, needed = MANIFESTS[name]
    jobs = batch.jobs(KINDS[kind])
    [other] = {each.requests for each in KINDS.values()} - {jobs.kind.requests}
    status, message = jobs.failure(manifest=make(jobs))
    expected = f"{found}.*{needed}".replace("{requests}", jobs.kind.requests).replace("{other}", other)
    assert status == 400 and re.search(expected, message), message
    assert message[-1] == "." and message.isprintable() and "exception" not in message, message
    assert batch.speakers() == batch.fraudsters() == []


UNUSUAL = {
    "a byte order mark": text(lambda good: b"\xef\xbb\xbf" + good.encode()),
    "blanks around": text(lambda good: f" \r\n\t{good}\n "),
    "unknown members": lambda jobs: {"Comment": {"by": ["hand"]}, **entries(("alice", {"Notes": None}))(jobs)},
    "the version last": lambda jobs: dict(reversed(manifest()(jobs).items())),
    "null members": entries(("alice", {"Notes": None})),
    "a channel as a decimal": lambda jobs: entries(("alice", {"AudioSpecifications": [
        {**jobs.batch.voice("alice"), "ChannelId": 0.0}]}))(jobs),
    "a channel with an exponent": text(lambda good: good.replace('"ChannelId": 0', '"ChannelId": 0e0')),
    "escapes": text(lambda good: good.replace("alice", "\\u0061lice").replace("s3://", "s3:\\/\\/")),
    "the last of repeated members": text(lambda good: good.replace('"Version"', '"Version": "0.1", "Version"')),
    "the last of repeated lists": lambda jobs: f'{{"{jobs.kind.requests}": [{{"RequestId": "r-alice"}}], ' + json.dumps(
        manifest()(jobs))[1:],
    "32 deep": manifest(More=json.loads("[" * 31 + "]" * 31)),
    "ten files": lambda jobs: entries(("alice", {"AudioSpecifications": [jobs.batch.voice("alice", 4)] * 10}))(jobs),
    "a RequestId of 256 characters": entries(("alice", {"RequestId": "é" * 256})),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_manifests_that_break_no_rule(emulator, kind, make):
    jobs = Batch(emulator).jobs(KINDS[kind])
    done = jobs.done(jobs.start(manifest=make(jobs))["JobId"])
    assert list(done.outcomes.values()) == ["NEW_ENROLLMENT" if kind == "enrollment" else "NEW_REGISTRATION"]
