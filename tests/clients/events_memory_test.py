"""The memory of events: which events a query lists, where it starts, and how many are kept."""
import pytest

from support.event_scene import Scene
from support.event_sinks import Source
from support.events import ANOTHER_RUN, Sinks, bad, happened, ids, kinds, listed, moved, position, read
from wire import raw

SPEAKER = "VoiceId Speaker Action"


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
    assert len({*ids(events), *[each["detail"]["sourceId"] for each in events]}) == 6


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


def test_after_may_be_the_number_alone_or_of_another_run(own, scene):
    """A number counts in this run; one that this run has not reached is another run's, after which come all."""
    opt_out(scene, "a", "b")
    events = listed(own)
    for after, expected in ((0, events), (1, events[1:]), (57_000_000, events), (f"{ANOTHER_RUN}-2", events)):
        assert listed(own, after=after) == expected, after


@pytest.mark.parametrize("limit", [3, 7])
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
    assert found == listed(own, detailType=SPEAKER) and kinds(found) == happened(*["OPT_OUT_SPEAKER"] * 2)
    assert read(own, after=after, limit=1, detailType=SPEAKER)[0] == []


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


def test_ten_thousand_are_listed_at_most(start_emulator):
    own = start_emulator("--event-buffer", 10_050)
    request = raw.api({"DomainId": Source(own).domain_id, "SpeakerId": "nobody"}, "VoiceID.DeleteSpeaker")
    with raw.Connection(own.address) as connection:
        for _ in range(101):
            connection.send(request * 100)
            assert {connection.read_answer().status for _ in range(100)} == {404}
    page, last = read(own, limit=20_000)
    assert (len(page), position(last)) == (10_000, 10_050)
    assert len(listed(own, after=last)) == 50
