"""Batch jobs on an S3 server that refuses, fails, or answers what it should not.

tests/server/objects holds what each answer means; here is what becomes of the job and of its request.
"""
import json
import re

import pytest

from support.batch_jobs import INPUT
from support.http_receiver import close
from support.s3_jobs import (ATTEMPTS, AUDIO_BYTES, ENROLLED, ENVIRONMENT, INPUT_BYTES, OUTPUT, batch, batch_of,
                             batch_on, failure, receiver, start, table)
from support.s3_receiver import S3Receiver, announce, endless, status, truncate
from support.tls import make_certificate

# An answer, the StatusCode of a job that it fails, the ErrorCode of a request, and what the message says. Those below
# 500 are final; the others may differ at the next attempt.
ANSWERS = {
    "204": (lambda exchange: exchange.head(204, {}), 400, 400, "204"),
    "307": (status(307, "TemporaryRedirect", Location="http://127.0.0.1:1/elsewhere"), 400, 400, "307"),
    "400": (status(400, "InvalidRequest"), 400, 400, "InvalidRequest"),
    "403": (status(403, "AccessDenied"), 403, 400, "AccessDenied"),
    "404": (status(404, "NoSuchBucket"), 404, 400, "no such bucket"),
    "503": (status(503, "SlowDown"), 500, 500, "SlowDown"),
    "closed": (close, 500, 500, "no answer"),
    "truncated": (truncate, 500, 500, "no answer"),
}
# For a PUT, 204 is no refusal.
FINAL = {name: row for name, row in ANSWERS.items() if row[1] < 500 and name != "204"}
PASSING = {name: row for name, row in ANSWERS.items() if row[1] == 500}


def attempts(row):
    return 1 if row[1] < 500 else ATTEMPTS


@table(ANSWERS)
def test_a_manifest_that_cannot_be_read_fails_the_job(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    assert words in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == attempts(row)


@table(ANSWERS)
def test_audio_that_cannot_be_read_is_an_error_of_its_request_alone(batch, receiver, row):
    answer, _, expected, words = row
    receiver.plan("GET", "bob-31.wav", then=answer)
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": expected, "r-carol": "NEW_ENROLLMENT"}
    message = done.lines["r-bob"]["ErrorMessage"]
    assert words in message and batch.uri("voices/bob-31.wav") in message and "'r-bob'" in message
    # A kept connection that turns out to be closed is no attempt.
    assert attempts(row) <= len(receiver.requests("GET", "bob-31.wav")) <= ATTEMPTS + 1


@table({**FINAL, "503": PASSING["503"]})
def test_an_output_that_cannot_be_written_fails_the_job(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("PUT", OUTPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    assert words in message and message.startswith("The output could not be written: ")
    assert len(receiver.requests("PUT")) == attempts(row)
    assert batch.speakers() == [("alice", "ENROLLED")]


@table(PASSING)
def test_what_passes_does_not_matter(batch, receiver, row):
    receiver.plan("GET", INPUT, row[0], row[0])
    receiver.plan("PUT", OUTPUT, *[row[0]] * 2 * (row[0] is not truncate))
    done = batch.enrollment.run("alice")
    assert done.outcomes == ENROLLED and len(receiver.requests("GET", INPUT)) == 3
    assert [json.loads(body) for body in {put.body for put in receiver.requests("PUT")}] == [done.output]


@table({"markup": "<Error><Code><b>&lol;</b>\n</Code></Error>", "no text": "\0\xff\n\x1b[31m"})
def test_an_odd_error_document_does_not_matter(batch, receiver, row):
    receiver.plan("GET", INPUT, then=status(403, body=row))
    status_code, message = failure(batch)
    assert status_code == 403 and "403" in message and len(message) < 300


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://{}", "http://s3.invalid:9000"],
                         ids=["nobody listens", "no TLS", "no such host"])
def test_a_server_that_is_not_there_fails_the_job(start, batch_of, receiver, url):
    url = url.format(receiver.url.removeprefix("http://"))
    status_code, message = failure(batch_of(start(url=url)))
    assert status_code == 500 and re.sub("^http://s3", "s3", url).removesuffix(":9000") in message


def test_an_untrusted_certificate_fails_the_job(start_emulator, tmp_path):
    with S3Receiver(certificate=make_certificate(tmp_path)) as encrypted:
        emulator = start_emulator("--s3-endpoint", encrypted.url, env=ENVIRONMENT)
        status_code, message = failure(batch_on(emulator, encrypted.objects))
        assert status_code == 500 and encrypted.url in message and "certificate" in message
        assert encrypted.requests("GET") == []


@pytest.mark.parametrize("answer", [announce(INPUT_BYTES + 1), endless], ids=["announced", "endless"])
def test_a_manifest_beyond_the_limit_fails_the_job(batch, receiver, answer):
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == 400
    assert str(INPUT_BYTES) in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == 1


def test_audio_beyond_the_limit_is_an_error_of_its_request_alone(batch, receiver):
    receiver.plan("GET", "bob-31.wav", then=announce(AUDIO_BYTES + 1))
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 400, "r-carol": "NEW_ENROLLMENT"}
    assert str(AUDIO_BYTES) in done.lines["r-bob"]["ErrorMessage"]
    assert len(receiver.requests("GET", "bob-31.wav")) == 1
