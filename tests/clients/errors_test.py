"""Errors as boto3 turns them into exceptions; tests/wire holds every message of the wire."""
import re

import pytest
from botocore.exceptions import ClientError

from support import sdk


@pytest.fixture
def unchecked(emulator, account):
    """A client that leaves validation to the service."""
    return sdk.client(emulator.url, account, parameter_validation=False)


def test_an_exception_with_its_members(client):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="DOMAIN") as caught:
        client.describe_domain(DomainId=sdk.UNKNOWN_ID)
    response = caught.value.response
    assert response["Error"]["Code"] == "ResourceNotFoundException"
    assert response["Error"]["Message"]
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", response["ResponseMetadata"]["RequestId"])


def test_conflict(client, domain):
    client.delete_domain(DomainId=domain)
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_NOT_ACTIVE") as caught:
        client.list_speakers(DomainId=domain)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_an_exceeded_quota(start_emulator, account):
    client = sdk.client(start_emulator("--quota", "speakers=1").url, account)
    domain = sdk.create_domain(client)["DomainId"]
    sdk.opt_out(client, domain, "alice")
    with sdk.refused(client.exceptions.ServiceQuotaExceededException) as caught:
        sdk.opt_out(client, domain, "carol")
    assert "speakers (1 " in sdk.message_of(caught)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402


def test_validation_lists_all_violations_and_no_sensitive_value(unchecked):
    with sdk.refused(unchecked.exceptions.ValidationException) as caught:
        unchecked.create_domain(Name="-secret", ClientToken="fine", ServerSideEncryptionConfiguration={},
                                Tags=[{"Key": "fine", "Value": "tab\t"}])
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert sdk.message_of(caught) == (
        "3 validation errors detected: "
        "Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "^[a-zA-Z0-9][a-zA-Z0-9_-]*$; "
        "Value null at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy constraint: "
        "Member must not be null; "
        "Value at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")


def test_an_operation_that_the_service_never_had(client):
    def rename(request, **_):
        request.headers["X-Amz-Target"] = "VoiceID.NoSuchOperation"
    client.meta.events.register("before-sign.voice-id.ListDomains", rename)
    with pytest.raises(ClientError) as caught:
        client.list_domains()
    assert caught.value.response["Error"]["Code"] == "UnknownOperationException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
