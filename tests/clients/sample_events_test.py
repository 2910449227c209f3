"""Every event of AWS's samples that a client can bring about has the facts in tests/data/sample_event_facts.json.

EventBridge patterns written for the service match the same events.
"""
import json
import re

import pytest

from support import control, sdk
from support.batch_jobs import ENROLLMENT, REGISTRATION
from support.emulator import ROOT
from support.event_members import MILLISECONDS, RESOURCE_ID
from support.event_scene import Scene
from support.events import Events
from support.session_calls import CONTACT_ARN
from support.wav_files import tone, wav

FACTS = json.loads((ROOT / "tests/data/sample_event_facts.json").read_text("utf-8"))
KEY = "arn:aws:kms:us-east-1:123456789012:key/testkey"
FORMS = {"null": None, "number": int, "id": RESOURCE_ID, "generated id": f"id#{RESOURCE_ID}", "time": MILLISECONDS,
         "ARN": "arn:aws:.+", "S3 URI": "s3://.+", "text": ".+"}
# Errors inside the service, which no call provokes.
INTERNAL = {("START_SESSION", "STREAMING_FAILED"), ("OPT_OUT_SPEAKER", "FAILED")}
# In a domain that does not exist, only what the request named is known; the samples know more.
UNKNOWN = {("EVALUATE_SESSION", "FAILED"): {"session/sessionId", "session/streamingStatus"},
           ("UPDATE_SESSION", "FAILED"): {"session/sessionId"}}


def key_of(row):
    error = row["errorInfo"] or {}
    return row["action"], row["status"], error.get("errorType")


def end(client, scene, kind, *entries, version="1.0", **config):
    """Runs a job that boto3 starts to its end."""
    jobs = scene.batch.jobs(kind)
    jobs.put_manifest(manifest={"Version": version, kind.requests: entries})
    request = {**jobs.request(), "OutputDataConfig": {"S3Uri": jobs.batch.uri("out"), "KmsKeyId": KEY}, **config}
    start = client.start_speaker_enrollment_job if kind is ENROLLMENT else client.start_fraudster_registration_job
    return jobs.end(start(**request)["Job"]["JobId"])


def refused(call, **arguments):
    with pytest.raises(call.__self__.exceptions.ClientError):
        call(**arguments)


def run_jobs(client, scene):
    batch, jobs = scene.batch, scene.batch.enrollment
    config = {"EnrollmentConfig": {"ExistingEnrollmentAction": "SKIP", "FraudDetectionConfig": {
        "FraudDetectionAction": "FAIL", "RiskThreshold": 60}}}
    end(client, scene, ENROLLMENT, jobs.entry("alice"), jobs.entry("erin", audio=[batch.voice("erin", 8)]), **config)
    end(client, scene, ENROLLMENT, jobs.entry("bob"), **config)
    end(client, scene, ENROLLMENT, jobs.entry("carol"), version="2.0", **config)
    jobs = scene.batch.registration
    config = {"RegistrationConfig": {"DuplicateRegistrationAction": "REGISTER_AS_NEW",
                                     "FraudsterSimilarityThreshold": 90}}
    wrong_rate = batch.wav("wrong.wav", wav(tone(11), rate=16000))
    end(client, scene, REGISTRATION, jobs.entry("mallory"), jobs.entry("trudy", audio=[wrong_rate]), **config)
    end(client, scene, REGISTRATION, jobs.entry("oscar"), **config)


def run_a_call(client, scene):
    domain, sessions = scene.domain_id, scene.sessions
    sessions.start(SpeakerId="alice", ContactArn=CONTACT_ARN)
    client.evaluate_session(DomainId=domain, SessionNameOrId="call-1")
    sessions.update(AuthenticationConfiguration={"AcceptanceThreshold": 80})
    with control.refused("ANOTHER_ACTIVE_STREAM"):
        sessions.start(SpeakerId="alice")
    sessions.audio(31)
    sessions.enrollment()
    sessions.end()
    refused(client.evaluate_session, DomainId=sdk.UNKNOWN_ID, SessionNameOrId="call-1")
    with control.refused("ResourceNotFoundException", 404):
        control.Sessions(scene.emulator, sdk.UNKNOWN_ID).update(SpeakerId="alice")


def remove_everybody(client, scene):
    domain = {"DomainId": scene.domain_id}
    speaker = client.opt_out_speaker(**domain, SpeakerId="bob")["Speaker"]["GeneratedSpeakerId"]
    client.delete_speaker(**domain, SpeakerId="bob")
    refused(client.delete_speaker, **domain, SpeakerId=speaker)
    fraudster = scene.batch.fraudsters()[0]
    client.delete_fraudster(**domain, FraudsterId=fraudster)
    refused(client.delete_fraudster, **domain, FraudsterId=fraudster)


@pytest.fixture(scope="module")
def found(emulator):
    """All events of a domain in whose life everything in the samples happens."""
    account = "999999999903"
    client, scene = sdk.client(emulator.url, account), Scene(emulator, account)
    everywhere = Events(emulator)
    run_jobs(client, scene)
    run_a_call(client, scene)
    remove_everybody(client, scene)
    return everywhere.news()


def events_like(found, row):
    """Those with the row's action, status and, if a call can provoke it, error type."""
    internal = key_of(row)[:2] in INTERNAL
    return [event for event in found if event["detail-type"] == row["detail-type"] and (
        key_of(event["detail"])[:2] == key_of(row)[:2] if internal else key_of(event["detail"]) == key_of(row))]


def at(detail, path):
    """The member at the path; None where it, or a structure around it, is null."""
    for name in path.split("/"):
        detail = None if detail is None else detail[name]
    return detail


def fits(value, form):
    if form not in FORMS:
        return value == form
    if form == "number":
        return type(value) is int
    return value is None if form == "null" else isinstance(value, str) and re.fullmatch(FORMS[form], value)


@pytest.mark.parametrize("row", [row for row in FACTS if key_of(row)[:2] != ("OPT_OUT_SPEAKER", "FAILED")],
                         ids=lambda row: "-".join(filter(None, key_of(row))))
def test_an_event_has_the_words_members_and_formats_of_its_sample(found, row):
    event, *_ = events_like(found, row)
    detail = event["detail"]
    if key_of(row)[:2] not in INTERNAL:
        assert detail["errorInfo"] == row["errorInfo"]
    for path, form in row["members"].items():
        value = at(detail, path)
        if value is None and path in UNKNOWN.get(key_of(row)[:2], ()):
            continue
        assert fits(value, form), (path, value, form)


def takes(pattern, value):
    """Whether an EventBridge pattern matches: its lists hold values, `prefix`, `anything-but` and `exists`."""
    if isinstance(pattern, dict):
        return all(takes(each, value.get(name) if isinstance(value, dict) else None) for name, each in pattern.items())
    return any(takes_one(each, value) for each in pattern)


def takes_one(condition, value):
    if not isinstance(condition, dict):
        return condition in value if isinstance(value, list) else condition == value
    if "prefix" in condition:
        return isinstance(value, str) and value.startswith(condition["prefix"])
    if "exists" in condition:
        return condition["exists"] == (value is not None)
    return value is not None and value not in condition["anything-but"]


# A pattern's `detail`, and the actions and statuses that it matches.
PATTERNS = {
    "status": ({"status": ["STREAMING_ENDED"]}, {"START_SESSION STREAMING_ENDED"}),
    "error type": ({"errorInfo": {"errorType": ["NOT_ENOUGH_SPEECH"]}}, {"ENROLL_SPEAKER FAILED"}),
    "error code": ({"action": [{"prefix": "DELETE_"}], "errorInfo": {"errorCode": [404]}},
                   {"DELETE_SPEAKER FAILED", "DELETE_FRAUDSTER FAILED"}),
    "prefix": ({"status": [{"prefix": "STREAMING_"}]},
               {"START_SESSION STREAMING_STARTED", "START_SESSION STREAMING_FAILED", "START_SESSION STREAMING_ENDED"}),
    "anything-but": ({"action": ["BATCH_SPEAKER_ENROLLMENT_REQUEST", "BATCH_FRAUDSTER_REGISTRATION_REQUEST"],
                      "status": [{"anything-but": ["SUBMITTED", "COMPLETED"]}]},
                     {"BATCH_SPEAKER_ENROLLMENT_REQUEST COMPLETED_WITH_ERRORS",
                      "BATCH_SPEAKER_ENROLLMENT_REQUEST FAILED",
                      "BATCH_FRAUDSTER_REGISTRATION_REQUEST COMPLETED_WITH_ERRORS"}),
    "source of an enrollment": ({"data": {"enrollmentSource": ["BATCH_ENROLLMENT"], "enrollmentStatus": [
        "NEW_ENROLLMENT"]}}, {"ENROLL_SPEAKER SUCCEEDED"}),
    "ready for enrollment": ({"session": {"enrollmentAudioProgress": {"audioAggregationStatus": [
        "READY_FOR_ENROLLMENT"]}}}, {"START_SESSION STREAMING_ENDED"}),
    "decision": ({"session": {"authenticationResult": {"decision": ["NOT_ENOUGH_SPEECH"]}}},
                 {"EVALUATE_SESSION SUCCEEDED"}),
}


@pytest.mark.parametrize("detail, matched", PATTERNS.values(), ids=PATTERNS)
def test_patterns_written_for_the_service_match(found, detail, matched):
    pattern = {"source": ["aws.voiceid"], "detail": detail}
    assert {f"{event['detail']['action']} {event['detail']['status']}"
            for event in found if takes(pattern, event)} == matched
