"""Which event each call on sessions makes: those of the control API and of the agent desktop."""
import pytest

from support import control, sdk, wav_files
from support.event_scene import SPEAKER, Scene
from support.events import happened
from support.session_calls import SessionCalls
from wire.web_socket import Stream, WebSocket

CONTACT = "12345678-1234-4234-8234-123456789012"
DESKTOP_START, VOICE_ID = "AgentAppService.Nasa.startVoiceIdSession", "AgentAppService.VoiceId."


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    """A call of alice's, who is enrolled; `scene.calls` takes any answer."""
    scene = Scene(emulator, account)
    domain = scene.batch.call("DescribeDomain")["Domain"]
    scene.calls = SessionCalls(emulator, domain)
    scene.sessions.enroll(SPEAKER)
    scene.sessions.stream(SPEAKER)
    return scene.quiet()


# (method, session, part, body), the status, and what is made.
CALLS = {
    "start": ("POST", None, None, {"SessionName": "new"}, 201, ["START_SESSION"]),
    "refused start": ("POST", None, None, {"SessionName": "call-1"}, 409, ["START_SESSION!"]),
    "malformed start": ("POST", None, None, {"SessionName": "not a name"}, 400, []),
    "list": ("GET", None, None, None, 200, []),
    "describe": ("GET", "call-1", None, None, 200, []),
    "describe an unknown one": ("GET", "call-2", None, None, 404, []),
    "change": ("PATCH", "call-1", None, {"AuthenticationConfiguration": False}, 200, ["UPDATE_SESSION"]),
    "change of nothing": ("PATCH", "call-1", None, {}, 200, ["UPDATE_SESSION"]),
    "change of an unknown watchlist": ("PATCH", "call-1", None, {
        "FraudDetectionConfiguration": {"WatchlistId": sdk.UNKNOWN_ID}}, 404, ["UPDATE_SESSION!"]),
    "change of an unknown one": ("PATCH", "call-2", None, {}, 404, ["UPDATE_SESSION!"]),
    "malformed change": ("PATCH", "call-1", None, {"Nothing": 1}, 400, []),
    "audio": ("POST", "call-1", "audio", {"Voice": "alice", "SpeechSeconds": 5}, 200, []),
    "audio of an unknown one": ("POST", "call-2", "audio", {"Voice": "alice", "SpeechSeconds": 5}, 404, []),
    "malformed audio": ("POST", "call-1", "audio", {"Voice": "alice"}, 400, []),
    "outcome": ("PUT", "call-1", "outcome", {"AuthenticationScore": 5}, 200, []),
    "no outcome": ("DELETE", "call-1", "outcome", None, 200, []),
    "enrollment": ("POST", "call-1", "enrollment", None, 200, ["SESSION_ENROLLMENT_REQUEST"]),
    "enrollment in an unknown one": ("POST", "call-2", "enrollment", None, 404, ["SESSION_ENROLLMENT_REQUEST!"]),
    "malformed enrollment": ("POST", "call-1", "enrollment", {"Nothing": 1}, 400, []),
    "end": ("POST", "call-1", "end", None, 200, ["START_SESSION"]),
    "end of an unknown one": ("POST", "call-2", "end", None, 404, []),
    "malformed end": ("POST", "call-1", "end", {"Nothing": 1}, 400, []),
}
ON_A_DELETED_DOMAIN = {"start": ["START_SESSION!"], "list": [], "describe": [], "change": ["UPDATE_SESSION!"],
                       "audio": [], "outcome": [], "enrollment": ["SESSION_ENROLLMENT_REQUEST!"], "end": []}


@pytest.mark.parametrize("call", CALLS)
def test_what_a_call_of_the_control_api_makes(scene, call):
    *request, status, words = CALLS[call]
    assert scene.calls.ask(*request).status == status
    assert scene.events.kinds() == happened(*words)


@pytest.mark.parametrize("call", ON_A_DELETED_DOMAIN)
def test_what_a_call_on_a_deleted_domain_makes(scene, call):
    scene.batch.delete()
    *request, _, _ = CALLS[call]
    assert scene.calls.ask(*request).status == 409
    assert scene.events.kinds() == happened(*ON_A_DELETED_DOMAIN[call])


@pytest.mark.parametrize("call", ON_A_DELETED_DOMAIN)
def test_an_unknown_domain_makes_no_event(scene, emulator, call):
    *request, _, _ = CALLS[call]
    unknown = SessionCalls(emulator, {**scene.calls.domain, "DomainId": sdk.UNKNOWN_ID})
    assert unknown.ask(*request).status == 404
    assert scene.events.news() == []


def test_a_second_end_and_a_new_stream(scene):
    for call in (scene.sessions.end, scene.sessions.end, scene.sessions.start, scene.sessions.end):
        call()
    assert scene.events.kinds() == happened("START_SESSION", "START_SESSION", "START_SESSION")


def test_audio_as_a_file_and_over_a_web_socket(scene):
    scene.calls.hear(wav_files.wav(wav_files.tone(3)))
    path = f"{scene.calls.path('call-1', 'audio')}?voice=alice"
    with Stream(scene.emulator.address) as stream, WebSocket(stream, path) as socket:
        socket.say(wav_files.pcm(wav_files.tone(1)))
        socket.close()
    assert scene.events.news() == []


def test_an_enrollment_that_waits_for_speech(emulator, scene):
    scene.sessions.start("call-2", SpeakerId="bob")
    scene.sessions.audio(20, "bob", "call-2")
    scene.sessions.enrollment("call-2")
    emulator.advance("PT1H")
    assert scene.events.kinds() == happened("START_SESSION", "SESSION_ENROLLMENT_REQUEST")
    scene.sessions.audio(10, "bob", "call-2")
    assert scene.events.news() == []
    emulator.advance("PT1S")
    assert scene.events.kinds() == happened("ENROLL_SPEAKER")
    scene.sessions.end("call-2")
    emulator.advance("P2D")
    assert scene.events.kinds() == happened("START_SESSION"), "that a session is forgotten is no event"


def test_an_enrollment_that_takes_no_time(start_emulator, account):
    emulator = start_emulator("--enrollment-seconds", "0")
    scene = Scene(emulator, account)
    scene.sessions.stream(SPEAKER)
    scene.sessions.enrollment()
    assert scene.events.kinds() == happened("START_SESSION", "SESSION_ENROLLMENT_REQUEST", "ENROLL_SPEAKER")


def test_a_domain_that_is_erased_makes_no_event(emulator, scene):
    scene.batch.delete()
    emulator.advance("P31D")
    assert scene.events.news() == []


# Method of the desktop, its request, and what is made.
DESKTOP = {
    "describeSpeaker": ({"SpeakerId": SPEAKER}, []),
    "optOutSpeaker": ({"SpeakerId": SPEAKER}, ["OPT_OUT_SPEAKER"]),
    "deleteSpeaker": ({"SpeakerId": SPEAKER}, ["DELETE_SPEAKER"]),
    "evaluateSession": ({"SessionNameOrId": "call-1"}, ["EVALUATE_SESSION"]),
    "describeSession": ({"SessionNameOrId": "call-1"}, []),
    "updateSession": ({"SessionNameOrId": "call-1", "SpeakerId": "bob"}, ["UPDATE_SESSION"]),
    "enrollBySession": ({"SessionNameOrId": "call-1"}, ["SESSION_ENROLLMENT_REQUEST"]),
}
DESKTOP_REFUSED = {
    "describeSpeaker": ({"SpeakerId": "nobody"}, []),
    "optOutSpeaker": ({"SpeakerId": sdk.UNKNOWN_SPEAKER}, ["OPT_OUT_SPEAKER!"]),
    "deleteSpeaker": ({"SpeakerId": "nobody"}, ["DELETE_SPEAKER!"]),
    "evaluateSession": ({"SessionNameOrId": "call-2"}, ["EVALUATE_SESSION!"]),
    "describeSession": ({"SessionNameOrId": "call-2"}, []),
    "updateSession": ({"SessionNameOrId": "call-2", "SpeakerId": "bob"}, ["UPDATE_SESSION!"]),
    "enrollBySession": ({"SessionNameOrId": "call-2"}, ["SESSION_ENROLLMENT_REQUEST!"]),
}


def post(emulator, target, body):
    return emulator.request("POST", "/agent-app/api", body, {"X-Amz-target": target})


@pytest.mark.parametrize("method", DESKTOP)
def test_what_a_call_of_the_desktop_makes(scene, emulator, method):
    body, words = DESKTOP[method]
    answer = post(emulator, VOICE_ID + method, {"DomainId": scene.domain_id, **body})
    assert answer.status == 200, answer
    assert scene.events.kinds() == happened(*words)


@pytest.mark.parametrize("method", DESKTOP_REFUSED)
def test_what_a_refused_call_of_the_desktop_makes(scene, emulator, method):
    body, words = DESKTOP_REFUSED[method]
    answer = post(emulator, VOICE_ID + method, {"DomainId": scene.domain_id, **body})
    assert answer.status == 400, answer
    assert scene.events.kinds() == happened(*words)


def test_the_desktops_start(scene, emulator):
    start = {"contactId": CONTACT, "domainId": scene.domain_id, "clientToken": "one"}
    for _ in range(2):
        assert post(emulator, DESKTOP_START, start).status == 200
    assert scene.events.kinds() == happened("START_SESSION"), "a repeated token makes no event"
    assert post(emulator, DESKTOP_START, {**start, "clientToken": "two"}).status == 400
    event = scene.events.one()
    assert event["detail"]["status"] == "FAILURE" and event["detail"]["session"]["sessionName"] == CONTACT


def test_the_desktops_other_calls(scene, emulator):
    emulator.request("PUT", f"/_voiceid/contacts/{CONTACT}", {"CustomerId": SPEAKER})
    emulator.request("PUT", f"/_voiceid/integration-associations/{CONTACT}", {"DomainId": scene.domain_id})
    for target, body in (("Lcms.getContact", {"contactId": CONTACT}),
                         ("Lcms.updateVoiceIdData", {"ContactId": CONTACT, "CustomerId": "bob"}),
                         ("Acs.listIntegrationAssociations", {"InstanceId": CONTACT, "IntegrationType": "VOICE_ID"})):
        assert post(emulator, f"AgentAppService.{target}", body).status == 200
    assert scene.events.news() == []
