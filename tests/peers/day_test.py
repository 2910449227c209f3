"""A whole day of a call center, whose events come to a consumer that knows nothing but AWS's sample events."""
import pytest

from peers.call_center import CallCenter
from peers.consumer import Consumer
from support.control import set_clock
from support.event_sinks import settled
from support.events import listed

CUSTOMERS = [f"customer-{number}" for number in range(24)]


def hour_of_calls(center, hour):
    """A customer enrolls, comes back as who they are, and is imitated; others opt out or leave."""
    customer = CUSTOMERS[hour]
    center.call(f"{hour}-enrolls", customer, customer, 31, enrolls=True)
    center.call(f"{hour}-again", customer, customer, 12)
    center.call(f"{hour}-imitated", "mallory", customer, 12)
    center.call(f"{hour}-silent", customer, customer, 2)
    center.sessions.start(f"{hour}-changed", SpeakerId=customer)
    center.sessions.update(f"{hour}-changed", AuthenticationConfiguration={"AcceptanceThreshold": 50 + hour})
    center.sessions.end(f"{hour}-changed")
    if hour % 4 == 1:
        center.api("opt_out_speaker", SpeakerId=customer)
    if hour % 4 == 3:
        center.api("delete_speaker", SpeakerId=customer)
    center.emulator.advance("PT50M")


def failures(center):
    """What the service refused that day, by rules and by faults of its own."""
    errors = center.voice_id.exceptions
    for operation, members in (("delete_speaker", {"SpeakerId": "nobody"}),
                               ("delete_fraudster", {"FraudsterId": f"id#{'A' * 22}"}),
                               ("evaluate_session", {"SessionNameOrId": "no-call"})):
        with pytest.raises(errors.ResourceNotFoundException):
            center.api(operation, **members)
    with pytest.raises(errors.ResourceNotFoundException):
        center.voice_id.evaluate_session(DomainId="A" * 22, SessionNameOrId="call")
    center.emulator.request("POST", "/_voiceid/faults", {"Operation": "OptOutSpeaker", "Error": "InternalServerException"})
    with pytest.raises(errors.InternalServerException):
        center.api("opt_out_speaker", SpeakerId="unlucky")
    center.emulator.control("DELETE", "faults")


def jobs_of_the_night(center):
    """The statuses that the jobs end with."""
    good, bad = center.entry("1", "mallory"), center.entry("2", "mumbler", seconds=3)
    enrolled = center.entry("1", "nightly", "nightly"), center.entry("2", "mumbler", "mumbler", seconds=3)
    runs = [("FraudsterRegistration", [good]), ("FraudsterRegistration", [center.entry("1", "trudy"), bad]),
            ("FraudsterRegistration", '{"Version": "0.1"}'), ("SpeakerEnrollment", [enrolled[0]]),
            ("SpeakerEnrollment", list(enrolled)), ("SpeakerEnrollment", '{"Version": "0.1"}')]
    done = [center.run_job(kind, manifest) for kind, manifest in runs]
    fraudster = done[1][1]["SuccessfulRegistrations"][0]["GeneratedFraudsterId"]
    center.api("delete_fraudster", FraudsterId=fraudster)
    return {job["JobId"]: ["SUBMITTED", job["JobStatus"]] for job, _ in done}


def test_a_day_of_traffic(peered, voice_id, moto, queue_of):
    queue = queue_of({"source": ["aws.voiceid"]})
    consumer = Consumer()
    set_clock(peered, "2026-05-04T00:00:00Z")
    center = CallCenter(peered, voice_id, moto)
    jobs = jobs_of_the_night(center)
    for hour in range(24):
        hour_of_calls(center, hour)
        for event in queue.events():
            consumer.consume(event)
    failures(center)
    delivered, dropped = settled(peered, "eventbridge")
    for event in queue.events():
        consumer.consume(event)
    assert (dropped, consumer.copies) == (0, 0)
    assert consumer.seen == {event["detail"]["sourceId"] for event in listed(peered)} and len(consumer.seen) == delivered
    check_books(consumer, center, jobs)


def check_books(consumer, center, jobs):
    """They show what the service itself knows."""
    speakers = center.voice_id.get_paginator("list_speakers").paginate(DomainId=center.domain_id).build_full_result()
    known = {each["GeneratedSpeakerId"]: each["Status"] for each in speakers["SpeakerSummaries"] if each["Status"] != "PENDING"}
    assert {speaker: status for speaker, status in consumer.speakers.items() if status} == known
    assert None in consumer.speakers.values()
    fraudsters = center.api("list_fraudsters")["FraudsterSummaries"]
    assert {each for each, there in consumer.fraudsters.items() if there} == {each["GeneratedFraudsterId"] for each in fraudsters}
    assert consumer.jobs == jobs
    assert len(consumer.calls) == 5 * 24 and all(call["ended"] for call in consumer.calls.values())
    assert {"ACCEPT", "REJECT", "NOT_ENOUGH_SPEECH", "HIGH_RISK", "LOW_RISK"} <= set(consumer.decisions)
    assert set(consumer.actions) == {action for _, action in consumer.books}
