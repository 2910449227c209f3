"""How jobs of both kinds end: what fails them, where their output is, and what stops them on the way."""
import re

import pytest

from support import control
from support.batch_jobs import ENROLLMENT, INPUT, Batch, error

MAX_MANIFEST_BYTES = 64_000_000


@pytest.mark.parametrize("where, what, status, words", [
    ("InputDataConfig", "{}/missing.json", 404, "missing.json"),
    ("InputDataConfig", "s3://no-such-bucket/input.json", 404, "s3://no-such-bucket/input.json"),
    ("InputDataConfig", "{}", 400, "names no"), ("InputDataConfig", "{}/", 400, "names no"),
    ("InputDataConfig", "{}/folder/", 400, "folder/"), ("InputDataConfig", "{}/voices", 404, "voices"),
    ("InputDataConfig", "{}/../other/input.json", 400, r"\.\."), ("InputDataConfig", "{}/a//b", 400, "a//b"),
    ("InputDataConfig", "{}/input.json/more", 404, "input.json/more"),
    ("OutputDataConfig", "{}/a//b", 400, "a//b"), ("OutputDataConfig", "{}/..", 400, r"\.\."),
    ("OutputDataConfig", "{}/../../etc", 400, r"\.\."),
    ("OutputDataConfig", "{}/input.json", 409, "input.json.*is an object"),
    ("OutputDataConfig", "{}/.voiceid-out", 400, r"\.voiceid-")])
def test_a_failure_tells_why(jobs, where, what, status, words):
    uri = what.format(f"s3://{jobs.batch.bucket}")
    code, message = jobs.failure("alice", **{where: {"S3Uri": uri}})
    assert code == status, message
    assert re.search(words, message) and message[-1] == ".", message
    assert jobs.list()[0]["FailureDetails"] == {"StatusCode": code, "Message": message}
    assert "etc" not in {key.split("/")[0] for key, _ in jobs.batch.objects.list(jobs.batch.bucket)}


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


@pytest.mark.parametrize("output", ["s3://{}", "s3://{}/", "s3://{}/out", "s3://{}/out/", "s3://{}/out///",
                                    "s3://{}/deep/er", "s3://{}-other/x"])
def test_where_the_output_is(jobs, output):
    uri = output.format(jobs.batch.bucket)
    job = jobs.end(jobs.start("alice", OutputDataConfig={"S3Uri": uri})["JobId"])
    assert job["OutputDataConfig"] == {"S3Uri": uri} and job["JobStatus"] == "COMPLETED", job
    bucket, _, folder = uri.removeprefix("s3://").partition("/")
    key = "/".join(part for part in (folder.strip("/"), job["JobId"], f"{INPUT}.out") if part)
    assert jobs.batch.objects.get_json(bucket, key)["Version"] == "1.0"


@pytest.mark.parametrize("key", ["deep/er/speakers.json", "no-extension", "with spaces & more.json", "Zürich.json"])
def test_the_output_is_called_as_the_input(jobs, key):
    jobs.put_manifest("alice", key=key)
    job = jobs.ask_start(InputDataConfig={"S3Uri": jobs.batch.uri(key)}).body["Job"]
    assert jobs.end(job["JobId"])["JobStatus"] == "COMPLETED"
    name = key.rsplit("/", 1)[-1]
    assert [each for each, _ in jobs.batch.objects.list(jobs.batch.bucket, "out/")] == [
        f"out/{job['JobId']}/{name}.out"]


def test_each_job_has_an_output_of_its_own(jobs):
    first, second = jobs.run("alice"), jobs.run("alice")
    assert first.outcomes != second.outcomes
    assert jobs.batch.objects.get_json(jobs.batch.bucket, jobs.output_key(first.job["JobId"])) == first.output


def test_the_clock_may_stand(start_emulator, kind):
    emulator = start_emulator()
    control.set_clock(emulator, "2027-05-06T07:08:09.123Z")
    job = Batch(emulator).jobs(kind).run("alice").job
    assert job["CreatedAt"] == job["EndedAt"] == control.now(emulator).timestamp()


def test_the_clock_may_jump_while_a_job_runs(start_emulator, kind):
    emulator = start_emulator()
    control.set_clock(emulator, "2027-05-06T07:08:09Z")
    jobs = Batch(emulator).jobs(kind)
    job = jobs.start(*jobs.batch.slow_entries(jobs, 16))
    jobs.in_progress(job["JobId"])
    emulator.advance("P1Y")
    done = jobs.done(job["JobId"]).job
    assert (done["CreatedAt"], done["EndedAt"]) == (job["CreatedAt"], control.now(emulator).timestamp())


def test_throttled_calls(start_emulator, account, kind):
    """Two calls a second of each job operation; what a job does itself is no call."""
    emulator = start_emulator("--throttle", "aws")
    control.set_clock(emulator, "2027-05-06T07:08:09Z")
    jobs = Batch(emulator, account).jobs(kind)
    job = jobs.start(*(jobs.entry(f"speaker-{number}", voice="alice") for number in range(30)))["JobId"]
    assert jobs.ask_start(ClientToken="2").status in (200, 402)
    error(jobs.ask_start(ClientToken="3"), 429, "ThrottlingException")
    key = jobs.output_key(job)
    assert len(jobs.batch.objects.wait(jobs.batch.bucket, key)) > 30
    for operation, members in [(f"Describe{kind.name}", {"JobId": job}), (f"List{kind.name}s", {})]:
        assert [jobs.batch.ask(operation, **members).status for _ in range(4)] == [200, 200, 429, 429]
        emulator.advance("PT1S")
        assert [jobs.batch.ask(operation, **members).status for _ in range(3)] == [200, 200, 429]


def test_a_deleted_domain_stops_its_jobs(emulator, account, batch, jobs, kind):
    job = jobs.start(*batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(job)
    batch.delete()
    error(batch.ask(f"Describe{kind.name}", JobId=job), 409, "ConflictException", ConflictType="DOMAIN_NOT_ACTIVE")
    # All else goes on, and a job that needs the same threads comes to its end.
    assert Batch(emulator, account).jobs(kind).run("bob").outcomes
    assert batch.objects.list(batch.bucket, "out/") == []


def test_a_domain_that_is_deleted_as_soon_as_its_job_is_started(emulator, account, kind):
    """Whenever it comes, the output is whole or not there."""
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
    emulator = start_emulator()
    batch = Batch(emulator)
    jobs = batch.jobs(kind)
    job = jobs.start("alice", *batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(job)
    emulator.control("POST", "reset")
    assert emulator.call("ListDomains").body == {"DomainSummaries": []}
    assert batch.objects.list(batch.bucket) == []
    after = Batch(emulator)
    assert after.jobs(kind).run("bob").outcomes
    assert after.speakers() == ([("bob", "ENROLLED")] if kind is ENROLLMENT else [])
    assert len(after.fraudsters()) == (0 if kind is ENROLLMENT else 1)
    assert batch.objects.list(batch.bucket) == []


def test_a_job_from_before_a_reset_harms_no_namesake(start_emulator, kind):
    """With a seed all ids come again: those of the domain and of the job as well."""
    emulator = start_emulator("--seed", "7")
    batch = Batch(emulator)
    old = batch.jobs(kind).start(*batch.slow_entries(batch.jobs(kind)))["JobId"]
    batch.jobs(kind).in_progress(old)
    emulator.control("POST", "reset")
    again = Batch(emulator)
    assert again.domain_id == batch.domain_id
    done = again.jobs(kind).run("bob")
    assert done.job["JobId"] == old and list(done.outcomes) == ["r-bob"]


def test_an_object_that_is_deleted_while_a_job_runs(batch, jobs):
    """That costs the requests that need it from then on; the job comes to its end."""
    job = jobs.start(*batch.slow_entries(jobs, 100), "bob")["JobId"]
    jobs.in_progress(job)
    batch.objects.delete(batch.bucket, "voices/slow-120.wav")
    done = jobs.done(job)
    assert (done.outcomes["r-slow-0"], done.outcomes["r-slow-99"]) in [(400, 400), (done.outcomes["r-bob"], 400)]
    assert done.outcomes["r-bob"] == ("NEW_ENROLLMENT" if jobs.kind is ENROLLMENT else "NEW_REGISTRATION")
