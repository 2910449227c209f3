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
    """`make(3)` makes three events; returns the new ones in the list, numbered from 0 in the order of their calls."""
    source, known = Source(emulator), Events(emulator)

    def make(count=1):
        source.publish(count)
        listed_speakers = source.emulator.call("ListSpeakers", {"DomainId": source.domain_id}).body["SpeakerSummaries"]
        made = [each["GeneratedSpeakerId"] for each in listed_speakers]
        return [made.index(event["detail"]["generatedSpeakerId"]) for event in known.news()]
    return make


def test_each_kind_is_set_and_what_it_did_is_counted(make, sinks):
    given = {"Seed": 3, "Duplicate": 0.125, "Drop": 0.25, "Reorder": 0.5, "Delay": 1, "DelayBy": "PT2S"}
    assert sinks.disorder(**given) == {**given, "Dropped": 0, "Held": 0}
    assert sinks.disorder(DelayBy="P1Y2M3DT4H") == {
        "Seed": 1, "Duplicate": 0, "Drop": 0, "Reorder": 0, "Delay": 0, "DelayBy": "P14MT273600S", "Dropped": 0,
        "Held": 0}
    for disorder, known, counts in (({"Duplicate": 1.0}, [0, 0, 1, 1], (0, 0)), ({"Drop": 1}, [], (2, 0)),
                                    ({"Reorder": 1.0}, [5, 4], (0, 0)),
                                    ({"Delay": 1.0, "DelayBy": "PT1S"}, [], (0, 2))):
        sinks.disorder(**disorder)
        assert make(2) == known
        shown = sinks.all()["memory"]
        assert (shown["Disorder"]["Dropped"], shown["Disorder"]["Held"]) == counts and shown["Dropped"] == 0


def test_held_events_come_in_time_and_when_disorder_ends(emulator, make, sinks):
    sinks.disorder(Delay=1.0, DelayBy="P30D")
    assert make(2) == []
    emulator.advance("P29D")
    assert make(0) == []
    emulator.advance("P1D")
    assert make(0) == [0, 1]
    for end, place in ((lambda: sinks.disorder(Delay=1.0), 2), (sinks.order, 3)):
        sinks.disorder(Delay=1.0, DelayBy="P1Y")
        assert make() == []
        end()
        assert make(0) == [place]
    sinks.disorder(Drop=1.0)
    emulator.control("POST", "reset")
    assert "Disorder" not in sinks.all()["memory"]


def test_the_running_clock_releases_held_events(start_emulator, account):
    """Nobody calls but the client that waits."""
    emulator = start_emulator()
    Sinks(emulator).disorder(Delay=1.0, DelayBy="PT0.5S")
    Scene(emulator, account).api("OptOutSpeaker", SpeakerId="alice")
    assert len(listed(emulator, wait=60)) == 1


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


BAD = [{"Drop": 1.01}, {"Duplicate": -0.01}, {"Reorder": "1"}, {"Delay": True}, {"Loss": 1}, {"drop": 1}, {"Seed": -1},
       {"Seed": 1.5}, {"DelayBy": "2 s"}, {"DelayBy": 2}, {"DelayBy": "-PT2S"}, [], "{", '{"Drop": NaN}',
       '{"Drop": 1e999}']


def test_a_bad_disorder_changes_nothing(make, sinks):
    sinks.disorder(Duplicate=1)
    for each in BAD:
        refused(sinks.ask_disorder("PUT", each), 400)
    assert make() == [0, 0]


@pytest.mark.parametrize("name", ["webhook", "Memory", "%00"])
def test_an_unknown_sink_is_not_found(sinks, name):
    for method, body in (("PUT", {"Drop": 1}), ("DELETE", None)):
        refused(sinks.ask_disorder(method, body, name), 404)
