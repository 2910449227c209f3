"""Faults as boto3 sees them: modelled exceptions with their members, retries, broken connections."""
import botocore.endpoint
import pytest
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from support import sdk

MEMBERS = {
    "AccessDeniedException": (403, {}),
    "ConflictException": (409, {"ConflictType": "SPEAKER_OPTED_OUT"}),
    "InternalServerException": (500, {}),
    "ResourceNotFoundException": (404, {"ResourceType": "SESSION"}),
    "ServiceQuotaExceededException": (402, {}),
    "ThrottlingException": (429, {}),
    "ValidationException": (400, {}),
}
RETRIED = ("ThrottlingException", "InternalServerException")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    """The SDK does not wait between attempts."""
    monkeypatch.setattr(botocore.endpoint, "time", type("Time", (), {"sleep": staticmethod(lambda seconds: None)}))


def retrying(emulator, account, mode="standard", **config):
    return sdk.client(emulator.url, account, retries={"mode": mode, "total_max_attempts": 3}, **config)


def attempts_of(answer):
    return answer["ResponseMetadata"]["RetryAttempts"]


def test_the_table_is_the_models(client):
    assert set(MEMBERS) == {shape.name for shape in client.meta.service_model.error_shapes}


@pytest.mark.parametrize("name", MEMBERS)
def test_every_error_of_the_model_comes_with_its_members(client, faults, name):
    status, members = MEMBERS[name]
    fault = faults.add(Operation="EvaluateSession", Error=name, Message="On purpose.", **members)
    with sdk.refused(getattr(client.exceptions, name), **members) as caught:
        client.evaluate_session(DomainId=sdk.UNKNOWN_ID, SessionNameOrId="call-1")
    assert sdk.message_of(caught) == "On purpose."
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert faults.struck(fault) == 1


@pytest.mark.parametrize("preset, name", [
    ("access-denied", "AccessDeniedException"), ("concurrent-changes", "ConflictException"),
    ("key-revoked", "AccessDeniedException"), ("outage", "InternalServerException"),
    ("throttled", "ThrottlingException")])
def test_presets(client, faults, preset, name):
    faults.add(Preset=preset)
    with sdk.refused(getattr(client.exceptions, name)):
        client.opt_out_speaker(DomainId=sdk.UNKNOWN_ID, SpeakerId="alice")


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize("name", RETRIED)
def test_a_client_that_retries_gets_over_a_fault_that_is_used_up(emulator, account, faults, name, mode):
    fault = faults.add(Operation="ListDomains", Error=name, Count=2)
    assert attempts_of(retrying(emulator, account, mode).list_domains()) == 2
    assert faults.struck(fault) == 2


@pytest.mark.parametrize("name", sorted(set(MEMBERS) - set(RETRIED)))
def test_an_error_of_the_caller_is_not_retried(emulator, account, faults, name):
    fault = faults.add(Operation="ListDomains", Error=name)
    with sdk.refused(retrying(emulator, account).exceptions.ClientError):
        retrying(emulator, account).list_domains()
    assert faults.struck(fault) == 1


def test_a_reset_connection(client, faults):
    faults.add(Operation="ListDomains", Connection="reset")
    with pytest.raises(ConnectionClosedError):
        client.list_domains()


def test_a_client_that_retries_gets_over_a_reset(emulator, account, faults):
    faults.add(Operation="CreateDomain", Connection="reset", Count=2)
    client = retrying(emulator, account)
    made = sdk.create_domain(client)
    assert [each["DomainId"] for each in client.list_domains()["DomainSummaries"]] == [made["DomainId"]]


def test_a_client_that_repeats_a_call_whose_answer_came_too_late_makes_one_domain(emulator, account, faults):
    faults.add(Operation="CreateDomain", LatencyMs=600_000, Count=1)
    client = retrying(emulator, account, read_timeout=1)
    made = sdk.create_domain(client)
    assert [each["DomainId"] for each in client.list_domains()["DomainSummaries"]] == [made["DomainId"]]


def test_a_call_that_hangs_is_given_up_by_the_client(emulator, account, faults):
    faults.add(Operation="ListDomains", Connection="hang", Count=1)
    client = sdk.client(emulator.url, account, read_timeout=1, retries={"total_max_attempts": 1})
    with pytest.raises(ReadTimeoutError):
        client.list_domains()
    assert client.list_domains()["DomainSummaries"] == []


def test_boto3_does_not_see_that_an_answer_is_cut(client, faults):
    """urllib3 1, which Debian has, does not compare with Content-Length; botocore leaves out what it cannot parse."""
    faults.add(Operation="ListDomains", Connection="cut")
    assert set(client.list_domains()) == {"ResponseMetadata"}


def test_an_answer_without_a_body_that_is_cut_is_no_answer(client, domain, faults):
    sdk.opt_out(client, domain, "alice")
    faults.add(Operation="DeleteSpeaker", Connection="cut")
    with pytest.raises(ConnectionClosedError):
        client.delete_speaker(DomainId=domain, SpeakerId="alice")
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
        client.describe_speaker(DomainId=domain, SpeakerId="alice")
