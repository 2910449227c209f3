"""Batch jobs whose files are in an S3 that is not ours, put there and read by boto3."""
import pytest

from peers.call_center import CallCenter


@pytest.fixture
def center(peered, voice_id, moto):
    return CallCenter(peered, voice_id, moto)


def test_an_enrollment_job(center):
    requests = [center.entry("1", "alice", "alice"), center.entry("2", "bob", "bob", seconds=8)]
    job, output = center.run_job("SpeakerEnrollment", requests)
    assert job["JobStatus"] == "COMPLETED_WITH_ERRORS"
    assert [(each["CustomerSpeakerId"], each["EnrollmentStatus"]) for each in output["SuccessfulEnrollments"]] == [
        ("alice", "NEW_ENROLLMENT")]
    assert [(each["RequestId"], each["ErrorCode"]) for each in output["Errors"]] == [("2", 400)]
    assert center.api("describe_speaker", SpeakerId="alice")["Speaker"]["Status"] == "ENROLLED"


def test_a_registration_job(center):
    job, output = center.run_job("FraudsterRegistration", [center.entry("1", "mallory")])
    assert (job["JobStatus"], output["Errors"]) == ("COMPLETED", [])
    fraudster = output["SuccessfulRegistrations"][0]["GeneratedFraudsterId"]
    assert center.api("describe_fraudster", FraudsterId=fraudster)["Fraudster"]["GeneratedFraudsterId"] == fraudster


def test_keys_with_odd_characters(center):
    for key in ("in/a b+c%20d/é&=?#'()*!~.json", "in//double", "in/.../dots"):
        uri = center.upload(key, '{"Version": "1.0", "SpeakerEnrollmentRequests": []}')
        job = center.api("start_speaker_enrollment_job", DataAccessRoleArn="arn:aws:iam::123456789012:role/voice-id",
                         InputDataConfig={"S3Uri": uri}, OutputDataConfig={"S3Uri": f"s3://{center.bucket}/out"})["Job"]
        message = center.ended_job("SpeakerEnrollment", job["JobId"])["FailureDetails"]["Message"]
        assert f"The manifest {uri} has an empty list" in message


def test_what_is_not_there(center):
    job = center.api("start_speaker_enrollment_job", DataAccessRoleArn="arn:aws:iam::123456789012:role/voice-id",
                     InputDataConfig={"S3Uri": "s3://no-such-bucket/requests.json"},
                     OutputDataConfig={"S3Uri": f"s3://{center.bucket}/out"})["Job"]
    message = center.ended_job("SpeakerEnrollment", job["JobId"])["FailureDetails"]["Message"]
    assert "no such bucket" in message
