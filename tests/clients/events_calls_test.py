"""Calls that make no event, and those that state a failure. tests/handlers holds the events of all others."""
import pytest

from support import control, sdk, wav_files
from support.batch_jobs import ENROLLMENT, KINDS, REGISTRATION
from support.event_scene import SPEAKER, Scene, new_domain_arguments
from support.events import Events, happened
from support.session_calls import SessionCalls
from wire import raw
from wire.contract import OPERATIONS
from wire.web_socket import WebSocket

CONTACT = "12345678-1234-4234-8234-123456789012"


def job_start(kind):
    """There is no input file, so the job fails as a whole."""
    return lambda scene: scene.batch.jobs(kind).request(InputDataConfig={"S3Uri": "s3://calls/none"})


# The members of a call that makes events, and these.
LOUD = {
    "DeleteFraudster": (lambda scene: {"FraudsterId": scene.fraudster}, ["DELETE_FRAUDSTER"]),
    "DeleteSpeaker": (lambda _: {"SpeakerId": SPEAKER}, ["DELETE_SPEAKER"]),
    "EvaluateSession": (lambda _: {"SessionNameOrId": "call-1"}, ["EVALUATE_SESSION"]),
    "OptOutSpeaker": (lambda _: {"SpeakerId": SPEAKER}, ["OPT_OUT_SPEAKER"]),
    "StartFraudsterRegistrationJob": (job_start(REGISTRATION), ["BATCH_FRAUDSTER_REGISTRATION_REQUEST",
                                                                "BATCH_FRAUDSTER_REGISTRATION_REQUEST!"]),
    "StartSpeakerEnrollmentJob": (job_start(ENROLLMENT), ["BATCH_SPEAKER_ENROLLMENT_REQUEST",
                                                          "BATCH_SPEAKER_ENROLLMENT_REQUEST!"]),
}


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account).furnish()


@pytest.mark.parametrize("operation", LOUD)
def test_operations_that_make_events(scene, operation):
    given, words = LOUD[operation]
    arguments = given(scene)
    status, _, answer = scene.api(operation, **arguments)
    assert status == 200, answer
    for kind in KINDS.values():
        if operation == f"Start{kind.name}":
            scene.batch.jobs(kind).end(answer["Job"]["JobId"])
    assert scene.events.kinds() == happened(*words)
    scene.batch.delete()
    assert scene.api(operation, **arguments)[:2] == (409, "ConflictException")
    event = scene.events.one()
    assert (event["detail"]["action"], event["detail"]["errorInfo"]["errorType"]) == (words[0], "CONFLICT")
    for account, domain in ((scene.account, sdk.UNKNOWN_ID), ("999999999999", scene.domain_id)):
        everywhere = Events(scene.emulator)
        answer = scene.emulator.call(operation, {**arguments, "DomainId": domain}, account=account, region="eu-west-2")
        assert answer.status == 404
        event = everywhere.one()
        assert (event["account"], event["region"], event["detail"]["domainId"]) == (account, "eu-west-2", domain)
        assert event["detail"]["errorInfo"] == {"errorCode": 404, "errorType": "RESOURCE_NOT_FOUND",
                                                "errorMessage": "The requested domain does not exist"}


def test_operations_that_make_none(scene):
    ids = {kind.name: scene.batch.jobs(kind).run(SPEAKER).job["JobId"] for kind in KINDS.values()}
    scene.quiet()
    watchlist, fraudster = {"WatchlistId": scene.second}, {"FraudsterId": scene.fraudster}
    resource = {"ResourceArn": scene.arn}
    given = {
        "CreateDomain": new_domain_arguments(), "CreateWatchlist": {"Name": "further"}, "DescribeFraudster": fraudster,
        "DescribeSpeaker": {"SpeakerId": SPEAKER}, "DescribeWatchlist": watchlist, "ListTagsForResource": resource,
        **{f"Describe{name}": {"JobId": job_id} for name, job_id in ids.items()},
        "TagResource": {**resource, "Tags": [{"Key": "k", "Value": "v"}]},
        "UntagResource": {**resource, "TagKeys": ["k"]}, "UpdateDomain": new_domain_arguments("other"),
        "UpdateWatchlist": {**watchlist, "Name": "other"}, "AssociateFraudster": {**watchlist, **fraudster},
        "DisassociateFraudster": {**watchlist, **fraudster}}
    last = ["DisassociateFraudster", "DeleteWatchlist", "DeleteDomain"]
    for operation in [each for each in OPERATIONS if each not in (*LOUD, *last)] + last:
        assert scene.api(operation, **given.get(operation, watchlist if "Watchlist" in operation else {}))[0] == 200
    assert scene.events.news() == []


def test_malformed_unsigned_and_throttled_calls_make_no_event(scene, start_emulator, account):
    everywhere = Events(scene.emulator)
    for operation in LOUD:
        given = {"DomainId": scene.domain_id, **LOUD[operation][0](scene)}
        for body in ({name: {"wrong": True} for name in given}, b"{", {**given, "DomainId": "short"}):
            assert scene.emulator.call(operation, body, account=scene.account).status == 400
    assert everywhere.news() == []
    strict = start_emulator("--auth", "sigv4", "--credential", f"{account}:secret", "--throttle", "aws")
    everywhere = Events(strict)
    statuses = {strict.call("OptOutSpeaker", {}, account=account).status for _ in range(40)}
    assert statuses <= {403, 429} and everywhere.news() == []


def test_an_unknown_domain_of_the_control_api_is_in_the_default_account(scene):
    """Unless the query names another account or region."""
    everywhere = Events(scene.emulator)
    for query, place in (("", ("000000000000", "us-east-1")),
                         ("?account=999999999999&region=eu-west-2", ("999999999999", "eu-west-2"))):
        path = f"/_voiceid/domains/{sdk.UNKNOWN_ID}/sessions{query}"
        assert scene.emulator.request("POST", path, {"SessionName": "new"}).status == 404
        event = everywhere.one()
        assert (event["account"], event["region"], event["detail"]["domainId"]) == (*place, sdk.UNKNOWN_ID)


def test_calls_of_the_control_api_that_make_none(emulator, scene):
    calls = SessionCalls(emulator, scene.batch.call("DescribeDomain")["Domain"])
    for call in (("GET",), ("GET", "call-1"), ("POST", "call-1", "audio", {"Voice": "alice", "SpeechSeconds": 5}),
                 ("PUT", "call-1", "outcome", {"AuthenticationScore": 5}), ("DELETE", "call-1", "outcome")):
        assert calls.ask(*call).status == 200
    calls.hear(wav_files.wav(wav_files.tone(3)))
    with raw.Connection(emulator.address) as stream, \
            WebSocket(stream, f"{calls.path('call-1', 'audio')}?voice=alice") as socket:
        socket.say(wav_files.pcm(wav_files.tone(1)))
        socket.close()
    for call in (("POST",), ("PATCH", "call-1")):
        assert calls.ask(*call, *[None] * (3 - len(call)), {"Nothing": 1}).status == 400
    assert scene.events.news() == []
    assert calls.ask("PATCH", "call-1", None, {}).status == 200
    assert scene.events.kinds() == happened("UPDATE_SESSION"), "though it changes nothing"
    # A session is forgotten after a day, a domain erased after thirty.
    scene.sessions.end()
    scene.quiet()
    emulator.advance("P2D")
    scene.batch.delete()
    assert calls.ask("POST", "call-1", "end").status == 409
    emulator.advance("P31D")
    assert scene.events.news() == []


# Method of the desktop, its request, and what it makes.
DESKTOP = {
    "describeSpeaker": ({"SpeakerId": SPEAKER}, []),
    "optOutSpeaker": ({"SpeakerId": SPEAKER}, ["OPT_OUT_SPEAKER"]),
    "deleteSpeaker": ({"SpeakerId": "nobody"}, ["DELETE_SPEAKER!"]),
    "evaluateSession": ({"SessionNameOrId": "call-1"}, ["EVALUATE_SESSION"]),
    "describeSession": ({"SessionNameOrId": "call-1"}, []),
    "updateSession": ({"SessionNameOrId": "call-1", "SpeakerId": "bob"}, ["UPDATE_SESSION"]),
    "enrollBySession": ({"SessionNameOrId": "call-2"}, ["SESSION_ENROLLMENT_REQUEST!"]),
}


def post(emulator, target, body):
    return emulator.request("POST", "/agent-app/api", body, {"X-Amz-target": f"AgentAppService.{target}"})


def test_calls_of_the_desktop(scene, emulator):
    for method, (body, words) in DESKTOP.items():
        answer = post(emulator, f"VoiceId.{method}", {"DomainId": scene.domain_id, **body})
        assert answer.status == (400 if "!" in "".join(words) else 200), answer
        assert scene.events.kinds() == happened(*words), method
    start = {"contactId": CONTACT, "domainId": scene.domain_id, "clientToken": "one"}
    for _ in range(2):
        assert post(emulator, "Nasa.startVoiceIdSession", start).status == 200
    assert scene.events.kinds() == happened("START_SESSION"), "a repeated token makes no event"
    assert post(emulator, "Nasa.startVoiceIdSession", {**start, "clientToken": "two"}).status == 200
    assert scene.events.kinds() == happened("START_SESSION STREAMING_ENDED", "START_SESSION"), "a stream ends, another begins"
    for target, body in (("Lcms.getContact", {"contactId": CONTACT}),
                         ("Lcms.updateVoiceIdData", {"ContactId": CONTACT, "CustomerId": "bob"}),
                         ("Acs.listIntegrationAssociations", {"InstanceId": CONTACT, "IntegrationType": "VOICE_ID"})):
        assert post(emulator, target, body).status == 200
    assert scene.events.news() == []
