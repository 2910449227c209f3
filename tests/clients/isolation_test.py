"""Accounts, regions and identifiers: each caller sees only its own resources, under ids that a seed repeats."""
import pytest
from botocore import UNSIGNED

from support import sdk

REQUEST = {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()}


def test_each_caller_sees_the_domains_of_its_account_and_region(emulator, account, client):
    callers = {"mine": client, "far": sdk.client(emulator.url, account, region="eu-west-2"),
               "theirs": sdk.client(emulator.url, str(int(account) + 500_000_000_000))}
    for name, caller in callers.items():
        sdk.create_domain(caller, name)
    for name, caller in callers.items():
        [domain] = caller.list_domains()["DomainSummaries"]
        assert domain["Name"] == name and sdk.describe_domain(caller, domain["DomainId"]) == domain
        for other in (each for each in callers.values() if each is not caller):
            with sdk.refused(other.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
                other.describe_domain(DomainId=domain["DomainId"])


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
