"""Disorder set by the control API; tests/server/events holds what each kind of it does."""
import pytest

from support import control
from support.event_receiver import WebhookReceiver
from support.event_scene import Scene
from support.event_sinks import NO_PROXY, Source, settled
from support.events import Events, Sinks, listed
from support.session_calls import refused


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def sinks(emulator):
    """Without any disorder at first."""
    emulator.control("POST", "reset")
    return Sinks(emulator)


@pytest.fixture
def make(emulator, sinks):
    """`make(3)` makes three events; returns those that become known, numbered from 0 in the order of their calls."""
    source, known = Source(emulator), Events(emulator)

    def make(count=1):
        source.publish(count)
        listed_speakers = source.emulator.call("ListSpeakers", {"DomainId": source.domain_id}).body["SpeakerSummaries"]
        made = [each["GeneratedSpeakerId"] for each in listed_speakers]
        return [made.index(event["detail"]["generatedSpeakerId"]) for event in known.news()]
    return make


@pytest.mark.parametrize("disorder, known", [
    ({"Duplicate": 1.0}, [0, 0, 1, 1, 2, 2]), ({"Drop": 1, "Duplicate": 1, "Reorder": 1, "Delay": 1}, []),
    ({"Reorder": 1.0}, [1, 0]), ({"Delay": 1.0, "DelayBy": "PT1S"}, [])],
    ids=["twice", "never", "behind the next", "later"])
def test_each_kind(make, sinks, disorder, known):
    sinks.disorder(**disorder)
    assert make(3) == known
    shown = sinks.all()["memory"]
    held = 3 - len(known) if disorder.keys() & {"Reorder", "Delay"} and "Drop" not in disorder else 0
    assert (shown["Disorder"]["Dropped"], shown["Disorder"]["Held"]) == (3 if "Drop" in disorder else 0, held)
    assert shown["Dropped"] == 0


def test_held_events_come_in_time(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P1M")
    assert make(2) == []
    emulator.advance("P29D")
    assert make(0) == []
    emulator.advance("P1D")
    assert make(0) == [0, 1]
    sinks.disorder(Reorder=1.0)
    assert make() == []
    emulator.advance("PT1S")
    assert make(0) == [2]


def test_the_running_clock_releases_held_events(start_emulator, account):
    """Nobody calls but the client that waits."""
    emulator = start_emulator()
    Sinks(emulator).disorder(Delay=1.0, DelayBy="PT0.5S")
    Scene(emulator, account).api("OptOutSpeaker", SpeakerId="alice")
    assert len(listed(emulator, wait=60)) == 1


def test_the_end_of_disorder_releases_held_events(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P1Y")
    assert make(2) == []
    sinks.disorder(Duplicate=1.0)
    assert make(0) == [0, 1]
    assert make() == [2, 2]
    sinks.disorder(Delay=1.0, DelayBy="P1Y")
    make()
    sinks.order()
    assert make(0) == [3]
    assert make() == [4] and "Disorder" not in sinks.all()["memory"]
    sinks.order()
    sinks.disorder(Drop=1.0)
    emulator.control("POST", "reset")
    assert "Disorder" not in sinks.all()["memory"]


def test_the_same_seed_makes_the_same_disorder(emulator, sinks):
    found = []
    for seed in (7, 7, 8):
        emulator.control("POST", "reset")
        sinks.disorder(Seed=seed, Duplicate=0.25, Drop=0.25, Reorder=0.25)
        source = Source(emulator)
        source.publish(20)
        made = [each["GeneratedSpeakerId"] for each in
                emulator.call("ListSpeakers", {"DomainId": source.domain_id}).body["SpeakerSummaries"]]
        found.append([made.index(event["detail"]["generatedSpeakerId"]) + 1 for event in source.events()])
    assert found[0] == found[1] != found[2]
    # What std::mt19937_64, which the C++ standard defines, makes of it.
    assert found[0][:17] == [3, 1, 4, 5, 8, 6, 9, 11, 11, 10, 12, 12, 14, 13, 16, 16, 19]


def test_one_sink_alone_is_disturbed_and_a_stop_releases_what_it_holds(start_emulator):
    with WebhookReceiver() as receiver:
        posting = Source(start_emulator("--event-webhook", receiver.url, env=NO_PROXY))
        sinks = Sinks(posting.emulator)
        answer = sinks.ask_disorder("PUT", {"Duplicate": 1, "Reorder": 1}, "webhook")
        assert answer.body == {"Sink": sinks.all()["webhook"]} and "Disorder" not in sinks.all()["memory"]
        posting.publish(2)
        first, second = posting.events()
        assert receiver.wait_for(events=4) == [second, second, first, first]
        assert settled(posting.emulator, "webhook") == (4, 0)
        sinks.ask_disorder("PUT", {"Delay": 1, "DelayBy": "P1Y"}, "webhook")
        posting.publish()
        third = posting.events()[2]
        posting.emulator.stop()
        assert receiver.taken()[4:] == [third] and receiver.flaws() == []


def test_a_sink_shows_its_disorder(sinks):
    given = {"Seed": 3, "Duplicate": 0.125, "Drop": 0.25, "Reorder": 0.5, "Delay": 1, "DelayBy": "PT2S"}
    assert sinks.disorder(**given) == {**given, "Dropped": 0, "Held": 0}
    assert sinks.disorder(DelayBy="P1Y2M3DT4H") == {
        "Seed": 1, "Duplicate": 0, "Drop": 0, "Reorder": 0, "Delay": 0, "DelayBy": "P14MT273600S", "Dropped": 0,
        "Held": 0}


BAD = {"above one": {"Drop": 1.01}, "below zero": {"Duplicate": -0.01}, "text": {"Reorder": "1"},
       "true": {"Delay": True}, "unknown": {"Loss": 1}, "other case": {"drop": 1}, "seed below zero": {"Seed": -1},
       "decimal seed": {"Seed": 1.5}, "no duration": {"DelayBy": "2 s"}, "number as duration": {"DelayBy": 2},
       "backwards": {"DelayBy": "-PT2S"}, "a list": [], "no JSON": "{", "not a number": '{"Drop": NaN}',
       "infinite": '{"Drop": 1e999}'}


@pytest.mark.parametrize("sin", BAD)
def test_a_bad_disorder_changes_nothing(make, sinks, sin):
    sinks.disorder(Duplicate=1)
    refused(sinks.ask_disorder("PUT", BAD[sin]), 400)
    assert make() == [0, 0]


@pytest.mark.parametrize("name", ["webhook", "eventbridge", "Memory", "%00", "memory%2F"])
def test_unknown_sinks(sinks, name):
    for method, body in (("PUT", {"Drop": 1}), ("DELETE", None)):
        refused(sinks.ask_disorder(method, body, name), 404)
