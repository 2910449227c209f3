"""--throttle aws on a frozen clock: exactly so many calls a second pass."""
import pytest

from support import sdk
from support.emulator import Emulator

RATES = {
    "EvaluateSession": 60, "ListSpeakers": 5,
    **dict.fromkeys(["DescribeSpeaker", "OptOutSpeaker", "DeleteSpeaker", "DescribeFraudster", "DeleteFraudster"], 10),
    **dict.fromkeys(["CreateDomain", "DescribeDomain", "ListDomains", "UpdateDomain", "DeleteDomain"], 2),
    **dict.fromkeys(["TagResource", "UntagResource", "ListTagsForResource"], 2),
    **dict.fromkeys(["StartSpeakerEnrollmentJob", "DescribeSpeakerEnrollmentJob", "ListSpeakerEnrollmentJobs"], 2),
    **dict.fromkeys(["StartFraudsterRegistrationJob", "DescribeFraudsterRegistrationJob",
                     "ListFraudsterRegistrationJobs"], 2),
    **dict.fromkeys(["CreateWatchlist", "DescribeWatchlist", "ListWatchlists", "UpdateWatchlist", "DeleteWatchlist",
                     "ListFraudsters", "AssociateFraudster", "DisassociateFraudster"], 10),
}


@pytest.fixture(scope="module")
def throttled():
    with Emulator("--throttle", "aws") as running:
        running.control("PUT", "clock", {"Frozen": True})
        yield running


def passed(emulator, operation, account, tries, **where):
    """How many of so many calls are let through; an empty body suffices, as throttling comes before validation."""
    answers = [emulator.call(operation, account=account, **where) for _ in range(tries)]
    return sum(answer.headers.get("x-amzn-ErrorType") != "ThrottlingException" for answer in answers)


@pytest.mark.parametrize("operation", RATES)
def test_rate_of(throttled, account, operation):
    assert passed(throttled, operation, account, RATES[operation] + 3) == RATES[operation]


def test_bucket_fills_with_the_emulators_clock(throttled, account):
    assert passed(throttled, "ListSpeakers", account, 8) == 5
    throttled.advance("PT0.2S")
    assert passed(throttled, "ListSpeakers", account, 3) == 1
    throttled.advance("PT1S")
    assert passed(throttled, "ListSpeakers", account, 8) == 5
    throttled.advance("PT1H")
    assert passed(throttled, "ListSpeakers", account, 8) == 5


def test_operations_accounts_and_regions_have_buckets_of_their_own(throttled, account):
    assert passed(throttled, "DescribeDomain", account, 3) == 2
    assert passed(throttled, "UpdateDomain", account, 3) == 2
    assert passed(throttled, "DescribeDomain", account, 3, region="eu-west-2") == 2
    assert passed(throttled, "DescribeDomain", str(int(account) + 500_000_000_000), 3) == 2


def test_throttling_comes_before_the_body_is_read(throttled, account):
    malformed = [throttled.call("DescribeDomain", "{not json", account=account) for _ in range(3)]
    assert [answer.headers["x-amzn-ErrorType"] for answer in malformed] == [
        "SerializationException", "SerializationException", "ThrottlingException"]
    assert malformed[2].status == 429


def test_throttling_is_off_by_default(emulator, account):
    assert passed(emulator, "ListDomains", account, 50) == 50


def test_boto_without_retries_sees_the_exception(throttled, account):
    client = sdk.client(throttled.url, account)
    client.list_domains(), client.list_domains()
    with sdk.refused(client.exceptions.ThrottlingException) as caught:
        client.list_domains()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0
