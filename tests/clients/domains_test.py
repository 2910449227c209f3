"""CreateDomain, DescribeDomain, ListDomains, UpdateDomain."""
import re
import uuid

import pytest

from support import sdk


def test_create_domain_answers_an_active_domain(client, account):
    domain = sdk.create_domain(client, "calls", Description="Calls of the shop")
    assert re.fullmatch(sdk.GENERATED_ID, domain["DomainId"])
    assert domain["Arn"] == f"arn:aws:voiceid:us-east-1:{account}:domain/{domain['DomainId']}"
    assert domain["Name"] == "calls"
    assert domain["Description"] == "Calls of the shop"
    assert domain["DomainStatus"] == "ACTIVE"
    assert domain["ServerSideEncryptionConfiguration"] == {"KmsKeyId": sdk.KEY}
    assert domain["CreatedAt"] == domain["UpdatedAt"]
    assert "ServerSideEncryptionUpdateDetails" not in domain


def test_every_answer_has_a_request_id_of_its_own(client):
    ids = [client.list_domains()["ResponseMetadata"]["RequestId"] for _ in range(2)]
    assert ids[0] != ids[1]
    assert all(uuid.UUID(each).version == 4 for each in ids)


def test_domain_without_description_has_no_such_member(raw):
    answer = raw("CreateDomain", {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()})
    assert answer.status == 200
    assert sorted(answer.body["Domain"]) == ["Arn", "CreatedAt", "DomainId", "DomainStatus", "Name",
                                            "ServerSideEncryptionConfiguration", "UpdatedAt", "WatchlistDetails"]


@pytest.mark.parametrize("description", ["Zürich - 東京", "50% @ x_y.z:/=+-", "a" * 1024, "é" * 1024, "𝒳" * 1024])
def test_descriptions_come_back_as_sent(client, description):
    created = sdk.create_domain(client, Description=description)
    assert sdk.describe_domain(client, created["DomainId"])["Description"] == description


def test_describe_domain_answers_what_create_domain_answered(client):
    created = sdk.create_domain(client, Description="Calls")
    assert sdk.describe_domain(client, created["DomainId"]) == created


def test_list_domains_shows_the_same_in_order_of_creation(client):
    created = [sdk.create_domain(client, name) for name in ("beta", "alpha", "gamma")]
    assert client.list_domains()["DomainSummaries"] == created


def test_list_domains_of_an_unused_account_is_empty(client):
    answer = client.list_domains()
    assert answer["DomainSummaries"] == []
    assert "NextToken" not in answer


def test_names_need_not_be_unique(client):
    first, second = sdk.create_domain(client, "calls"), sdk.create_domain(client, "calls")
    assert first["DomainId"] != second["DomainId"]
    assert [each["Name"] for each in client.list_domains()["DomainSummaries"]] == ["calls", "calls"]


def test_update_domain_replaces_all_attributes(client, emulator):
    created = sdk.create_domain(client, "calls", Description="Calls")
    emulator.advance("PT1H")
    updated = client.update_domain(DomainId=created["DomainId"], Name="renamed", Description="Other",
                                   ServerSideEncryptionConfiguration=sdk.encryption())["Domain"]
    assert updated["UpdatedAt"] > created["UpdatedAt"]
    assert updated == {**created, "Name": "renamed", "Description": "Other", "UpdatedAt": updated["UpdatedAt"]}
    assert sdk.describe_domain(client, created["DomainId"]) == updated
    assert client.list_domains()["DomainSummaries"] == [updated]


def test_update_domain_removes_an_omitted_description(client):
    created = sdk.create_domain(client, Description="Calls")
    updated = client.update_domain(DomainId=created["DomainId"], Name="calls",
                                   ServerSideEncryptionConfiguration=sdk.encryption())["Domain"]
    assert "Description" not in updated
    assert "Description" not in sdk.describe_domain(client, created["DomainId"])


def test_update_domain_keeps_the_place_in_the_list(client):
    ids = [sdk.create_domain(client)["DomainId"] for _ in range(3)]
    client.update_domain(DomainId=ids[0], Name="last-touched", ServerSideEncryptionConfiguration=sdk.encryption())
    assert [each["DomainId"] for each in client.list_domains()["DomainSummaries"]] == ids


@pytest.mark.parametrize("operation, more", [
    ("describe_domain", {}),
    ("delete_domain", {}),
    ("update_domain", {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()}),
    ("list_speakers", {}),
    ("describe_speaker", {"SpeakerId": "alice"}),
    ("opt_out_speaker", {"SpeakerId": "alice"}),
    ("delete_speaker", {"SpeakerId": "alice"}),
])
def test_unknown_domain_is_not_found(client, operation, more):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
        getattr(client, operation)(DomainId=sdk.UNKNOWN_ID, **more)
