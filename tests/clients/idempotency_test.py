"""ClientToken: boto3 makes one for each call by itself, a caller may give its own."""
import pytest

from support import sdk

TOKEN = "one-and-the-same"


def count(client):
    return len(client.list_domains()["DomainSummaries"])


def test_the_same_token_with_the_same_parameters_makes_one_domain(client):
    request = {"Description": "Calls", "Tags": [{"Key": "team", "Value": "shop"}], "ClientToken": TOKEN}
    assert sdk.create_domain(client, **request) == sdk.create_domain(client, **request)
    assert count(client) == 1


def test_tokens_made_by_the_sdk_make_two_domains(client):
    sdk.create_domain(client)
    sdk.create_domain(client)
    assert count(client) == 2


def test_a_repeated_call_answers_the_domain_as_it_is_now(client):
    domain = sdk.create_domain(client, ClientToken=TOKEN)["DomainId"]
    client.update_domain(DomainId=domain, Name="renamed", ServerSideEncryptionConfiguration=sdk.encryption())
    client.delete_domain(DomainId=domain)
    repeated = sdk.create_domain(client, ClientToken=TOKEN)
    assert (repeated["DomainId"], repeated["Name"], repeated["DomainStatus"]) == (domain, "renamed", "SUSPENDED")


@pytest.mark.parametrize("other", [
    {"name": "other"}, {"Description": "Calls"}, {"Tags": [{"Key": "a", "Value": "b"}]},
    {"ServerSideEncryptionConfiguration": sdk.encryption("alias/second")},
], ids=["name", "description", "tags", "key"])
def test_other_parameters_conflict(client, other):
    created = sdk.create_domain(client, ClientToken=TOKEN)
    with sdk.refused(client.exceptions.ConflictException):
        sdk.create_domain(client, ClientToken=TOKEN, **other)
    assert client.list_domains()["DomainSummaries"] == [created]


def test_a_token_is_forgotten_after_24_hours(client, emulator):
    first = sdk.create_domain(client, ClientToken=TOKEN)
    emulator.advance("PT23H59M")
    assert sdk.create_domain(client, ClientToken=TOKEN) == first
    emulator.advance("PT2M")
    assert sdk.create_domain(client, "other", ClientToken=TOKEN)["DomainId"] != first["DomainId"]
    assert count(client) == 2


def test_tokens_belong_to_account_and_region(client, emulator, account):
    others = [sdk.client(emulator.url, account, region="eu-west-2"),
              sdk.client(emulator.url, str(int(account) + 500_000_000_000))]
    ids = {sdk.create_domain(each, ClientToken=TOKEN)["DomainId"] for each in (client, *others)}
    assert len(ids) == 3


def test_a_call_that_failed_leaves_no_token_behind(client):
    with sdk.refused(client.exceptions.ValidationException):
        sdk.create_domain(client, Tags=[{"Key": "aws:a", "Value": ""}], ClientToken=TOKEN)
    assert sdk.create_domain(client, "other", ClientToken=TOKEN)["Name"] == "other"


def test_watchlists_have_tokens_too(raw, domain):
    request = {"DomainId": domain, "Name": "known", "ClientToken": TOKEN}
    first, again = raw("CreateWatchlist", request), raw("CreateWatchlist", request)
    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body
    conflict = raw("CreateWatchlist", {**request, "Name": "other"})
    assert (conflict.status, conflict.headers["x-amzn-ErrorType"]) == (409, "ConflictException")
    assert len(raw("ListWatchlists", {"DomainId": domain}).body["WatchlistSummaries"]) == 2


def test_a_watchlists_token_is_forgotten_after_24_hours(raw, domain, emulator):
    request = {"DomainId": domain, "Name": "known", "ClientToken": TOKEN}
    first = raw("CreateWatchlist", request).body["Watchlist"]
    emulator.advance("PT24H1M")
    assert raw("CreateWatchlist", request).body["Watchlist"]["WatchlistId"] != first["WatchlistId"]


def test_a_watchlists_token_in_another_domain_conflicts(raw, client, domain):
    raw("CreateWatchlist", {"DomainId": domain, "Name": "known", "ClientToken": TOKEN})
    other = sdk.create_domain(client)["DomainId"]
    answer = raw("CreateWatchlist", {"DomainId": other, "Name": "known", "ClientToken": TOKEN})
    assert answer.headers["x-amzn-ErrorType"] == "ConflictException"


def test_a_repeated_call_is_answered_where_the_quota_is_used_up(raw, domain):
    requests = [{"DomainId": domain, "Name": "known", "ClientToken": f"token-{n}"} for n in range(2)]
    made = [raw("CreateWatchlist", each).body for each in requests]
    assert raw("CreateWatchlist", {"DomainId": domain, "Name": "known", "ClientToken": "token-2"}).status == 402
    assert [raw("CreateWatchlist", each).body for each in requests] == made


def test_a_call_refused_by_a_quota_leaves_no_token_behind(raw, domain):
    for n in range(2):
        raw("CreateWatchlist", {"DomainId": domain, "Name": f"known{n}"})
    assert raw("CreateWatchlist", {"DomainId": domain, "Name": "late", "ClientToken": TOKEN}).status == 402
    watchlists = raw("ListWatchlists", {"DomainId": domain}).body["WatchlistSummaries"]
    raw("DeleteWatchlist", {"DomainId": domain, "WatchlistId": watchlists[1]["WatchlistId"]})
    assert raw("CreateWatchlist", {"DomainId": domain, "Name": "other", "ClientToken": TOKEN}).status == 200
