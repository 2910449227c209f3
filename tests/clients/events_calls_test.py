"""Which events each call makes, in which order; most calls make none. tests/handlers holds those of refused calls."""
import pytest

from support import control, sdk, wav_files
from support.batch_jobs import ENROLLMENT, KINDS, LEFT_OUT, REGISTRATION, changed
from support.event_scene import SPEAKER, Scene, new_domain_arguments
from support.events import Events, happened
from support.session_calls import SessionCalls
from wire.contract import OPERATIONS
from wire.web_socket import Stream, WebSocket

CONTACT = "12345678-1234-4234-8234-123456789012"


def job_start(kind):
    """There is no input file, so the job fails as a whole."""
    return lambda scene: {**changed(scene.batch.jobs(kind).request(), {"DomainId": LEFT_OUT}),
                          "InputDataConfig": {"S3Uri": "s3://calls/none"}}


def done_job(kind):
    def arguments(scene):
        job = scene.batch.jobs(kind).run(SPEAKER).job
        scene.quiet()
        return {"JobId": job["JobId"]}
    return arguments


def second_watchlist(scene):
    scene.batch.call("AssociateFraudster", WatchlistId=scene.second, FraudsterId=scene.fraudster)
    return {"WatchlistId": scene.second, "FraudsterId": scene.fraudster}


def nothing(_):
    return {}


def speaker(_):
    return {"SpeakerId": SPEAKER}


def fraudster(scene):
    return {"FraudsterId": scene.fraudster}


def watchlist(scene):
    return {"WatchlistId": scene.second}


def resource(scene, **more):
    return {"ResourceArn": scene.arn, **more}


# The members of a call that succeeds, and the events that it makes.
CALLS = {
    "AssociateFraudster": (lambda scene: {**watchlist(scene), **fraudster(scene)}, []),
    "CreateDomain": (lambda scene: new_domain_arguments(), []),
    "CreateWatchlist": (lambda scene: {"Name": "further"}, []),
    "DeleteDomain": (nothing, []),
    "DeleteFraudster": (fraudster, ["DELETE_FRAUDSTER"]),
    "DeleteSpeaker": (speaker, ["DELETE_SPEAKER"]),
    "DeleteWatchlist": (watchlist, []),
    "DescribeDomain": (nothing, []),
    "DescribeFraudster": (fraudster, []),
    "DescribeFraudsterRegistrationJob": (done_job(REGISTRATION), []),
    "DescribeSpeaker": (speaker, []),
    "DescribeSpeakerEnrollmentJob": (done_job(ENROLLMENT), []),
    "DescribeWatchlist": (watchlist, []),
    "DisassociateFraudster": (second_watchlist, []),
    "EvaluateSession": (lambda scene: {"SessionNameOrId": "call-1"}, ["EVALUATE_SESSION"]),
    **dict.fromkeys(["ListDomains", "ListFraudsterRegistrationJobs", "ListFraudsters", "ListSpeakerEnrollmentJobs",
                     "ListSpeakers", "ListWatchlists"], (nothing, [])),
    "ListTagsForResource": (resource, []),
    "OptOutSpeaker": (speaker, ["OPT_OUT_SPEAKER"]),
    "StartFraudsterRegistrationJob": (job_start(REGISTRATION),
                                      ["BATCH_REGISTRATION_REQUEST", "BATCH_REGISTRATION_REQUEST!"]),
    "StartSpeakerEnrollmentJob": (job_start(ENROLLMENT), ["BATCH_ENROLLMENT_REQUEST", "BATCH_ENROLLMENT_REQUEST!"]),
    "TagResource": (lambda scene: resource(scene, Tags=[{"Key": "k", "Value": "v"}]), []),
    "UntagResource": (lambda scene: resource(scene, TagKeys=["k"]), []),
    "UpdateDomain": (lambda scene: new_domain_arguments("other"), []),
    "UpdateWatchlist": (lambda scene: {**watchlist(scene), "Name": "other"}, []),
}
LOUD = [operation for operation, (_, words) in CALLS.items() if words]


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account).furnish()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operations_of_the_api(scene, operation):
    given, words = CALLS[operation]
    status, error, answer = scene.api(operation, **given(scene))
    assert (status, error) == (200, None), answer
    for kind in KINDS.values():
        if operation == f"Start{kind.name}":
            scene.batch.jobs(kind).end(answer["Job"]["JobId"])
    assert scene.events.kinds() == happened(*words)
    assert scene.events.news() == []


@pytest.mark.parametrize("operation", LOUD)
def test_an_operation_on_a_deleted_domain_states_a_failure(scene, operation):
    given = CALLS[operation][0](scene)
    scene.batch.delete()
    assert scene.api(operation, **given)[:2] == (409, "ConflictException")
    event = scene.events.one()
    assert event["detail"]["action"] == CALLS[operation][1][0]
    assert event["detail"]["errorInfo"]["errorType"] == "ConflictException"


def test_calls_that_never_reach_the_domain_make_no_event(scene, start_emulator, account):
    everywhere = Events(scene.emulator)
    for operation in LOUD:
        given = {"DomainId": scene.domain_id, **CALLS[operation][0](scene)}
        scene.emulator.call(operation, given, account="999999999999")
        for body in ({name: {"wrong": True} for name in given}, b"{", {**given, "DomainId": sdk.UNKNOWN_ID}):
            assert scene.emulator.call(operation, body, account=scene.account).status in (400, 404)
    assert everywhere.news() == []
    strict = start_emulator("--auth", "sigv4", "--credential", f"{account}:secret", "--throttle", "aws")
    everywhere = Events(strict)
    statuses = {strict.call("OptOutSpeaker", {}, account=account).status for _ in range(40)}
    assert statuses <= {403, 429} and everywhere.news() == []


def test_repeated_calls_make_repeated_events(scene):
    for operation in ("OptOutSpeaker", "EvaluateSession"):
        for _ in range(2):
            scene.api(operation, **CALLS[operation][0](scene))
        first, second = scene.events.news()
        assert first["id"] != second["id"] and first["detail"]["sourceId"] != second["detail"]["sourceId"]
        ids = {"sourceId": None}
        assert {**first["detail"], **ids} == {**second["detail"], **ids}


# Method, session, part and body of a call of the control API; what it makes, and what it makes in a deleted domain.
CONTROL = {
    "start": ("POST", None, None, {"SessionName": "new"}, ["START_SESSION"], ["START_SESSION!"]),
    "list": ("GET", None, None, None, [], []),
    "describe": ("GET", "call-1", None, None, [], []),
    "change": ("PATCH", "call-1", None, {"SpeakerId": "bob"}, ["UPDATE_SESSION"], ["UPDATE_SESSION!"]),
    "change of nothing": ("PATCH", "call-1", None, {}, ["UPDATE_SESSION"], ["UPDATE_SESSION!"]),
    "audio": ("POST", "call-1", "audio", {"Voice": "alice", "SpeechSeconds": 5}, [], []),
    "outcome": ("PUT", "call-1", "outcome", {"AuthenticationScore": 5}, [], []),
    "no outcome": ("DELETE", "call-1", "outcome", None, [], []),
    "enrollment": ("POST", "call-1", "enrollment", None, ["SESSION_ENROLLMENT_REQUEST"],
                   ["SESSION_ENROLLMENT_REQUEST!"]),
    "end": ("POST", "call-1", "end", None, ["START_SESSION"], []),
}


@pytest.mark.parametrize("call", CONTROL)
def test_calls_of_the_control_api(scene, call):
    *request, words, refused_words = CONTROL[call]
    calls = SessionCalls(scene.emulator, scene.batch.call("DescribeDomain")["Domain"])
    assert calls.ask(*request).status in (200, 201)
    assert scene.events.kinds() == happened(*words)
    malformed = {"Nothing": 1} if request[0] in ("POST", "PATCH") else None
    assert malformed is None or calls.ask(*request[:3], malformed).status == 400
    scene.batch.delete()
    assert calls.ask(*request).status == 409
    assert scene.events.kinds() == happened(*refused_words)


def test_audio_as_a_file_and_over_a_web_socket(scene):
    calls = SessionCalls(scene.emulator, scene.batch.call("DescribeDomain")["Domain"])
    calls.hear(wav_files.wav(wav_files.tone(3)))
    with Stream(scene.emulator.address) as stream, \
            WebSocket(stream, f"{calls.path('call-1', 'audio')}?voice=alice") as socket:
        socket.say(wav_files.pcm(wav_files.tone(1)))
        socket.close()
    assert scene.events.news() == []


def test_what_time_alone_does(emulator, scene):
    """An enrollment ends with an event; a session that is forgotten and a domain that is erased make none."""
    scene.sessions.stream("bob", name="call-2")
    scene.sessions.enrollment("call-2")
    scene.sessions.end("call-2")
    scene.quiet()
    emulator.advance("PT1S")
    assert scene.events.kinds() == happened("ENROLL_SPEAKER")
    emulator.advance("P2D")
    scene.batch.delete()
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


@pytest.mark.parametrize("method", DESKTOP)
def test_calls_of_the_desktop(scene, emulator, method):
    body, words = DESKTOP[method]
    answer = post(emulator, f"VoiceId.{method}", {"DomainId": scene.domain_id, **body})
    assert answer.status == (400 if "!" in "".join(words) else 200), answer
    assert scene.events.kinds() == happened(*words)


def test_the_desktops_other_calls(scene, emulator):
    start = {"contactId": CONTACT, "domainId": scene.domain_id, "clientToken": "one"}
    for _ in range(2):
        assert post(emulator, "Nasa.startVoiceIdSession", start).status == 200
    assert scene.events.kinds() == happened("START_SESSION"), "a repeated token makes no event"
    assert post(emulator, "Nasa.startVoiceIdSession", {**start, "clientToken": "two"}).status == 400
    event = scene.events.one()
    assert event["detail"]["status"] == "FAILURE" and event["detail"]["session"]["sessionName"] == CONTACT
    for target, body in (("Lcms.getContact", {"contactId": CONTACT}),
                         ("Lcms.updateVoiceIdData", {"ContactId": CONTACT, "CustomerId": "bob"}),
                         ("Acs.listIntegrationAssociations", {"InstanceId": CONTACT, "IntegrationType": "VOICE_ID"})):
        assert post(emulator, target, body).status == 200
    assert scene.events.news() == []
