"""Speakers enrolled by a batch job, as boto3 shows them; tests/handlers holds what becomes of each kind of request."""
import re
from datetime import timedelta

import pytest

from support import control, sdk
from support.batch_jobs import INPUT, ROLE, until
from support.wav_files import sox


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def jobs(batch):
    return batch.enrollment


def ended(client, job):
    def reached():
        now = client.describe_speaker_enrollment_job(DomainId=job["DomainId"], JobId=job["JobId"])["Job"]
        return now["JobStatus"] not in ("SUBMITTED", "IN_PROGRESS") and now
    return until(reached)


def decision(batch, voice):
    """What a call in which that voice claims to be alice decides."""
    control.Sessions(batch.emulator, batch.domain_id).stream(voice=voice, name=voice)
    return batch.call("EvaluateSession", SessionNameOrId=voice)["AuthenticationResult"]["Decision"]


def test_a_job_from_start_to_output(client, batch, jobs):
    control.set_clock(batch.emulator, "2027-02-03T10:40:00Z")
    jobs.put_manifest("alice", "bob")
    config = {"ExistingEnrollmentAction": "OVERWRITE",
              "FraudDetectionConfig": {"FraudDetectionAction": "FAIL", "RiskThreshold": 60}}
    output = {"S3Uri": batch.uri("out"), "KmsKeyId": "alias/output"}
    started = client.start_speaker_enrollment_job(**jobs.request(JobName="first", EnrollmentConfig=config,
                                                                 OutputDataConfig=output))["Job"]
    assert re.fullmatch(sdk.GENERATED_ID, started["JobId"])
    assert started == {
        "JobId": started["JobId"], "JobName": "first", "JobStatus": "SUBMITTED", "DomainId": batch.domain_id,
        "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": batch.uri(INPUT)}, "OutputDataConfig": output,
        "EnrollmentConfig": config, "JobProgress": {"PercentComplete": 0},
        "CreatedAt": control.now(batch.emulator)}
    assert ended(client, started) == {**started, "JobStatus": "COMPLETED", "JobProgress": {"PercentComplete": 100},
                                      "EndedAt": control.now(batch.emulator)}

    speakers = {name: client.describe_speaker(DomainId=batch.domain_id, SpeakerId=name)["Speaker"]
                for name in ("alice", "bob")}
    for speaker in speakers.values():
        assert speaker["Status"] == "ENROLLED"
        assert speaker["LastAccessedAt"] == control.now(batch.emulator) - timedelta(minutes=40)
    [(key, _)] = batch.objects.list(batch.bucket, "out/")
    assert key == f"out/{started['JobId']}/input.json.out"
    assert batch.objects.get_json(batch.bucket, key) == {
        "Version": "1.0", "Errors": [], "SuccessfulEnrollments": [
            {"RequestId": f"r-{name}", "CustomerSpeakerId": name, "EnrollmentStatus": "NEW_ENROLLMENT",
             "GeneratedSpeakerId": speakers[name]["GeneratedSpeakerId"]} for name in ("alice", "bob")]}
    assert (decision(batch, "alice"), decision(batch, "bob")) == ("ACCEPT", "REJECT")


def test_progress_never_goes_back(batch, jobs):
    """Each speaker is enrolled by the time the progress counts the request."""
    people = [f"speaker-{number}" for number in range(100)]
    job = jobs.start(*(jobs.entry(name, voice="all-of-them") for name in people))
    seen = [(job["JobStatus"], job["JobProgress"]["PercentComplete"])]
    while seen[-1][0] in ("SUBMITTED", "IN_PROGRESS"):
        now = jobs.describe(job["JobId"])
        seen.append((now["JobStatus"], now["JobProgress"]["PercentComplete"]))
        if seen[-1][1]:
            assert batch.speaker(people[seen[-1][1] - 1])["Status"] == "ENROLLED"
        assert ("EndedAt" in now) is (now["JobStatus"] == "COMPLETED")
    states, percents = zip(*seen)
    assert seen[-1] == ("COMPLETED", 100)
    assert list(dict.fromkeys(states)) in (["SUBMITTED", "IN_PROGRESS", "COMPLETED"], ["SUBMITTED", "COMPLETED"])
    assert list(percents) == sorted(percents) and percents[0] == 0


def test_outcomes_stand_in_the_order_of_the_file(batch, jobs):
    names = [f"speaker-{(number * 37) % 60}" for number in range(60)]
    entries = [jobs.entry(name, voice="all-of-them") if at % 3 else jobs.entry(name, audio=[batch.audio("none.wav")])
               for at, name in enumerate(names)]
    output = jobs.run(*entries).output
    assert [line["RequestId"] for line in output["Errors"]] == [f"r-{name}" for name in names[::3]]
    good = [name for at, name in enumerate(names) if at % 3]
    assert [line["RequestId"] for line in output["SuccessfulEnrollments"]] == [f"r-{name}" for name in good]
    assert [name for name, _ in batch.speakers()] == good


@pytest.mark.parametrize("seconds, status", [(31, "NEW_ENROLLMENT"), (29, 400)])
def test_a_file_that_sox_made(tmp_path, batch, jobs, seconds, status):
    """SoX is what people have at hand; its files name no voice."""
    assert jobs.run(jobs.entry("alice", audio=[batch.wav("x.wav", sox(tmp_path / "x.wav", seconds))])).outcomes == {
        "r-alice": status}
