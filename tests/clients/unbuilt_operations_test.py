"""What is not built yet says so by name, once its input is valid. The table shrinks as they are built."""
import pytest

from support import sdk

DOMAIN = {"DomainId": sdk.UNKNOWN_ID}
FRAUDSTER = {**DOMAIN, "FraudsterId": f"id#{sdk.UNKNOWN_ID}"}
WATCHED = {**FRAUDSTER, "WatchlistId": sdk.UNKNOWN_ID}
JOB = {**DOMAIN, "JobId": sdk.UNKNOWN_ID}
START = {**DOMAIN, "DataAccessRoleArn": "arn:aws:iam::111122223333:role/voice-id",
         "InputDataConfig": {"S3Uri": "s3://calls/input.json"}, "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
UNBUILT = {
    "AssociateFraudster": WATCHED,
    "DisassociateFraudster": WATCHED,
    "DescribeFraudster": FRAUDSTER,
    "DeleteFraudster": FRAUDSTER,
    "ListFraudsters": DOMAIN,
    "StartSpeakerEnrollmentJob": START,
    "DescribeSpeakerEnrollmentJob": JOB,
    "ListSpeakerEnrollmentJobs": DOMAIN,
    "StartFraudsterRegistrationJob": START,
    "DescribeFraudsterRegistrationJob": JOB,
    "ListFraudsterRegistrationJobs": DOMAIN,
}


@pytest.mark.parametrize("operation", UNBUILT)
def test_unbuilt_operation_names_itself(raw, client, operation):
    request = {**UNBUILT[operation], "DomainId": sdk.create_domain(client)["DomainId"]}
    answer = raw(operation, request)
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (500, "InternalServerException")
    assert operation in answer.body["Message"]


@pytest.mark.parametrize("operation", UNBUILT)
def test_unbuilt_operation_validates_its_input(raw, operation):
    answer = raw(operation, {**UNBUILT[operation], "DomainId": "short"})
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (400, "ValidationException")
    assert "Value 'short' at 'domainId'" in answer.body["Message"]


def test_boto_raises_internal_server_exception(client, domain):
    with sdk.refused(client.exceptions.InternalServerException) as caught:
        client.list_speaker_enrollment_jobs(DomainId=domain)
    assert "ListSpeakerEnrollmentJobs" in sdk.message_of(caught)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
