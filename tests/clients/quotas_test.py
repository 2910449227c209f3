"""--quota and --quotas as a client meets them; tests/domain/limits_test.cpp holds every quota and its default."""
import pytest

from support import sdk


def create_watchlists(emulator, account, count):
    client = sdk.client(emulator.url, account)
    request = {"DomainId": sdk.create_domain(client)["DomainId"], "Name": "known"}
    return [emulator.call("CreateWatchlist", request, account=account).status for _ in range(count)]


@pytest.mark.parametrize("quota, call", [
    ("domains", sdk.create_domain), ("speakers", lambda client, domain: sdk.opt_out(client, domain, "carol"))])
def test_an_exceeded_quota_names_itself(start_emulator, account, quota, call):
    emulator = start_emulator("--quota", f"{quota}=1")
    client = sdk.client(emulator.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    sdk.opt_out(client, domain, "alice")
    with sdk.refused(client.exceptions.ServiceQuotaExceededException) as caught:
        call(client, domain)
    message = sdk.message_of(caught)
    assert f"{quota} (1 " in message and f"--quota {quota}=" in message, message
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    client.delete_domain(DomainId=domain) if quota == "domains" else None
    call(client, domain)
    # Another region and account have quotas of their own.
    sdk.create_domain(sdk.client(emulator.url, account, region="eu-west-2"))
    sdk.create_domain(sdk.client(emulator.url, "222222222222"))


@pytest.mark.parametrize("options, statuses", [
    ([], [200, 200, 402]), (["--quota", "watchlists=1"], [402]), (["--quota", "watchlists=unlimited"], [200] * 20),
    (["--quotas", "off", "--quota", "watchlists=1"], [200] * 20),
    (["--quota", "domains=1", "--quota", "watchlists=2"], [200, 402]),
], ids=["default", "1", "unlimited", "off for all", "two quotas"])
def test_how_a_quota_is_set(start_emulator, account, options, statuses):
    assert create_watchlists(start_emulator(*options), account, len(statuses)) == statuses


def test_quotas_come_from_the_environment_too(start_emulator, account):
    assert create_watchlists(start_emulator(env={"VOICEID_QUOTA": "watchlists=2"}), account, 2) == [200, 402]
