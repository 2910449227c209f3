"""The agent-desktop calls as amazon-connect-streams sends them, and the control calls that belong to them.

tests/handlers/agent_desktop_test.cpp holds their rules.
"""
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
# Every call with a body of valid form.
BODIES = {
    **{f"{VOICE_ID}{method}": {"DomainId": UNKNOWN_ID, **body} for method, body in {
        "describeSpeaker": SPEAKER, "deleteSpeaker": SPEAKER, "optOutSpeaker": SPEAKER, "evaluateSession": SESSION,
        "describeSession": SESSION, "updateSession": {**SESSION, **SPEAKER}, "enrollBySession": SESSION}.items()},
    GET_CONTACT: {"contactId": CONTACT}, UPDATE_DATA: {"ContactId": CONTACT, "CustomerId": "alice"},
    START: {"contactId": CONTACT, "domainId": UNKNOWN_ID}, ASSOCIATIONS: {},
}
MEMBERS = [(target, name) for target, body in BODIES.items() for name in body]


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "2", "--quota", "active-sessions=1") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def post(emulator, target, body):
    return emulator.request("POST", "/agent-app/api", body, {**BEARER, "X-Amz-target": target} if target else BEARER)


@pytest.fixture
def ask(own):
    """A call that must succeed."""
    def ask(target, **body):
        answer = post(own, target if "." in target else VOICE_ID + target, body)
        assert answer.status == 200, answer
        assert answer.headers["Content-Type"] == "application/json"
        return answer.body
    return ask


def fails(answer, status):
    """Without a `type`, the library sets its own, which its documented checks compare."""
    assert answer.status == 400, answer
    assert answer.body == {"errorCode": "", "message": f"Request failed with status code {status}", "status": 400}


def started(calls, **more):
    return {"contactId": CONTACT, "instanceId": INSTANCE, "customerAccountId": "111122223333",
            "clientToken": str(uuid.uuid4()), "domainId": calls.domain_id, **more}


def customer_of(ask, contact=CONTACT):
    return ask(GET_CONTACT, contactId=contact, instanceId=INSTANCE, awsAccountId="1")["contactData"].get("customerId")


def associated(ask):
    """The ARN of the only association."""
    [found] = ask(ASSOCIATIONS, InstanceId=INSTANCE, IntegrationType="VOICE_ID")["IntegrationAssociationSummaryList"]
    account = found["IntegrationArn"].split(":")[4]
    association_id = found["IntegrationAssociationId"]
    assert found == {
        "InstanceId": INSTANCE, "IntegrationType": "VOICE_ID", "IntegrationArn": found["IntegrationArn"],
        "IntegrationAssociationId": str(uuid.UUID(association_id)),
        "IntegrationAssociationArn":
            f"arn:aws:connect:us-east-1:{account}:instance/{INSTANCE}/integration-association/{association_id}"}
    return found["IntegrationArn"]


def test_a_call_as_the_library_makes_it(calls, ask):
    """Start, sync, enroll, poll, evaluate, and what is done to the speaker afterwards."""
    domain = {"DomainId": associated(ask).rpartition("domain/")[2]}
    where = {**domain, "SessionNameOrId": CONTACT}
    assert ask(UPDATE_DATA, ContactId=CONTACT, InstanceId=INSTANCE, AWSAccountId="1", CustomerId="alice",
               VoiceIdResult={"SpeakerOptedOut": True, "generatedSpeakerId": f"id#{UNKNOWN_ID}"}) == {}
    answer = ask(START, **started(calls))
    session = calls.describe(CONTACT)
    assert answer == {"sessionId": session["SessionId"], "sessionName": CONTACT, "domainId": calls.domain_id,
                      "streamingStatus": session["StreamingStatus"]}
    assert session["CreatedAt"] == NOON_EPOCH
    updated = ask("updateSession", SpeakerId=customer_of(ask), **where)
    assert updated == {"Session": calls.describe(CONTACT)} and updated["Session"]["CustomerSpeakerId"] == "alice"
    calls.audio(30, name_or_id=CONTACT)
    enrollment = ask("enrollBySession", **where)
    speaker = calls.speaker()
    assert enrollment == {"CustomerSpeakerId": "alice", "DomainId": calls.domain_id, "SessionName": CONTACT,
                          "GeneratedSpeakerId": speaker["GeneratedSpeakerId"], "SessionId": session["SessionId"],
                          "Status": "IN_PROGRESS"}
    calls.emulator.advance("PT2S")
    assert ask("describeSession", **where)["Session"]["EnrollmentRequestDetails"] == {"Status": "COMPLETED"}
    result = ask("evaluateSession", **where)
    assert result["AuthenticationResult"]["Decision"] == "ACCEPT" and result == calls.evaluate(CONTACT)
    assert ask("describeSpeaker", **domain, **SPEAKER) == {"Speaker": calls.speaker()}
    assert ask("optOutSpeaker", **domain, **SPEAKER, Nothing=[1], speakerId=5) == {"Speaker": calls.speaker()}
    assert ask("deleteSpeaker", **domain, **SPEAKER) == {}
    assert calls.operation("DescribeSpeaker", **SPEAKER).status == 404


def test_the_control_api_sets_customers_and_associations(calls, ask):
    answer = calls.emulator.request("PUT", "/_voiceid/contacts/a%20%C3%A9", {"CustomerId": "alice"})
    assert (answer.status, answer.body) == (200, {"ContactId": "a é", "CustomerId": "alice"})
    assert customer_of(ask, "a é") == ask(GET_CONTACT, ContactId="a é")["contactData"]["customerId"] == "alice"
    newer = new_domain(calls.emulator)
    assert associated(ask) == newer["Arn"]
    answer = calls.emulator.request("PUT", f"/_voiceid/integration-associations/{INSTANCE}",
                                    {"DomainId": calls.domain_id})
    assert (answer.status, answer.body) == (200, {"InstanceId": INSTANCE, "DomainId": calls.domain_id,
                                                  "IntegrationArn": calls.domain["Arn"]})
    assert associated(ask) == calls.domain["Arn"]


@pytest.mark.parametrize("domain", [{}, {"DomainId": ""}, {"DomainId": "ConnectDefaultDomainId"}])
def test_a_library_before_1_7_uses_the_domain_of_the_instance(calls, ask, domain):
    calls.emulator.control("PUT", f"integration-associations/{INSTANCE}", {"DomainId": calls.domain_id})
    new_domain(calls.emulator)
    ask(START, contactId=CONTACT, instanceId=INSTANCE, customerAccountId="1", clientToken=str(uuid.uuid4()))
    where = {**domain, "SessionNameOrId": CONTACT}
    assert ask("updateSession", **where, **SPEAKER)["Session"] == calls.describe(CONTACT)
    assert ask("describeSpeaker", **domain, **SPEAKER)["Speaker"] == calls.speaker()
    assert ask("evaluateSession", **where)["SessionName"] == CONTACT
    assert ask("enrollBySession", **where)["Status"] == "NOT_ENOUGH_SPEECH"


def test_errors_have_the_status_of_the_service_in_their_message(calls, ask):
    fails(post(calls.emulator, START, started(calls, domainId=UNKNOWN_ID)), 404)
    ask(START, **started(calls))
    fails(post(calls.emulator, f"{VOICE_ID}enrollBySession", {"DomainId": calls.domain_id, "SessionNameOrId": CONTACT}),
          409)
    fails(post(calls.emulator, START, started(calls, contactId="second")), 402)
    for name, body in BODIES.items():
        if name.startswith(VOICE_ID):
            fails(post(calls.emulator, name, body), 404)


@pytest.mark.parametrize("target", BODIES)
def test_a_body_must_be_an_object_within_the_limit(calls, target):
    for body in ("[", "[]", b'{"DomainId": "\xff"}', '{"DomainId": ' + "[" * 100_000):
        fails(post(calls.emulator, target, body), 400)
    fails(post(calls.emulator, target, json.dumps({"X": "x" * (1 << 20)})), 413)


@pytest.mark.parametrize("target, name", MEMBERS)
def test_a_missing_or_wrong_member_is_refused(calls, target, name):
    body = BODIES[target]
    is_domain = name.lower() == "domainid"
    # Without a domain, it is the instance's.
    if not is_domain:
        fails(post(calls.emulator, target, {member: value for member, value in body.items() if member != name}), 400)
    fails(post(calls.emulator, target, {**body, name: 5}), 400)
    # A contact and its customer may have any name.
    for wrong in ("-" if is_domain else "", "-a", "a" * 300) if target not in (GET_CONTACT, UPDATE_DATA) else ():
        fails(post(calls.emulator, target, {**body, name: wrong}), 400)


@pytest.mark.parametrize("target", [
    "AgentAppService.VoiceId.nothing", "AgentAppService.VoiceId.DescribeSpeaker", "AgentAppService.VoiceId.",
    "VoiceID.ListDomains", "VoiceId.describeSpeaker", "AgentAppService.Lcms.describeSpeaker", "", "x" * 3000, None])
def test_an_unknown_target_is_refused(calls, target):
    fails(post(calls.emulator, target, {}), 404)


@pytest.mark.parametrize("method, path", [
    *(("POST", path) for path in ("/", "/agent-app", "/agent-app/", "/agent-app/api/", "/agent-app/api/x",
                                  "/agent-app/apix", "/Agent-App/api")),
    *((method, "/agent-app/api") for method in ("GET", "PUT", "DELETE", "PATCH", "BREW"))])
def test_another_path_or_method_is_refused(calls, method, path):
    answer = calls.emulator.request(method, path, {"contactId": CONTACT} if method == "POST" else None,
                                    {"X-Amz-target": GET_CONTACT})
    assert answer.headers["x-amzn-ErrorType"] == "UnknownOperationException" and answer.body


def test_the_header_name_is_case_insensitive_and_the_query_ignored(calls):
    for header in ("X-Amz-Target", "x-amz-target", "X-AMZ-TARGET"):
        answer = calls.emulator.request("POST", "/agent-app/api?x=1", {"contactId": CONTACT}, {header: GET_CONTACT})
        assert answer.status == 200


def test_it_serves_domains_of_the_default_account_and_region_even_with_the_control_api_off(start_emulator):
    emulator = start_emulator("--account", "123456789012", "--region", "eu-west-2", "--control", "off")
    calls = SessionCalls(emulator)
    answer = post(emulator, f"{VOICE_ID}optOutSpeaker", {"DomainId": calls.domain_id, **SPEAKER})
    assert answer.body == {"Speaker": calls.speaker()}


def test_neither_signatures_nor_rates_apply(start_emulator):
    emulator = start_emulator("--auth", "sigv4", "--credential", "key:secret", "--throttle", "aws")
    target = f"{VOICE_ID}optOutSpeaker"
    for _ in range(20):
        fails(post(emulator, target, BODIES[target]), 404)
