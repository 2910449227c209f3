"""Watchlists over plain HTTP: Debian's boto3 is older than they are. The JavaScript tests use a real SDK."""
import re

import pytest

from support import sdk


@pytest.fixture
def default_id(raw, domain):
    return raw("DescribeDomain", {"DomainId": domain}).body["Domain"]["WatchlistDetails"]["DefaultWatchlistId"]


@pytest.fixture
def known(raw, domain):
    return raw("CreateWatchlist", {"DomainId": domain, "Name": "known", "Description": "Seen"}).body["Watchlist"]


def listed(raw, domain):
    return raw("ListWatchlists", {"DomainId": domain}).body["WatchlistSummaries"]


def error(answer, name, **members):
    assert answer.headers["x-amzn-ErrorType"] == name, answer
    assert answer.body["__type"].endswith(f"#{name}")
    assert {key: answer.body.get(key) for key in members} == members


def test_a_domain_is_born_with_its_default_watchlist(raw, domain, default_id):
    assert re.fullmatch(sdk.GENERATED_ID, default_id)
    answer = raw("DescribeWatchlist", {"DomainId": domain, "WatchlistId": default_id})
    watchlist = answer.body["Watchlist"]
    assert answer.status == 200
    assert watchlist["CreatedAt"] == watchlist["UpdatedAt"]
    assert {**watchlist, "CreatedAt": 0, "UpdatedAt": 0} == {
        "DomainId": domain, "WatchlistId": default_id, "Name": "default-watchlist", "DefaultWatchlist": True,
        "CreatedAt": 0, "UpdatedAt": 0}
    assert listed(raw, domain) == [watchlist]


def test_every_answer_with_a_domain_names_its_default_watchlist(raw, domain, default_id):
    update = {"DomainId": domain, "Name": "renamed", "ServerSideEncryptionConfiguration": sdk.encryption()}
    assert raw("UpdateDomain", update).body["Domain"]["WatchlistDetails"] == {"DefaultWatchlistId": default_id}
    [summary] = raw("ListDomains").body["DomainSummaries"]
    assert summary["WatchlistDetails"] == {"DefaultWatchlistId": default_id}


def test_create_watchlist(raw, domain, default_id, known):
    assert {**known, "CreatedAt": 0, "UpdatedAt": 0} == {
        "DomainId": domain, "WatchlistId": known["WatchlistId"], "Name": "known", "Description": "Seen",
        "DefaultWatchlist": False, "CreatedAt": 0, "UpdatedAt": 0}
    described = raw("DescribeWatchlist", {"DomainId": domain, "WatchlistId": known["WatchlistId"]})
    assert described.body["Watchlist"] == known
    assert [each["WatchlistId"] for each in listed(raw, domain)] == [default_id, known["WatchlistId"]]
    assert listed(raw, domain)[1] == known


@pytest.mark.parametrize("change", [
    {"Name": "renamed"}, {"Description": "Other"}, {"Name": "both", "Description": "Other"}])
def test_update_watchlist_leaves_omitted_attributes(raw, domain, known, emulator, change):
    emulator.advance("PT1M")
    answer = raw("UpdateWatchlist", {"DomainId": domain, "WatchlistId": known["WatchlistId"], **change})
    updated = answer.body["Watchlist"]
    assert updated["UpdatedAt"] > known["UpdatedAt"]
    assert updated == {**known, **change, "UpdatedAt": updated["UpdatedAt"]}
    assert listed(raw, domain)[1] == updated


def test_delete_watchlist(raw, domain, default_id, known):
    answer = raw("DeleteWatchlist", {"DomainId": domain, "WatchlistId": known["WatchlistId"]})
    assert (answer.status, answer.body) == (200, None)
    assert [each["WatchlistId"] for each in listed(raw, domain)] == [default_id]


@pytest.mark.parametrize("operation, more", [("UpdateWatchlist", {"Name": "mine"}), ("DeleteWatchlist", {})])
def test_default_watchlist_can_be_neither_updated_nor_deleted(raw, domain, default_id, operation, more):
    before = listed(raw, domain)
    answer = raw(operation, {"DomainId": domain, "WatchlistId": default_id, **more})
    assert answer.status == 400
    error(answer, "ValidationException")
    assert listed(raw, domain) == before


@pytest.mark.parametrize("operation", ["DescribeWatchlist", "UpdateWatchlist", "DeleteWatchlist"])
def test_unknown_watchlist_is_not_found(raw, client, domain, operation, known):
    elsewhere = sdk.create_domain(client)["DomainId"]
    for domain_id, watchlist_id in [(domain, sdk.UNKNOWN_ID), (elsewhere, known["WatchlistId"])]:
        answer = raw(operation, {"DomainId": domain_id, "WatchlistId": watchlist_id})
        assert answer.status == 404
        error(answer, "ResourceNotFoundException", ResourceType="WATCHLIST")


def test_deleted_watchlist_is_not_found(raw, domain, known):
    target = {"DomainId": domain, "WatchlistId": known["WatchlistId"]}
    raw("DeleteWatchlist", target)
    for operation in ("DescribeWatchlist", "UpdateWatchlist", "DeleteWatchlist"):
        error(raw(operation, target), "ResourceNotFoundException", ResourceType="WATCHLIST")


@pytest.mark.parametrize("operation, more", [
    ("CreateWatchlist", {"Name": "known"}), ("ListWatchlists", {}),
    ("DescribeWatchlist", {"WatchlistId": sdk.UNKNOWN_ID}), ("UpdateWatchlist", {"WatchlistId": sdk.UNKNOWN_ID}),
    ("DeleteWatchlist", {"WatchlistId": sdk.UNKNOWN_ID})])
def test_unknown_domain_is_not_found(raw, operation, more):
    error(raw(operation, {"DomainId": sdk.UNKNOWN_ID, **more}), "ResourceNotFoundException", ResourceType="DOMAIN")


def test_three_watchlists_fit_into_a_domain_the_default_one_included(raw, domain, known):
    second = raw("CreateWatchlist", {"DomainId": domain, "Name": "second"}).body["Watchlist"]
    refused = raw("CreateWatchlist", {"DomainId": domain, "Name": "third"})
    assert refused.status == 402
    error(refused, "ServiceQuotaExceededException")
    raw("DeleteWatchlist", {"DomainId": domain, "WatchlistId": second["WatchlistId"]})
    assert raw("CreateWatchlist", {"DomainId": domain, "Name": "third"}).status == 200


def test_names_need_not_be_unique(raw, domain, known):
    assert raw("CreateWatchlist", {"DomainId": domain, "Name": known["Name"]}).status == 200
