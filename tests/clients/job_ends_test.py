"""How jobs of both kinds end: what fails them, where their output goes, and what stops them on the way."""
import re

import pytest

from support import control
from support.batch_jobs import ENROLLMENT, INPUT, Batch, error

MAX_MANIFEST_BYTES = 64_000_000


@pytest.mark.parametrize("where, what, status, words", [
    ("InputDataConfig", "{}/missing.json", 404, "missing.json"),
    ("InputDataConfig", "s3://no-such-bucket/input.json", 404, "s3://no-such-bucket/input.json"),
    ("InputDataConfig", "{}", 400, "names no"), ("InputDataConfig", "{}/../other/input.json", 400, r"\.\."),
    ("OutputDataConfig", "{}/../../etc", 400, r"\.\."),
    ("OutputDataConfig", "{}/input.json", 409, "input.json.*an object is where")])
def test_a_failure_says_why(jobs, where, what, status, words):
    uri = what.format(f"s3://{jobs.batch.bucket}")
    code, message = jobs.failure("alice", **{where: {"S3Uri": uri}})
    assert code == status, message
    assert re.search(words, message) and message[-1] == ".", message
    assert jobs.list()[0]["FailureDetails"] == {"StatusCode": code, "Message": message}


@pytest.mark.parametrize("size", [MAX_MANIFEST_BYTES, MAX_MANIFEST_BYTES + 1])
def test_a_manifest_may_have_64_megabytes(start_emulator, kind, tmp_path, size):
    jobs = Batch(start_emulator("--s3-root", tmp_path)).jobs(kind)
    jobs.put_manifest("alice")
    file = tmp_path / jobs.batch.bucket / INPUT
    file.write_bytes(file.read_bytes().ljust(size))
    job = jobs.end(jobs.ask_start().body["Job"]["JobId"])
    if size == MAX_MANIFEST_BYTES:
        assert job["JobStatus"] == "COMPLETED", job
    else:
        assert job["FailureDetails"]["StatusCode"] == 400
        assert "64000000" in job["FailureDetails"]["Message"]


@pytest.mark.parametrize("key, output", [
    ("deep/er/Zürich & more.json", "s3://{}"), ("input.json", "s3://{}/out///"), ("input", "s3://{}-other/x")])
def test_where_the_output_goes(jobs, key, output):
    jobs.put_manifest("alice", key=key)
    uri = output.format(jobs.batch.bucket)
    answer = jobs.ask_start(InputDataConfig={"S3Uri": jobs.batch.uri(key)}, OutputDataConfig={"S3Uri": uri})
    job = jobs.end(answer.body["Job"]["JobId"])
    assert (job["OutputDataConfig"], job["JobStatus"]) == ({"S3Uri": uri}, "COMPLETED")
    bucket, _, folder = uri.removeprefix("s3://").partition("/")
    written = "/".join(filter(None, [folder.strip("/"), job["JobId"], key.rsplit("/", 1)[-1] + ".out"]))
    assert jobs.batch.objects.get_json(bucket, written)["Version"] == "1.0"


def test_the_clock_may_jump_while_a_job_runs(start_emulator, kind):
    emulator = start_emulator()
    control.set_clock(emulator, "2027-05-06T07:08:09Z")
    jobs = Batch(emulator).jobs(kind)
    job = jobs.start(*jobs.batch.slow_entries(jobs, 40))
    jobs.in_progress(job["JobId"])
    emulator.advance("P1Y")
    done = jobs.done(job["JobId"]).job
    assert (done["CreatedAt"], done["EndedAt"]) == (job["CreatedAt"], control.now(emulator).timestamp())


def test_a_deleted_domain_stops_its_jobs(emulator, account, batch, jobs, kind):
    job = jobs.start(*batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(job)
    batch.delete()
    error(batch.ask(f"Describe{kind.name}", JobId=job), 409, "ConflictException", ConflictType="DOMAIN_NOT_ACTIVE")
    # A job that needs the same threads runs to its end.
    assert Batch(emulator, account).jobs(kind).run("bob").outcomes
    assert batch.objects.list(batch.bucket, "out/") == []


def test_a_domain_that_is_deleted_as_soon_as_its_job_is_started(emulator, account, kind):
    """Whenever the deletion comes, the output is whole or missing."""
    written = []
    for number in range(20):
        batch = Batch(emulator, account)
        jobs = batch.jobs(kind)
        job = jobs.start("alice", "bob")["JobId"]
        for _ in range(number):
            jobs.describe(job)
        batch.delete()
        outputs = batch.objects.list(batch.bucket, "out/")
        written.append((batch, outputs))
        if outputs:
            assert [key for key, _ in outputs] == [jobs.output_key(job)]
            assert batch.objects.get_json(batch.bucket, jobs.output_key(job))["Errors"] == []
    assert Batch(emulator, account).jobs(kind).run("carol").outcomes
    for batch, outputs in written:
        assert batch.objects.list(batch.bucket, "out/") == outputs


def test_a_reset_stops_all_jobs(start_emulator, kind):
    """With a seed all ids come again, those of the domain and the job included."""
    emulator = start_emulator("--seed", "7")
    batch = Batch(emulator)
    jobs = batch.jobs(kind)
    old = jobs.start("alice", *batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(old)
    emulator.control("POST", "reset")
    assert emulator.call("ListDomains").body == {"DomainSummaries": []}
    assert batch.objects.list(batch.bucket) == []
    again = Batch(emulator)
    assert again.domain_id == batch.domain_id
    done = again.jobs(kind).run("bob")
    assert done.job["JobId"] == old and list(done.outcomes) == ["r-bob"]
    assert again.speakers() == ([("bob", "ENROLLED")] if kind is ENROLLMENT else [])
    assert len(again.fraudsters()) == (0 if kind is ENROLLMENT else 1)


def test_an_object_that_is_deleted_while_a_job_runs(batch, jobs, kind):
    """Requests that need it from then on fail; the job goes on to its end."""
    job = jobs.start(*batch.slow_entries(jobs, 100), "bob")["JobId"]
    jobs.in_progress(job)
    batch.objects.delete(batch.bucket, "voices/slow-120.wav")
    done = jobs.done(job)
    assert (done.outcomes["r-slow-0"], done.outcomes["r-slow-99"]) in [(400, 400), (kind.new, 400)]
    assert done.outcomes["r-bob"] == kind.new
