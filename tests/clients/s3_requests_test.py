"""What batch jobs send to an S3 server, checked by a strict receiver."""
import hashlib
import json

import pytest

from support.batch_jobs import INPUT, voiced
from support.s3_jobs import ENROLLED, ENVIRONMENT, batch, batch_of, batch_on, failure, receiver, start
from support.s3_receiver import KEYS, S3Receiver


def test_each_object_is_requested_once_over_few_connections(batch, receiver):
    names = [f"speaker-{number}" for number in range(20)]
    done = batch.enrollment.run(*names)
    assert len(done.outcomes) == 20
    asked = sorted(request.key for request in receiver.requests("GET"))
    assert asked == sorted([INPUT, *(f"voices/{name}-31.wav" for name in names)])
    assert [request.key for request in receiver.requests("PUT")] == [batch.enrollment.output_key(done.job["JobId"])]
    # One for each thread of the pool.
    assert receiver.connections <= 2


def test_the_output_is_one_put_of_the_whole_body(batch, receiver):
    # Large enough for libcurl to ask first whether it may send it.
    count, filler = 5_000, "x" * 100
    done = batch.enrollment.run(*({"RequestId": f"{number}-{filler}"} for number in range(count)))
    [put] = receiver.requests("PUT")
    assert len(put.body) > 1_048_576
    assert json.loads(put.body) == done.output and len(done.output["Errors"]) == count
    assert put.headers["x-amz-content-sha256"] == hashlib.sha256(put.body).hexdigest()
    assert int(put.headers["Content-Length"]) == len(put.body)
    assert put.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("options, environment, region", [
    ([], {"AWS_REGION": "", "AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-3"),
    (["--region", "ap-south-1"], {"AWS_REGION": ""}, "ap-south-1"),
    (["--region", "ap-south-1"], {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-1"),
    ([], {"AWS_REGION": ""}, "us-east-1"),
], ids=["AWS_DEFAULT_REGION", "--region", "AWS_REGION wins", "default"])
def test_the_region_of_the_signature(receiver, start, batch_of, options, environment, region):
    receiver.region = region
    assert batch_of(start(*options, **environment)).enrollment.run("alice").outcomes == ENROLLED


@pytest.mark.parametrize("keys", [(*KEYS[:2], None), None], ids=["no session token", "no keys"])
def test_the_keys_of_the_signature(receiver, start, batch_of, keys):
    """Requests without keys are not signed; the signature has the machine's time."""
    receiver.keys = keys
    missing = {"AWS_SESSION_TOKEN": "", **({} if keys else {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})}
    batch = batch_of(start(**missing))
    batch.emulator.advance("P3Y")
    assert batch.enrollment.run("alice").outcomes == ENROLLED


@pytest.mark.parametrize("variable", ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_REGION"])
def test_a_wrong_identity_fails_the_job_and_shows_no_key(start_emulator, variable):
    with S3Receiver() as strict:
        environment = {**ENVIRONMENT, variable: "another-one"}
        emulator = start_emulator("--s3-endpoint", strict.url, "--log-level", "trace", env=environment)
        status_code, message = failure(batch_on(emulator, strict.objects))
        assert status_code == 403 and "SignatureDoesNotMatch" in message and INPUT in message
        assert len(strict.flaws()) == 1
        assert not any(key in emulator.stderr.text() for key in [*KEYS, "another-one"])


@pytest.mark.parametrize("key", ["a//b", "a/../b", "100% %41 a+b", "a?b#c&d=e", "Zürich/東京 🎙", "~a'(b)!*", "c" * 250])
def test_a_key_is_sent_as_it_is(batch, receiver, key):
    audio = batch.wav(f"{key}.wav", voiced("alice"))
    batch.enrollment.put_manifest(batch.enrollment.entry("alice", audio=[audio]), key=f"{key}.json")
    answer = batch.enrollment.ask_start(InputDataConfig={"S3Uri": batch.uri(f"{key}.json")},
                                        OutputDataConfig={"S3Uri": batch.uri(f"{key}-out")})
    job = batch.enrollment.end(answer.body["Job"]["JobId"])
    assert job["JobStatus"] == "COMPLETED", job
    name = f"{key}.json".rpartition("/")[2]
    [put] = receiver.requests("PUT")
    assert (put.bucket, put.key) == (batch.bucket, f"{key}-out/{job['JobId']}/{name}.out")
    assert [line["EnrollmentStatus"] for line in json.loads(put.body)["SuccessfulEnrollments"]] == ["NEW_ENROLLMENT"]


def test_the_environments_proxy_is_for_other_machines(receiver, start, batch_of):
    batch = batch_of(start(url="http://s3.invalid:9000", http_proxy=receiver.url))
    assert batch.enrollment.run("alice").outcomes == ENROLLED
    assert {request.headers["Host"] for request in receiver.requests("GET")} == {"s3.invalid:9000"}
