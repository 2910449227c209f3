"""Batch jobs and fraudsters with the AWS CLI, as far as Debian's knows them: it is older than watchlists."""
import json
import subprocess

import pytest

from support import sdk
from support.aws_cli import AwsCli
from support.batch_jobs import INPUT, KINDS, ROLE, until

SERVICE_ERROR = 254
VERBS = {"enrollment": "speaker-enrollment-job", "registration": "fraudster-registration-job"}


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


def start(aws, jobs, verb, *more):
    """With the shorthand that the CLI's help shows."""
    return aws(f"start-{verb}", "--domain-id", jobs.batch.domain_id, "--data-access-role-arn", ROLE,
               "--input-data-config", f"S3Uri={jobs.batch.uri(INPUT)}",
               "--output-data-config", f"S3Uri={jobs.batch.uri('out')}", *more)["Job"]


def end(aws, verb, job):
    def ended():
        now = aws(f"describe-{verb}", "--domain-id", job["DomainId"], "--job-id", job["JobId"])["Job"]
        return now if now["JobStatus"] not in ("SUBMITTED", "IN_PROGRESS") else None
    return until(ended)


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_of_a_job(aws, batch, kind):
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    jobs.put_manifest("alice", jobs.entry("bob", audio=[]))
    config = {"enrollment": "ExistingEnrollmentAction=OVERWRITE,FraudDetectionConfig={RiskThreshold=60}",
              "registration": "DuplicateRegistrationAction=SKIP,FraudsterSimilarityThreshold=60"}[kind]
    started = start(aws, jobs, verb, "--job-name", "first", f"--{kind}-config", config)
    assert (started["JobStatus"], started["JobName"]) == ("SUBMITTED", "first")
    assert started["JobProgress"] == {"PercentComplete": 0}
    ended = end(aws, verb, started)
    assert ended == {**started, "JobStatus": "COMPLETED_WITH_ERRORS", "JobProgress": {"PercentComplete": 100},
                     "EndedAt": ended["EndedAt"]}
    assert list(jobs.done(started["JobId"]).outcomes) == ["r-alice", "r-bob"]
    listed = aws(f"list-{verb}s", "--domain-id", batch.domain_id)["JobSummaries"]
    assert listed == [{name: ended[name] for name in ended if name in listed[0]}]
    of_status = ["--domain-id", batch.domain_id, "--job-status"]
    assert aws(f"list-{verb}s", *of_status, "COMPLETED_WITH_ERRORS")["JobSummaries"] == listed
    assert aws(f"list-{verb}s", *of_status, "COMPLETED")["JobSummaries"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_job_from_an_input_in_json(aws, batch, kind):
    """As --generate-cli-skeleton gives it."""
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    jobs.put_manifest("alice")
    started = aws(f"start-{verb}", "--cli-input-json", json.dumps(jobs.request(ClientToken="one", JobName="first")))
    assert end(aws, verb, started["Job"])["JobStatus"] == "COMPLETED"


@pytest.mark.parametrize("kind", KINDS)
def test_a_failed_job_is_no_failed_command(aws, batch, kind):
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    ended = end(aws, verb, start(aws, jobs, verb))
    assert ended["JobStatus"] == "FAILED" and ended["FailureDetails"]["StatusCode"] == 404
    assert batch.uri(INPUT) in ended["FailureDetails"]["Message"]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_jobs(aws, batch, kind):
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    ids = [jobs.run("alice").job["JobId"] for _ in range(3)]
    walked = aws(f"list-{verb}s", "--domain-id", batch.domain_id, "--page-size", 2)
    assert [each["JobId"] for each in walked["JobSummaries"]] == ids
    first = aws(f"list-{verb}s", "--domain-id", batch.domain_id, "--max-items", 2)
    rest = aws(f"list-{verb}s", "--domain-id", batch.domain_id, "--starting-token", first["NextToken"])
    assert [each["JobId"] for each in first["JobSummaries"] + rest["JobSummaries"]] == ids


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_job(aws, batch, kind):
    done = aws.run(f"describe-{VERBS[kind]}", "--domain-id", batch.domain_id, "--job-id", sdk.UNKNOWN_ID)
    assert (done.returncode, done.stdout) == (SERVICE_ERROR, "")
    assert f"(ResourceNotFoundException) when calling the Describe{KINDS[kind].name} operation" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_job_at_a_time(aws, batch, kind):
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    jobs.start(*batch.slow_entries(jobs))
    done = aws.run(f"start-{verb}", "--cli-input-json", json.dumps(jobs.request()))
    batch.delete()
    assert (done.returncode, done.stdout) == (SERVICE_ERROR, "")
    assert f"(ServiceQuotaExceededException) when calling the Start{KINDS[kind].name} operation" in done.stderr


def test_a_fraudsters_life(aws, batch):
    assert batch.registration.run("mallory").outcomes == {"r-mallory": "NEW_REGISTRATION"}
    [fraudster] = batch.fraudsters()
    target = ["--domain-id", batch.domain_id, "--fraudster-id", fraudster]
    described = aws("describe-fraudster", *target)["Fraudster"]
    assert (described["DomainId"], described["GeneratedFraudsterId"]) == (batch.domain_id, fraudster)
    assert aws("delete-fraudster", *target) is None
    for verb, operation in (("describe", "DescribeFraudster"), ("delete", "DeleteFraudster")):
        done = aws.run(f"{verb}-fraudster", *target)
        assert done.returncode == SERVICE_ERROR
        assert f"(ResourceNotFoundException) when calling the {operation} operation" in done.stderr


@pytest.mark.parametrize("seconds, status", [(31, "NEW_ENROLLMENT"), (29, 400)])
def test_a_file_that_sox_made(tmp_path, batch, seconds, status):
    """What people have at hand to make a WAV file with; it names no voice."""
    file = tmp_path / "x.wav"
    subprocess.run(["sox", "-n", "-r", "8000", "-b", "16", "-c", "1", str(file), "synth", str(seconds), "sine", "400"],
                   check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    jobs = batch.enrollment
    done = jobs.run(jobs.entry("alice", audio=[batch.wav("x.wav", file.read_bytes())]))
    assert done.outcomes == {"r-alice": status}
