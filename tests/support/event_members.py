"""Checks an event against the members and types that tests/data/events.json gives its detail-type.

An event has all members of its type and no others.
"""
import json
import re

from support.emulator import ROOT

_FACTS = json.loads((ROOT / "tests/data/events.json").read_text("utf-8"))
MEMBERS = {name: {**_FACTS["common"], **of["detail"]} for name, of in _FACTS["types"].items()}
ACTIONS = {name: set(of["actions"]) for name, of in _FACTS["types"].items()}
ENVELOPE = ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
ERRORS = {"BAD_REQUEST": 400, "NOT_ENOUGH_SPEECH": 400, "SERVICE_QUOTA_EXCEEDED": 402, "ACCESS_DENIED": 403,
          "RESOURCE_NOT_FOUND": 404, "CONFLICT": 409, "INTERNAL_ERROR": 500}
# The statuses of an action, the failed one last; all other actions have those of the last line.
STATUSES = {
    "START_SESSION": ["STREAMING_STARTED", "STREAMING_ENDED", "STREAMING_FAILED"],
    "SESSION_ENROLLMENT_REQUEST": ["SUBMITTED", "FAILED"],
    "BATCH_SPEAKER_ENROLLMENT_REQUEST": ["SUBMITTED", "COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED"],
    "BATCH_FRAUDSTER_REGISTRATION_REQUEST": ["SUBMITTED", "COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED"],
    None: ["SUCCEEDED", "FAILED"],
}

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
RESOURCE_ID = r"[a-zA-Z0-9]{22}"
MILLISECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
SECONDS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
# By the member's name, wherever it stands.
FORMS = {
    "sourceId": RESOURCE_ID, "domainId": RESOURCE_ID, "batchJobId": RESOURCE_ID, "watchlistId": RESOURCE_ID,
    "watchlistIds": RESOURCE_ID, "authenticationResultId": RESOURCE_ID, "fraudDetectionResultId": RESOURCE_ID,
    "sessionId": f"id#{RESOURCE_ID}", "generatedSpeakerId": f"id#{RESOURCE_ID}",
    "generatedFraudsterId": f"id#{RESOURCE_ID}", "registrationSourceId": RESOURCE_ID,
    "enrollmentSourceId": f"(id#)?{RESOURCE_ID}", "audioAggregationStartedAt": MILLISECONDS,
    "audioAggregationEndedAt": MILLISECONDS,
    "audioAggregationStatus": "NOT_ENOUGH_SPEECH|READY_FOR_ENROLLMENT",
    "streamingStatus": "PENDING_CONFIGURATION|ONGOING|ENDED", "enrollmentSource": "SESSION_ENROLLMENT|BATCH_ENROLLMENT",
    "registrationSource": "BATCH_REGISTRATION", "registrationStatus": "NEW_REGISTRATION|DUPLICATE_SKIPPED",
    "enrollmentStatus": "NEW_ENROLLMENT|ENROLLMENT_OVERWRITE|DUPLICATE_SKIPPED",
    "decision": "ACCEPT|REJECT|NOT_ENOUGH_SPEECH|SPEAKER_NOT_ENROLLED|SPEAKER_OPTED_OUT|SPEAKER_ID_NOT_PROVIDED"
                "|SPEAKER_EXPIRED|HIGH_RISK|LOW_RISK",
    "reasons": "KNOWN_FRAUDSTER|VOICE_SPOOFING",
    # Some of the service's own sentences have no full stop.
    "errorMessage": r'[A-Z][^\n"]+(\.| does not exist)|Internal Server Error',
}


def statuses_of(action):
    return STATUSES.get(action, STATUSES[None])


def check_members(value, members, where):
    names = {name.rstrip("?"): name for name in members}
    assert isinstance(value, dict) and value.keys() == names.keys(), (where, value, set(names))
    for name, given in names.items():
        if value[name] is None:
            assert given.endswith("?"), (where, name)
        else:
            check_value(value[name], members[given], name, f"{where}.{name}")


def check_value(value, of, name, where):
    if isinstance(of, dict):
        check_members(value, of, where)
    elif isinstance(of, list):
        assert isinstance(value, list) and value, (where, value)
        for each in value:
            check_value(each, of[0], name, where)
    elif of == "number":
        assert isinstance(value, int) and not isinstance(value, bool), (where, value)
    else:
        assert isinstance(value, str) and value, (where, value)
        assert re.fullmatch(FORMS.get(name, "(?s).*"), value), (where, value)


def check(event):
    """Checks the envelope and the detail; returns the event."""
    assert list(event) == ENVELOPE, event
    assert (event["version"], event["source"]) == ("0", "aws.voiceid")
    assert re.fullmatch(UUID, event["id"]) and re.fullmatch(SECONDS, event["time"]), event
    assert re.fullmatch(r"\d{12}", event["account"]) and event["region"]
    detail, detail_type = event["detail"], event["detail-type"]
    check_members(detail, MEMBERS[detail_type], detail_type)
    domain = f"arn:aws:voiceid:{event['region']}:{event['account']}:domain/{detail['domainId']}"
    assert event["resources"] == [domain], event
    assert detail["action"] in ACTIONS[detail_type], event
    statuses = statuses_of(detail["action"])
    assert detail["status"] in statuses, event
    assert (detail["errorInfo"] is None) == (detail["status"] != statuses[-1]), event
    if detail["errorInfo"]:
        assert detail["errorInfo"]["errorCode"] == ERRORS.get(detail["errorInfo"]["errorType"]), event
    return event
