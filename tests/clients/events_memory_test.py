"""The memory of events: which events a query lists, where it starts, and how many are kept."""
import uuid

import pytest

from support import sdk
from support.event_members import MEMBERS
from support.event_scene import Scene
from support.event_sinks import Source
from support.events import (ANOTHER_RUN, Events, Sinks, bad, happened, ids, kinds, listed, moved, position, read,
                            run_of)
from wire import raw

SPEAKER, SESSION, START = ("VoiceId Speaker Action", "VoiceId Evaluate Session Action", "VoiceId Start Session Action")


@pytest.fixture
def own(start_emulator):
    return start_emulator()


@pytest.fixture
def scene(own, account):
    return Scene(own, account)


def opt_out(scene, *speakers):
    for each in speakers:
        assert scene.api("OptOutSpeaker", SpeakerId=each)[0] == 200


def test_the_oldest_come_first(own, scene):
    events, last = read(own)
    assert (events, position(last)) == ([], 0)
    assert Sinks(own).all() == {"memory": {"Name": "memory", "Delivered": 0, "Dropped": 0, "Pending": 0}}
    opt_out(scene, "alice")
    scene.sessions.start()
    scene.api("DeleteSpeaker", SpeakerId="alice")
    events, last = read(own)
    assert kinds(events) == happened("OPT_OUT_SPEAKER", "START_SESSION", "DELETE_SPEAKER")
    assert position(last) == 3 and Sinks(own).all()["memory"]["Delivered"] == 3
    assert read(own) == (events, last), "reading forgets nothing"
    assert len({*map(uuid.UUID, ids(events) + [each["detail"]["sourceId"] for each in events])}) == 6


def test_after_an_earlier_last_or_an_event(own, scene):
    opt_out(scene, "a", "b")
    events, last = read(own)
    assert read(own, after=last) == ([], last)
    opt_out(scene, "c")
    [third], new_last = read(own, after=last)
    assert third not in events and new_last == moved(last, 1)
    for place, event in enumerate(events):
        assert listed(own, after=event["id"]) == [*events[place + 1:], third]
    assert read(own, after=third["id"]) == ([], new_last)
    assert listed(own, after=moved(last, -2)) == [*events, third]


@pytest.mark.parametrize("place", [0, 2, 1000])
def test_after_a_last_of_another_run_come_all(own, scene, place):
    opt_out(scene, "a", "b")
    events, last = read(own)
    assert run_of(last) != ANOTHER_RUN and len(events) == 2
    assert read(own, after=f"{ANOTHER_RUN}-{place}") == (events, last)


def test_each_start_is_a_run_of_its_own(start_emulator, account):
    """Even when the ids of events are repeatable."""
    lasts = []
    for speakers in ("ab", "abcd"):
        own = start_emulator("--seed", "7")
        opt_out(Scene(own, account), *speakers)
        assert [len(listed(own, after=last)) for last in lasts] == [4] * len(lasts)
        lasts.append(read(own)[1])
        own.control("POST", "reset")
        assert run_of(read(own)[1]) == run_of(lasts[-1]), "a reset begins no run"
    assert run_of(lasts[0]) != run_of(lasts[1])


def test_after_may_be_the_number_alone(own, scene):
    """It counts in this run; a number that this run has not reached is another run's."""
    opt_out(scene, "a", "b")
    events = listed(own)
    assert listed(own, after=0) == events
    assert listed(own, after=1) == events[1:]
    assert listed(own, after=57_000_000) == events


@pytest.mark.parametrize("limit", [1, 3, 7, 8])
def test_pages_by_limit(own, scene, limit):
    opt_out(scene, *"abcdefg")
    events, last = read(own)
    found, after = [], moved(last, -7)
    while len(found) < 7:
        page, after = read(own, after=after, limit=limit)
        assert 0 < len(page) <= limit
        found += page
    assert found == events
    assert read(own, after=after, limit=limit) == ([], last)


def test_pages_of_filtered_events(own, scene):
    after = read(own)[1]
    opt_out(scene, "a")
    scene.sessions.start()
    opt_out(scene, "b")
    scene.sessions.end()
    found = []
    for _ in range(2):
        page, after = read(own, after=after, limit=1, detailType=SPEAKER)
        found += page
    assert found == listed(own, detailType=SPEAKER) and len(found) == 2
    assert read(own, after=after, limit=1, detailType=SPEAKER)[0] == []


def test_detail_types(own, scene):
    opt_out(scene, "a")
    scene.sessions.start()
    scene.api("EvaluateSession", SessionNameOrId="call-1")
    for detail_type in MEMBERS:
        assert [each["detail-type"] for each in listed(own, detailType=detail_type)] == [
            each for each in (SPEAKER, START, SESSION) if each == detail_type]
    assert [each["detail-type"] for each in listed(own, detailType=[SESSION, SPEAKER])] == [SPEAKER, SESSION]
    assert listed(own, detailType=[*MEMBERS]) == listed(own)
    assert bad(own, detailType=[SPEAKER, "nothing"])


def test_account_region_and_domain(own):
    domains = {}
    for account in ("111111111111", "222222222222"):
        for region in ("us-east-1", "eu-west-2"):
            made = own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
                            account=account, region=region)
            domain = domains[account, region] = made.body["Domain"]["DomainId"]
            own.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "a"}, account=account, region=region)

    def found(**filters):
        return [(each["account"], each["region"]) for each in listed(own, **filters)]

    assert found() == [*domains]
    assert found(account="222222222222") == [("222222222222", "us-east-1"), ("222222222222", "eu-west-2")]
    assert found(region="eu-west-2") == [("111111111111", "eu-west-2"), ("222222222222", "eu-west-2")]
    assert found(account="111111111111", region="eu-west-2") == [("111111111111", "eu-west-2")]
    for place, domain in domains.items():
        assert found(domainId=domain) == [place]
    assert found(domainId=sdk.UNKNOWN_ID) == found(account="333333333333") == found(region="ap-south-1") == []
    assert found(account="111111111111", domainId=domains["222222222222", "us-east-1"]) == []


@pytest.mark.parametrize("method, path", [("DELETE", "events"), ("POST", "reset")])
def test_what_is_forgotten(own, scene, account, method, path):
    opt_out(scene, "a", "b")
    events, last = read(own)
    own.control(method, path)
    assert read(own) == ([], last)
    assert bad(own, after=events[0]["id"]), "a forgotten event names no place"
    assert Sinks(own).all()["memory"]["Delivered"] == (0 if path == "reset" else 2)
    opt_out(Scene(own, account), "c")
    [third], now = read(own, after=last)
    assert now == moved(last, 1) and third["id"] not in ids(events)


def test_a_small_memory_keeps_the_newest(start_emulator, account):
    own = start_emulator("--event-buffer", 3)
    scene = Scene(own, account)
    everything = []
    for speaker in "abcdef":
        opt_out(scene, speaker)
        everything += scene.events.news()
    assert len(everything) == 6 and listed(own) == everything[-3:]
    last = read(own)[1]
    assert listed(own, after=moved(last, -5)) == everything[-3:], "what is gone is passed over"
    assert listed(own, after=moved(last, -1)) == everything[-1:]
    assert bad(own, after=everything[0]["id"])
    assert Sinks(own).all()["memory"]["Delivered"] == 6


@pytest.mark.parametrize("options, kept", [([], 10_000), (["--event-buffer", 10_050], 10_050)], ids=["default", "more"])
def test_ten_thousand_are_kept_by_default_and_listed_at_most(start_emulator, options, kept):
    own = start_emulator(*options)
    request = raw.api({"DomainId": Source(own).domain_id, "SpeakerId": "nobody"}, "VoiceID.DeleteSpeaker")
    with raw.Connection(own.address) as connection:
        for _ in range(101):
            connection.send(request * 100)
            assert {connection.read_answer().status for _ in range(100)} == {404}
    page, last = read(own, limit=20_000)
    assert (len(page), position(last)) == (10_000, 10_100 - kept + 10_000)
    assert len(listed(own, after=last)) == kept - 10_000


def test_seeds_make_ids_repeatable(start_emulator, account):
    found = []
    for seed in ("7", "7", "8"):
        own = start_emulator("--seed", seed)
        events = Events(own)
        for _ in range(2):
            scene = Scene(own, account)
            opt_out(scene, "alice")
            scene.sessions.start()
            found.append([(each["id"], each["detail"]["sourceId"]) for each in events.news()])
            own.control("POST", "reset")
            events = Events(own)
    assert found[0] == found[1] == found[2] == found[3], "in another run and after a reset"
    assert not {each for pair in found[0] for each in pair} & {each for pair in found[4] for each in pair}
