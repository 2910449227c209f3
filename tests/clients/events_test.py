"""What events say, member for member. tests/handlers holds which values they have, tests/server/events their JSON."""
import pytest

from support import control, sdk
from support.event_scene import SPEAKER, Scene
from support.session_calls import CONTACT_ARN

CONTACT = {"aws:connect:OriginalContactArn": CONTACT_ARN}
NOTHING_HEARD = {"audioAggregationStartedAt": None, "audioAggregationEndedAt": None}
NO_SETTINGS = {"generatedSpeakerId": None, "authenticationConfiguration": None, "fraudDetectionConfiguration": None}


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def settings(scene):
    return {"generatedSpeakerId": None, "authenticationConfiguration": {"acceptanceThreshold": 90},
            "fraudDetectionConfiguration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}}


def named(session):
    return {"sessionId": session["SessionId"], "sessionName": session["SessionName"]}


def minimum(seconds):
    return {"streamingConfiguration": {"authenticationMinimumSpeechInSeconds": seconds}}


def progress(began, **parts):
    """Aggregation that began and has not ended, except for the parts given otherwise."""
    begun = {**NOTHING_HEARD, "audioAggregationStartedAt": began}
    return {"authenticationAudioProgress": begun, "fraudDetectionAudioProgress": begun,
            "enrollmentAudioProgress": {**begun, "audioAggregationStatus": "NOT_ENOUGH_SPEECH"}, **parts}


def test_start_session(scene):
    speaker = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    watchlist = scene.batch.new_watchlist()
    session = scene.quiet().sessions.start(
        SpeakerId=SPEAKER, ContactArn=CONTACT_ARN, AuthenticationConfiguration={"AcceptanceThreshold": 70},
        FraudDetectionConfiguration={"RiskThreshold": 0, "WatchlistId": watchlist},
        StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    scene.detail("START_SESSION", systemAttributes=CONTACT, session={
        **named(session), **progress(scene.now()), "generatedSpeakerId": speaker,
        "authenticationConfiguration": {"acceptanceThreshold": 70},
        "fraudDetectionConfiguration": {"riskThreshold": 0, "watchlistId": watchlist}, **minimum(5)})


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
    event = scene.detail("START_SESSION", status="STREAMING_ENDED", systemAttributes=CONTACT, session={
        **named(session), **settings(scene), "authenticationAudioProgress": heard, "fraudDetectionAudioProgress": heard,
        "enrollmentAudioProgress": {**heard, "audioAggregationStatus": "READY_FOR_ENROLLMENT"}, **minimum(10)})
    assert event["time"] == scene.now()[:-5] + "Z"


def test_a_short_stream_with_authentication_and_fraud_detection_off(scene):
    session = scene.sessions.start(AuthenticationConfiguration=False, FraudDetectionConfiguration=False)
    scene.sessions.audio(4)
    scene.quiet().sessions.end()
    off = {"authenticationAudioProgress": NOTHING_HEARD, "fraudDetectionAudioProgress": NOTHING_HEARD}
    scene.detail("START_SESSION", status="STREAMING_ENDED", systemAttributes=None, session={
        **named(session), **NO_SETTINGS, **progress(scene.now(), **off), **minimum(10)})


def test_evaluate_session(scene):
    scene.sessions.enroll(SPEAKER)
    session = scene.sessions.stream(SPEAKER, ContactArn=CONTACT_ARN)
    risks = {"KnownFraudsterRisk": {"RiskScore": 51, "GeneratedFraudsterId": sdk.UNKNOWN_SPEAKER},
             "VoiceSpoofingRisk": {"RiskScore": 52}}
    scene.sessions.outcome(**risks)
    answer = scene.quiet().api("EvaluateSession", SessionNameOrId="call-1")[2]
    authentication, fraud = answer["AuthenticationResult"], answer["FraudDetectionResult"]
    heard = {"audioAggregationStartedAt": scene.now(), "audioAggregationEndedAt": scene.now()}
    scene.detail("EVALUATE_SESSION", systemAttributes=CONTACT, session={
        **named(session), "generatedSpeakerId": authentication["GeneratedSpeakerId"], "streamingStatus": "ONGOING",
        "authenticationResult": {
            "authenticationResultId": authentication["AuthenticationResultId"], "decision": "ACCEPT",
            "score": authentication["Score"], "configuration": {"acceptanceThreshold": 90}, **heard},
        "fraudDetectionResult": {
            "fraudDetectionResultId": fraud["FraudDetectionResultId"], "decision": "HIGH_RISK",
            "reasons": ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"],
            "configuration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}, **heard,
            "riskDetails": {"knownFraudsterRisk": {"generatedFraudsterId": sdk.UNKNOWN_SPEAKER, "riskScore": 51},
                            "voiceSpoofingRisk": {"riskScore": 52}}}})


def test_evaluate_session_without_audio(scene):
    session = scene.sessions.start()
    answer = scene.quiet().api("EvaluateSession", SessionNameOrId="call-1")[2]
    scene.detail("EVALUATE_SESSION", systemAttributes=None, session={
        **named(session), "generatedSpeakerId": None, "streamingStatus": "ONGOING",
        "authenticationResult": {
            "authenticationResultId": answer["AuthenticationResult"]["AuthenticationResultId"], **NOTHING_HEARD,
            "decision": "SPEAKER_ID_NOT_PROVIDED", "score": None, "configuration": {"acceptanceThreshold": 90}},
        "fraudDetectionResult": {
            "fraudDetectionResultId": answer["FraudDetectionResult"]["FraudDetectionResultId"], **NOTHING_HEARD,
            "decision": "NOT_ENOUGH_SPEECH", "reasons": None, "riskDetails": None,
            "configuration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}}})


def test_enrollment_by_session(emulator, scene):
    session = scene.sessions.stream(SPEAKER, ContactArn=CONTACT_ARN)
    scene.quiet().sessions.enrollment(session["SessionId"])
    speaker = scene.batch.speaker(SPEAKER)["GeneratedSpeakerId"]
    scene.detail("SESSION_ENROLLMENT_REQUEST", **named(session), systemAttributes=CONTACT)
    emulator.advance("PT1S")
    event = scene.detail("ENROLL_SPEAKER", generatedSpeakerId=speaker, systemAttributes=CONTACT, data={
        "enrollmentSource": "SESSION_ENROLLMENT", "enrollmentSourceId": session["SessionId"],
        "enrollmentStatus": "NEW_ENROLLMENT"})
    assert event["time"] == scene.now()[:-5] + "Z"
