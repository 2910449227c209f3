"""ClientToken as boto3 sends it, its own or the caller's; tests/handlers/client_token_test.cpp holds its rules."""
from support import sdk
from support.batch_jobs import error

TOKEN = "one-and-the-same"


def test_the_same_token_with_the_same_parameters_makes_one_domain(client, emulator):
    request = {"Description": "Calls", "Tags": [{"Key": "team", "Value": "shop"}], "ClientToken": TOKEN}
    created = sdk.create_domain(client, **request)
    assert sdk.create_domain(client, **request) == created
    with sdk.refused(client.exceptions.ConflictException):
        sdk.create_domain(client, ClientToken=TOKEN)
    assert client.list_domains()["DomainSummaries"] == [created]
    emulator.advance("PT24H")
    assert sdk.create_domain(client, ClientToken=TOKEN)["DomainId"] != created["DomainId"]


def test_tokens_made_by_the_sdk_make_two_domains(client):
    assert sdk.create_domain(client)["DomainId"] != sdk.create_domain(client)["DomainId"]


def test_tokens_belong_to_account_and_region(client, emulator, account):
    others = [sdk.client(emulator.url, account, region="eu-west-2"), sdk.client(emulator.url, "999999999999")]
    ids = {sdk.create_domain(each, ClientToken=TOKEN)["DomainId"] for each in (client, *others)}
    assert len(ids) == 3


def test_watchlists_have_tokens_too(raw, domain):
    request = {"DomainId": domain, "Name": "known", "ClientToken": TOKEN}
    first, again = raw("CreateWatchlist", request), raw("CreateWatchlist", request)
    assert (first.status, again.status, again.body) == (200, 200, first.body)
    error(raw("CreateWatchlist", {**request, "Name": "other"}), 409, "ConflictException")
