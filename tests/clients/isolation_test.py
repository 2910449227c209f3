"""Accounts, regions and identifiers: each caller sees only its own resources, under ids that a seed repeats."""
import re

import pytest
from botocore import UNSIGNED

from support import sdk
from support.batch_jobs import ROLE

REQUEST = {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()}


def names(client):
    return [each["Name"] for each in client.list_domains()["DomainSummaries"]]


@pytest.fixture
def elsewhere(emulator, account):
    """The same caller in another region."""
    return sdk.client(emulator.url, account, region="eu-west-2")


@pytest.fixture
def stranger(emulator, account):
    return sdk.client(emulator.url, str(int(account) + 500_000_000_000))


@pytest.mark.parametrize("other", ["stranger", "elsewhere"])
def test_a_domain_of_another_account_or_region_does_not_exist(client, domain, other, request):
    other = request.getfixturevalue(other)
    sdk.opt_out(client, domain, "alice")
    job = {"DomainId": domain, "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": "s3://calls/input.json"},
           "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
    attempts = [
        lambda: other.describe_domain(DomainId=domain),
        lambda: other.update_domain(DomainId=domain, **REQUEST),
        lambda: other.delete_domain(DomainId=domain),
        lambda: other.list_speakers(DomainId=domain),
        lambda: other.delete_speaker(DomainId=domain, SpeakerId="alice"),
        lambda: other.delete_fraudster(DomainId=domain, FraudsterId=f"id#{sdk.UNKNOWN_ID}"),
        lambda: other.start_speaker_enrollment_job(**job),
        lambda: other.list_fraudster_registration_jobs(DomainId=domain),
        lambda: other.list_tags_for_resource(ResourceArn=sdk.describe_domain(client, domain)["Arn"]),
    ]
    for attempt in attempts:
        with sdk.refused(other.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
            attempt()
    assert sdk.describe_domain(client, domain)["DomainStatus"] == "ACTIVE"
    assert len(client.list_speakers(DomainId=domain)["SpeakerSummaries"]) == 1


def test_lists_hold_the_callers_own(client, stranger, elsewhere):
    for who, name in [(client, "mine"), (stranger, "theirs"), (elsewhere, "far")]:
        sdk.create_domain(who, name)
    assert (names(client), names(stranger), names(elsewhere)) == (["mine"], ["theirs"], ["far"])


@pytest.mark.parametrize("region, partition", [("eu-central-1", "aws"), ("cn-north-1", "aws-cn"),
                                               ("us-gov-west-1", "aws-us-gov")])
def test_an_arn_names_partition_region_and_account(emulator, account, region, partition):
    client = sdk.client(emulator.url, account, region=region)
    domain = sdk.create_domain(client, Tags=[{"Key": "a", "Value": "b"}])
    assert domain["Arn"] == f"arn:{partition}:voiceid:{region}:{account}:domain/{domain['DomainId']}"
    assert client.list_tags_for_resource(ResourceArn=domain["Arn"])["Tags"] == [{"Key": "a", "Value": "b"}]


@pytest.mark.parametrize("options, account, region", [
    ([], "000000000000", "us-east-1"), (["--account", "123456789012", "--region", "eu-west-2"], "123456789012",
                                        "eu-west-2")], ids=["built in", "options"])
def test_default_account_and_region(start_emulator, options, account, region):
    emulator = start_emulator(*options)
    arn = f"arn:aws:voiceid:{{}}:{account}:domain/".format
    assert emulator.call("CreateDomain", REQUEST).body["Domain"]["Arn"].startswith(arn(region))
    # boto3 names its region in the signature alone.
    unsigned = sdk.client(emulator.url, "111122223333", region="ap-south-1", signature_version=UNSIGNED)
    assert sdk.create_domain(unsigned)["Arn"].startswith(arn(region))
    for access_key in ("AKIAIOSFODNN7EXAMPLE", "12345678901", "12345678901x"):
        keyed = sdk.client(emulator.url, access_key, region="ap-southeast-2")
        assert sdk.create_domain(keyed)["Arn"].startswith(arn("ap-southeast-2"))


def identifiers(emulator):
    """Those of two domains, their default watchlists and a speaker."""
    domains = [emulator.call("CreateDomain", REQUEST).body["Domain"] for _ in range(2)]
    speaker = emulator.call("OptOutSpeaker", {"DomainId": domains[0]["DomainId"], "SpeakerId": "alice"}).body["Speaker"]
    default_watchlists = [each["WatchlistDetails"]["DefaultWatchlistId"] for each in domains]
    return [each["DomainId"] for each in domains] + default_watchlists + [speaker["GeneratedSpeakerId"]]


def test_identifiers_differ_unless_a_seed_repeats_them(start_emulator):
    seeded = start_emulator("--seed", 7)
    first = identifiers(seeded)
    others = identifiers(start_emulator()) + identifiers(start_emulator()) + identifiers(start_emulator("--seed", 8))
    assert len({*first, *others}) == len(first) + len(others)
    assert identifiers(start_emulator("--seed", 7)) == first
    seeded.control("POST", "reset")
    assert seeded.call("ListDomains").body == {"DomainSummaries": []}
    assert identifiers(seeded) == first


def test_timestamps_are_seconds_with_milliseconds_of_the_emulators_clock(start_emulator):
    emulator = start_emulator()
    emulator.control("PUT", "clock", {"Now": "2031-05-06T07:08:09.25Z", "Frozen": True})
    domain = emulator.call("CreateDomain", REQUEST).body["Domain"]
    assert domain["CreatedAt"] == domain["UpdatedAt"] == 1935817689.25
    emulator.control("PUT", "clock", {"Frozen": False})
    domain = emulator.call("CreateDomain", REQUEST).body["Domain"]
    assert re.fullmatch(r"\d+(\.\d{1,3})?", repr(domain["CreatedAt"]))
