"""boto3's own retries against a throttling emulator."""
import types

import botocore.endpoint
import pytest

from support import sdk

each_mode = pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])


@pytest.fixture
def throttled(start_emulator):
    """Its clock stands, so that the third call in a second is the third on any machine."""
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    return emulator


def test_each_operation_has_its_rate(throttled, account):
    client = sdk.client(throttled.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    for _ in range(5):
        client.list_speakers(DomainId=domain)
    with sdk.refused(client.exceptions.ThrottlingException) as caught:
        client.list_speakers(DomainId=domain)
    metadata = caught.value.response["ResponseMetadata"]
    assert (metadata["HTTPStatusCode"], metadata["RetryAttempts"]) == (429, 0)
    throttled.advance("PT1S")
    client.list_speakers(DomainId=domain)


def retrying(emulator, account, mode, attempts):
    return sdk.client(emulator.url, account, retries={"mode": mode, "total_max_attempts": attempts})


def attempts_of(answer):
    return answer["ResponseMetadata"]["RetryAttempts"]


@pytest.fixture
def waits(monkeypatch):
    """Replaces the SDK's pauses between attempts by what `then` does; returns the pauses."""
    noted = []

    def instead(then=lambda seconds: None):
        pause = types.SimpleNamespace(sleep=lambda seconds: (noted.append(seconds), then(seconds)))
        monkeypatch.setattr(botocore.endpoint, "time", pause)
        return noted
    return instead


@each_mode
def test_retries_succeed_as_the_emulators_clock_runs(throttled, account, mode, waits):
    noted = waits(lambda seconds: throttled.advance(f"PT{seconds:.3f}S"))
    client = retrying(throttled, account, mode, 10)
    assert [client.list_domains()["DomainSummaries"] for _ in range(3)] == [[]] * 3
    assert noted


@each_mode
def test_a_pause_of_the_sdk_is_time_on_the_emulators_clock(throttled, account, mode, waits):
    noted = waits(lambda seconds: throttled.advance("PT1S"))
    client = retrying(throttled, account, mode, 5)
    client.list_domains(), client.list_domains()
    assert attempts_of(client.list_domains()) == len(noted) == 1


@each_mode
def test_retries_end_where_no_time_passes(throttled, account, mode, waits):
    noted = waits()
    client = retrying(throttled, account, mode, 3)
    client.list_domains(), client.list_domains()
    with sdk.refused(client.exceptions.ThrottlingException) as caught:
        client.list_domains()
    assert attempts_of(caught.value.response) == len(noted) == 2


def test_a_create_that_was_throttled_makes_one_domain(throttled, account, waits):
    waits(lambda seconds: throttled.advance("PT1S"))
    client = retrying(throttled, account, "standard", 5)
    made = [sdk.create_domain(client)["DomainId"] for _ in range(3)]
    assert [each["DomainId"] for each in client.list_domains()["DomainSummaries"]] == made


def test_a_client_error_is_not_retried(emulator, account, waits):
    noted = waits()
    client = retrying(emulator, account, "standard", 5)
    with sdk.refused(client.exceptions.ResourceNotFoundException):
        client.describe_domain(DomainId=sdk.UNKNOWN_ID)
    assert noted == []
