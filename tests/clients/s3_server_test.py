"""Batch jobs on a real S3 server, to which boto3 uploads and from which it reads."""
import pytest

from support.batch_jobs import voiced
from support.s3_jobs import batch_on
from support.s3_server import KEYS, S3Server

# Keeps the settings of the user who runs the tests out.
NOTHING = dict.fromkeys(["AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3"], "")


@pytest.fixture(scope="module")
def s3():
    with S3Server() as running:
        yield running


@pytest.fixture
def batch(s3, start_emulator):
    batch = batch_on(start_emulator(env={**NOTHING, **KEYS, "AWS_ENDPOINT_URL_S3": s3.url}), s3.objects)
    s3.objects.make_bucket(batch.bucket)
    return batch


def end(jobs, **members):
    answer = jobs.ask_start(**members)
    assert answer.status == 200, answer
    return jobs.end(answer.body["Job"]["JobId"])


def test_an_enrollment_job_from_upload_to_output(batch):
    elsewhere = {"S3Uri": "s3://no-such-bucket/carol.wav", "ChannelId": 0}
    done = batch.enrollment.run("alice", batch.enrollment.entry("bob", audio=[batch.audio("voices")]),
                                batch.enrollment.entry("carol", audio=[elsewhere]), "dora")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 400, "r-carol": 400, "r-dora": "NEW_ENROLLMENT"}
    assert batch.uri("voices") in done.lines["r-bob"]["ErrorMessage"]
    assert "bucket" in done.lines["r-carol"]["ErrorMessage"]
    assert batch.speakers() == [("alice", "ENROLLED"), ("dora", "ENROLLED")]
    output = batch.enrollment.output_key(done.job["JobId"])
    assert [key for key, _ in batch.objects.list(batch.bucket, "out")] == [output]
    batch.emulator.control("POST", "reset")
    assert batch.objects.get_json(batch.bucket, output) == done.output


def test_a_registration_job_from_upload_to_output(batch):
    done = batch.registration.run("mallory", "oscar")
    assert done.outcomes == {"r-mallory": "NEW_REGISTRATION", "r-oscar": "NEW_REGISTRATION"}
    assert batch.fraudsters() == [line["GeneratedFraudsterId"] for line in done.output["SuccessfulRegistrations"]]


@pytest.mark.parametrize("key", ["a+b 100% %41%2F/~a'(b)!*\\<\"quotes\">", "Zürich 東京 🎙/a&b=c;d,e:f@g$?h#i"])
def test_a_key_of_any_characters(batch, key):
    audio = batch.wav(f"{key}.wav", voiced("alice"))
    batch.enrollment.put_manifest(batch.enrollment.entry("alice", audio=[audio]), key=f"{key}/{key}.json")
    job = end(batch.enrollment, InputDataConfig={"S3Uri": batch.uri(f"{key}/{key}.json")},
              OutputDataConfig={"S3Uri": batch.uri(f"out {key}")})
    assert job["JobStatus"] == "COMPLETED", job
    name = f"{key}.json".rpartition("/")[2]
    output = batch.objects.get_json(batch.bucket, f"out {key}/{job['JobId']}/{name}.out")
    assert [line["EnrollmentStatus"] for line in output["SuccessfulEnrollments"]] == ["NEW_ENROLLMENT"]


def test_an_output_of_more_than_a_megabyte(batch):
    """Large enough for libcurl to ask first whether it may send it."""
    count, filler = 5_000, "x" * 100
    done = batch.enrollment.run(*({"RequestId": f"{number}-{filler}"} for number in range(count)))
    assert len(done.output["Errors"]) == count
    [(_, size)] = batch.objects.list(batch.bucket, "out")
    assert size > 1_048_576


@pytest.mark.parametrize("where, uri", [("InputDataConfig", "s3://no-such-bucket/input.json"),
                                        ("OutputDataConfig", "s3://no-such-bucket/out")])
def test_a_missing_bucket_fails_the_job(batch, where, uri):
    batch.enrollment.put_manifest("alice")
    details = end(batch.enrollment, **{where: {"S3Uri": uri}})["FailureDetails"]
    assert details["StatusCode"] == 404 and uri in details["Message"] and "bucket" in details["Message"]
