"""What events say, member for member. tests/handlers holds which values they have, tests/server/events their JSON."""
import pytest

from support import control, sdk
from support.event_scene import SPEAKER, Scene
from support.session_calls import CONTACT_ARN

CONTACT = {"aws:connect:OriginalContactArn": CONTACT_ARN}
NOTHING_HEARD = {"audioAggregationStartedAt": None, "audioAggregationEndedAt": None}
NO_PROGRESS = {"authenticationAudioProgress": NOTHING_HEARD, "fraudDetectionAudioProgress": NOTHING_HEARD,
               "enrollmentAudioProgress": {**NOTHING_HEARD, "audioAggregationStatus": None}}
NO_SETTINGS = {"generatedSpeakerId": None, "authenticationConfiguration": None, "fraudDetectionConfiguration": None}
NO_RESULTS = {"authenticationResult": None, "fraudDetectionResult": None, "generatedSpeakerId": None}
NOT_FOUND, CONFLICT = (404, "ResourceNotFoundException"), (409, "ConflictException")


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def settings(scene, **more):
    return {"generatedSpeakerId": None, "authenticationConfiguration": {"acceptanceThreshold": 90},
            "fraudDetectionConfiguration": {"riskThreshold": 50, "watchlistId": scene.default_watchlist}, **more}


def named(session):
    return {"sessionId": session["SessionId"], "sessionName": session["SessionName"]}


def minimum(seconds):
    return {"streamingConfiguration": {"authenticationMinimumSpeechInSeconds": seconds}}


def test_the_envelope(emulator, scene):
    domain = emulator.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}},
                           account=scene.account, region="eu-west-2").body["Domain"]["DomainId"]
    emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "a"}, account=scene.account, region="eu-west-2")
    event = scene.events.one()
    assert event == {
        "version": "0", "id": event["id"], "detail-type": "VoiceId Speaker Action", "source": "aws.voiceid",
        "account": scene.account, "time": scene.now()[:-5] + "Z", "region": "eu-west-2",
        "resources": [f"arn:aws:voiceid:eu-west-2:{scene.account}:domain/{domain}"], "detail": event["detail"]}


def test_start_session(scene):
    speaker = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    watchlist = scene.batch.new_watchlist()
    session = scene.quiet().sessions.start(
        SpeakerId=SPEAKER, ContactArn=CONTACT_ARN, AuthenticationConfiguration={"AcceptanceThreshold": 70},
        FraudDetectionConfiguration={"RiskThreshold": 0, "WatchlistId": watchlist},
        StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    scene.detail("START_SESSION", systemAttributes=CONTACT, session={
        **named(session), **NO_PROGRESS, "generatedSpeakerId": speaker,
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
    event = scene.detail("START_SESSION", systemAttributes=CONTACT, session={
        **named(session), **settings(scene), "authenticationAudioProgress": heard, "fraudDetectionAudioProgress": heard,
        "enrollmentAudioProgress": {**heard, "audioAggregationStatus": "ENOUGH_SPEECH"}, **minimum(10)})
    assert event["time"] == scene.now()[:-5] + "Z"


def test_a_short_stream_with_authentication_and_fraud_detection_off(scene):
    session = scene.sessions.start(AuthenticationConfiguration=False, FraudDetectionConfiguration=False)
    scene.sessions.audio(4)
    scene.quiet().sessions.end()
    progress = {**NOTHING_HEARD, "audioAggregationStartedAt": scene.now(),
                "audioAggregationStatus": "NOT_ENOUGH_SPEECH"}
    scene.detail("START_SESSION", systemAttributes=None, session={
        **named(session), **NO_SETTINGS, **NO_PROGRESS, "enrollmentAudioProgress": progress, **minimum(10)})


def test_a_refused_start(scene):
    session = scene.sessions.start()
    with control.refused("ANOTHER_ACTIVE_STREAM"):
        scene.quiet().sessions.start()
    scene.detail("START_SESSION", CONFLICT, systemAttributes=None, session={
        **named(session), **NO_SETTINGS, **NO_PROGRESS, "streamingConfiguration": None})


def test_update_session(scene):
    session = scene.sessions.start(ContactArn=CONTACT_ARN)
    scene.quiet().sessions.update(AuthenticationConfiguration={"AcceptanceThreshold": 1}, SpeakerId="nobody",
                                  FraudDetectionConfiguration=False)
    scene.detail("UPDATE_SESSION", session={
        **named(session), **NO_SETTINGS, "authenticationConfiguration": {"acceptanceThreshold": 1}})


@pytest.mark.parametrize("deleted, error", [(False, NOT_FOUND), (True, CONFLICT)], ids=["unknown", "deleted domain"])
@pytest.mark.parametrize("asked, names", [
    ("call-2", {"sessionId": None, "sessionName": "call-2"}),
    (sdk.UNKNOWN_SPEAKER, {"sessionId": sdk.UNKNOWN_SPEAKER, "sessionName": None})], ids=["name", "id"])
def test_a_session_that_is_not_found_appears_as_the_call_named_it(scene, asked, names, deleted, error):
    if deleted:
        scene.batch.delete()
    for call, action, members in [
        (lambda: scene.sessions.update(asked, SpeakerId="a"), "UPDATE_SESSION", {"session": {**names, **NO_SETTINGS}}),
        (lambda: scene.sessions.enrollment(asked), "SESSION_ENROLLMENT_REQUEST", {**names, "systemAttributes": None})]:
        with control.refused("DOMAIN_NOT_ACTIVE" if deleted else error[1], error[0]):
            call()
        scene.detail(action, error, **members)
    assert scene.api("EvaluateSession", SessionNameOrId=asked)[:2] == error
    scene.detail("EVALUATE_SESSION", error, systemAttributes=None,
                 session={**names, **NO_RESULTS, "streamingStatus": None})


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


@pytest.mark.parametrize("operation, action", [("OptOutSpeaker", "OPT_OUT_SPEAKER"),
                                               ("DeleteSpeaker", "DELETE_SPEAKER")])
def test_speaker_actions(scene, operation, action):
    speaker = scene.batch.call("OptOutSpeaker", SpeakerId=SPEAKER)["Speaker"]["GeneratedSpeakerId"]
    scene.quiet().api(operation, SpeakerId=SPEAKER)
    scene.detail(action, generatedSpeakerId=speaker, data=None, systemAttributes=None)
    scene.api(operation, SpeakerId=sdk.UNKNOWN_SPEAKER)
    scene.detail(action, NOT_FOUND, generatedSpeakerId=sdk.UNKNOWN_SPEAKER, data=None, systemAttributes=None)
    scene.batch.delete()
    scene.api(operation, SpeakerId=SPEAKER)
    scene.detail(action, CONFLICT, generatedSpeakerId=None, data=None, systemAttributes=None)


def test_delete_fraudster(scene):
    [fraudster] = scene.batch.register("mallory")
    second = scene.batch.new_watchlist()
    scene.batch.call("AssociateFraudster", WatchlistId=second, FraudsterId=fraudster)
    scene.quiet().api("DeleteFraudster", FraudsterId=fraudster)
    scene.detail("DELETE_FRAUDSTER", generatedFraudsterId=fraudster, watchlistIds=[scene.default_watchlist, second],
                 data=None)
    scene.api("DeleteFraudster", FraudsterId=fraudster)
    scene.detail("DELETE_FRAUDSTER", NOT_FOUND, generatedFraudsterId=fraudster, watchlistIds=None, data=None)


@pytest.mark.parametrize("risk, error", [(None, None), (90, (400, "ValidationException"))], ids=["success", "failure"])
def test_enrollment_by_session(emulator, scene, risk, error):
    session = scene.sessions.stream(SPEAKER, ContactArn=CONTACT_ARN)
    if risk:
        scene.sessions.outcome(VoiceSpoofingRisk={"RiskScore": risk})
    scene.quiet().sessions.enrollment(session["SessionId"])
    speaker = scene.batch.speaker(SPEAKER)["GeneratedSpeakerId"]
    scene.detail("SESSION_ENROLLMENT_REQUEST", **named(session), systemAttributes=CONTACT)
    emulator.advance("PT1S")
    event = scene.detail("ENROLL_SPEAKER", error, generatedSpeakerId=speaker, systemAttributes=CONTACT, data={
        "enrollmentSource": "SESSION", "enrollmentSourceId": session["SessionId"],
        "enrollmentStatus": None if error else "NEW_ENROLLMENT"})
    assert event["time"] == scene.now()[:-5] + "Z"
