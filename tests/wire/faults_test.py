"""What faults do to calls on the wire; tests/server/faults holds which fault strikes which call, and every wrong one."""
import contextlib
import json
import ssl

import pytest

from support.events import listed
from support.faults import Faults
from support.patience import until
from support.plain_http import credential_scope
from support.session_calls import UNKNOWN_ID
from wire import raw
from wire.errors_test import CORAL, MODELLED, refused

THROTTLED = (429, MODELLED, "ThrottlingException")
# Longer than any test takes.
LONG_MS = 600_000
PUBLISHED = {"DeleteFraudster": {"FraudsterId": f"id#{UNKNOWN_ID}"}, "DeleteSpeaker": {"SpeakerId": "alice"},
             "EvaluateSession": {"SessionNameOrId": "call"}, "OptOutSpeaker": {"SpeakerId": "alice"}}


def signed(account, operation="ListDomains", body=b"{}"):
    authorization = ("Authorization", credential_scope(account, "us-east-1"))
    return raw.api(body, f"VoiceID.{operation}", headers=(authorization,))


def create(account):
    return signed(account, "CreateDomain", {"Name": "calls", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}})


def new_domain(emulator, account):
    return raw.once(emulator.address, create(account)).json()["Domain"]["DomainId"]


def domains(emulator, account):
    answer = emulator.call("ListDomains", account=account)
    assert answer.status == 200, answer
    return answer.body["DomainSummaries"]


def test_a_fault_comes_before_the_body_is_read(emulator, account, faults):
    faults.add(Operation="ListDomains", Error="ThrottlingException")
    refused(raw.once(emulator.address, signed(account, body="{not JSON")), *THROTTLED)


def test_an_unknown_operation_is_not_struck(emulator, account, faults):
    fault = faults.add(Operation="*", Error="ThrottlingException")
    refused(raw.once(emulator.address, signed(account, "None")), 404, CORAL, "UnknownOperationException")
    assert faults.struck(fault) == 0


def test_a_call_of_nobody_known_is_not_struck(start_emulator):
    emulator = start_emulator("--auth", "sigv4", "--credential", "AKIDEXAMPLE:secret")
    fault = Faults(emulator).add(Operation="*", Error="ThrottlingException")
    refused(raw.once(emulator.address, raw.api()), 403, CORAL, "MissingAuthenticationTokenException")
    assert Faults(emulator).struck(fault) == 0


def test_a_call_that_is_struck_does_not_count_for_the_throttle(start_emulator):
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    Faults(emulator).add(Operation="*", Error="AccessDeniedException", Count=5)
    assert [emulator.call("ListDomains").status for _ in range(8)] == [403] * 5 + [200, 200, 429]


def test_a_fault_of_an_account_spares_the_others(emulator, account, faults):
    faults.add(Operation="*", Error="AccessDeniedException")
    assert emulator.call("ListDomains", account=account).status == 403
    assert emulator.call("ListDomains", account="999999999999").status == 200


def test_a_fault_of_a_domain_strikes_the_calls_that_name_it_by_id_or_arn(emulator, account, faults):
    domain, other = new_domain(emulator, account), new_domain(emulator, account)
    faults.add(Operation="*", DomainId=domain, Error="AccessDeniedException")
    arn = f"arn:aws:voiceid:us-east-1:{account}:domain/"

    def status(operation, **members):
        return emulator.call(operation, members, account=account).status
    assert status("DescribeDomain", DomainId=domain) == 403
    assert status("DescribeDomain", DomainId=other) == 200
    assert status("ListTagsForResource", ResourceArn=arn + domain) == 403
    assert status("ListTagsForResource", ResourceArn=arn + other) == 200
    assert status("ListDomains") == 200
    assert emulator.call("DescribeDomain", "{not JSON", account=account).status == 400


def test_the_answer_of_a_fault_has_all_of_its_errors_members(emulator, account, faults):
    faults.add(Operation="DescribeDomain", Error="ConflictException", ConflictType="SPEAKER_NOT_SET", Message="No.")
    answer = raw.once(emulator.address, signed(account, "DescribeDomain"))
    assert answer.status == 409 and answer.headers["x-amzn-errortype"] == "ConflictException"
    assert answer.json() == {"__type": "com.amazonaws.voiceid#ConflictException",
                             "ConflictType": "SPEAKER_NOT_SET", "Message": "No."}


def test_latency_holds_one_call_alone_which_is_carried_out_at_once(emulator, account, faults):
    fault = faults.add(Operation="CreateDomain", LatencyMs=LONG_MS)
    with raw.Connection(emulator.address) as late:
        late.send(create(account))
        until(lambda: domains(emulator, account))
        faults.remove(fault)
        assert late.read_answer().json()["Domain"]["Name"] == "calls"
        assert late.exchange(signed(account)).status == 200


def test_a_late_answer_comes_by_itself(emulator, account, faults):
    faults.add(Operation="*", LatencyMs=1, Error="InternalServerException", Count=2)
    with raw.Connection(emulator.address) as connection:
        for _ in range(2):
            refused(connection.exchange(signed(account)), 500, MODELLED, "InternalServerException")
        assert connection.exchange(signed(account)).status == 200


def test_a_stop_gives_a_late_answer_at_once(start_emulator):
    emulator = start_emulator()
    fault = Faults(emulator).add(Operation="*", LatencyMs=LONG_MS)
    with raw.Connection(emulator.address) as late:
        late.send(raw.api())
        until(lambda: Faults(emulator).struck(fault))
        emulator.stop()
        assert late.read_answer().status == 200


def test_a_reset_leaves_the_call_undone(start):
    emulator = start()
    Faults(emulator).add(Operation="CreateDomain", Connection="reset", Count=1)
    with raw.connect(emulator) as connection:
        connection.send(create("000000000000"))
        # TLS ends without the message that says so.
        with pytest.raises(ssl.SSLEOFError if emulator.context else raw.Closed, match="(?i)reset|in violation"):
            connection.read_answer()
    assert domains(emulator, None) == []


def test_a_cut_answer_is_that_of_a_call_that_was_done(start):
    emulator = start()
    Faults(emulator).add(Operation="CreateDomain", Connection="cut", LatencyMs=1, Count=1)
    with raw.connect(emulator) as connection:
        connection.send(create("000000000000"))
        head, body = connection.read_to_end().split(b"\r\n\r\n", 1)
    [length] = [int(line[16:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length: ")]
    assert len(body) == length // 2 and body.startswith(b'{"Domain":{')
    assert [each["Name"] for each in domains(emulator, None)] == ["calls"]


def test_a_cut_error_is_half_of_its_body(emulator, account, faults):
    faults.add(Operation="*", Error="ThrottlingException", Connection="cut")
    with raw.Connection(emulator.address) as connection:
        connection.send(signed(account))
        received = connection.read_to_end()
    whole = json.dumps({"__type": "com.amazonaws.voiceid#ThrottlingException", "Message": "Rate exceeded."},
                       separators=(",", ":")).encode()
    assert received.startswith(b"HTTP/1.1 429 ") and received.endswith(b"\r\n\r\n" + whole[:len(whole) // 2])


def test_a_call_hangs_until_its_fault_is_removed(emulator, account, faults):
    fault = faults.add(Operation="*", Connection="hang", Count=1)
    with raw.Connection(emulator.address) as hanging:
        hanging.send(signed(account))
        until(lambda: faults.struck(fault))
        assert emulator.call("ListDomains", account=account).status == 200
        faults.remove_all()
        assert hanging.read_to_end() == b""


def test_a_client_that_gives_up_leaves_its_place_to_others(start_emulator):
    emulator = start_emulator("--max-connections", "2")
    fault = Faults(emulator).add(Operation="*", Connection="hang", Count=1)
    with raw.Connection(emulator.address) as hanging:
        hanging.send(raw.api())
        until(lambda: Faults(emulator).struck(fault))
    # Its place becomes free.
    with contextlib.ExitStack() as stack:
        def is_served():
            connection = raw.Connection(emulator.address)
            if connection.exchange(raw.api()).status == 200:
                return stack.enter_context(connection)
            return connection.close()
        for _ in range(2):
            until(is_served)


def test_a_stop_does_not_wait_for_one_that_hangs(start_emulator):
    emulator = start_emulator()
    fault = Faults(emulator).add(Operation="*", Connection="hang")
    with raw.Connection(emulator.address) as hanging:
        hanging.send(raw.api())
        until(lambda: Faults(emulator).struck(fault))
        emulator.stop()
        assert hanging.read_to_end() == b""


def ask_desktop(emulator, domain_id, method="describeSpeaker", **members):
    body = {"SpeakerId": "alice", "DomainId": domain_id, **members}
    return emulator.request("POST", "/agent-app/api", body, {"X-Amz-target": f"AgentAppService.VoiceId.{method}"})


def test_the_desktop_is_struck_only_by_faults_of_its_own(emulator, account, faults):
    domain = new_domain(emulator, account)
    faults.add(Operation="*", Error="ThrottlingException")
    assert ask_desktop(emulator, domain).body["message"].endswith("404")
    faults.add(Target="agent-app", Operation="describeSpeaker", Error="ThrottlingException")
    answer = ask_desktop(emulator, domain)
    assert (answer.status, answer.body["message"]) == (400, "Request failed with status code 429")


def test_a_call_of_the_desktop_is_that_of_its_domain_and_of_the_domains_account(emulator, account, faults):
    domain, other = new_domain(emulator, account), new_domain(emulator, account)
    of_account = faults.add(Target="agent-app", Operation="*", LatencyMs=1)
    foreign = new_domain(emulator, "999999999999")
    for domain_id in (foreign, domain, other, UNKNOWN_ID):
        ask_desktop(emulator, domain_id)
    assert faults.struck(of_account) == 2
    faults.remove_all()
    of_domain = faults.add(Target="agent-app", Operation="*", DomainId=domain, LatencyMs=1)
    ask_desktop(emulator, other), ask_desktop(emulator, domain)
    assert faults.struck(of_domain) == 1


def test_connections_of_the_desktop_break_too(emulator, account, faults):
    domain = new_domain(emulator, account)
    faults.add(Target="agent-app", Operation="describeSpeaker", Connection="reset")
    with pytest.raises(ConnectionError):
        ask_desktop(emulator, domain)


@pytest.mark.parametrize("operation", PUBLISHED)
def test_an_error_of_the_service_makes_the_event_of_a_failed_action(emulator, account, faults, operation):
    domain = new_domain(emulator, account)
    for error in ("InternalServerException", "AccessDeniedException", "ConflictException"):
        faults.add(Operation=operation, Error=error, Message="Not today.", Count=1)
    for _ in range(3):
        emulator.call(operation, {"DomainId": domain, **PUBLISHED[operation]}, account=account)
    events = listed(emulator, account=account)
    assert [(each["detail"]["status"], each["detail"]["domainId"]) for each in events] == [("FAILED", domain)] * 3
    assert [each["detail"]["errorInfo"] for each in events] == [
        {"errorCode": 500, "errorMessage": "Internal Server Error", "errorType": "INTERNAL_ERROR"},
        {"errorCode": 403, "errorMessage": "Not today.", "errorType": "ACCESS_DENIED"},
        {"errorCode": 409, "errorMessage": "Not today.", "errorType": "CONFLICT"}]


def test_other_errors_and_malformed_calls_make_no_event(emulator, account, faults):
    domain = new_domain(emulator, account)
    for error in ("ThrottlingException", "ValidationException", "ResourceNotFoundException",
                  "ServiceQuotaExceededException"):
        faults.add(Operation="OptOutSpeaker", Error=error, Count=1)
    for _ in range(4):
        emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=account)
    faults.add(Operation="*", Error="InternalServerException")
    for operation, body in [("OptOutSpeaker", "{not JSON"), ("OptOutSpeaker", {}), ("CreateDomain", {}),
                            ("DescribeSpeaker", {"DomainId": domain, "SpeakerId": "alice"})]:
        assert emulator.call(operation, body, account=account).status == 500
    assert listed(emulator, account=account) == []


def test_an_error_leaves_the_call_undone(emulator, account, faults):
    domain = new_domain(emulator, account)
    assert emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=account).status == 200
    faults.add(Operation="*", Error="InternalServerException", Count=1)
    assert emulator.call("DeleteSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=account).status == 500
    assert emulator.call("DescribeSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=account).status == 200


def test_an_error_of_the_desktop_makes_the_event_too(emulator, account, faults):
    domain = new_domain(emulator, account)
    faults.add(Target="agent-app", Operation="*", Error="AccessDeniedException", Count=3)
    for method in ("optOutSpeaker", "enrollBySession", "describeSpeaker"):
        answer = ask_desktop(emulator, domain, method, SessionNameOrId="call")
        assert (answer.status, answer.body["status"]) == (400, 400) and answer.body["message"].endswith(" 403")
    [opted_out, requested] = listed(emulator, account=account)
    assert (opted_out["detail"]["action"], opted_out["detail"]["status"]) == ("OPT_OUT_SPEAKER", "FAILED")
    assert (requested["detail"]["action"], requested["detail"]["status"]) == ("SESSION_ENROLLMENT_REQUEST", "FAILED")


@pytest.mark.parametrize("how", [{"Error": "ThrottlingException"}, {"Error": "ConflictException"}, {"LatencyMs": 1},
                                 {"Connection": "reset"}])
def test_the_log_of_requests_names_the_fault(emulator, account, faults, how):
    domain = new_domain(emulator, account)
    fault = faults.add(Operation="OptOutSpeaker", **how)
    with contextlib.suppress(ConnectionError):
        emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=account)
    [entry] = emulator.control("GET", f"requests?account={account}&operation=OptOutSpeaker&wait=10")["Requests"]
    assert (entry["Fault"], entry["DomainId"]) == (fault["FaultId"], domain)
