"""Events carry generated ids and no name that a customer chose, whatever succeeds or fails (docs/events.md)."""
import json

import pytest

from support import control, sdk
from support.batch_jobs import KINDS, ROLE, voiced
from support.event_scene import SPEAKER, Scene, new_domain_arguments
from support.session_calls import CONTACT_ARN
from wire.contract import OPERATIONS

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
    scene.watchlist = call("CreateWatchlist", Name=secret("watchlist"), Description=secret("text"))["Watchlist"][
        "WatchlistId"]
    return scene


def events_of(scene):
    """All new events as text; there must be some."""
    events = scene.events.news()
    assert events
    return json.dumps(events)


def unknown_and_known(scene, operation):
    """Requests for an operation, by names of the customer's, for what exists and for what does not."""
    speaker, fraudster = {"SpeakerId": secret("alice")}, {"FraudsterId": sdk.UNKNOWN_SPEAKER}
    watchlist, resource = {"WatchlistId": scene.watchlist}, {"ResourceArn": scene.arn}
    files = {"DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": "s3://calls/in"},
             "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
    return {
        "AssociateFraudster": [{**watchlist, **fraudster}], "DisassociateFraudster": [{**watchlist, **fraudster}],
        "CreateDomain": [new_domain_arguments(secret("other"))], "CreateWatchlist": [{"Name": secret("list")}],
        "DeleteFraudster": [fraudster], "DescribeFraudster": [fraudster], "ListFraudsters": [watchlist],
        "DeleteSpeaker": [{"SpeakerId": secret("nobody")}, speaker, speaker],
        "OptOutSpeaker": [speaker, {"SpeakerId": secret("new")}], "DescribeSpeaker": [speaker],
        "EvaluateSession": [{"SessionNameOrId": "call-1"}, {"SessionNameOrId": "call-2"}],
        "StartSpeakerEnrollmentJob": [{**files, "JobName": secret("job")}],
        "StartFraudsterRegistrationJob": [{**files, "JobName": secret("job")}],
        "TagResource": [{**resource, "Tags": [{"Key": secret("t"), "Value": secret("u")}]}],
        "UntagResource": [{**resource, "TagKeys": [secret("t")]}], "ListTagsForResource": [resource],
        "UpdateDomain": [new_domain_arguments(secret("renamed"))],
        "UpdateWatchlist": [{**watchlist, "Name": secret("renamed")}], "DeleteWatchlist": [watchlist],
        "DescribeWatchlist": [watchlist], "DescribeSpeakerEnrollmentJob": [{"JobId": sdk.UNKNOWN_ID}],
        "DescribeFraudsterRegistrationJob": [{"JobId": sdk.UNKNOWN_ID}],
    }.get(operation, [{}])


def test_operations(scene):
    scene.sessions.stream(secret("alice"))
    for last in ("DeleteWatchlist", "DeleteDomain"):
        for operation in [each for each in OPERATIONS if each not in ("DeleteWatchlist", "DeleteDomain")] + [last]:
            for request in unknown_and_known(scene, operation):
                scene.api(operation, **request)
                malformed = {**request, "SpeakerId": f"- {SECRET}", "Name": f"- {SECRET}", "ClientToken": f"- {SECRET}"}
                scene.emulator.call(operation, {"DomainId": scene.domain_id, **malformed}, account=scene.account)
    # The domain is deleted by now.
    for operation in OPERATIONS:
        for request in unknown_and_known(scene, operation):
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
    sessions.start("call-3", SpeakerId=secret("one-too-many"))
    with control.refused("ServiceQuotaExceededException"):
        sessions.enrollment("call-3")
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


def test_the_bucket_of_a_job_is_shown_and_that_of_a_recording_is_not(scene):
    jobs = scene.batch.enrollment
    jobs.run(jobs.entry(SPEAKER, audio=[{"S3Uri": "s3://another-bucket/x.wav", "ChannelId": 0}]))
    text = events_of(scene)
    assert "another-bucket" not in text and scene.batch.bucket in text
