"""What events say, member for member: evaluations, speakers, enrollments by session."""
import pytest

from support import control, sdk
from support.event_scene import SPEAKER, Scene
from support.session_calls import CONTACT_ARN

CONTACT = {"aws:connect:OriginalContactArn": CONTACT_ARN}
NO_RESULTS = {"authenticationResult": None, "fraudDetectionResult": None}
NOT_FOUND, CONFLICT = (404, "ResourceNotFoundException"), (409, "ConflictException")
INVALID = (400, "ValidationException")


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator("--quota", "speakers=2") as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def named(session):
    return {"sessionId": session["SessionId"], "sessionName": session["SessionName"]}


def test_evaluate_session(scene):
    scene.sessions.enroll(SPEAKER)
    session = scene.sessions.stream(SPEAKER, ContactArn=CONTACT_ARN)
    scene.quiet()
    answer = scene.api("EvaluateSession", SessionNameOrId="call-1")[2]
    authentication, fraud = answer["AuthenticationResult"], answer["FraudDetectionResult"]
    heard = {"audioAggregationStartedAt": scene.now(), "audioAggregationEndedAt": scene.now()}
    scene.detail("EVALUATE_SESSION", systemAttributes=CONTACT, session={
        **named(session), "generatedSpeakerId": authentication["GeneratedSpeakerId"], "streamingStatus": "ONGOING",
        "authenticationResult": {
            "authenticationResultId": authentication["AuthenticationResultId"], "decision": "ACCEPT",
            "score": authentication["Score"], "configuration": {"acceptanceThreshold": 90}, **heard},
        "fraudDetectionResult": {
            "fraudDetectionResultId": fraud["FraudDetectionResultId"], "decision": "LOW_RISK", "reasons": None,
            "configuration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}, **heard,
            "riskDetails": {"knownFraudsterRisk": {"generatedFraudsterId": None, "riskScore": 0},
                            "voiceSpoofingRisk": {"riskScore": 0}}}})


def test_evaluate_session_at_high_risk(scene):
    scene.sessions.stream()
    scene.sessions.outcome(KnownFraudsterRisk={"RiskScore": 51, "GeneratedFraudsterId": sdk.UNKNOWN_SPEAKER},
                           VoiceSpoofingRisk={"RiskScore": 52})
    scene.quiet().api("EvaluateSession", SessionNameOrId="call-1")
    fraud = scene.events.detail()["session"]["fraudDetectionResult"]
    assert (fraud["decision"], fraud["reasons"]) == ("HIGH_RISK", ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"])
    assert fraud["riskDetails"] == {
        "knownFraudsterRisk": {"generatedFraudsterId": sdk.UNKNOWN_SPEAKER, "riskScore": 51},
        "voiceSpoofingRisk": {"riskScore": 52}}


def test_evaluate_session_without_audio(scene):
    scene.sessions.start()
    scene.quiet().api("EvaluateSession", SessionNameOrId="call-1")
    session = scene.events.detail()["session"]
    authentication, fraud = session["authenticationResult"], session["fraudDetectionResult"]
    assert (authentication["decision"], authentication["score"]) == ("SPEAKER_ID_NOT_PROVIDED", None)
    assert (fraud["decision"], fraud["reasons"], fraud["riskDetails"]) == ("NOT_ENOUGH_SPEECH", None, None)
    assert {part["audioAggregationStartedAt"] for part in (authentication, fraud)} == {None}


def test_evaluate_session_that_is_pending(scene):
    session = scene.sessions.start(StreamingStatus="PENDING_CONFIGURATION")
    scene.quiet().api("EvaluateSession", SessionNameOrId="call-1")
    scene.detail("EVALUATE_SESSION", systemAttributes=None, session={
        **named(session), **NO_RESULTS, "generatedSpeakerId": None, "streamingStatus": "PENDING_CONFIGURATION"})


@pytest.mark.parametrize("operation, action", [("OptOutSpeaker", "OPT_OUT_SPEAKER"),
                                               ("DeleteSpeaker", "DELETE_SPEAKER")])
def test_speaker_actions(scene, operation, action):
    speaker = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    scene.quiet().api(operation, SpeakerId=SPEAKER)
    scene.detail(action, generatedSpeakerId=speaker, data=None, systemAttributes=None)
    scene.api(operation, SpeakerId=sdk.UNKNOWN_SPEAKER)
    scene.detail(action, NOT_FOUND, generatedSpeakerId=sdk.UNKNOWN_SPEAKER, data=None, systemAttributes=None)


def test_refused_speaker_actions(scene):
    scene.api("DeleteSpeaker", SpeakerId="nobody")
    scene.detail("DELETE_SPEAKER", NOT_FOUND, generatedSpeakerId=None, data=None, systemAttributes=None)
    statuses = [scene.api("OptOutSpeaker", SpeakerId=each)[0] for each in ("alice", "bob", "carol")]
    assert statuses == [200, 200, 402]
    *_, full = scene.events.news()
    assert (full["detail"]["errorInfo"]["errorCode"], full["detail"]["generatedSpeakerId"]) == (402, None)


@pytest.mark.parametrize("operation, action", [("OptOutSpeaker", "OPT_OUT_SPEAKER"),
                                               ("DeleteSpeaker", "DELETE_SPEAKER")])
def test_on_a_deleted_domain_a_speaker_is_told_by_the_generated_id_alone(scene, operation, action):
    generated = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    scene.batch.delete()
    scene.quiet()
    for asked, told in ((generated, generated), (sdk.UNKNOWN_SPEAKER, sdk.UNKNOWN_SPEAKER), (SPEAKER, None)):
        assert scene.api(operation, SpeakerId=asked)[:2] == CONFLICT
        scene.detail(action, CONFLICT, generatedSpeakerId=told, data=None, systemAttributes=None)


def test_on_a_deleted_domain_a_fraudster_is_told_by_the_generated_id(scene):
    scene.batch.delete()
    scene.quiet()
    assert scene.api("DeleteFraudster", FraudsterId=sdk.UNKNOWN_SPEAKER)[:2] == CONFLICT
    scene.detail("DELETE_FRAUDSTER", CONFLICT, generatedFraudsterId=sdk.UNKNOWN_SPEAKER, watchlistIds=None, data=None)


def test_enrollment_by_session(emulator, scene):
    for status in ("NEW_ENROLLMENT", "ENROLLMENT_OVERWRITE"):
        session = scene.sessions.stream(SPEAKER, name=f"call-{status[:3]}", ContactArn=CONTACT_ARN)
        scene.quiet().sessions.enrollment(session["SessionId"])
        scene.detail("SESSION_ENROLLMENT_REQUEST", **named(session), systemAttributes=CONTACT)
        emulator.advance("PT1S")
        event = scene.detail(
            "ENROLL_SPEAKER", systemAttributes=CONTACT, data={
                "enrollmentSource": "SESSION", "enrollmentSourceId": session["SessionId"], "enrollmentStatus": status},
            generatedSpeakerId=scene.batch.speaker(SPEAKER)["GeneratedSpeakerId"])
        assert event["time"] == scene.now()[:-5] + "Z"


@pytest.mark.parametrize("spoil, error", [
    (lambda scene: scene.sessions.outcome(VoiceSpoofingRisk={"RiskScore": 90}), INVALID),
    (lambda scene: scene.api("OptOutSpeaker", SpeakerId=SPEAKER), CONFLICT),
    (lambda scene: scene.api("DeleteSpeaker", SpeakerId=SPEAKER), CONFLICT)], ids=["risk", "opt-out", "deletion"])
def test_a_failed_enrollment(emulator, scene, spoil, error):
    session = scene.sessions.stream(SPEAKER)
    scene.sessions.enrollment()
    speaker = scene.batch.speaker(SPEAKER)["GeneratedSpeakerId"]
    spoil(scene)
    scene.quiet()
    emulator.advance("PT1S")
    scene.detail("ENROLL_SPEAKER", error, generatedSpeakerId=speaker, systemAttributes=None, data={
        "enrollmentSource": "SESSION", "enrollmentSourceId": session["SessionId"], "enrollmentStatus": None})


def test_a_refused_enrollment(scene):
    session = scene.sessions.start(ContactArn=CONTACT_ARN)
    with control.refused("SPEAKER_NOT_SET"):
        scene.quiet().sessions.enrollment()
    scene.detail("SESSION_ENROLLMENT_REQUEST", CONFLICT, **named(session), systemAttributes=CONTACT)
