"""Fraudsters and the watchlists that they are on. Debian's boto3 knows but two of the operations."""
import re

import pytest

from support import sdk
from support.batch_jobs import Batch, error

UNKNOWN_FRAUDSTER = f"id#{sdk.UNKNOWN_ID}"
AT_LEAST_ONE = "FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST"


@pytest.fixture
def mallory(batch):
    return batch.register("mallory")[0]


@pytest.fixture
def known(batch):
    return batch.new_watchlist()


def not_found(answer, what):
    error(answer, 404, "ResourceNotFoundException", ResourceType=what)


def watchlists_of(batch, fraudster):
    return batch.call("DescribeFraudster", FraudsterId=fraudster)["Fraudster"]["WatchlistIds"]


def test_describe_fraudster(batch, mallory):
    described = batch.call("DescribeFraudster", FraudsterId=mallory)
    assert set(described) == {"Fraudster"}
    assert described["Fraudster"] == {
        "DomainId": batch.domain_id, "GeneratedFraudsterId": mallory, "WatchlistIds": [batch.default_watchlist],
        "CreatedAt": described["Fraudster"]["CreatedAt"]}
    assert re.fullmatch(rf"id#{sdk.GENERATED_ID}", mallory)


def test_a_fraudster_is_listed_as_described(batch, mallory):
    described = batch.call("DescribeFraudster", FraudsterId=mallory)["Fraudster"]
    assert batch.call("ListFraudsters") == {"FraudsterSummaries": [described]}


def test_boto_describes_and_deletes(client, emulator, account):
    batch = Batch(emulator, account)
    [mallory] = batch.register("mallory")
    target = {"DomainId": batch.domain_id, "FraudsterId": mallory}
    described = client.describe_fraudster(**target)["Fraudster"]
    assert (described["GeneratedFraudsterId"], described["DomainId"]) == (mallory, batch.domain_id)
    client.delete_fraudster(**target)
    for operation in (client.describe_fraudster, client.delete_fraudster):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="FRAUDSTER"):
            operation(**target)


@pytest.mark.parametrize("operation, changed", [("AssociateFraudster", True), ("DisassociateFraudster", False)])
def test_both_answer_the_fraudster_as_it_is_then(batch, mallory, known, operation, changed):
    answer = batch.call(operation, FraudsterId=mallory, WatchlistId=known)
    assert answer == batch.call("DescribeFraudster", FraudsterId=mallory)
    assert answer["Fraudster"]["WatchlistIds"] == [batch.default_watchlist] + [known] * changed


def test_watchlists_stand_in_order_of_association(batch, known, mallory):
    second = batch.new_watchlist("second")
    first = batch.default_watchlist
    steps = [("AssociateFraudster", second, [first, second]), ("AssociateFraudster", known, [first, second, known]),
             ("DisassociateFraudster", first, [second, known]), ("AssociateFraudster", first, [second, known, first]),
             ("DisassociateFraudster", known, [second, first]), ("DisassociateFraudster", second, [first]),
             ("AssociateFraudster", known, [first, known])]
    for operation, watchlist, expected in steps:
        batch.call(operation, FraudsterId=mallory, WatchlistId=watchlist)
        assert watchlists_of(batch, mallory) == expected


def test_associating_twice_is_no_error_and_changes_nothing(batch, mallory, known):
    target = {"FraudsterId": mallory, "WatchlistId": known}
    first = batch.call("AssociateFraudster", **target)
    assert batch.call("AssociateFraudster", **target) == first
    assert batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=batch.default_watchlist) == first
    assert batch.fraudsters(WatchlistId=known) == [mallory]


def test_disassociating_twice_is_no_error_and_changes_nothing(batch, mallory, known):
    target = {"FraudsterId": mallory, "WatchlistId": known}
    before = batch.call("DescribeFraudster", FraudsterId=mallory)
    batch.call("AssociateFraudster", **target)
    assert batch.call("DisassociateFraudster", **target) == before
    assert batch.call("DisassociateFraudster", **target) == before
    assert batch.fraudsters(WatchlistId=known) == []


def test_the_only_watchlist_is_kept(batch, mallory, known):
    for only in (batch.default_watchlist, known):
        if only == known:
            batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=known)
            batch.call("DisassociateFraudster", FraudsterId=mallory, WatchlistId=batch.default_watchlist)
        answer = batch.ask("DisassociateFraudster", FraudsterId=mallory, WatchlistId=only)
        error(answer, 409, "ConflictException", ConflictType=AT_LEAST_ONE)
        assert watchlists_of(batch, mallory) == [only]


def test_a_watchlist_with_a_fraudster_is_not_deleted(batch, mallory, known):
    batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=known)
    answer = batch.ask("DeleteWatchlist", WatchlistId=known)
    error(answer, 409, "ConflictException", ConflictType="CANNOT_DELETE_NON_EMPTY_WATCHLIST")
    assert batch.call("DescribeWatchlist", WatchlistId=known)["Watchlist"]["WatchlistId"] == known
    assert watchlists_of(batch, mallory) == [batch.default_watchlist, known]


@pytest.mark.parametrize("empty", ["DisassociateFraudster", "DeleteFraudster"])
def test_an_emptied_watchlist_is_deleted(batch, mallory, known, empty):
    batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=known)
    batch.call(empty, FraudsterId=mallory, WatchlistId=known)
    assert batch.ask("DeleteWatchlist", WatchlistId=known).body is None
    not_found(batch.ask("DescribeWatchlist", WatchlistId=known), "WATCHLIST")


def test_a_deleted_fraudster_is_on_no_watchlist(batch, known):
    mallory, trudy = batch.register("mallory", "trudy")
    for each in (mallory, trudy):
        batch.call("AssociateFraudster", FraudsterId=each, WatchlistId=known)
    answer = batch.ask("DeleteFraudster", FraudsterId=mallory)
    assert (answer.status, answer.body) == (200, None)
    assert batch.fraudsters() == batch.fraudsters(WatchlistId=known) == [trudy]
    assert batch.fraudsters(WatchlistId=batch.default_watchlist) == [trudy]
    for operation in ("DescribeFraudster", "DeleteFraudster"):
        not_found(batch.ask(operation, FraudsterId=mallory), "FRAUDSTER")


def pages(batch, size, **which):
    """The ids of each page."""
    found, more = [], {}
    while True:
        page = batch.call("ListFraudsters", MaxResults=size, **which, **more)
        found.append([each["GeneratedFraudsterId"] for each in page["FraudsterSummaries"]])
        if "NextToken" not in page:
            return found
        more = {"NextToken": page["NextToken"]}


@pytest.fixture
def gang(batch, known):
    """Seven fraudsters, every second of them on `known` as well, the later ones first."""
    ids = batch.register(*["mallory"] * 7)
    for each in reversed(ids[::2]):
        batch.call("AssociateFraudster", FraudsterId=each, WatchlistId=known)
    return ids


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 100])
@pytest.mark.parametrize("which", ["domain", "default", "known"])
def test_pages_of_a_domain_and_of_a_watchlist(batch, known, gang, size, which):
    of = {"domain": {}, "default": {"WatchlistId": batch.default_watchlist}, "known": {"WatchlistId": known}}[which]
    expected = gang[::2] if which == "known" else gang
    walked = pages(batch, size, **of)
    assert [each for page in walked for each in page] == expected
    assert [len(page) for page in walked] == [min(size, len(expected) - at) for at in range(0, len(expected), size)]


def test_an_empty_list(batch, known):
    assert batch.call("ListFraudsters") == {"FraudsterSummaries": []}
    assert batch.call("ListFraudsters", WatchlistId=known) == {"FraudsterSummaries": []}


def test_whoever_is_there_the_whole_time_is_listed_once(batch, known, gang):
    first = batch.call("ListFraudsters", MaxResults=2, WatchlistId=known)
    batch.call("DeleteFraudster", FraudsterId=first["FraudsterSummaries"][-1]["GeneratedFraudsterId"])
    [late] = batch.register("late", WatchlistIds=[known])
    rest = batch.fraudsters(WatchlistId=known, MaxResults=2, NextToken=first["NextToken"])
    assert rest == [gang[4], gang[6]]
    assert batch.fraudsters(WatchlistId=known) == [gang[0], gang[4], gang[6], late]


@pytest.mark.parametrize("change", [
    {"MaxResults": 3}, {"WatchlistId": "default"}, {"WatchlistId": None}, {"NextToken": "made-up"}], ids=str)
def test_a_token_is_tied_to_its_list(batch, known, gang, change):
    request = {"MaxResults": 2, "WatchlistId": known}
    request["NextToken"] = batch.call("ListFraudsters", **request)["NextToken"]
    request.update({name: batch.default_watchlist if value == "default" else value for name, value in change.items()})
    error(batch.ask("ListFraudsters", **request), 400, "ValidationException")


OPERATIONS = {
    "DescribeFraudster": {"FraudsterId"}, "DeleteFraudster": {"FraudsterId"}, "ListFraudsters": {"WatchlistId"},
    "AssociateFraudster": {"FraudsterId", "WatchlistId"}, "DisassociateFraudster": {"FraudsterId", "WatchlistId"},
}
TARGETS = [(operation, member) for operation, members in OPERATIONS.items() for member in sorted(members)]


@pytest.mark.parametrize("where", ["nowhere", "in another domain"])
@pytest.mark.parametrize("operation, member", TARGETS)
def test_what_is_not_there(batch, mallory, known, operation, member, where):
    target = {"FraudsterId": mallory, "WatchlistId": known}
    if where == "nowhere":
        target[member] = UNKNOWN_FRAUDSTER if member == "FraudsterId" else sdk.UNKNOWN_ID
    else:
        other = Batch(batch.emulator, batch.account)
        target[member] = other.register("mallory")[0] if member == "FraudsterId" else other.default_watchlist
    answer = batch.ask(operation, **{name: target[name] for name in OPERATIONS[operation]})
    not_found(answer, "FRAUDSTER" if member == "FraudsterId" else "WATCHLIST")
    assert watchlists_of(batch, mallory) == [batch.default_watchlist]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_fraudster_is_told_before_an_unknown_watchlist(batch, operation):
    answer = batch.ask(operation, FraudsterId=UNKNOWN_FRAUDSTER, WatchlistId=sdk.UNKNOWN_ID)
    not_found(answer, "FRAUDSTER" if "FraudsterId" in OPERATIONS[operation] else "WATCHLIST")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_domain(raw, operation):
    not_found(raw(operation, {"DomainId": sdk.UNKNOWN_ID, "FraudsterId": UNKNOWN_FRAUDSTER,
                              "WatchlistId": sdk.UNKNOWN_ID}), "DOMAIN")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_domain_of_another_account(emulator, batch, mallory, known, operation):
    answer = emulator.call(operation, {"DomainId": batch.domain_id, "FraudsterId": mallory, "WatchlistId": known},
                           account=str(int(batch.account) + 500_000_000_000))
    not_found(answer, "DOMAIN")


@pytest.mark.parametrize("operation", [each for each, members in OPERATIONS.items() if "FraudsterId" in members])
def test_fraudsters_have_generated_ids_only(batch, operation):
    """Their id is sensitive: the message does not repeat it."""
    answer = batch.ask(operation, FraudsterId="mallory", WatchlistId=sdk.UNKNOWN_ID)
    message = error(answer, 400, "ValidationException")
    assert "at 'fraudsterId' failed to satisfy constraint" in message and "mallory" not in message


def test_fraudsters_quota_counts_by_watchlist(start_emulator, account):
    batch = Batch(start_emulator("--quota", "fraudsters=2"), account)
    known = batch.new_watchlist()
    ids = batch.register("mallory", "mallory") + batch.register("mallory", WatchlistIds=[known])
    for each in ids[:1] * 2:
        batch.call("AssociateFraudster", FraudsterId=each, WatchlistId=known)
    answer = batch.ask("AssociateFraudster", FraudsterId=ids[1], WatchlistId=known)
    message = error(answer, 402, "ServiceQuotaExceededException")
    assert "fraudsters (2 " in message and "--quota fraudsters=" in message
    assert batch.fraudsters(WatchlistId=known) == [ids[0], ids[2]]
    # One who is on it already takes no room.
    batch.call("AssociateFraudster", FraudsterId=ids[0], WatchlistId=known)
    batch.call("DisassociateFraudster", FraudsterId=ids[0], WatchlistId=known)
    assert batch.call("AssociateFraudster", FraudsterId=ids[1], WatchlistId=known)["Fraudster"]["WatchlistIds"] == [
        batch.default_watchlist, known]


def test_a_deleted_fraudster_makes_room(start_emulator, account):
    batch = Batch(start_emulator("--quota", "fraudsters=1"), account)
    [mallory] = batch.register("mallory")
    assert batch.registration.run("trudy").outcomes == {"r-trudy": 402}
    batch.call("DeleteFraudster", FraudsterId=mallory)
    assert batch.registration.run("trudy").outcomes == {"r-trudy": "NEW_REGISTRATION"}
