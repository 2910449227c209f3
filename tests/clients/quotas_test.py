"""--quota and --quotas, as a client meets them."""
import pytest

from support import sdk


@pytest.fixture
def limited(start_emulator, account):
    def start(*options, **how):
        emulator = start_emulator(*options, **how)
        return emulator, sdk.client(emulator.url, account)
    return start


def exceeded(client):
    return sdk.refused(client.exceptions.ServiceQuotaExceededException)


def names(caught, quota, value):
    """The message must say which quota, how much, and what changes it."""
    message = sdk.message_of(caught)
    assert quota in message and str(value) in message and f"--quota {quota}=" in message, message
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402


def test_domains_are_unlimited_by_default(client):
    for _ in range(12):
        sdk.create_domain(client)


def test_domains_quota_counts_by_account_and_region(limited, account):
    emulator, client = limited("--quota", "domains=2")
    sdk.create_domain(client), sdk.create_domain(client)
    with exceeded(client) as caught:
        sdk.create_domain(client)
    names(caught, "domains", 2)
    assert len(client.list_domains()["DomainSummaries"]) == 2
    sdk.create_domain(sdk.client(emulator.url, account, region="eu-west-2"))
    sdk.create_domain(sdk.client(emulator.url, "222222222222"))


def test_a_suspended_domain_does_not_count(limited):
    _, client = limited("--quota", "domains=1")
    client.delete_domain(DomainId=sdk.create_domain(client)["DomainId"])
    sdk.create_domain(client)
    with exceeded(client):
        sdk.create_domain(client)


def test_speakers_quota(limited):
    _, client = limited("--quota", "speakers=2")
    domain, other = sdk.create_domain(client)["DomainId"], sdk.create_domain(client)["DomainId"]
    sdk.opt_out(client, domain, "alice", "bob")
    with exceeded(client) as caught:
        sdk.opt_out(client, domain, "carol")
    names(caught, "speakers", 2)
    sdk.opt_out(client, domain, "alice")
    sdk.opt_out(client, other, "carol")
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    sdk.opt_out(client, domain, "carol")


def create_watchlists(emulator, client, account, count):
    domain = sdk.create_domain(client)["DomainId"]
    request = {"DomainId": domain, "Name": "known"}
    return [emulator.call("CreateWatchlist", request, account=account) for _ in range(count)]


def test_watchlists_quota_names_itself(emulator, client, account):
    refused = create_watchlists(emulator, client, account, 3)[-1]
    assert refused.status == 402
    for part in ("watchlists", "3", "--quota watchlists="):
        assert part in refused.body["Message"]


@pytest.mark.parametrize("options, statuses", [
    (["--quota", "watchlists=5"], [200] * 4 + [402]),
    (["--quota", "watchlists=1"], [402]),
    (["--quota", "watchlists=unlimited"], [200] * 20),
    (["--quotas", "off"], [200] * 20),
    (["--quotas", "off", "--quota", "watchlists=1"], [200] * 20),
    (["--quota", "domains=1", "--quota", "watchlists=2"], [200, 402]),
], ids=["5", "1", "unlimited", "off", "off for all", "two quotas"])
def test_watchlists_quota(limited, account, options, statuses):
    emulator, client = limited(*options)
    answers = create_watchlists(emulator, client, account, len(statuses))
    assert [answer.status for answer in answers] == statuses


def test_quotas_come_from_the_environment_too(limited, account):
    emulator, client = limited(env={"VOICEID_QUOTA": "watchlists=2"})
    assert [answer.status for answer in create_watchlists(emulator, client, account, 2)] == [200, 402]
