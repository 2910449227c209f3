"""What events say, member for member: the envelope, starts, ends and changes of sessions."""
import pytest

from support import control, sdk
from support.event_scene import SPEAKER, Scene
from support.events import Events
from support.session_calls import CONTACT_ARN

CONTACT = {"aws:connect:OriginalContactArn": CONTACT_ARN}
NO_PROGRESS = {"authenticationAudioProgress": {"audioAggregationStartedAt": None, "audioAggregationEndedAt": None},
               "fraudDetectionAudioProgress": {"audioAggregationStartedAt": None, "audioAggregationEndedAt": None},
               "enrollmentAudioProgress": {"audioAggregationStartedAt": None, "audioAggregationEndedAt": None,
                                           "audioAggregationStatus": None}}
NO_SETTINGS = {"generatedSpeakerId": None, "authenticationConfiguration": None, "fraudDetectionConfiguration": None}
NO_RESULTS = {"authenticationResult": None, "fraudDetectionResult": None}
NOT_FOUND, CONFLICT = (404, "ResourceNotFoundException"), (409, "ConflictException")
QUOTA = (402, "ServiceQuotaExceededException")


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator("--quota", "active-sessions=2", "--quota", "speakers=2") as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def settings(scene, **more):
    return {"generatedSpeakerId": None, "authenticationConfiguration": {"acceptanceThreshold": 90},
            "fraudDetectionConfiguration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}, **more}


def named(session):
    return {"sessionId": session["SessionId"], "sessionName": session["SessionName"]}


def test_the_envelope(emulator, scene):
    domain = emulator.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
                           account=scene.account, region="eu-west-2").body["Domain"]["DomainId"]
    scene.quiet()
    emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "a"}, account=scene.account, region="eu-west-2")
    event = scene.events.one()
    assert event == {
        "version": "0", "id": event["id"], "detail-type": "VoiceId Speaker Action", "source": "aws.voiceid",
        "account": scene.account, "time": scene.now()[:-5] + "Z", "region": "eu-west-2",
        "resources": [f"arn:aws:voiceid:eu-west-2:{scene.account}:domain/{domain}"], "detail": event["detail"]}


def test_start_session(scene):
    session = scene.sessions.start()
    scene.detail("START_SESSION", systemAttributes=None, session={
        **named(session), **settings(scene), **NO_PROGRESS,
        "streamingConfiguration": {"authenticationMinimumSpeechInSeconds": 10}})


def test_start_session_of_a_known_speaker_with_a_contact(scene):
    speaker = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    watchlist = scene.batch.new_watchlist()
    scene.quiet()
    session = scene.sessions.start(
        SpeakerId=SPEAKER, ContactArn=CONTACT_ARN, AuthenticationConfiguration={"AcceptanceThreshold": 70},
        FraudDetectionConfiguration={"RiskThreshold": 0, "WatchlistId": watchlist},
        StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    scene.detail("START_SESSION", systemAttributes=CONTACT, session={
        **named(session), **NO_PROGRESS, "generatedSpeakerId": speaker,
        "authenticationConfiguration": {"acceptanceThreshold": 70},
        "fraudDetectionConfiguration": {"riskThreshold": 0, "watchlistId": watchlist},
        "streamingConfiguration": {"authenticationMinimumSpeechInSeconds": 5}})


def test_the_end_of_a_stream(emulator, scene):
    session = scene.sessions.start(ContactArn=CONTACT_ARN)
    began = scene.now()
    scene.sessions.audio(4)
    emulator.advance("PT4.25S")
    scene.sessions.audio(27)
    full = scene.now()
    emulator.advance("PT1M")
    scene.quiet().sessions.end()
    heard = {"audioAggregationStartedAt": began, "audioAggregationEndedAt": full}
    event = scene.detail("START_SESSION", systemAttributes=CONTACT, session={
        **named(session), **settings(scene), "authenticationAudioProgress": heard, "fraudDetectionAudioProgress": heard,
        "enrollmentAudioProgress": {**heard, "audioAggregationStatus": "ENOUGH_SPEECH"},
        "streamingConfiguration": {"authenticationMinimumSpeechInSeconds": 10}})
    assert event["time"] == scene.now()[:-5] + "Z"


def test_the_end_of_a_short_stream_with_nothing_on(scene):
    session = scene.sessions.start(AuthenticationConfiguration=False, FraudDetectionConfiguration=False)
    scene.sessions.audio(4)
    scene.quiet().sessions.end()
    progress = {**NO_PROGRESS, "enrollmentAudioProgress": {
        "audioAggregationStartedAt": scene.now(), "audioAggregationEndedAt": None,
        "audioAggregationStatus": "NOT_ENOUGH_SPEECH"}}
    scene.detail("START_SESSION", systemAttributes=None, session={
        **named(session), **NO_SETTINGS, **progress,
        "streamingConfiguration": {"authenticationMinimumSpeechInSeconds": 10}})


@pytest.mark.parametrize("error, error_name, members, seen", [
    (CONFLICT, "ANOTHER_ACTIVE_STREAM", {}, True), (QUOTA, "ServiceQuotaExceededException", {"name": "call-3"}, False),
    (NOT_FOUND, "ResourceNotFoundException",
     {"name": "call-3", "FraudDetectionConfiguration": {"WatchlistId": sdk.UNKNOWN_ID}}, False)],
    ids=["active", "quota", "watchlist"])
def test_a_refused_start(scene, error, error_name, members, seen):
    session = scene.sessions.start()
    scene.sessions.start("call-2")
    with control.refused(error_name, 404 if error == NOT_FOUND else 409):
        scene.quiet().sessions.start(**members)
    names = named(session) if seen else {"sessionId": None, "sessionName": "call-3"}
    scene.detail("START_SESSION", error, systemAttributes=None, session={
        **names, **NO_SETTINGS, **NO_PROGRESS, "streamingConfiguration": None})


def test_update_session(scene):
    session = scene.sessions.start(ContactArn=CONTACT_ARN)
    scene.quiet().sessions.update(AuthenticationConfiguration={"AcceptanceThreshold": 1}, SpeakerId="nobody",
                                  FraudDetectionConfiguration=False)
    scene.detail("UPDATE_SESSION", session={
        **named(session), "generatedSpeakerId": None, "authenticationConfiguration": {"acceptanceThreshold": 1},
        "fraudDetectionConfiguration": None})


def test_a_refused_update_says_how_the_session_is(scene):
    session = scene.sessions.start()
    scene.sessions.end()
    with control.refused("ConflictException"):
        scene.quiet().sessions.update(StreamingStatus="ONGOING", AuthenticationConfiguration=False)
    scene.detail("UPDATE_SESSION", CONFLICT, session={**named(session), **settings(scene)})


@pytest.mark.parametrize("asked, names", [
    ("call-2", {"sessionId": None, "sessionName": "call-2"}),
    (sdk.UNKNOWN_SPEAKER, {"sessionId": sdk.UNKNOWN_SPEAKER, "sessionName": None})])
def test_a_session_that_is_not_found_is_what_it_was_asked_for_by(scene, asked, names):
    with control.refused("ResourceNotFoundException", 404):
        scene.sessions.update(asked, SpeakerId="a")
    scene.detail("UPDATE_SESSION", NOT_FOUND, session={**names, **NO_SETTINGS})
    with control.refused("ResourceNotFoundException", 404):
        scene.sessions.enrollment(asked)
    scene.detail("SESSION_ENROLLMENT_REQUEST", NOT_FOUND, **names, systemAttributes=None)
    assert scene.api("EvaluateSession", SessionNameOrId=asked)[0] == 404
    scene.detail("EVALUATE_SESSION", NOT_FOUND, systemAttributes=None,
                 session={**names, **NO_RESULTS, "generatedSpeakerId": None, "streamingStatus": None})


@pytest.mark.parametrize("by", ["SessionId", "SessionName"])
def test_on_a_deleted_domain_a_session_is_what_it_was_asked_for_by(scene, by):
    session = scene.sessions.start()
    scene.batch.delete()
    asked = session[by]
    names = {"sessionId": None, "sessionName": None, by[0].lower() + by[1:]: asked}
    with control.refused("DOMAIN_NOT_ACTIVE"):
        scene.quiet().sessions.update(asked, SpeakerId="a")
    scene.detail("UPDATE_SESSION", CONFLICT, session={**names, **NO_SETTINGS})
    with control.refused("DOMAIN_NOT_ACTIVE"):
        scene.sessions.enrollment(asked)
    scene.detail("SESSION_ENROLLMENT_REQUEST", CONFLICT, **names, systemAttributes=None)
    assert scene.api("EvaluateSession", SessionNameOrId=asked)[0] == 409
    scene.detail("EVALUATE_SESSION", CONFLICT, systemAttributes=None,
                 session={**names, **NO_RESULTS, "generatedSpeakerId": None, "streamingStatus": None})


def test_on_a_deleted_domain_a_start_says_the_name(scene):
    scene.batch.delete()
    with control.refused("DOMAIN_NOT_ACTIVE"):
        scene.quiet().sessions.start("call-7")
    scene.detail("START_SESSION", CONFLICT, systemAttributes=None, session={
        "sessionId": None, "sessionName": "call-7", **NO_SETTINGS, **NO_PROGRESS, "streamingConfiguration": None})


def test_time_is_the_emulators_clock(emulator, account):
    control.set_clock(emulator, "2031-12-31T23:59:59.999Z")
    events = Events(emulator, account=account)
    scene = Scene(emulator, account)
    scene.sessions.stream(SPEAKER)
    scene.sessions.enrollment()
    emulator.advance("PT1S")
    found = events.news()
    assert [each["time"] for each in found] == ["2031-12-31T23:59:59Z"] * 2 + ["2032-01-01T00:00:00Z"]
