"""Domains as boto3 shows them; tests/domain and tests/handlers hold their rules."""
import re

from support import sdk

DETAILS = "ServerSideEncryptionUpdateDetails"


def update(client, domain_id, key):
    return client.update_domain(DomainId=domain_id, Name="calls",
                                ServerSideEncryptionConfiguration=sdk.encryption(key))["Domain"]


def test_create_domain(client, account):
    domain = sdk.create_domain(client, "calls", Description="Zürich - 東京 𝒳")
    assert re.fullmatch(sdk.GENERATED_ID, domain["DomainId"])
    assert domain == {
        "DomainId": domain["DomainId"], "Arn": f"arn:aws:voiceid:us-east-1:{account}:domain/{domain['DomainId']}",
        "Name": "calls", "Description": "Zürich - 東京 𝒳", "DomainStatus": "ACTIVE",
        "ServerSideEncryptionConfiguration": {"KmsKeyId": sdk.KEY}, "CreatedAt": domain["CreatedAt"],
        "UpdatedAt": domain["CreatedAt"]}
    assert sdk.describe_domain(client, domain["DomainId"]) == domain


def test_another_key_reencrypts_the_domain(start_emulator, account):
    emulator = start_emulator("--encryption-update-seconds", 3600)
    client = sdk.client(emulator.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    updated = update(client, domain, "alias/second")
    assert updated["ServerSideEncryptionConfiguration"] == {"KmsKeyId": "alias/second"}
    assert updated[DETAILS] == {"UpdateStatus": "IN_PROGRESS", "OldKmsKeyId": sdk.KEY}
    assert sdk.describe_domain(client, domain) == client.list_domains()["DomainSummaries"][0] == updated
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES"):
        update(client, domain, "alias/third")
    emulator.advance("PT1H")
    assert sdk.describe_domain(client, domain)[DETAILS] == {"UpdateStatus": "COMPLETED", "OldKmsKeyId": sdk.KEY}


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
