"""Disorder in front of a sink, here of the memory: events that come twice, never, later, or in another order."""
import pytest

from support import control
from support.event_receiver import WebhookReceiver
from support.event_scene import Scene
from support.event_sinks import NO_PROXY, Source, settled
from support.events import Events, Sinks, ids, listed
from support.session_calls import refused

NOON = "2026-11-21T12:00:00Z"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def sinks(emulator):
    """In order again after the test."""
    emulator.control("POST", "reset")
    control.set_clock(emulator, NOON)
    return Sinks(emulator)


@pytest.fixture
def make(emulator, sinks, account):
    """`make(3)`: so many events; gives the numbers of those that become known, from 0 on by the order of the calls."""
    scene = Scene(emulator, account)
    made = []

    def numbers(events):
        return [made.index(event["detail"]["generatedSpeakerId"]) for event in events]

    def make(count=1):
        for _ in range(count):
            speaker = scene.batch.call("OptOutSpeaker", SpeakerId=f"speaker-{len(made)}")["Speaker"]
            made.append(speaker["GeneratedSpeakerId"])
        return numbers(scene.events.news())

    make.scene = scene
    return make


def test_twice(make, sinks):
    sinks.disorder(Duplicate=1.0)
    assert make(3) == [0, 0, 1, 1, 2, 2]
    events = listed(make.scene.emulator)
    assert events[0] == events[1], "id and sourceId are those of the first"
    assert len(set(ids(events))) == 3


def test_never(make, sinks):
    sinks.disorder(Drop=1.0)
    assert make(3) == []
    memory = sinks.all()["memory"]
    assert (memory["Disorder"]["Dropped"], memory["Dropped"]) == (3, 0)


def test_drop_wins(make, sinks):
    sinks.disorder(Drop=1, Duplicate=1, Reorder=1, Delay=1, DelayBy="PT1S")
    assert make(3) == [] == Events(make.scene.emulator).news()


def test_behind_the_next(make, sinks):
    sinks.disorder(Reorder=1.0)
    assert make() == []
    assert sinks.all()["memory"]["Disorder"]["Held"] == 1
    assert make() == [1, 0]
    assert make(3) == [3, 2]


def test_no_later_than_a_second_behind(emulator, make, sinks):
    sinks.disorder(Reorder=1.0)
    make()
    emulator.advance("PT0.999S")
    assert make(0) == []
    emulator.advance("PT0.001S")
    assert make(0) == [0]


def test_later(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="PT2S")
    assert make(2) == []
    emulator.advance("PT1S")
    assert make() == []
    assert sinks.all()["memory"]["Disorder"]["Held"] == 3
    emulator.advance("PT1S")
    assert make(0) == [0, 1]
    emulator.advance("P1D")
    assert make(0) == [2]
    assert sinks.all()["memory"]["Disorder"]["Held"] == 0


def test_later_by_the_calendar(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P1M")
    make()
    emulator.advance("P29D")
    assert make(0) == []
    emulator.advance("P1D")
    assert make(0) == [0]


def test_a_clock_that_is_set(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="PT2S")
    make()
    control.set_clock(emulator, "2020-01-01T00:00:00Z")
    emulator.advance("PT2S")
    assert make(0) == [0], "set back: not longer than it was to wait"
    make()
    control.set_clock(emulator, "2021-01-01T00:00:00Z")
    assert make(0) == [1]


def test_the_running_clock_brings_what_is_held(start_emulator, account):
    """Though nobody but who waits for it calls."""
    emulator = start_emulator()
    Sinks(emulator).disorder(Delay=1.0, DelayBy="PT0.5S")
    scene = Scene(emulator, account)
    scene.api("OptOutSpeaker", SpeakerId="alice")
    assert len(listed(emulator, wait=15)) == 1


def test_order_again(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P1Y")
    assert make(3) == []
    sinks.order()
    assert make(0) == [0, 1, 2], "what was held comes at once"
    assert make(2) == [3, 4]
    assert "Disorder" not in sinks.all()["memory"]
    sinks.order()


def test_another_disorder_lets_go_of_what_was_held(make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P1Y")
    make(2)
    sinks.disorder(Duplicate=1.0)
    assert make(0) == [0, 1]
    assert make() == [2, 2]


def test_reset_ends_disorder(emulator, make, sinks, account):
    sinks.disorder(Drop=1.0)
    make()
    emulator.control("POST", "reset")
    assert "Disorder" not in sinks.all()["memory"]
    Scene(emulator, account).batch.call("OptOutSpeaker", SpeakerId="alice")
    assert len(listed(emulator)) == 1


MIXED = {"Duplicate": 0.25, "Drop": 0.25, "Reorder": 0.25}


def test_the_same_seed_makes_the_same_disorder(make, sinks):
    found = []
    for seed in (7, 7, 8):
        sinks.disorder(Seed=seed, **MIXED)
        begun = max(make(0), default=-1)
        numbers = make(20)
        sinks.order()
        numbers += make(0)
        found.append([number - 20 * len(found) for number in numbers])
        assert begun == -1
    assert found[0] == found[1] != found[2]
    # As std::mt19937_64 of the C++ standard has it.
    assert found[0][:17] == [number - 1 for number in (3, 1, 4, 5, 8, 6, 9, 11, 11, 10, 12, 12, 14, 13, 16, 16, 19)]


@pytest.fixture
def receiver():
    with WebhookReceiver() as running:
        yield running
        assert running.flaws() == []


@pytest.fixture
def posting(start_emulator, receiver):
    return Source(start_emulator("--event-webhook", receiver.url, env=NO_PROXY))


def test_disorder_of_one_sink_leaves_the_others_alone(posting, receiver):
    sinks = Sinks(posting.emulator)
    answer = sinks.ask_disorder("PUT", {"Duplicate": 1, "Reorder": 1}, "webhook")
    assert answer.body == {"Sink": sinks.all()["webhook"]} and "Disorder" not in sinks.all()["memory"]
    posting.publish(4)
    first, second, third, fourth = posting.events()
    assert receiver.wait_for(events=8) == [second, second, first, first, fourth, fourth, third, third]
    assert settled(posting.emulator, "webhook") == (8, 0)


def test_what_is_held_is_handed_over_at_the_stop(posting, receiver):
    Sinks(posting.emulator).ask_disorder("PUT", {"Delay": 1, "DelayBy": "P1Y"}, "webhook")
    posting.publish(3)
    events = posting.events()
    assert receiver.taken() == [] and len(events) == 3
    posting.emulator.stop()
    assert receiver.taken() == events


def test_a_sink_shows_its_disorder(sinks):
    given = {"Seed": 3, "Duplicate": 0.125, "Drop": 0.25, "Reorder": 0.5, "Delay": 1, "DelayBy": "PT2S"}
    assert sinks.disorder(**given) == {**given, "Dropped": 0, "Held": 0}
    assert sinks.disorder(DelayBy="P1Y2M3DT4H") == {
        "Seed": 1, "Duplicate": 0, "Drop": 0, "Reorder": 0, "Delay": 0, "DelayBy": "P14MT273600S", "Dropped": 0,
        "Held": 0}


BAD = {"above one": {"Drop": 1.01}, "below nothing": {"Duplicate": -0.01}, "text": {"Reorder": "1"},
       "true": {"Delay": True}, "list": {"Drop": [1]}, "unknown": {"Loss": 1}, "other case": {"drop": 1},
       "seed below nothing": {"Seed": -1}, "decimal seed": {"Seed": 1.5}, "text seed": {"Seed": "1"},
       "no duration": {"DelayBy": "2 s"}, "number for a duration": {"DelayBy": 2}, "empty": {"DelayBy": ""},
       "backwards": {"DelayBy": "-PT2S"}, "a list": [], "a text": '"x"', "no JSON": "{", "a number": "1",
       "not a number": '{"Drop": NaN}', "infinite": '{"Drop": 1e999}'}


@pytest.mark.parametrize("sin", BAD)
def test_bad_disorder(make, sinks, sin):
    sinks.disorder(Duplicate=1)
    refused(sinks.ask_disorder("PUT", BAD[sin]), 400)
    assert make() == [0, 0], "it stays as it was"


@pytest.mark.parametrize("name", ["webhook", "nothing", "Memory", "%00", "memory%2F"])
def test_unknown_sinks(sinks, name):
    for method, body in (("PUT", {"Drop": 1}), ("DELETE", None)):
        refused(sinks.ask_disorder(method, body, name), 404)
