"""Fraudsters registered by a batch job, and calls that recognize them, as boto3 shows them."""
import re

import pytest

from support import control, sdk
from support.batch_jobs import INPUT, ROLE, until


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def jobs(batch):
    return batch.registration


def ended(client, job):
    def reached():
        now = client.describe_fraudster_registration_job(DomainId=job["DomainId"], JobId=job["JobId"])["Job"]
        return now["JobStatus"] not in ("SUBMITTED", "IN_PROGRESS") and now
    return until(reached)


def test_a_job_from_start_to_output(client, batch, jobs):
    jobs.put_manifest("mallory", "trudy")
    config = {"DuplicateRegistrationAction": "SKIP", "FraudsterSimilarityThreshold": 60}
    output = {"S3Uri": batch.uri("out"), "KmsKeyId": "alias/output"}
    started = client.start_fraudster_registration_job(**jobs.request(JobName="first", RegistrationConfig=config,
                                                                     OutputDataConfig=output))["Job"]
    assert re.fullmatch(sdk.GENERATED_ID, started["JobId"])
    assert started == {
        "JobId": started["JobId"], "JobName": "first", "JobStatus": "SUBMITTED", "DomainId": batch.domain_id,
        "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": batch.uri(INPUT)}, "OutputDataConfig": output,
        "RegistrationConfig": config, "JobProgress": {"PercentComplete": 0}, "CreatedAt": control.now(batch.emulator)}
    assert ended(client, started) == {
        **started, "JobStatus": "COMPLETED", "JobProgress": {"PercentComplete": 100},
        "EndedAt": control.now(batch.emulator)}

    fraudsters = batch.fraudsters()
    assert len(set(fraudsters)) == 2 and all(re.fullmatch(f"id#{sdk.GENERATED_ID}", each) for each in fraudsters)
    assert batch.objects.get_json(batch.bucket, f"out/{started['JobId']}/input.json.out") == {
        "Version": "1.0", "Errors": [], "SuccessfulRegistrations": [
            {"RequestId": f"r-{name}", "GeneratedFraudsterId": fraudster, "RegistrationStatus": "NEW_REGISTRATION"}
            for name, fraudster in zip(("mallory", "trudy"), fraudsters)]}
    described = client.describe_fraudster(DomainId=batch.domain_id, FraudsterId=fraudsters[0])["Fraudster"]
    assert (described["GeneratedFraudsterId"], described["CreatedAt"]) == (fraudsters[0], started["CreatedAt"])


@pytest.mark.parametrize("pieces, status", [([5, 5], "NEW_REGISTRATION"), ([5, 4], 400)], ids=str)
def test_ten_seconds_of_speech_are_needed(batch, jobs, pieces, status):
    done = jobs.run(jobs.entry("mallory", audio=[batch.voice("mallory", seconds) for seconds in pieces]))
    assert done.outcomes == {"r-mallory": status}


def test_calls_recognize_the_fraudsters_of_their_watchlist(batch, jobs):
    ids = batch.register("trudy", "mallory")
    sessions = control.Sessions(batch.emulator, batch.domain_id)

    def evaluate(voice, name, **settings):
        sessions.stream(voice=voice, name=name, **settings)
        result = batch.call("EvaluateSession", SessionNameOrId=name)["FraudDetectionResult"]
        return result["Decision"], result["RiskDetails"]["KnownFraudsterRisk"]

    decision, risk = evaluate("mallory", "call-1")
    assert decision == "HIGH_RISK" and risk["GeneratedFraudsterId"] == ids[1] and risk["RiskScore"] in range(95, 101)
    line = jobs.run("mallory", RegistrationConfig={"FraudsterSimilarityThreshold": 0}).line
    assert line["FraudsterSimilarityScore"] == risk["RiskScore"]
    assert evaluate("alice", "call-2")[0] == "LOW_RISK"
    elsewhere = {"FraudDetectionConfiguration": {"WatchlistId": batch.new_watchlist()}}
    assert evaluate("mallory", "call-3", **elsewhere) == ("LOW_RISK", {"RiskScore": 0})
