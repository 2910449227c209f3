"""--throttle aws on a frozen clock; tests/handlers/operations_test.cpp holds the rate of every operation."""
import pytest

from support import sdk
from support.emulator import Emulator


@pytest.fixture(scope="module")
def throttled():
    with Emulator("--throttle", "aws") as running:
        running.control("PUT", "clock", {"Frozen": True})
        yield running


def passed(emulator, operation, account, tries, **where):
    """How many of these calls are let through; an empty body will do, since throttling comes before validation."""
    answers = [emulator.call(operation, account=account, **where) for _ in range(tries)]
    return sum(answer.headers.get("x-amzn-ErrorType") != "ThrottlingException" for answer in answers)


@pytest.mark.parametrize("operation, rate", [
    ("EvaluateSession", 60), ("ListSpeakers", 5), ("OptOutSpeaker", 10), ("UpdateDomain", 2),
    ("AssociateFraudster", 10), ("DescribeSpeakerEnrollmentJob", 2)])
def test_a_second_lets_so_many_calls_through(throttled, account, operation, rate):
    assert passed(throttled, operation, account, rate + 3) == rate
    assert passed(throttled, operation, account, rate + 3, region="eu-west-2") == rate
    throttled.advance("PT1S")
    assert passed(throttled, operation, account, rate + 3) == rate


def test_throttling_comes_before_the_body_is_read(throttled, account):
    malformed = [throttled.call("DescribeDomain", "{not json", account=account) for _ in range(3)]
    assert [answer.headers["x-amzn-ErrorType"] for answer in malformed] == [
        "SerializationException", "SerializationException", "ThrottlingException"]


def test_throttling_is_off_by_default(emulator, account):
    assert passed(emulator, "ListDomains", account, 50) == 50


def test_boto3_without_retries_raises_the_exception(throttled, account):
    client = sdk.client(throttled.url, account)
    client.list_domains(), client.list_domains()
    with sdk.refused(client.exceptions.ThrottlingException) as caught:
        client.list_domains()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
