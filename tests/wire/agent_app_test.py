"""The agent-desktop calls as amazon-connect-streams sends them, and the control calls that belong to them."""
import json
import uuid

import pytest

from support.emulator import Emulator
from support.session_calls import NOON_EPOCH, UNKNOWN_ID, SessionCalls, frozen_at_noon, new_domain

VOICE_ID = "AgentAppService.VoiceId."
GET_CONTACT, UPDATE_DATA = "AgentAppService.Lcms.getContact", "AgentAppService.Lcms.updateVoiceIdData"
START, ASSOCIATIONS = "AgentAppService.Nasa.startVoiceIdSession", "AgentAppService.Acs.listIntegrationAssociations"
CONTACT = "12345678-1234-4234-8234-123456789012"
INSTANCE = "87654321-1234-4234-8234-123456789012"
BEARER = {"Accept": "application/json", "Content-Type": "application/json", "X-Amz-Bearer": '{"lily-auth": "token"}'}
SPEAKER, SESSION = {"SpeakerId": "alice"}, {"SessionNameOrId": "call-1"}
# The methods of Voice ID on something that must exist, and what names it in the body.
LOOKUPS = {"describeSpeaker": SPEAKER, "deleteSpeaker": SPEAKER, "evaluateSession": SESSION, "describeSession": SESSION,
           "updateSession": {**SESSION, **SPEAKER}, "enrollBySession": SESSION}
# Every call with a body of valid form.
BODIES = {
    **{f"{VOICE_ID}{method}": {"DomainId": UNKNOWN_ID, **body}
       for method, body in {**LOOKUPS, "optOutSpeaker": SPEAKER}.items()},
    GET_CONTACT: {"contactId": CONTACT}, UPDATE_DATA: {"ContactId": CONTACT, "CustomerId": "alice"},
    START: {"contactId": CONTACT, "domainId": UNKNOWN_ID}, ASSOCIATIONS: {},
}
TARGETS = pytest.mark.parametrize("target", BODIES)
MEMBERS = [(target, name) for target, body in BODIES.items() for name in body]


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "2", "--quota", "active-sessions=2") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def post(emulator, target, body, header="X-Amz-target"):
    headers = BEARER if target is None else {**BEARER, header: target}
    return emulator.request("POST", "/agent-app/api", body, headers)


@pytest.fixture
def ask(own):
    """A call that must succeed."""
    def ask(target, **body):
        answer = post(own, target if "." in target else VOICE_ID + target, body)
        assert answer.status == 200, answer
        assert answer.headers["Content-Type"].split(";")[0] == "application/json"
        return answer.body
    return ask


def fails(answer, status, error):
    """The library takes the kind of error from `type`, and the status from the answer itself."""
    assert answer.status == 400, answer
    assert answer.body == {"errorCode": "", "message": f"Request failed with status code {status}", "status": 400,
                           "type": error}


def test_speakers_are_opted_out_described_and_deleted(calls, ask):
    where = {"DomainId": calls.domain_id}
    speaker = ask("optOutSpeaker", **where, **SPEAKER)["Speaker"]
    assert speaker == calls.speaker() and speaker["Status"] == "OPTED_OUT"
    for speaker_id in ("alice", speaker["GeneratedSpeakerId"]):
        assert ask("describeSpeaker", **where, SpeakerId=speaker_id) == {"Speaker": speaker}
    assert ask("deleteSpeaker", **where, **SPEAKER) == {}
    assert calls.operation("DescribeSpeaker", **SPEAKER).status == 404


def test_sessions_are_evaluated_described_and_updated(calls, ask):
    calls.enrolled("alice")
    calls.start(SpeakerId="bob")
    session = ask("updateSession", DomainId=calls.domain_id, **SESSION, **SPEAKER)["Session"]
    assert session == calls.describe() and session["CustomerSpeakerId"] == "alice"
    session = calls.audio(10)
    result = ask("evaluateSession", DomainId=calls.domain_id, **SESSION)
    assert result["AuthenticationResult"]["Decision"] == "ACCEPT"
    for by in ("call-1", session["SessionId"]):
        where = {"DomainId": calls.domain_id, "SessionNameOrId": by}
        assert ask("describeSession", **where) == {"Session": session}
        assert ask("evaluateSession", **where) == result == calls.evaluate()


@pytest.mark.parametrize("seconds, status", [(3, "NOT_ENOUGH_SPEECH"), (30, "IN_PROGRESS")])
def test_an_enrollment_answers_whose_it_is_and_its_status(calls, ask, seconds, status):
    session = calls.start(SpeakerId="alice")
    calls.audio(seconds)
    answer = ask("enrollBySession", DomainId=calls.domain_id, **SESSION)
    assert answer == {"CustomerSpeakerId": "alice", "DomainId": calls.domain_id,
                      "GeneratedSpeakerId": calls.speaker()["GeneratedSpeakerId"], "SessionId": session["SessionId"],
                      "SessionName": "call-1", "Status": status}
    assert calls.enrollment_status() == status


def started(calls, **more):
    return {"contactId": CONTACT, "instanceId": INSTANCE, "customerAccountId": "111122223333",
            "clientToken": str(uuid.uuid4()), "domainId": calls.domain_id, **more}


def test_a_start_makes_a_session_with_the_defaults(calls, ask):
    answer = ask(START, **started(calls))
    session = calls.describe(CONTACT)
    assert answer == {"sessionId": session["SessionId"], "sessionName": CONTACT, "domainId": calls.domain_id,
                      "streamingStatus": session["StreamingStatus"]}
    assert session["CreatedAt"] == NOON_EPOCH
    assert session["AuthenticationConfiguration"] == {"AcceptanceThreshold": 90}
    assert session["FraudDetectionConfiguration"] == {"RiskThreshold": 50, "WatchlistId": calls.default_watchlist}


def test_a_start_after_the_end_begins_a_new_stream(calls, ask):
    first = ask(START, **started(calls))
    calls.audio(12, name_or_id=CONTACT)
    calls.end(CONTACT)
    assert ask(START, **started(calls)) == first
    assert "Audio" not in calls.describe(CONTACT)


def test_a_start_with_the_same_token_is_the_same_start(calls, ask):
    request = started(calls)
    first = ask(START, **request)
    assert ask(START, **request) == first
    calls.end(CONTACT)
    assert ask(START, **request) == {**first, "streamingStatus": "ENDED"}
    fails(post(calls.emulator, START, {**request, "contactId": "another"}), 409, "ConflictException")


def customer_of(ask, contact=CONTACT):
    return ask(GET_CONTACT, contactId=contact, instanceId=INSTANCE, awsAccountId="1")["contactData"].get("customerId")


def test_the_customer_of_a_contact_is_set_by_desktop_and_control_api(calls, ask):
    assert customer_of(ask) is None
    answer = calls.emulator.request("PUT", f"/_voiceid/contacts/{CONTACT}", {"CustomerId": "alice"})
    assert (answer.status, answer.body) == (200, {"ContactId": CONTACT, "CustomerId": "alice"})
    assert customer_of(ask) == ask(GET_CONTACT, ContactId=CONTACT)["contactData"]["customerId"] == "alice"
    assert ask(UPDATE_DATA, ContactId=CONTACT, InstanceId=INSTANCE, AWSAccountId="1", CustomerId="bob",
               VoiceIdResult={"SpeakerOptedOut": True, "generatedSpeakerId": f"id#{UNKNOWN_ID}"}) == {}
    assert customer_of(ask) == "bob"
    calls.emulator.control("PUT", "contacts/a%20%C3%A9", {"CustomerId": "alice"})
    assert customer_of(ask, "a é") == "alice" and customer_of(ask, "another") is None


def associated(ask, instance=INSTANCE):
    """The ARN of the one association, or None."""
    found = ask(ASSOCIATIONS, InstanceId=instance, IntegrationType="VOICE_ID")["IntegrationAssociationSummaryList"]
    assert len(found) <= 1
    assert [each["IntegrationType"] for each in found] == ["VOICE_ID"] * len(found)
    return found[0]["IntegrationArn"] if found else None


def test_an_instance_uses_the_newest_active_domain(calls, ask):
    assert associated(ask) == calls.domain["Arn"]
    newer = new_domain(calls.emulator)
    assert associated(ask) == newer["Arn"]
    calls.emulator.call("DeleteDomain", {"DomainId": newer["DomainId"]})
    assert associated(ask) == calls.domain["Arn"]
    calls.operation("DeleteDomain")
    assert associated(ask) is None


def test_an_instance_uses_the_domain_it_was_associated_with(calls, ask):
    newer = new_domain(calls.emulator)
    for domain in (calls.domain, newer, calls.domain):
        answer = calls.emulator.request("PUT", f"/_voiceid/integration-associations/{INSTANCE}",
                                        {"DomainId": domain["DomainId"]})
        assert (answer.status, answer.body) == (200, {"InstanceId": INSTANCE, "DomainId": domain["DomainId"],
                                                      "IntegrationArn": domain["Arn"]})
        assert associated(ask) == domain["Arn"]
    assert associated(ask, "another") == newer["Arn"]


def test_a_reset_forgets_contacts_and_associations(calls, ask):
    calls.emulator.control("PUT", f"contacts/{CONTACT}", {"CustomerId": "alice"})
    calls.emulator.control("PUT", f"integration-associations/{INSTANCE}", {"DomainId": calls.domain_id})
    calls.emulator.control("POST", "reset")
    assert customer_of(ask) is None and associated(ask) is None


def test_a_call_as_the_library_makes_it(calls, ask):
    """Start, sync, enroll, poll, evaluate."""
    where = {"DomainId": associated(ask).rpartition("domain/")[2], "SessionNameOrId": CONTACT}
    ask(UPDATE_DATA, ContactId=CONTACT, CustomerId="alice")
    ask(START, **started(calls))
    ask("updateSession", SpeakerId=customer_of(ask), **where)
    calls.audio(30, name_or_id=CONTACT)
    assert ask("enrollBySession", **where)["Status"] == "IN_PROGRESS"
    calls.emulator.advance("PT2S")
    assert ask("describeSession", **where)["Session"]["EnrollmentRequestDetails"] == {"Status": "COMPLETED"}
    assert ask("describeSpeaker", DomainId=where["DomainId"], **SPEAKER)["Speaker"]["Status"] == "ENROLLED"
    assert ask("evaluateSession", **where)["AuthenticationResult"]["Decision"] == "ACCEPT"


@pytest.mark.parametrize("method", [*LOOKUPS, "optOutSpeaker"])
def test_what_is_not_there_or_not_active_is_refused(calls, method):
    def ask(domain_id):
        return post(calls.emulator, VOICE_ID + method, {**BODIES[VOICE_ID + method], "DomainId": domain_id})
    fails(ask(UNKNOWN_ID), 404, "ResourceNotFoundException")
    if method in LOOKUPS:
        fails(ask(calls.domain_id), 404, "ResourceNotFoundException")
    calls.operation("DeleteDomain")
    fails(ask(calls.domain_id), 409, "ConflictException")


def test_a_start_that_is_refused(calls, ask):
    fails(post(calls.emulator, START, started(calls, domainId=UNKNOWN_ID)), 404, "ResourceNotFoundException")
    ask(START, **started(calls))
    fails(post(calls.emulator, START, started(calls)), 409, "ConflictException")
    ask(START, **started(calls, contactId="second"))
    fails(post(calls.emulator, START, started(calls, contactId="third")), 402, "ServiceQuotaExceededException")
    assert len(calls.list()) == 2


def test_an_enrollment_that_is_refused(calls, ask):
    where = {"DomainId": calls.domain_id, **SESSION}
    calls.start()
    fails(post(calls.emulator, f"{VOICE_ID}enrollBySession", where), 409, "ConflictException")
    ask("updateSession", SpeakerId="bob", **where)
    ask("enrollBySession", **where)
    fails(post(calls.emulator, f"{VOICE_ID}updateSession", {**where, "SpeakerId": "alice"}), 409, "ConflictException")


@TARGETS
def test_a_body_must_be_an_object_within_the_limit(calls, target):
    for body in ("[", "{", "[]", '"{}"', "5", "null", "{} x", b'{"DomainId": "\xff"}', '{"DomainId": ' + "[" * 100_000):
        fails(post(calls.emulator, target, body), 400, "SerializationException")
    fails(post(calls.emulator, target, json.dumps({"X": "x" * (1 << 20)})), 413, "RequestEntityTooLargeException")


@pytest.mark.parametrize("target, name", MEMBERS)
def test_a_missing_or_wrong_member_is_refused(calls, target, name):
    body = BODIES[target]
    missing = {member: value for member, value in body.items() if member != name}
    fails(post(calls.emulator, target, missing), 400, "ValidationException")
    for wrong in (5, ["a"], {"a": 1}, True):
        fails(post(calls.emulator, target, {**body, name: wrong}), 400, "SerializationException")
    # A contact and its customer may have any name.
    for wrong in ("", "-a", "a b", "é", "a" * 300) if target not in (GET_CONTACT, UPDATE_DATA) else ():
        fails(post(calls.emulator, target, {**body, name: wrong}), 400, "ValidationException")


def test_unknown_members_are_ignored(calls, ask):
    ask("optOutSpeaker", DomainId=calls.domain_id, **SPEAKER, Nothing=[1], speakerId=5)
    ask(START, **started(calls, nothing={"a": None}))
    assert ask(GET_CONTACT, contactId=CONTACT, CustomerId=[])["contactData"] is not None


@pytest.mark.parametrize("target", [
    "AgentAppService.VoiceId.nothing", "AgentAppService.VoiceId.DescribeSpeaker", "AgentAppService.VoiceId.",
    "VoiceID.ListDomains", "VoiceId.describeSpeaker", "AgentAppService.Lcms.describeSpeaker",
    "agentappservice.VoiceId.describeSpeaker", "AgentAppService.Nothing.getContact", "", "x" * 3000, None])
def test_an_unknown_target_is_no_operation(calls, target):
    fails(post(calls.emulator, target, {}), 404, "UnknownOperationException")


def test_the_path_of_the_service_knows_no_desktop_target(calls):
    answer = calls.emulator.request("POST", "/", {}, {"X-Amz-Target": GET_CONTACT})
    assert answer.status == 404 and answer.headers["x-amzn-ErrorType"] == "UnknownOperationException"


@pytest.mark.parametrize("method, path", [
    *(("POST", path) for path in ("/agent-app", "/agent-app/", "/agent-app/api/", "/agent-app/api/x", "/agent-app/apix",
                                  "/Agent-App/api")),
    *((method, "/agent-app/api") for method in ("GET", "PUT", "DELETE", "PATCH", "BREW"))])
def test_another_path_or_method_is_refused(calls, method, path):
    answer = calls.emulator.request(method, path, {"contactId": CONTACT} if method == "POST" else None,
                                    {"X-Amz-target": GET_CONTACT})
    assert 400 <= answer.status < 500 and answer.body


@pytest.mark.parametrize("header", ["X-Amz-target", "X-Amz-Target", "x-amz-target", "X-AMZ-TARGET"])
def test_the_header_name_is_case_insensitive_and_the_query_ignored(calls, header):
    answer = calls.emulator.request("POST", "/agent-app/api?x=1", {"contactId": CONTACT}, {header: GET_CONTACT})
    assert answer.status == 200


def test_it_is_served_with_the_control_api_off(start_emulator):
    emulator = start_emulator("--control", "off")
    domain = new_domain(emulator)
    answer = post(emulator, ASSOCIATIONS, {"InstanceId": INSTANCE, "IntegrationType": "VOICE_ID"})
    assert answer.body["IntegrationAssociationSummaryList"][0]["IntegrationArn"] == domain["Arn"]


def test_it_serves_domains_of_the_default_account_and_region(start_emulator):
    emulator = start_emulator("--account", "123456789012", "--region", "eu-west-2")
    calls = SessionCalls(emulator)
    answer = post(emulator, f"{VOICE_ID}optOutSpeaker", {"DomainId": calls.domain_id, **SPEAKER})
    assert answer.body == {"Speaker": calls.speaker()}
