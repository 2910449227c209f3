"""DeleteDomain: suspended for 30 days, then erased."""
import pytest

from support import sdk
from support.batch_jobs import ROLE

FRAUDSTER = {"FraudsterId": f"id#{sdk.UNKNOWN_ID}"}
START_JOB = {"DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": "s3://calls/input.json"},
             "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
REFUSED = {
    "DescribeSpeaker": {"SpeakerId": "alice"},
    "ListSpeakers": {},
    "OptOutSpeaker": {"SpeakerId": "alice"},
    "DeleteSpeaker": {"SpeakerId": "alice"},
    "CreateWatchlist": {"Name": "known"},
    "DescribeWatchlist": {"WatchlistId": sdk.UNKNOWN_ID},
    "ListWatchlists": {},
    "UpdateWatchlist": {"WatchlistId": sdk.UNKNOWN_ID, "Name": "known"},
    "DeleteWatchlist": {"WatchlistId": sdk.UNKNOWN_ID},
    "ListFraudsters": {},
    **dict.fromkeys(["DescribeFraudster", "DeleteFraudster"], FRAUDSTER),
    **dict.fromkeys(["AssociateFraudster", "DisassociateFraudster"], {**FRAUDSTER, "WatchlistId": sdk.UNKNOWN_ID}),
    **dict.fromkeys(["StartSpeakerEnrollmentJob", "StartFraudsterRegistrationJob"], START_JOB),
    **dict.fromkeys(["DescribeSpeakerEnrollmentJob", "DescribeFraudsterRegistrationJob"], {"JobId": sdk.UNKNOWN_ID}),
    **dict.fromkeys(["ListSpeakerEnrollmentJobs", "ListFraudsterRegistrationJobs"], {}),
}


@pytest.fixture
def suspended(client):
    domain = sdk.create_domain(client, Description="Calls", Tags=[{"Key": "team", "Value": "shop"}])
    sdk.opt_out(client, domain["DomainId"], "alice")
    client.delete_domain(DomainId=domain["DomainId"])
    return domain


def test_deleted_domain_is_still_described_as_suspended(client, suspended):
    described = sdk.describe_domain(client, suspended["DomainId"])
    assert described == {**suspended, "DomainStatus": "SUSPENDED", "UpdatedAt": described["UpdatedAt"]}


def test_deleted_domain_is_still_listed_as_suspended(client, suspended):
    other = sdk.create_domain(client)
    listed = client.list_domains()["DomainSummaries"]
    assert [(each["DomainId"], each["DomainStatus"]) for each in listed] == [
        (suspended["DomainId"], "SUSPENDED"), (other["DomainId"], "ACTIVE")]


def test_delete_domain_answers_an_empty_body(raw, domain):
    answer = raw("DeleteDomain", {"DomainId": domain})
    assert (answer.status, answer.body) == (200, None)
    assert answer.headers["Content-Length"] == "0"


@pytest.mark.parametrize("operation", REFUSED)
def test_suspended_domain_refuses_what_is_in_it(raw, suspended, operation):
    answer = raw(operation, {"DomainId": suspended["DomainId"], **REFUSED[operation]})
    assert answer.status == 409
    assert answer.headers["x-amzn-ErrorType"] == "ConflictException"
    assert answer.body["ConflictType"] == "DOMAIN_NOT_ACTIVE"


def test_boto_raises_domain_not_active(client, suspended):
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_NOT_ACTIVE"):
        client.list_speakers(DomainId=suspended["DomainId"])


def test_suspended_domain_can_be_updated_and_stays_suspended(client, suspended):
    updated = client.update_domain(DomainId=suspended["DomainId"], Name="renamed",
                                   ServerSideEncryptionConfiguration=sdk.encryption())["Domain"]
    assert (updated["Name"], updated["DomainStatus"]) == ("renamed", "SUSPENDED")


def test_suspended_domain_keeps_its_tags_and_takes_new_ones(client, suspended):
    arn = suspended["Arn"]
    client.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "old"}])
    client.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "old"}]


def test_deleting_twice_is_no_error(client, suspended):
    client.delete_domain(DomainId=suspended["DomainId"])
    assert sdk.describe_domain(client, suspended["DomainId"])["DomainStatus"] == "SUSPENDED"


def test_domain_is_erased_after_30_days(client, suspended, emulator):
    emulator.advance("P29DT23H59M")
    assert sdk.describe_domain(client, suspended["DomainId"])["DomainStatus"] == "SUSPENDED"
    emulator.advance("PT1M")
    not_found = client.exceptions.ResourceNotFoundException
    with sdk.refused(not_found, ResourceType="DOMAIN"):
        sdk.describe_domain(client, suspended["DomainId"])
    with sdk.refused(not_found, ResourceType="DOMAIN"):
        client.delete_domain(DomainId=suspended["DomainId"])
    with sdk.refused(not_found, ResourceType="DOMAIN"):
        client.list_tags_for_resource(ResourceArn=suspended["Arn"])
    with sdk.refused(not_found, ResourceType="DOMAIN"):
        client.list_speakers(DomainId=suspended["DomainId"])
    assert client.list_domains()["DomainSummaries"] == []


def test_deleting_again_does_not_put_off_the_erasure(client, suspended, emulator):
    emulator.advance("P20D")
    client.delete_domain(DomainId=suspended["DomainId"])
    emulator.advance("P10D")
    assert client.list_domains()["DomainSummaries"] == []


def test_erasure_leaves_other_domains_alone(client, suspended, emulator):
    other = sdk.create_domain(client)
    sdk.opt_out(client, other["DomainId"], "alice")
    emulator.advance("P30D")
    assert client.list_domains()["DomainSummaries"] == [other]
    speakers = client.list_speakers(DomainId=other["DomainId"])["SpeakerSummaries"]
    assert [each["CustomerSpeakerId"] for each in speakers] == ["alice"]
