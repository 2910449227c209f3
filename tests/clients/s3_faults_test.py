"""Batch jobs on an S3 server that refuses, fails, or answers what it should not."""
import json
import socket
import time

import pytest

from support.batch_jobs import INPUT
from support.http_receiver import close, not_http
from support.s3_jobs import (ATTEMPTS, AUDIO_BYTES, ENROLLED, ENVIRONMENT, INPUT_BYTES, OUTPUT, batch, batch_of,
                             batch_on, failure, receiver, start, table)
from support.s3_receiver import S3Receiver, announce, endless, status, truncate
from support.tls import make_certificate

# An answer that no other attempt would change, and how it ends a job and a request that needs the object.
REFUSALS = {
    "301": (status(301, "PermanentRedirect", Location="http://127.0.0.1:1/elsewhere"), 400, 400, "301"),
    "400": (status(400, "InvalidRequest"), 400, 400, "InvalidRequest"),
    "401": (status(401, "Unauthorized"), 403, 400, "Unauthorized"),
    "403": (status(403, "AccessDenied"), 403, 400, "AccessDenied"),
    "403-without-a-document": (status(403, body=""), 403, 400, "403"),
    "404-key": (status(404, "NoSuchKey"), 404, 400, "no object"),
    "404-bucket": (status(404, "NoSuchBucket"), 404, 400, "no such bucket"),
    "404-without-a-document": (status(404, body=""), 404, 400, "no object"),
    "412": (status(412, "PreconditionFailed"), 400, 400, "PreconditionFailed"),
    "204": (lambda exchange: exchange.head(204, {}), 400, 400, "204"),
}
# One that may be another the next time.
PASSING = {
    "429": (status(429, "SlowDown"), "SlowDown"),
    "500": (status(500, "InternalError"), "InternalError"),
    "502-in-words": (status(502, body="Bad gateway"), "502"),
    "503": (status(503, "SlowDown"), "SlowDown"),
    "504-without-a-document": (status(504, body=""), "504"),
    "closed": (close, "no answer"),
    "truncated": (truncate, "no answer"),
}


@table(REFUSALS)
def test_a_refused_manifest_fails_the_job_at_once(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    assert words in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == 1


@table(REFUSALS)
def test_refused_audio_is_an_error_of_its_request_only(batch, receiver, row):
    answer, _, expected, words = row
    receiver.plan("GET", "bob-31.wav", then=answer)
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": expected, "r-carol": "NEW_ENROLLMENT"}
    message = done.lines["r-bob"]["ErrorMessage"]
    assert words in message and batch.uri("voices/bob-31.wav") in message and "'r-bob'" in message
    assert len(receiver.requests("GET", "bob-31.wav")) == 1


@table({name: row for name, row in REFUSALS.items() if name != "204"})
def test_a_refused_output_fails_the_job_at_once(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("PUT", OUTPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    assert words in message and message.startswith("The output could not be written: ")
    assert len(receiver.requests("PUT")) == 1


def test_a_redirect_is_not_followed(batch, receiver):
    location = f"{receiver.url}/{batch.bucket}/elsewhere.json"
    receiver.plan("GET", INPUT, then=status(307, "TemporaryRedirect", Location=location))
    status_code, message = failure(batch)
    assert status_code == 400 and "307" in message
    assert [request.key for request in receiver.requests("GET")] == [INPUT]


@table({
    "huge": "<Error>" + " " * 1_000_000 + "<Code>AccessDenied</Code></Error>",
    "no XML": "{\"Code\": \"AccessDenied\"}",
    "markup in the code": "<Error><Code><b>&lol;</b>\n</Code></Error>",
    "a code without end": "<Error><Code>" + "A" * 100_000,
    "entities": "<!DOCTYPE a [<!ENTITY b \"AccessDenied\">]><Error><Code>&b;</Code></Error>",
    "no text": "\0\xff\n\x1b[31m",
})
def test_an_odd_error_document_does_not_matter(batch, receiver, row):
    receiver.plan("GET", INPUT, then=status(403, body=row))
    status_code, message = failure(batch)
    assert status_code == 403 and "403" in message
    assert message.isprintable() and len(message) < 300


@table(PASSING)
def test_a_manifest_is_asked_for_again(batch, receiver, row):
    receiver.plan("GET", INPUT, row[0], row[0])
    assert batch.enrollment.run("alice").outcomes == ENROLLED
    assert len(receiver.requests("GET", INPUT)) == 3


@table(PASSING)
def test_a_manifest_that_never_comes_fails_the_job(batch, receiver, row):
    answer, words = row
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == 500
    assert words in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == ATTEMPTS


@table(PASSING)
def test_audio_that_never_comes_is_an_error_of_its_request_only(batch, receiver, row):
    answer, words = row
    receiver.plan("GET", "bob-31.wav", then=answer)
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 500, "r-carol": "NEW_ENROLLMENT"}
    message = done.lines["r-bob"]["ErrorMessage"]
    assert words in message and batch.uri("voices/bob-31.wav") in message and "'r-bob'" in message
    # A kept connection that turns out to be closed is no attempt.
    assert ATTEMPTS <= len(receiver.requests("GET", "bob-31.wav")) <= ATTEMPTS + 1


@table({name: row for name, row in PASSING.items() if name != "truncated"})
def test_an_output_is_sent_again_as_a_whole(batch, receiver, row):
    receiver.plan("PUT", OUTPUT, row[0], row[0])
    done = batch.enrollment.run("alice")
    bodies = {put.body for put in receiver.requests("PUT")}
    assert [json.loads(body) for body in bodies] == [done.output]
    assert 3 <= len(receiver.requests("PUT")) <= ATTEMPTS


def test_an_output_that_is_never_taken_fails_the_job(batch, receiver):
    receiver.plan("PUT", OUTPUT, then=status(503, "SlowDown"))
    status_code, message = failure(batch)
    assert status_code == 500 and "SlowDown" in message
    assert len(receiver.requests("PUT")) == ATTEMPTS
    assert batch.speakers() == [("alice", "ENROLLED")]


def test_attempts_are_further_and_further_apart(batch, receiver):
    times = []

    def refuse(exchange):
        times.append(time.monotonic())
        status(503, "SlowDown")(exchange)
    receiver.plan("GET", INPUT, then=refuse)
    failure(batch)
    pauses = [later - earlier for earlier, later in zip(times, times[1:])]
    assert len(pauses) == ATTEMPTS - 1
    assert all(pause >= least for pause, least in zip(pauses, [0.1, 0.2, 0.4]))


def test_what_is_not_http_fails_the_job(batch, receiver):
    receiver.plan("GET", INPUT, then=not_http)
    status_code, message = failure(batch)
    assert status_code == 500 and receiver.url in message
    assert len(receiver.requests("GET")) <= ATTEMPTS


def test_a_port_where_nobody_listens_fails_the_job(start, batch_of):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        status_code, message = failure(batch_of(start(url=url)))
    assert status_code == 500 and url in message and "onnect" in message


def test_a_port_without_tls_fails_the_job(start, batch_of, receiver):
    url = receiver.url.replace("http:", "https:")
    status_code, message = failure(batch_of(start(url=url)))
    assert status_code == 500 and url in message


def test_a_certificate_that_nobody_vouches_for_fails_the_job(start_emulator, tmp_path):
    with S3Receiver(certificate=make_certificate(tmp_path)) as encrypted:
        emulator = start_emulator("--s3-endpoint", encrypted.url, env=ENVIRONMENT)
        status_code, message = failure(batch_on(emulator, encrypted.objects))
        assert status_code == 500 and encrypted.url in message and "certificate" in message
        assert encrypted.requests("GET") == []


def test_a_host_that_does_not_exist_fails_the_job(start, batch_of):
    status_code, message = failure(batch_of(start(url="http://s3.invalid:9000")))
    assert status_code == 500 and "s3.invalid" in message


@pytest.mark.parametrize("answer", [announce(INPUT_BYTES + 1), endless], ids=["announced", "endless"])
def test_a_manifest_beyond_the_limit_fails_the_job(batch, receiver, answer):
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == 400
    assert str(INPUT_BYTES) in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == 1


def test_a_manifest_of_the_limit_is_read(batch):
    manifest = json.dumps({"Version": "1.0", "SpeakerEnrollmentRequests": [batch.enrollment.entry("alice")]})
    done = batch.enrollment.run(manifest=manifest.ljust(INPUT_BYTES))
    assert done.outcomes == ENROLLED


@pytest.mark.parametrize("answer", [announce(AUDIO_BYTES + 1), endless], ids=["announced", "endless"])
def test_audio_beyond_the_limit_is_an_error_of_its_request_only(batch, receiver, answer):
    receiver.plan("GET", "bob-31.wav", then=answer)
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 400, "r-carol": "NEW_ENROLLMENT"}
    assert str(AUDIO_BYTES) in done.lines["r-bob"]["ErrorMessage"]
    assert len(receiver.requests("GET", "bob-31.wav")) == 1
