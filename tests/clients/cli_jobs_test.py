"""Batch jobs and fraudsters with Debian's AWS CLI, which is older than watchlists."""
import json

import pytest

from support import sdk
from support.aws_cli import AwsCli
from support.batch_jobs import INPUT, KINDS, ROLE, until

SERVICE_ERROR = 254
VERBS = {"enrollment": "speaker-enrollment-job", "registration": "fraudster-registration-job"}
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


def failed(done, error, operation):
    assert (done.returncode, done.stdout) == (SERVICE_ERROR, "")
    assert f"({error}) when calling the {operation} operation" in done.stderr


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


@each_kind
def test_a_job_from_start_to_list(aws, batch, kind):
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    jobs.put_manifest("alice", jobs.entry("bob", audio=[]))
    config = {"enrollment": "ExistingEnrollmentAction=OVERWRITE,FraudDetectionConfig={RiskThreshold=60}",
              "registration": "DuplicateRegistrationAction=SKIP,FraudsterSimilarityThreshold=60"}[kind]
    started = start(aws, jobs, verb, "--job-name", "first", f"--{kind}-config", config)
    assert (started["JobStatus"], started["JobName"]) == ("SUBMITTED", "first")
    ended = end(aws, verb, started)
    assert ended == {**started, "JobStatus": "COMPLETED_WITH_ERRORS", "JobProgress": {"PercentComplete": 100},
                     "EndedAt": ended["EndedAt"]}
    assert list(jobs.done(started["JobId"]).outcomes) == ["r-alice", "r-bob"]
    [listed] = aws(f"list-{verb}s", "--domain-id", batch.domain_id, "--job-status", ended["JobStatus"])["JobSummaries"]
    assert listed == {name: ended[name] for name in listed}


@each_kind
def test_a_job_from_an_input_in_json(aws, batch, kind):
    """As --generate-cli-skeleton prints it. A failed job is no failed command."""
    jobs, verb = batch.jobs(KINDS[kind]), VERBS[kind]
    started = aws(f"start-{verb}", "--cli-input-json", json.dumps(jobs.request(ClientToken="one", JobName="first")))
    ended = end(aws, verb, started["Job"])
    assert ended["JobStatus"] == "FAILED" and ended["FailureDetails"]["StatusCode"] == 404
    assert batch.uri(INPUT) in ended["FailureDetails"]["Message"]


@each_kind
def test_errors_of_jobs(aws, batch, kind):
    jobs, verb, name = batch.jobs(KINDS[kind]), VERBS[kind], KINDS[kind].name
    unknown = aws.run(f"describe-{verb}", "--domain-id", batch.domain_id, "--job-id", sdk.UNKNOWN_ID)
    failed(unknown, "ResourceNotFoundException", f"Describe{name}")
    jobs.start(*batch.slow_entries(jobs))
    second = aws.run(f"start-{verb}", "--cli-input-json", json.dumps(jobs.request()))
    batch.delete()
    failed(second, "ServiceQuotaExceededException", f"Start{name}")


def test_the_life_of_a_fraudster(aws, batch):
    [fraudster] = batch.register("mallory")
    target = ["--domain-id", batch.domain_id, "--fraudster-id", fraudster]
    described = aws("describe-fraudster", *target)["Fraudster"]
    assert (described["DomainId"], described["GeneratedFraudsterId"]) == (batch.domain_id, fraudster)
    assert aws("delete-fraudster", *target) is None
    failed(aws.run("delete-fraudster", *target), "ResourceNotFoundException", "DeleteFraudster")
