"""Events carry generated ids and no name that a customer chose, whatever succeeds or fails (docs/events.md)."""
import json

import pytest

from support import control, sdk
from support.batch_jobs import KINDS, ROLE, voiced
from support.event_scene import Scene
from support.session_calls import CONTACT_ARN

# Part of every name that a customer chose and that no event may carry.
SECRET = "Quokka"


def secret(what):
    return f"{SECRET}-{what}"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator("--quota", "fraudsters=2", "--quota", "speakers=6", "--quota",
                                 "active-sessions=3") as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    scene = Scene(emulator, account)
    call = scene.batch.call
    call("UpdateDomain", Name=secret("domain"), Description=secret("domain-text"),
         ServerSideEncryptionConfiguration={"KmsKeyId": secret("key")})
    scene.emulator.call("TagResource", {"ResourceArn": scene.arn, "Tags": [{"Key": secret("k"), "Value": secret("v")}]},
                        account=account)
    call("CreateWatchlist", Name=secret("watchlist"), Description=secret("text"))
    return scene


def events_of(scene):
    """All new events as text; there must be some."""
    events = scene.events.news()
    assert events
    return json.dumps(events)


def requests_that_make_events():
    """(operation, request), by names of the customer's, for what exists and for what does not."""
    files = {"DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": "s3://calls/in"},
             "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
    for speaker in ("alice", "alice", "nobody"):
        yield "DeleteSpeaker", {"SpeakerId": secret(speaker)}
        yield "OptOutSpeaker", {"SpeakerId": secret(speaker)}
    for call in ("call-1", "call-2"):
        yield "EvaluateSession", {"SessionNameOrId": call}
    for kind in KINDS.values():
        yield f"Start{kind.name}", {**files, "JobName": secret("job")}
    yield "DeleteFraudster", {"FraudsterId": sdk.UNKNOWN_SPEAKER}


def test_operations(scene):
    scene.sessions.stream(secret("alice"))
    for operation, request in requests_that_make_events():
        scene.api(operation, **request)
        scene.api(operation, **{**request, "SpeakerId": f"- {SECRET}", "ClientToken": f"- {SECRET}"})
    scene.batch.delete()
    for operation, request in requests_that_make_events():
        scene.api(operation, **request)
    assert SECRET not in events_of(scene)


def test_sessions(emulator, scene):
    sessions, alice = scene.sessions, secret("alice")
    sessions.stream(alice, secret("voice"), ContactArn=CONTACT_ARN)
    sessions.enrollment()
    emulator.advance("PT1S")
    for status, call in ((409, lambda: sessions.update(SpeakerId=secret("bob"))),
                         (409, lambda: sessions.start(SpeakerId=secret("bob"))), (409, sessions.enrollment)):
        with pytest.raises(control.Refused) as caught:
            call()
        assert caught.value.status == status
    sessions.end()
    sessions.stream(secret("bob"), secret("voice"), name="call-2")
    sessions.outcome("call-2", VoiceSpoofingRisk={"RiskScore": 99})
    sessions.enrollment("call-2")
    emulator.advance("PT1S")
    sessions.update("call-2", AuthenticationConfiguration=False)
    for name in ("call-1", "call-2", "call-3"):
        scene.api("EvaluateSession", SessionNameOrId=name)
    for speaker in ("c", "d", "e", "f", "g", "h"):
        scene.api("OptOutSpeaker", SpeakerId=secret(speaker))
    with control.refused("ServiceQuotaExceededException"):
        sessions.start("call-3", SpeakerId=secret("one-too-many"))
    events = scene.events.news()
    assert {event["detail"]["action"] for event in events} == {
        "START_SESSION", "UPDATE_SESSION", "EVALUATE_SESSION", "ENROLL_SPEAKER", "SESSION_ENROLLMENT_REQUEST",
        "OPT_OUT_SPEAKER"}
    text = json.dumps(events)
    assert SECRET not in text and CONTACT_ARN in text and "call-1" in text


def manifests(scene, jobs):
    """Input files with every kind of fault."""
    batch = scene.batch
    name = secret("alice") if jobs.kind.line >= {"CustomerSpeakerId"} else "x"
    voice = batch.voice(secret("voice"))
    entries = [jobs.entry(name, audio=[voice], RequestId=secret("1")),
               jobs.entry(name, audio=[batch.audio(f"{SECRET}.wav")], RequestId=secret("2")),
               jobs.entry(name, audio=[batch.wav(f"{SECRET}/broken.wav", f"RIFF{SECRET}".encode())],
                          RequestId=secret("3")),
               jobs.entry(name, audio=[batch.voice(secret("short"), 2)], RequestId=secret("4")),
               jobs.entry(name, audio=[voice, batch.voice(secret("other"))], RequestId=secret("5")),
               jobs.entry(name, audio=[], RequestId=secret("6")),
               jobs.entry(name, audio=[{"S3Uri": f"https://{SECRET}", "ChannelId": 0}], RequestId=secret("7")),
               jobs.entry(name, audio=[{**voice, "ChannelId": SECRET}], RequestId=secret("8")),
               jobs.entry(name, audio=[{**voice, "ChannelId": 1}], RequestId=secret("9")),
               jobs.entry(f"- {SECRET} -", audio=[voice], RequestId=secret("10")),
               jobs.entry(name, audio=[batch.wav("named.wav", voiced(f"- {SECRET}"))], RequestId=secret("11"))]
    more = [jobs.entry(secret(f"s{number}"), audio=[batch.voice(f"voice-{number}")], RequestId=secret(f"s{number}"))
            for number in range(8)]
    yield {"entries": entries}
    yield {"entries": more}
    for content in (SECRET, json.dumps({SECRET: 1}), json.dumps({"Version": SECRET}), "{" * 40 + SECRET,
                    json.dumps({"Version": "1.0", jobs.kind.requests: [entries[0], entries[0]]}),
                    json.dumps({"Version": "1.0", jobs.kind.requests: {SECRET: 1}})):
        yield {"manifest": content}


@pytest.mark.parametrize("name", KINDS)
def test_jobs(scene, name):
    jobs = scene.batch.jobs(KINDS[name])
    scene.api("OptOutSpeaker", SpeakerId=secret("out"))
    ends = set()
    for number, how in enumerate(manifests(scene, jobs)):
        jobs.put_manifest(*how.get("entries", ()), manifest=how.get("manifest"))
        started = jobs.ask_start(JobName=secret("job"), ClientToken=secret(f"token-{number}"))
        assert started.status == 200, started
        ended = jobs.end(started.body["Job"]["JobId"])
        ends.add(ended["JobStatus"])
    jobs.ask_start(JobName=secret("job"), **{KINDS[name].config: {"WatchlistIds": [sdk.UNKNOWN_ID]}})
    assert ends == {"COMPLETED_WITH_ERRORS", "FAILED"}
    text = events_of(scene)
    assert SECRET not in text
    assert ROLE in text and jobs.batch.uri("input.json") in text and jobs.batch.uri("out") in text
