"""The members of the events of each detail-type, with their JSON types, and a check of events by them.

An event has all members of its table and no other. `Maybe` marks what is null where it has no value; 'json' is what the
public schemas call a string or null.
"""
import json
import re
from collections import namedtuple

from support.emulator import ROOT

SHARED = ROOT.parent / "shared/contract/events.json"

Maybe = namedtuple("Maybe", "of")
TEXT, NUMBER = Maybe("string"), Maybe("number")
ERROR = {"errorCode": "number", "errorMessage": "string", "errorType": "string"}
COMMON = {"action": "string", "domainId": "string", "sourceId": "string", "status": "string", "errorInfo": Maybe(ERROR)}
CONTACT = {"systemAttributes": Maybe({"aws:connect:OriginalContactArn": "string"})}
SESSION_IDS = {"sessionId": TEXT, "sessionName": TEXT}
AUTHENTICATION = {"acceptanceThreshold": "number"}
FRAUD_DETECTION = {"riskThreshold": "number", "watchlistId": "string"}
SETTINGS = {**SESSION_IDS, "generatedSpeakerId": TEXT, "authenticationConfiguration": Maybe(AUTHENTICATION),
            "fraudDetectionConfiguration": Maybe(FRAUD_DETECTION)}
TIMES = {"audioAggregationStartedAt": TEXT, "audioAggregationEndedAt": TEXT}
PROGRESS = {"authenticationAudioProgress": TIMES, "fraudDetectionAudioProgress": TIMES,
            "enrollmentAudioProgress": {**TIMES, "audioAggregationStatus": TEXT}}
RISKS = {"knownFraudsterRisk": {"generatedFraudsterId": "json", "riskScore": "number"},
         "voiceSpoofingRisk": {"riskScore": "number"}}
EVALUATED = {
    **SESSION_IDS, "generatedSpeakerId": TEXT, "streamingStatus": TEXT,
    "authenticationResult": Maybe({"authenticationResultId": "string", "decision": "string", "score": NUMBER, **TIMES,
                                   "configuration": AUTHENTICATION}),
    "fraudDetectionResult": Maybe({"fraudDetectionResultId": "string", "decision": "string",
                                   "reasons": Maybe(["string"]), **TIMES, "configuration": FRAUD_DETECTION,
                                   "riskDetails": Maybe(RISKS)})}
FILES = {"dataAccessRoleArn": "string", "inputDataConfig": {"s3Uri": "string"},
         "outputDataConfig": {"s3Uri": "string", "kmsKeyId": TEXT}}
ENROLLMENT_CONFIG = {"existingEnrollmentAction": TEXT,
                     "fraudDetectionConfig": Maybe({"fraudDetectionAction": TEXT, "fraudDetectionThreshold": NUMBER,
                                                    "watchlistIds": Maybe(["string"])})}
REGISTRATION_CONFIG = {"duplicateRegistrationAction": TEXT, "fraudsterSimilarityThreshold": NUMBER,
                       "watchlistIds": Maybe(["string"])}

MEMBERS = {
    "VoiceId Start Session Action": {
        **COMMON, **CONTACT, "session": {**SETTINGS, **PROGRESS, "streamingConfiguration": Maybe(
            {"authenticationMinimumSpeechInSeconds": "number"})}},
    "VoiceId Update Session Action": {**COMMON, "session": SETTINGS},
    "VoiceId Evaluate Session Action": {**COMMON, **CONTACT, "session": EVALUATED},
    "VoiceId Speaker Action": {
        **COMMON, **CONTACT, "generatedSpeakerId": TEXT,
        "data": Maybe({"enrollmentSource": "string", "enrollmentSourceId": "string", "enrollmentStatus": TEXT})},
    "VoiceId Fraudster Action": {
        **COMMON, "generatedFraudsterId": "json", "watchlistIds": Maybe(["string"]),
        "data": Maybe({"registrationSource": "string", "registrationSourceId": "string", "registrationStatus": TEXT})},
    "VoiceId Session Speaker Enrollment Action": {**COMMON, **CONTACT, **SESSION_IDS},
    "VoiceId Batch Speaker Enrollment Action": {
        **COMMON, "batchJobId": TEXT, "data": {**FILES, "enrollmentConfig": Maybe(ENROLLMENT_CONFIG)}},
    "VoiceId Batch Fraudster Registration Action": {
        **COMMON, "batchJobId": TEXT, "data": {**FILES, "registrationConfig": Maybe(REGISTRATION_CONFIG)}},
}
ACTIONS = {
    "VoiceId Start Session Action": {"START_SESSION"}, "VoiceId Update Session Action": {"UPDATE_SESSION"},
    "VoiceId Evaluate Session Action": {"EVALUATE_SESSION"},
    "VoiceId Speaker Action": {"ENROLL_SPEAKER", "OPT_OUT_SPEAKER", "DELETE_SPEAKER"},
    "VoiceId Fraudster Action": {"REGISTER_FRAUDSTER", "DELETE_FRAUDSTER"},
    "VoiceId Session Speaker Enrollment Action": {"SESSION_ENROLLMENT_REQUEST"},
    "VoiceId Batch Speaker Enrollment Action": {"BATCH_ENROLLMENT_REQUEST"},
    "VoiceId Batch Fraudster Registration Action": {"BATCH_REGISTRATION_REQUEST"},
}
ENVELOPE = ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
ERRORS = {"ValidationException": {400}, "ServiceQuotaExceededException": {402}, "AccessDeniedException": {403},
          "ResourceNotFoundException": {404}, "ConflictException": {409}, "InternalServerException": {500}}

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
RESOURCE_ID = r"[a-zA-Z0-9]{22}"
MILLISECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
SECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
# By a member's name, wherever it stands.
FORMS = {
    "sourceId": UUID, "domainId": RESOURCE_ID, "batchJobId": RESOURCE_ID, "watchlistId": RESOURCE_ID,
    "watchlistIds": RESOURCE_ID, "authenticationResultId": RESOURCE_ID, "fraudDetectionResultId": RESOURCE_ID,
    "sessionId": f"id#{RESOURCE_ID}", "generatedSpeakerId": f"id#{RESOURCE_ID}",
    "generatedFraudsterId": f"id#{RESOURCE_ID}", "registrationSourceId": RESOURCE_ID,
    "enrollmentSourceId": f"(id#)?{RESOURCE_ID}", "audioAggregationStartedAt": MILLISECONDS,
    "audioAggregationEndedAt": MILLISECONDS, "status": "SUCCESS|FAILURE",
    "audioAggregationStatus": "NOT_ENOUGH_SPEECH|ENOUGH_SPEECH",
    "streamingStatus": "PENDING_CONFIGURATION|ONGOING|ENDED", "enrollmentSource": "SESSION|BATCH_JOB",
    "registrationSource": "BATCH_JOB", "registrationStatus": "NEW_REGISTRATION|DUPLICATE_SKIPPED",
    "enrollmentStatus": "NEW_ENROLLMENT|ENROLLMENT_OVERWRITE|DUPLICATE_SKIPPED",
    "decision": "ACCEPT|REJECT|NOT_ENOUGH_SPEECH|SPEAKER_NOT_ENROLLED|SPEAKER_OPTED_OUT|SPEAKER_ID_NOT_PROVIDED"
                "|SPEAKER_EXPIRED|HIGH_RISK|LOW_RISK",
    "reasons": "KNOWN_FRAUDSTER|VOICE_SPOOFING",
    "errorMessage": r'[A-Z][^\n"]+\.',
}


def plain(table):
    """The table in the form of the contract, which knows no Maybe."""
    if isinstance(table, Maybe):
        return plain(table.of)
    return {name: plain(of) for name, of in table.items()} if isinstance(table, dict) else table


def contract():
    """What the project's copy of the contract says, None where there is none."""
    return json.loads(SHARED.read_text("utf-8"))["events"] if SHARED.exists() else None


def check_value(value, of, name, where):
    if isinstance(of, Maybe):
        if value is None:
            return
        of = of.of
    if isinstance(of, dict):
        assert isinstance(value, dict) and set(value) == set(of), (where, value, set(of))
        for member, each in of.items():
            check_value(value[member], each, member, f"{where}.{member}")
    elif isinstance(of, list):
        assert isinstance(value, list) and value, (where, value)
        for each in value:
            check_value(each, of[0], name, where)
    elif of == "number":
        assert isinstance(value, int) and not isinstance(value, bool), (where, value)
    elif value is not None or of == "string":
        assert isinstance(value, str) and value, (where, value)
        assert re.fullmatch(FORMS.get(name, "(?s).*"), value), (where, value)


def check(event):
    """Envelope and detail are as they have to be; gives the event."""
    assert list(event) == ENVELOPE, event
    assert (event["version"], event["source"]) == ("0", "aws.voiceid")
    assert re.fullmatch(UUID, event["id"]) and re.fullmatch(SECONDS, event["time"]), event
    assert re.fullmatch(r"\d{12}", event["account"]) and event["region"]
    detail, detail_type = event["detail"], event["detail-type"]
    check_value(detail, MEMBERS[detail_type], "detail", detail_type)
    domain = f"arn:aws:voiceid:{event['region']}:{event['account']}:domain/{detail['domainId']}"
    assert event["resources"] == [domain], event
    assert detail["action"] in ACTIONS[detail_type] and detail["sourceId"] != event["id"], event
    assert (detail["errorInfo"] is None) == (detail["status"] == "SUCCESS"), event
    if detail["errorInfo"]:
        assert detail["errorInfo"]["errorCode"] in ERRORS.get(detail["errorInfo"]["errorType"], ()), event
    return event
