"""Events on a bus that is not ours: rules written for the real service, and a queue as their target."""
import pytest

from peers.call_center import CallCenter
from support.event_sinks import settled
from support.events import listed

# As users of the service wrote them; the last column selects what they mean among all events.
RULES = {
    "all": ({"source": ["aws.voiceid"]}, lambda event: True),
    "by detail-type": (
        {"source": ["aws.voiceid"], "detail-type": ["VoiceId Speaker Action", "VoiceId Fraudster Action"]},
        lambda event: event["detail-type"] in ("VoiceId Speaker Action", "VoiceId Fraudster Action")),
    "by status": (
        {"source": ["aws.voiceid"], "detail": {"action": ["START_SESSION"], "status": ["STREAMING_ENDED"]}},
        lambda event: event["detail"]["status"] == "STREAMING_ENDED"),
    "by decision": (
        {"source": ["aws.voiceid"], "detail": {"session": {"authenticationResult": {"decision": ["REJECT", "ACCEPT"]}}}},
        lambda event: decision_of(event) in ("REJECT", "ACCEPT")),
    "by score": (
        {"source": ["aws.voiceid"],
         "detail": {"session": {"authenticationResult": {"score": [{"numeric": [">=", 0, "<", 90]}]}}}},
        lambda event: decision_of(event) == "REJECT"),
    "by prefix": (
        {"source": [{"prefix": "aws.voice"}], "detail-type": [{"prefix": "VoiceId Evaluate"}]},
        lambda event: event["detail-type"] == "VoiceId Evaluate Session Action"),
    "without an error": (
        {"source": ["aws.voiceid"], "detail": {"action": ["DELETE_SPEAKER"], "errorInfo": [None]}},
        lambda event: event["detail"]["action"] == "DELETE_SPEAKER" and not event["detail"]["errorInfo"]),
    "by error": (
        {"source": ["aws.voiceid"], "detail": {"errorInfo": {"errorType": ["RESOURCE_NOT_FOUND"], "errorCode": [404]}}},
        lambda event: (event["detail"]["errorInfo"] or {}).get("errorCode") == 404),
    "of another service": ({"source": ["aws.connect"]}, lambda event: False),
}


def decision_of(event):
    session = event["detail"].get("session") or {}
    return (session.get("authenticationResult") or {}).get("decision")


@pytest.fixture
def center(peered, voice_id, moto):
    return CallCenter(peered, voice_id, moto)


def make_calls(center):
    """Both ends of an authentication, and a failure."""
    center.call("call-1", "alice", "alice", 31, enrolls=True)
    center.call("call-2", "alice", "alice", 12)
    center.call("call-3", "bob", "alice", 12)
    center.api("delete_speaker", SpeakerId="alice")
    with pytest.raises(center.voice_id.exceptions.ResourceNotFoundException):
        center.api("delete_speaker", SpeakerId="nobody")
    delivered, dropped = settled(center.emulator, "eventbridge")
    assert dropped == 0
    return delivered


def test_rules_for_the_service_select_its_events(center, queue_of):
    queues = {name: queue_of(pattern) for name, (pattern, _) in RULES.items()}
    delivered = make_calls(center)
    events = listed(center.emulator)
    assert len(events) == delivered
    for name, (_, meant) in RULES.items():
        expected = [event["detail"] for event in events if meant(event)]
        assert bool(expected) == (name != "of another service"), name
        assert [event["detail"] for event in queues[name].events()] == expected, name


def test_the_envelope_is_the_services(center, queue_of):
    queue = queue_of({"source": ["aws.voiceid"]})
    make_calls(center)
    ours, theirs = listed(center.emulator), queue.events()
    # moto adds one of its own.
    assert [set(event) - {"ingestion-time"} for event in theirs] == [set(event) for event in ours]
    for name in set(ours[0]) - {"id"}:
        assert [event[name] for event in theirs] == [event[name] for event in ours], name
