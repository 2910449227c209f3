"""Domains as boto3 shows them; tests/domain and tests/handlers hold their rules."""
import re
import uuid

import pytest

from support import sdk

DETAILS = "ServerSideEncryptionUpdateDetails"


def update(client, domain_id, key):
    return client.update_domain(DomainId=domain_id, Name="calls",
                                ServerSideEncryptionConfiguration=sdk.encryption(key))["Domain"]


def key_of(domain):
    return domain["ServerSideEncryptionConfiguration"]["KmsKeyId"]


def test_create_domain(client, account):
    domain = sdk.create_domain(client, "calls", Description="Zürich - 東京 𝒳")
    assert re.fullmatch(sdk.GENERATED_ID, domain["DomainId"])
    assert domain == {
        "DomainId": domain["DomainId"], "Arn": f"arn:aws:voiceid:us-east-1:{account}:domain/{domain['DomainId']}",
        "Name": "calls", "Description": "Zürich - 東京 𝒳", "DomainStatus": "ACTIVE",
        "ServerSideEncryptionConfiguration": {"KmsKeyId": key_of(domain)}, "CreatedAt": domain["CreatedAt"],
        "UpdatedAt": domain["CreatedAt"]}
    assert sdk.describe_domain(client, domain["DomainId"]) == domain


def test_a_key_is_answered_as_its_arn_whatever_its_name(client, account):
    """As the CloudTrail record of a CreateDomain has it: `alias/…` in the request, a key's ARN in the answer."""
    domain = sdk.create_domain(client)
    arn = key_of(domain)
    key_id = str(uuid.UUID(arn.rpartition("/")[2]))
    assert arn == sdk.key_arn(account, key_id)
    for name in (sdk.KEY, f"arn:aws:kms:us-east-1:{account}:{sdk.KEY}", key_id, arn):
        updated = update(client, domain["DomainId"], name)
        assert updated == {**domain, "UpdatedAt": updated["UpdatedAt"]}, name
        assert sdk.describe_domain(client, domain["DomainId"]) == updated
        assert client.list_domains()["DomainSummaries"] == [updated]


@pytest.fixture
def slow(start_emulator):
    """An emulator on which a re-encryption takes an hour."""
    return start_emulator("--encryption-update-seconds", 3600)


def test_another_key_reencrypts_the_domain(slow, account):
    client = sdk.client(slow.url, account)
    domain = sdk.create_domain(client)
    updated = update(client, domain["DomainId"], sdk.KEY_ID)
    assert key_of(updated) == sdk.key_arn(account)
    details = {"OldKmsKeyId": key_of(domain), "UpdateStatus": "IN_PROGRESS", "Message": updated[DETAILS]["Message"]}
    assert updated[DETAILS] == details
    assert sdk.describe_domain(client, domain["DomainId"]) == client.list_domains()["DomainSummaries"][0] == updated
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES"):
        update(client, domain["DomainId"], "alias/third")
    slow.advance("PT1H")
    completed = sdk.describe_domain(client, domain["DomainId"])[DETAILS]
    assert completed == {**details, "UpdateStatus": "COMPLETED", "Message": completed["Message"]}
    assert completed["Message"] != details["Message"]


def test_a_reencryption_that_failed_starts_anew_with_the_same_key(slow, account):
    client = sdk.client(slow.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    details = update(client, domain, "alias/second")[DETAILS]
    failure = {"UpdateStatus": "FAILED", "Message": "The grant was revoked."}
    answer = slow.control("PUT", f"domains/{domain}/encryption-update", failure)["Domain"]
    described = client.describe_domain(DomainId=domain)["Domain"]
    assert answer[DETAILS] == described[DETAILS] == {**details, **failure}
    assert update(client, domain, "alias/second")[DETAILS] == details
    slow.control("PUT", f"domains/{domain}/encryption-update", {"UpdateStatus": "COMPLETED"})
    assert sdk.describe_domain(client, domain)[DETAILS]["UpdateStatus"] == "COMPLETED"


def test_a_deleted_domain_is_suspended(client):
    domain = sdk.create_domain(client)
    client.delete_domain(DomainId=domain["DomainId"])
    described = sdk.describe_domain(client, domain["DomainId"])
    assert described == {**domain, "DomainStatus": "SUSPENDED", "UpdatedAt": described["UpdatedAt"]}
    assert client.list_domains()["DomainSummaries"] == [described]


def test_the_callers_token_makes_one_domain_and_those_of_the_sdk_one_each(client):
    request = {"Description": "Calls", "Tags": [{"Key": "team", "Value": "shop"}], "ClientToken": "one-and-the-same"}
    created = sdk.create_domain(client, **request)
    assert sdk.create_domain(client, **request) == created
    with sdk.refused(client.exceptions.ConflictException):
        sdk.create_domain(client, ClientToken="one-and-the-same")
    assert len({each["DomainId"] for each in (created, sdk.create_domain(client), sdk.create_domain(client))}) == 3
