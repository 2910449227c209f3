"""Each error as boto3 turns it into an exception, and as the wire carries it."""
import re

import pytest
from botocore.exceptions import ClientError

from support import sdk


@pytest.fixture
def unchecked(emulator, account):
    """A client that leaves validation to the service."""
    return sdk.client(emulator.url, account, parameter_validation=False)


def test_resource_not_found(client):
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


@pytest.mark.parametrize("request_, message", [
    ({}, "1 validation error detected: Value null at 'domainId' failed to satisfy constraint: Member must not be null"),
    ({"DomainId": "abc"},
     "2 validation errors detected: Value 'abc' at 'domainId' failed to satisfy constraint: "
     "Member must have length greater than or equal to 22; Value 'abc' at 'domainId' failed to satisfy constraint: "
     "Member must satisfy regular expression pattern: ^[a-zA-Z0-9]{22}$"),
    ({"DomainId": "-" * 22},
     f"1 validation error detected: Value '{'-' * 22}' at 'domainId' failed to satisfy constraint: "
     "Member must satisfy regular expression pattern: ^[a-zA-Z0-9]{22}$"),
], ids=["missing", "short", "pattern"])
def test_validation_of_a_domain_id(unchecked, request_, message):
    with sdk.refused(unchecked.exceptions.ValidationException) as caught:
        unchecked.describe_domain(**request_)
    assert sdk.message_of(caught) == message
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_validation_tells_all_violations_and_no_sensitive_value(unchecked):
    with sdk.refused(unchecked.exceptions.ValidationException) as caught:
        unchecked.create_domain(Name="-secret", ClientToken="fine", ServerSideEncryptionConfiguration={},
                                Tags=[{"Key": "fine", "Value": "tab\t"}])
    assert sdk.message_of(caught) == (
        "3 validation errors detected: "
        "Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "^[a-zA-Z0-9][a-zA-Z0-9_-]*$; "
        "Value null at 'serverSideEncryptionConfiguration.kmsKeyId' failed to satisfy constraint: "
        "Member must not be null; "
        "Value at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$")


def test_wrong_types_are_serialization_errors(raw):
    answer = raw("DescribeDomain", {"DomainId": 5})
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (400, "SerializationException")
    assert answer.body["__type"] == "com.amazon.coral.service#SerializationException"
    assert answer.body["Message"] == "NUMBER_VALUE cannot be converted to String"


@pytest.mark.parametrize("error, answer_of", [
    ("ResourceNotFoundException", lambda raw: raw("DescribeDomain", {"DomainId": sdk.UNKNOWN_ID})),
    ("ValidationException", lambda raw: raw("DescribeDomain")),
])
def test_modelled_errors_name_themselves_twice(raw, error, answer_of):
    answer = answer_of(raw)
    assert answer.headers["x-amzn-ErrorType"] == error
    assert answer.body["__type"] == f"com.amazonaws.voiceid#{error}"
    assert answer.headers["Content-Type"] == "application/x-amz-json-1.0"
    assert answer.headers["x-amzn-RequestId"]


def test_an_operation_the_service_never_had(client):
    def rename(request, **_):
        request.headers["X-Amz-Target"] = "VoiceID.NoSuchOperation"
    client.meta.events.register("before-sign.voice-id.ListDomains", rename)
    with pytest.raises(ClientError) as caught:
        client.list_domains()
    assert caught.value.response["Error"]["Code"] == "UnknownOperationException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
