"""What both kinds of batch job share: errors, tokens, quotas and lists, on jobs that really run."""
import re

import pytest

from support import sdk
from support.batch_jobs import ENROLLMENT, KINDS, Batch, error

TOKEN = "one-and-the-same"
SUMMARY = {"CreatedAt", "DomainId", "EndedAt", "FailureDetails", "JobId", "JobName", "JobProgress", "JobStatus"}


@pytest.fixture
def slow(jobs):
    """A job that runs until its domain is deleted."""
    job = jobs.start("alice", *jobs.batch.slow_entries(jobs, seconds=60))
    yield job["JobId"]
    jobs.batch.delete()


def test_what_is_not_found(emulator, batch, jobs, kind):
    config = {"WatchlistIds": [sdk.UNKNOWN_ID]}
    config = {kind.config: {"FraudDetectionConfig": config} if kind is ENROLLMENT else config}
    error(jobs.ask_start(**config), 404, "ResourceNotFoundException", ResourceType="WATCHLIST")
    unknown = batch.ask(f"Describe{kind.name}", JobId=sdk.UNKNOWN_ID)
    error(unknown, 404, "ResourceNotFoundException", ResourceType="BATCH_JOB")
    stranger = emulator.call(f"List{kind.name}s", {"DomainId": batch.domain_id}, account="999999999999")
    error(stranger, 404, "ResourceNotFoundException", ResourceType="DOMAIN")


def test_the_same_token_starts_one_job(jobs, batch):
    request = {"JobName": "first", "ClientToken": TOKEN}
    job = jobs.start("alice", *batch.slow_entries(jobs), **request)
    jobs.in_progress(job["JobId"])
    again = jobs.ask_start(**request).body["Job"]
    assert (again["JobId"], again["JobStatus"]) == (job["JobId"], "IN_PROGRESS")
    error(jobs.ask_start(JobName="other", ClientToken=TOKEN), 409, "ConflictException")
    assert len(jobs.list()) == 1
    batch.delete()


def test_one_job_of_a_kind_at_a_time(jobs, kind, slow):
    message = error(jobs.ask_start(), 402, "ServiceQuotaExceededException")
    quota = f"active-{'enrollment' if kind is ENROLLMENT else 'registration'}-jobs"
    assert f"{quota} (1 " in message and f"--quota {quota}=" in message
    assert [each["JobId"] for each in jobs.list()] == [slow]


def test_jobs_of_the_other_kind_and_of_another_domain_run_beside_it(emulator, account, batch, jobs, kind):
    [other_kind] = [each for each in KINDS.values() if each is not kind]
    others = [batch.jobs(other_kind), Batch(emulator, account).jobs(kind)]
    for other in others:
        other.put_manifest("bob", key="other.json")
    slow = jobs.start(*batch.slow_entries(jobs, seconds=60))["JobId"]
    jobs.in_progress(slow)
    started = [other.ask_start(InputDataConfig={"S3Uri": other.batch.uri("other.json")}).body["Job"]["JobId"]
               for other in others]
    ended = [other.end(job)["JobStatus"] for other, job in zip(others, started)]
    assert (ended, jobs.describe(slow)["JobStatus"]) == (["COMPLETED"] * 2, "IN_PROGRESS")
    batch.delete()


@pytest.mark.parametrize("count, ends", [(2, "COMPLETED"), (3, "FAILED")])
def test_the_quota_of_requests(start_emulator, kind, count, ends):
    quota = "enrollment-job-speakers" if kind is ENROLLMENT else "registration-job-fraudsters"
    jobs = Batch(start_emulator("--quota", f"{quota}=2")).jobs(kind)
    names = ["alice", "bob", "carol"][:count]
    if ends == "COMPLETED":
        assert len(jobs.run(*names).outcomes) == count
        return
    status, message = jobs.failure(*names)
    assert status == 402 and re.search(rf"{quota} \(2 .*--quota {quota}=", message), message
    assert re.search(r"\b3 requests\b", message), message
    assert jobs.batch.speakers() == jobs.batch.fraudsters() == []


def test_calls_are_answered_while_a_job_runs(batch, jobs, slow):
    jobs.in_progress(slow)
    for number in range(200):
        assert batch.ask("OptOutSpeaker", SpeakerId=f"other-{number}").status == 200
    assert jobs.describe(slow)["JobStatus"] == "IN_PROGRESS"


def test_lists_show_each_end(jobs, batch):
    ended = [jobs.end(jobs.start(*entries, JobName=name, **how)["JobId"]) for name, entries, how in [
        ("good", ["alice"], {}), ("half", ["alice", jobs.entry("bob", audio=[])], {}), ("bad", [], {"manifest": "{"})]]
    assert [each["JobStatus"] for each in ended] == ["COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED"]
    assert jobs.list() == [{name: job[name] for name in SUMMARY & job.keys()} for job in ended]
    running = jobs.start(*batch.slow_entries(jobs))["JobId"]
    jobs.in_progress(running)
    for job_id, status in [*((job["JobId"], job["JobStatus"]) for job in ended), (running, "IN_PROGRESS")]:
        assert [each["JobId"] for each in jobs.list(JobStatus=status)] == [job_id]
    assert jobs.list(JobStatus="SUBMITTED") == []
    batch.delete()
