"""Domains as boto3 shows them; tests/domain and tests/handlers hold their rules."""
import re
import uuid

import pytest

from support import sdk

DETAILS = "ServerSideEncryptionUpdateDetails"


def update(client, domain_id, key=sdk.KEY, name="calls", **more):
    return client.update_domain(DomainId=domain_id, Name=name, ServerSideEncryptionConfiguration=sdk.encryption(key),
                                **more)["Domain"]


def test_create_domain(client, account):
    domain = sdk.create_domain(client, "calls", Description="Calls of the shop")
    assert re.fullmatch(sdk.GENERATED_ID, domain["DomainId"])
    assert domain == {
        "DomainId": domain["DomainId"], "Arn": f"arn:aws:voiceid:us-east-1:{account}:domain/{domain['DomainId']}",
        "Name": "calls", "Description": "Calls of the shop", "DomainStatus": "ACTIVE",
        "ServerSideEncryptionConfiguration": {"KmsKeyId": sdk.KEY}, "CreatedAt": domain["CreatedAt"],
        "UpdatedAt": domain["CreatedAt"]}
    assert sdk.describe_domain(client, domain["DomainId"]) == domain


def test_domains_are_listed_in_order_of_creation(client):
    assert client.list_domains()["DomainSummaries"] == []
    created = [sdk.create_domain(client, name) for name in ("beta", "alpha", "alpha")]
    assert "Description" not in created[0]
    assert client.list_domains()["DomainSummaries"] == created


def test_every_answer_has_its_own_request_id(client):
    ids = [client.list_domains()["ResponseMetadata"]["RequestId"] for _ in range(2)]
    assert ids[0] != ids[1]
    assert all(uuid.UUID(each).version == 4 for each in ids)


@pytest.mark.parametrize("description", ["Zürich - 東京", "50% @ x_y.z:/=+-", "𝒳" * 1024])
def test_descriptions_come_back_as_sent(client, description):
    created = sdk.create_domain(client, Description=description)
    assert sdk.describe_domain(client, created["DomainId"])["Description"] == description


def test_update_domain_replaces_all_attributes(client, emulator):
    created = sdk.create_domain(client, "calls", Description="Calls")
    other = sdk.create_domain(client)
    emulator.advance("PT1H")
    updated = update(client, created["DomainId"], name="renamed", Description="Other")
    assert updated["UpdatedAt"] > created["UpdatedAt"]
    assert updated == {**created, "Name": "renamed", "Description": "Other", "UpdatedAt": updated["UpdatedAt"]}
    assert client.list_domains()["DomainSummaries"] == [updated, other]
    assert "Description" not in update(client, created["DomainId"])


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


@pytest.fixture
def suspended(client):
    domain = sdk.create_domain(client, Description="Calls", Tags=[{"Key": "team", "Value": "shop"}])
    sdk.opt_out(client, domain["DomainId"], "alice")
    client.delete_domain(DomainId=domain["DomainId"])
    return domain


def test_a_deleted_domain_is_suspended(client, suspended):
    described = sdk.describe_domain(client, suspended["DomainId"])
    assert described == {**suspended, "DomainStatus": "SUSPENDED", "UpdatedAt": described["UpdatedAt"]}
    assert client.list_domains()["DomainSummaries"] == [described]
    assert client.list_tags_for_resource(ResourceArn=suspended["Arn"])["Tags"] == [{"Key": "team", "Value": "shop"}]
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_NOT_ACTIVE"):
        client.list_speakers(DomainId=suspended["DomainId"])


def test_a_deleted_domain_is_erased_after_30_days(client, suspended, emulator):
    other = sdk.create_domain(client)
    emulator.advance("P29DT23H59M")
    client.delete_domain(DomainId=suspended["DomainId"])
    assert sdk.describe_domain(client, suspended["DomainId"])["DomainStatus"] == "SUSPENDED"
    emulator.advance("PT1M")
    for call in (lambda: sdk.describe_domain(client, suspended["DomainId"]),
                 lambda: client.delete_domain(DomainId=suspended["DomainId"]),
                 lambda: client.list_speakers(DomainId=suspended["DomainId"]),
                 lambda: client.list_tags_for_resource(ResourceArn=suspended["Arn"])):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
            call()
    assert client.list_domains()["DomainSummaries"] == [other]


def test_answers_without_output_have_no_body(raw, client, domain):
    sdk.opt_out(client, domain, "alice")
    for operation, members in (("DeleteSpeaker", {"SpeakerId": "alice"}), ("DeleteDomain", {})):
        answer = raw(operation, {"DomainId": domain, **members})
        assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, None, "0")
