"""How jobs of both kinds run beside others and end: what fails them, and what stops them on the way."""
import re

import pytest

from support.batch_jobs import ENROLLMENT, INPUT, KINDS, Batch, error

MAX_MANIFEST_BYTES = 64_000_000


def test_jobs_of_the_other_kind_and_of_another_domain_run_beside_it(emulator, account, batch, jobs, kind):
    [other_kind] = [each for each in KINDS.values() if each is not kind]
    others = [batch.jobs(other_kind), Batch(emulator, account).jobs(kind)]
    for other in others:
        other.put_manifest("bob", key="other.json")
    slow = jobs.start(*batch.slow_entries(jobs, seconds=60))["JobId"]
    jobs.in_progress(slow)
    error(jobs.ask_start(), 402, "ServiceQuotaExceededException")
    started = [other.ask_start(InputDataConfig={"S3Uri": other.batch.uri("other.json")}).body["Job"]["JobId"]
               for other in others]
    ended = [other.end(job)["JobStatus"] for other, job in zip(others, started)]
    assert (ended, jobs.describe(slow)["JobStatus"]) == (["COMPLETED"] * 2, "IN_PROGRESS")
    batch.delete()


@pytest.mark.parametrize("where, what, status, words", [
    ("InputDataConfig", "{}/missing.json", 404, "missing.json"), ("InputDataConfig", "{}", 400, "names no"),
    ("OutputDataConfig", "{}/../../etc", 400, r"\.\."),
    ("OutputDataConfig", "{}/input.json", 409, "input.json.*an object is where")])
def test_a_failure_says_why(jobs, where, what, status, words):
    uri = what.format(f"s3://{jobs.batch.bucket}")
    code, message = jobs.failure("alice", **{where: {"S3Uri": uri}})
    assert code == status, message
    assert re.search(words, message) and message[-1] == ".", message


def test_a_job_with_more_requests_than_the_quota_changes_nothing(start_emulator, kind):
    quota = "enrollment-job-speakers" if kind is ENROLLMENT else "registration-job-fraudsters"
    jobs = Batch(start_emulator("--quota", f"{quota}=2")).jobs(kind)
    assert jobs.failure("alice", "bob", "carol")[0] == 402
    assert jobs.batch.speakers() == jobs.batch.fraudsters() == []


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


def test_a_deleted_domain_stops_its_jobs(emulator, account, batch, jobs, kind):
    job = jobs.start(*batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(job)
    batch.delete()
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
