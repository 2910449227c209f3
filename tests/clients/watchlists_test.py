"""Watchlists and the fraudsters on them, over plain HTTP where Debian's boto3 is older than the operations.

The JavaScript tests show them through a recent SDK; tests/handlers holds their rules.
"""
import re

import pytest

from support import sdk
from support.batch_jobs import error


@pytest.fixture
def known(batch):
    return batch.call("CreateWatchlist", Name="known", Description="Seen")["Watchlist"]


@pytest.fixture
def mallory(batch):
    return batch.register("mallory")[0]


def listed(batch):
    return batch.call("ListWatchlists")["WatchlistSummaries"]


def test_every_answer_with_a_domain_names_its_default_watchlist(raw, batch):
    details = {"DefaultWatchlistId": batch.default_watchlist}
    update = {"Name": "renamed", "ServerSideEncryptionConfiguration": sdk.encryption()}
    assert batch.call("UpdateDomain", **update)["Domain"]["WatchlistDetails"] == details
    assert batch.call("DescribeDomain")["Domain"]["WatchlistDetails"] == details
    assert raw("ListDomains").body["DomainSummaries"][0]["WatchlistDetails"] == details
    [watchlist] = listed(batch)
    assert watchlist == {
        "DomainId": batch.domain_id, "WatchlistId": batch.default_watchlist, "Name": "default-watchlist",
        "DefaultWatchlist": True, "CreatedAt": watchlist["CreatedAt"], "UpdatedAt": watchlist["CreatedAt"]}


def test_the_life_of_a_watchlist(batch, known, emulator):
    assert known == {
        "DomainId": batch.domain_id, "WatchlistId": known["WatchlistId"], "Name": "known", "Description": "Seen",
        "DefaultWatchlist": False, "CreatedAt": known["CreatedAt"], "UpdatedAt": known["CreatedAt"]}
    assert re.fullmatch(sdk.GENERATED_ID, known["WatchlistId"])
    assert batch.call("DescribeWatchlist", WatchlistId=known["WatchlistId"])["Watchlist"] == known
    assert listed(batch)[1:] == [known]
    emulator.advance("PT1M")
    updated = batch.call("UpdateWatchlist", WatchlistId=known["WatchlistId"], Name="renamed")["Watchlist"]
    assert updated == {**known, "Name": "renamed", "UpdatedAt": updated["UpdatedAt"]}
    assert updated["UpdatedAt"] > known["UpdatedAt"] and listed(batch)[1:] == [updated]
    answer = batch.ask("DeleteWatchlist", WatchlistId=known["WatchlistId"])
    assert (answer.status, answer.body, len(listed(batch))) == (200, None, 1)


def test_refused_operations_on_watchlists(batch, known, mallory):
    for operation in ("DescribeWatchlist", "UpdateWatchlist", "DeleteWatchlist"):
        unknown = batch.ask(operation, WatchlistId=sdk.UNKNOWN_ID)
        error(unknown, 404, "ResourceNotFoundException", ResourceType="WATCHLIST")
    error(batch.ask("DeleteWatchlist", WatchlistId=batch.default_watchlist), 400, "ValidationException")
    batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=known["WatchlistId"])
    full = batch.ask("DeleteWatchlist", WatchlistId=known["WatchlistId"])
    error(full, 409, "ConflictException", ConflictType="CANNOT_DELETE_NON_EMPTY_WATCHLIST")
    batch.new_watchlist()
    error(batch.ask("CreateWatchlist", Name="fourth"), 402, "ServiceQuotaExceededException")


def test_the_life_of_a_fraudster(batch, known, mallory):
    default, second = batch.default_watchlist, known["WatchlistId"]
    fraudster = batch.call("DescribeFraudster", FraudsterId=mallory)["Fraudster"]
    assert fraudster == {"DomainId": batch.domain_id, "GeneratedFraudsterId": mallory, "WatchlistIds": [default],
                         "CreatedAt": fraudster["CreatedAt"]}
    assert batch.call("ListFraudsters") == {"FraudsterSummaries": [fraudster]}
    for operation, watchlist, on in [
            ("AssociateFraudster", second, [default, second]), ("AssociateFraudster", second, [default, second]),
            ("DisassociateFraudster", default, [second]), ("DisassociateFraudster", default, [second]),
            ("AssociateFraudster", default, [second, default])]:
        answer = batch.call(operation, FraudsterId=mallory, WatchlistId=watchlist)["Fraudster"]
        assert answer == {**fraudster, "WatchlistIds": on}
    assert batch.fraudsters(WatchlistId=second) == [mallory]
    answer = batch.ask("DeleteFraudster", FraudsterId=mallory)
    assert (answer.status, answer.body, batch.fraudsters()) == (200, None, [])


def test_boto3_describes_and_deletes_fraudsters(client, batch, mallory):
    target = {"DomainId": batch.domain_id, "FraudsterId": mallory}
    described = client.describe_fraudster(**target)["Fraudster"]
    assert (described["GeneratedFraudsterId"], described["DomainId"]) == (mallory, batch.domain_id)
    client.delete_fraudster(**target)
    for operation in (client.describe_fraudster, client.delete_fraudster):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="FRAUDSTER"):
            operation(**target)


def test_refused_operations_on_fraudsters(batch, mallory):
    default = batch.default_watchlist
    only = batch.ask("DisassociateFraudster", FraudsterId=mallory, WatchlistId=default)
    error(only, 409, "ConflictException", ConflictType="FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST")
    for operation in ("AssociateFraudster", "DisassociateFraudster"):
        unknown = batch.ask(operation, FraudsterId=sdk.UNKNOWN_SPEAKER, WatchlistId=sdk.UNKNOWN_ID)
        error(unknown, 404, "ResourceNotFoundException", ResourceType="FRAUDSTER")
        unknown = batch.ask(operation, FraudsterId=mallory, WatchlistId=sdk.UNKNOWN_ID)
        error(unknown, 404, "ResourceNotFoundException", ResourceType="WATCHLIST")
        # The id is sensitive, so the message does not repeat it.
        message = error(batch.ask(operation, FraudsterId="trudy", WatchlistId=default), 400, "ValidationException")
        assert "at 'fraudsterId' failed to satisfy constraint" in message and "trudy" not in message


def test_pages_of_the_fraudsters_of_a_watchlist(batch, known):
    gang = batch.register(*["mallory"] * 5)
    of_known = {"WatchlistId": known["WatchlistId"], "MaxResults": 2}
    for each in reversed(gang[::2]):
        batch.call("AssociateFraudster", FraudsterId=each, WatchlistId=known["WatchlistId"])
    first = batch.call("ListFraudsters", **of_known)
    ids = [each["GeneratedFraudsterId"] for each in first["FraudsterSummaries"]]
    second = batch.fraudsters(**of_known, NextToken=first["NextToken"])
    assert (ids, second) == ([gang[0], gang[2]], [gang[4]])
    error(batch.ask("ListFraudsters", MaxResults=2, NextToken=first["NextToken"]), 400, "ValidationException")
