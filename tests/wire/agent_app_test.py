"""The agent-desktop calls, as amazon-connect-streams sends them, and the control API's part in them."""
import json
import uuid

import pytest

from support.emulator import Emulator
from support.session_calls import NOON_EPOCH, UNKNOWN_ID, SessionCalls, frozen_at_noon, new_domain, refused

VOICE_ID = "AgentAppService.VoiceId."
GET_CONTACT, UPDATE_DATA = "AgentAppService.Lcms.getContact", "AgentAppService.Lcms.updateVoiceIdData"
START, ASSOCIATIONS = "AgentAppService.Nasa.startVoiceIdSession", "AgentAppService.Acs.listIntegrationAssociations"
CONTACT = "12345678-1234-4234-8234-123456789012"
INSTANCE = "87654321-1234-4234-8234-123456789012"
BEARER = {"Accept": "application/json", "Content-Type": "application/json", "X-Amz-Bearer": '{"lily-auth": "token"}'}


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "2", "--quota", "active-sessions=2") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def post(emulator, target, body, header="X-Amz-target"):
    headers = {**BEARER, header: target} if target else BEARER
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


def test_describe_speaker(calls, ask):
    speaker = calls.opt_out("alice")
    for speaker_id in ("alice", speaker["GeneratedSpeakerId"]):
        assert ask("describeSpeaker", DomainId=calls.domain_id, SpeakerId=speaker_id) == {"Speaker": speaker}


def test_opt_out_speaker(calls, ask):
    assert ask("optOutSpeaker", DomainId=calls.domain_id, SpeakerId="alice") == {"Speaker": calls.speaker()}
    assert calls.speaker()["Status"] == "OPTED_OUT"


def test_delete_speaker(calls, ask):
    calls.opt_out("alice")
    assert ask("deleteSpeaker", DomainId=calls.domain_id, SpeakerId="alice") == {}
    assert calls.operation("DescribeSpeaker", SpeakerId="alice").status == 404


def test_evaluate_session(calls, ask):
    calls.enrolled("alice")
    session = calls.start(SpeakerId="alice")
    calls.audio(10)
    result = ask("evaluateSession", DomainId=calls.domain_id, SessionNameOrId="call-1")
    assert result["AuthenticationResult"]["Decision"] == "ACCEPT"
    # The results are kept: whoever asks sees the same.
    assert calls.evaluate() == result == ask("evaluateSession", DomainId=calls.domain_id,
                                             SessionNameOrId=session["SessionId"])


def test_describe_session(calls, ask):
    calls.start(SpeakerId="alice")
    calls.enrollment()
    session = calls.audio(3)
    assert ask("describeSession", DomainId=calls.domain_id, SessionNameOrId="call-1") == {"Session": session}
    assert ask("describeSession", DomainId=calls.domain_id, SessionNameOrId=session["SessionId"])["Session"] == session


def test_update_session(calls, ask):
    calls.start(SpeakerId="bob")
    speaker = calls.opt_out("alice")
    session = ask("updateSession", DomainId=calls.domain_id, SessionNameOrId="call-1", SpeakerId="alice")["Session"]
    assert session == calls.describe()
    assert (session["CustomerSpeakerId"], session["GeneratedSpeakerId"]) == ("alice", speaker["GeneratedSpeakerId"])


@pytest.mark.parametrize("seconds, status", [(3, "NOT_ENOUGH_SPEECH"), (30, "IN_PROGRESS")])
def test_enroll_by_session(calls, ask, seconds, status):
    session = calls.start(SpeakerId="alice")
    calls.audio(seconds)
    answer = ask("enrollBySession", DomainId=calls.domain_id, SessionNameOrId="call-1")
    assert answer == {"CustomerSpeakerId": "alice", "DomainId": calls.domain_id,
                      "GeneratedSpeakerId": calls.speaker()["GeneratedSpeakerId"], "SessionId": session["SessionId"],
                      "SessionName": "call-1", "Status": status}
    assert calls.enrollment_status() == status


def started(calls, **more):
    return {"contactId": CONTACT, "instanceId": INSTANCE, "customerAccountId": "111122223333",
            "clientToken": str(uuid.uuid4()), "domainId": calls.domain_id, **more}


def test_start_voice_id_session(calls, ask):
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


def test_a_start_that_is_sent_again_with_its_token_is_the_same(calls, ask):
    request = started(calls)
    first = ask(START, **request)
    assert ask(START, **request) == first
    calls.end(CONTACT)
    assert ask(START, **request) == {**first, "streamingStatus": "ENDED"}
    fails(post(calls.emulator, START, {**request, "contactId": "another"}), 409, "ConflictException")


def test_contacts(calls, ask):
    assert "customerId" not in ask(GET_CONTACT, contactId=CONTACT, instanceId=INSTANCE, awsAccountId="1")["contactData"]
    answer = calls.emulator.request("PUT", f"/_voiceid/contacts/{CONTACT}", {"CustomerId": "alice"})
    assert (answer.status, answer.body) == (200, {"ContactId": CONTACT, "CustomerId": "alice"})
    for name in ("contactId", "ContactId"):
        assert ask(GET_CONTACT, **{name: CONTACT})["contactData"]["customerId"] == "alice"
    assert "customerId" not in ask(GET_CONTACT, contactId="another")["contactData"]


def test_update_voice_id_data(calls, ask):
    for customer in ("alice", "bob"):
        answer = ask(UPDATE_DATA, ContactId=CONTACT, InstanceId=INSTANCE, AWSAccountId="1", CustomerId=customer,
                     VoiceIdResult={"SpeakerOptedOut": True, "generatedSpeakerId": f"id#{UNKNOWN_ID}"})
        assert isinstance(answer, dict)
        assert ask(GET_CONTACT, contactId=CONTACT)["contactData"]["customerId"] == customer


def test_a_contact_by_a_percent_encoded_name(calls, ask):
    calls.emulator.control("PUT", "contacts/a%20%C3%A9", {"CustomerId": "alice"})
    assert ask(GET_CONTACT, contactId="a é")["contactData"]["customerId"] == "alice"


def associated(ask, instance=INSTANCE):
    """The ARN of the one association, None where there is none."""
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
    assert "customerId" not in ask(GET_CONTACT, contactId=CONTACT)["contactData"]
    assert associated(ask) is None


def test_a_call_as_the_library_makes_it(calls, ask):
    """Start, sync, enroll, poll, evaluate."""
    where = {"DomainId": associated(ask).rpartition("domain/")[2], "SessionNameOrId": CONTACT}
    ask(UPDATE_DATA, ContactId=CONTACT, CustomerId="alice")
    ask(START, **started(calls))
    speaker = ask(GET_CONTACT, contactId=CONTACT)["contactData"]["customerId"]
    ask("updateSession", SpeakerId=speaker, **where)
    calls.audio(30, name_or_id=CONTACT)
    assert ask("enrollBySession", **where)["Status"] == "IN_PROGRESS"
    calls.emulator.advance("PT2S")
    assert ask("describeSession", **where)["Session"]["EnrollmentRequestDetails"] == {"Status": "COMPLETED"}
    assert ask("describeSpeaker", DomainId=where["DomainId"], SpeakerId=speaker)["Speaker"]["Status"] == "ENROLLED"
    assert ask("evaluateSession", **where)["AuthenticationResult"]["Decision"] == "ACCEPT"


WITH_SPEAKER = {"SpeakerId": "alice"}
WITH_SESSION = {"SessionNameOrId": "call-1"}
# Method, the rest of its body, and which resource it misses first in a domain that has none.
LOOKUPS = {"describeSpeaker": WITH_SPEAKER, "deleteSpeaker": WITH_SPEAKER, "evaluateSession": WITH_SESSION,
           "describeSession": WITH_SESSION, "updateSession": {**WITH_SESSION, **WITH_SPEAKER},
           "enrollBySession": WITH_SESSION}


@pytest.mark.parametrize("method", LOOKUPS)
def test_what_is_not_there(calls, method):
    fails(post(calls.emulator, VOICE_ID + method, {"DomainId": calls.domain_id, **LOOKUPS[method]}), 404,
          "ResourceNotFoundException")


@pytest.mark.parametrize("method", [*LOOKUPS, "optOutSpeaker"])
def test_a_domain_that_is_not_there_or_not_active(calls, method):
    body = LOOKUPS.get(method, WITH_SPEAKER)
    fails(post(calls.emulator, VOICE_ID + method, {"DomainId": UNKNOWN_ID, **body}), 404, "ResourceNotFoundException")
    calls.operation("DeleteDomain")
    fails(post(calls.emulator, VOICE_ID + method, {"DomainId": calls.domain_id, **body}), 409, "ConflictException")


def test_a_start_that_is_refused(calls, ask):
    fails(post(calls.emulator, START, started(calls, domainId=UNKNOWN_ID)), 404, "ResourceNotFoundException")
    ask(START, **started(calls))
    fails(post(calls.emulator, START, started(calls)), 409, "ConflictException")
    ask(START, **started(calls, contactId="second"))
    fails(post(calls.emulator, START, started(calls, contactId="third")), 402, "ServiceQuotaExceededException")
    assert len(calls.list()) == 2


def test_an_enrollment_that_is_refused(calls, ask):
    where = {"DomainId": calls.domain_id, **WITH_SESSION}
    calls.start()
    fails(post(calls.emulator, f"{VOICE_ID}enrollBySession", where), 409, "ConflictException")
    calls.opt_out("alice")
    calls.update(SpeakerId="alice")
    fails(post(calls.emulator, f"{VOICE_ID}enrollBySession", where), 409, "ConflictException")
    ask("updateSession", SpeakerId="bob", **where)
    ask("enrollBySession", **where)
    fails(post(calls.emulator, f"{VOICE_ID}enrollBySession", where), 409, "ConflictException")
    fails(post(calls.emulator, f"{VOICE_ID}updateSession", {**where, "SpeakerId": "alice"}), 409, "ConflictException")


TARGETS = [*(f"{VOICE_ID}{method}" for method in [*LOOKUPS, "optOutSpeaker"]), GET_CONTACT, UPDATE_DATA, START,
           ASSOCIATIONS]


@pytest.mark.parametrize("target", TARGETS)
def test_bodies_that_are_no_object(calls, target):
    for body in ("[", "{", "[]", '"{}"', "5", "null", "{} x", b'{"DomainId": "\xff"}', '{"DomainId": ' + "[" * 100_000):
        fails(post(calls.emulator, target, body), 400, "SerializationException")


@pytest.mark.parametrize("target", TARGETS)
def test_a_body_over_the_limit(calls, target):
    fails(post(calls.emulator, target, json.dumps({"X": "x" * (1 << 20)})), 413, "RequestEntityTooLargeException")


MISSING = {
    **{f"{VOICE_ID}{method}": {"DomainId": "A" * 22, **LOOKUPS.get(method, WITH_SPEAKER)}
       for method in [*LOOKUPS, "optOutSpeaker"]},
    GET_CONTACT: {"contactId": CONTACT}, UPDATE_DATA: {"ContactId": CONTACT, "CustomerId": "alice"},
    START: {"contactId": CONTACT, "domainId": "A" * 22},
}


@pytest.mark.parametrize("target, without", [(target, name) for target, body in MISSING.items() for name in body])
def test_members_that_are_missing(calls, target, without):
    body = {name: value for name, value in MISSING[target].items() if name != without}
    fails(post(calls.emulator, target, body), 400, "ValidationException")


@pytest.mark.parametrize("target, name", [(target, name) for target, body in MISSING.items() for name in body])
def test_members_of_the_wrong_type(calls, target, name):
    for wrong in (5, ["a"], {"a": 1}, True):
        fails(post(calls.emulator, target, {**MISSING[target], name: wrong}), 400, "SerializationException")


@pytest.mark.parametrize("target, name", [(target, name) for target, body in MISSING.items() for name in body
                                          if target not in (GET_CONTACT, UPDATE_DATA)])
def test_values_that_do_not_fit(calls, target, name):
    for wrong in ("", "-a", "a b", "é", "a" * 300):
        fails(post(calls.emulator, target, {**MISSING[target], name: wrong}), 400, "ValidationException")


@pytest.mark.parametrize("target", [
    "AgentAppService.VoiceId.nothing", "AgentAppService.VoiceId.DescribeSpeaker", "AgentAppService.VoiceId.",
    "VoiceID.ListDomains",
    "VoiceId.describeSpeaker", "AgentAppService.Lcms.describeSpeaker", "agentappservice.VoiceId.describeSpeaker",
    "AgentAppService.Nothing.getContact", "", "x" * 3000, None])
def test_unknown_targets(calls, target):
    fails(post(calls.emulator, target, {}), 404, "UnknownOperationException")


def test_a_desktop_target_at_the_service_s_own_path(calls):
    answer = calls.emulator.request("POST", "/", {}, {"X-Amz-Target": GET_CONTACT})
    assert answer.status == 404 and answer.headers["x-amzn-ErrorType"] == "UnknownOperationException"


@pytest.mark.parametrize("path", ["/agent-app", "/agent-app/", "/agent-app/api/", "/agent-app/api/x", "/agent-app/apix",
                                  "/Agent-App/api"])
def test_other_paths(calls, path):
    answer = calls.emulator.request("POST", path, {"contactId": CONTACT}, {"X-Amz-target": GET_CONTACT})
    assert 400 <= answer.status < 500 and answer.body


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods(calls, method):
    answer = calls.emulator.request(method, "/agent-app/api", None, {"X-Amz-target": GET_CONTACT})
    assert 400 <= answer.status < 500 and answer.body


@pytest.mark.parametrize("header", ["X-Amz-target", "X-Amz-Target", "x-amz-target", "X-AMZ-TARGET"])
def test_the_header_s_name_in_any_case(calls, header):
    assert post(calls.emulator, GET_CONTACT, {"contactId": CONTACT}, header).status == 200


def test_the_query_of_the_path_does_not_matter(calls):
    answer = calls.emulator.request("POST", "/agent-app/api?x=1", {"contactId": CONTACT}, {"X-Amz-target": GET_CONTACT})
    assert answer.status == 200


def test_unknown_members_are_ignored(calls, ask):
    ask("optOutSpeaker", DomainId=calls.domain_id, SpeakerId="alice", Nothing=[1], speakerId=5)
    ask(START, **started(calls, nothing={"a": None}))
    assert ask(GET_CONTACT, contactId=CONTACT, CustomerId=[])["contactData"] is not None


def test_it_is_no_part_of_the_control_api(start_emulator):
    emulator = start_emulator("--control", "off")
    domain = new_domain(emulator)
    answer = post(emulator, ASSOCIATIONS, {"InstanceId": INSTANCE, "IntegrationType": "VOICE_ID"})
    assert answer.body["IntegrationAssociationSummaryList"][0]["IntegrationArn"] == domain["Arn"]
    refused(emulator.request("PUT", f"/_voiceid/contacts/{CONTACT}", {"CustomerId": "a"}), 404)


def test_domains_of_the_default_account_and_region_are_served(start_emulator):
    emulator = start_emulator("--account", "123456789012", "--region", "eu-west-2")
    calls = SessionCalls(emulator)
    answer = post(emulator, f"{VOICE_ID}optOutSpeaker", {"DomainId": calls.domain_id, "SpeakerId": "alice"})
    assert answer.body == {"Speaker": calls.speaker()}
