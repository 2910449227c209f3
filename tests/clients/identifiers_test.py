"""Identifiers and timestamps as they stand on the wire."""
import re

from support import sdk

REQUEST = {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()}


def identifiers(emulator):
    """Those of two domains, their default watchlists and a speaker."""
    domains = [emulator.call("CreateDomain", REQUEST).body["Domain"] for _ in range(2)]
    speaker = emulator.call("OptOutSpeaker", {"DomainId": domains[0]["DomainId"], "SpeakerId": "alice"}).body["Speaker"]
    default_watchlists = [each["WatchlistDetails"]["DefaultWatchlistId"] for each in domains]
    return [each["DomainId"] for each in domains] + default_watchlists + [speaker["GeneratedSpeakerId"]]


def test_identifiers_differ(start_emulator):
    first, second = identifiers(start_emulator()), identifiers(start_emulator())
    assert len({*first, *second}) == len(first) + len(second)


def test_a_seed_makes_identifiers_repeatable(start_emulator):
    first, again = (identifiers(start_emulator("--seed", 7)) for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)
    assert set(first).isdisjoint(identifiers(start_emulator("--seed", 8)))


def test_a_reset_starts_a_seed_over(start_emulator):
    emulator = start_emulator("--seed", 7)
    before = identifiers(emulator)
    emulator.control("POST", "reset")
    assert emulator.call("ListDomains").body == {"DomainSummaries": []}
    assert identifiers(emulator) == before


def test_timestamps_are_seconds_with_at_most_milliseconds(emulator, account):
    emulator.advance("PT0.001S")
    domain = emulator.call("CreateDomain", REQUEST, account=account).body["Domain"]
    for name in ("CreatedAt", "UpdatedAt"):
        assert isinstance(domain[name], (int, float))
        assert re.fullmatch(r"\d+(\.\d{1,3})?", repr(domain[name])), domain[name]


def test_timestamps_are_the_emulators(start_emulator):
    emulator = start_emulator()
    emulator.control("PUT", "clock", {"Now": "2031-05-06T07:08:09.250Z", "Frozen": True})
    domain = emulator.call("CreateDomain", REQUEST).body["Domain"]
    assert domain["CreatedAt"] == 1935817689.25
    emulator.control("PUT", "clock", {"Now": "2031-05-06T07:08:10Z"})
    renamed = emulator.call("UpdateDomain", {**REQUEST, "DomainId": domain["DomainId"]}).body["Domain"]
    assert (renamed["CreatedAt"], renamed["UpdatedAt"]) == (1935817689.25, 1935817690)
