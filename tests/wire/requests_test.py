"""The log of requests: what an entry shows, filters, waits, counts, the stream, hints.

tests/server/journal and tests/server/control hold the rules; here the program shows what it records of real requests.
"""
import re
import threading

import pytest

from support.emulator import Emulator
from support.session_calls import UNKNOWN_ID, SessionCalls, new_domain, refused
from wire import raw
from wire.agent_app_test import VOICE_ID, post

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OTHER = "222222222222"


@pytest.fixture(scope="module")
def shared():
    with Emulator() as running:
        yield running


@pytest.fixture
def own(shared):
    """An emulator that has forgotten everything before."""
    shared.control("POST", "reset")
    return shared


@pytest.fixture
def calls(own):
    return SessionCalls(own)


def requests(emulator, query=""):
    return emulator.control("GET", f"requests{query}")["Requests"]


def newest(emulator, query=""):
    return requests(emulator, query)[-1]


def test_an_entry_shows_the_whole_call(calls):
    answer = calls.emulator.call("DescribeSpeaker", {"DomainId": calls.domain_id, "SpeakerId": "alice"},
                                 User_Agent="test/1.0")
    entry = newest(calls.emulator)
    assert entry.pop("TookMs") >= 0 and UUID.fullmatch(entry["RequestId"])
    assert entry == {
        "Number": entry["Number"], "Time": entry["Time"], "Operation": "DescribeSpeaker", "Account": "000000000000",
        "Region": "us-east-1", "DomainId": calls.domain_id, "Status": 404, "Error": "ResourceNotFoundException",
        "RequestId": answer.headers["x-amzn-RequestId"], "Client": "test/1.0",
        "Request": {"DomainId": calls.domain_id, "SpeakerId": "***"}, "Answer": answer.body}
    assert calls.emulator.control("GET", "clock")["Now"] >= entry["Time"] > "2026"


def test_bodies_of_answers_are_masked_too(calls):
    entry = newest(calls.emulator, "?operation=CreateDomain")
    assert entry["DomainId"] == entry["Answer"]["Domain"]["DomainId"] == calls.domain_id
    assert entry["Request"]["Name"] == entry["Answer"]["Domain"]["Name"] == "***"
    assert entry["Answer"]["Domain"]["Arn"] == calls.domain["Arn"]


def test_sensitive_values_are_shown_on_request(start_emulator):
    emulator = start_emulator("--log-sensitive")
    new_domain(emulator)
    assert newest(emulator)["Request"]["Name"] == "calls"


def test_a_fixture_is_recorded_although_the_pool_reads_it(own):
    own.control("POST", "fixtures", {"Domains": [{"Name": "recorded", "Account": OTHER}]})
    recorded, = [each for each in requests(own, "?all") if each["Operation"] == "POST /_voiceid/fixtures"]
    assert recorded["Request"] == {"Domains": [{"Name": "***", "Account": OTHER}]}
    assert recorded["Answer"] == "***", "its members are named after customers"


def test_a_refused_body_is_recorded_with_its_domain(calls):
    calls.operation("DescribeSpeaker")
    entry = newest(calls.emulator, f"?domainId={calls.domain_id}&status=400")
    assert (entry["Operation"], entry["Error"]) == ("DescribeSpeaker", "ValidationException")
    raw.once(calls.emulator.address, raw.api(b'{"SpeakerId": "alice"', "VoiceID.DescribeSpeaker"))
    assert newest(calls.emulator)["Request"] == '{"SpeakerId":"***"…'


def test_the_cached_results_of_an_evaluation_are_named(calls):
    calls.stream()
    for cached in ([], ["AuthenticationResult", "FraudDetectionResult"]):
        calls.evaluate()
        assert newest(calls.emulator)["Cached"] == cached
    calls.update(AuthenticationConfiguration={"AcceptanceThreshold": 10})
    calls.evaluate()
    assert newest(calls.emulator)["Cached"] == ["FraudDetectionResult"]


def test_calls_of_the_desktop_are_listed_and_those_of_the_control_api_with_all(calls):
    calls.start()
    post(calls.emulator, f"{VOICE_ID}describeSession", {"SessionNameOrId": "call-1"})
    entry = newest(calls.emulator)
    assert (entry["Operation"], entry["DomainId"]) == (f"{VOICE_ID}describeSession", calls.domain_id)
    assert entry["Account"] == "000000000000"
    own = newest(calls.emulator, "?all&status=201")
    assert (own["Operation"], own["DomainId"]) == ("POST /_voiceid/domains/{DomainId}/sessions", calls.domain_id)
    assert own["Request"] == {"SessionName": "call-1"}
    assert own["Answer"]["Session"]["SessionName"] == "call-1"
    refused(calls.ask("GET", "nobody"), 404)
    failed = newest(calls.emulator, "?all&error=ResourceNotFoundException")
    assert failed["Operation"] == "GET /_voiceid/domains/{DomainId}/sessions/{SessionNameOrId}"


def test_what_is_refused_before_it_is_read_is_recorded(own):
    raw.once(own.address, raw.request("x", path="/", headers=[("Content-Length", "5000000")]))
    assert newest(own)["Status"] in (400, 404, 413)


def test_filters_select(own):
    for account, operation in ((OTHER, "ListDomains"), (OTHER, "DescribeDomain"), (None, "ListDomains")):
        own.call(operation, {}, account=account, region="eu-west-1")
    assert len(requests(own, f"?account={OTHER}&operation=ListDomains&region=eu-west-1&status=2xx")) == 1
    assert len(requests(own, "?operation=ListDomains")) == 2
    assert len(requests(own, f"?error=ValidationException&account={OTHER}")) == 1


@pytest.mark.parametrize("query", ["status=600", "status=4x4", "status=", "operation=ListDomain", "all=maybe", "limit=x",
                                   "wait=61", "after=x", "nothing=1", "account=1&account=2"])
def test_a_bad_query_is_refused(own, query):
    for path in ("requests", "requests/count", "requests/stream"):
        refused(own.request("GET", f"/_voiceid/{path}?{query}"), 400, "ValidationException")


def test_an_unknown_operation_comes_with_the_nearest_one(own):
    message = refused(own.request("GET", "/_voiceid/requests?operation=EvaluateSesion"), 400)
    assert "did you mean EvaluateSession?" in message


def test_one_is_found_by_number_and_request_id(own):
    answer = own.call("ListDomains")
    entry = newest(own)
    for name in (entry["Number"], answer.headers["x-amzn-RequestId"]):
        assert own.control("GET", f"requests/{name}") == entry
    refused(own.request("GET", "/_voiceid/requests/0"), 404, "NotFound")


def test_a_position_goes_on_behind_it(own):
    own.call("ListDomains")
    last = own.control("GET", "requests")["Last"]
    own.call("DescribeDomain", {"DomainId": UNKNOWN_ID})
    assert [entry["Operation"] for entry in requests(own, f"?after={last}")] == ["DescribeDomain"]


def test_a_wait_ends_when_the_call_comes(own):
    found = []
    waiting = threading.Thread(
        target=lambda: found.extend(requests(own, f"?operation=ListDomains&account={OTHER}&wait=60")))
    waiting.start()
    own.call("ListDomains")
    own.call("ListDomains", account=OTHER)
    waiting.join()
    assert [entry["Account"] for entry in found] == [OTHER]


def test_a_wait_and_a_count_in_vain_say_what_came_near(own):
    for _ in range(3):
        own.call("ListDomains", account=OTHER)
    near = [f"3 calls of ListDomains in account {OTHER}, none in 111111111111"]
    query = "?operation=ListDomains&account=111111111111"
    waited = own.control("GET", f"requests{query}&wait=0.01")
    assert waited["Requests"] == [] and waited["NearMisses"] == near
    assert own.control("GET", f"requests/count{query}") == {"Count": 0, "NearMisses": near}
    assert own.control("GET", f"requests/count?account={OTHER}") == {"Count": 3}


def test_the_stream_has_each_call_as_the_list_shows_it(own):
    own.call("ListDomains")
    with raw.Connection(own.address) as stream:
        stream.send(raw.request(method="GET", path="/_voiceid/requests/stream"))
        head = stream.read_answer(bodiless=True)
        assert head.status == 200 and head.headers["content-type"] == "text/event-stream"
        own.call("DescribeDomain", {"DomainId": UNKNOWN_ID})
        text = ""
        while text.count("\n\n") < 2:
            text += stream.read_chunk().decode()
    listed = own.control("GET", "requests")["Requests"]
    assert [f'"Number":{entry["Number"]},' in text for entry in listed] == [True, True]


def test_they_are_forgotten_all_or_of_one_account(own):
    for account in (OTHER, None):
        own.call("ListDomains", account=account)
    assert own.control("DELETE", f"requests?account={OTHER}") == {}
    assert [entry["Account"] for entry in requests(own)] == ["000000000000"]
    assert own.control("DELETE", "requests") == {}
    assert requests(own) == []


def test_as_many_are_kept_as_the_option_says(start_emulator):
    emulator = start_emulator("--request-log", "2")
    for _ in range(3):
        emulator.call("ListDomains")
    assert [entry["Number"] for entry in requests(emulator)] == [2, 3]
    none = start_emulator("--request-log", "0")
    none.call("ListDomains")
    assert requests(none) == []


FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
# Calls of a wrong set-up, and what the hint on each must name.
HINTS = {
    "another account": (lambda calls: calls.emulator.call("DescribeDomain", {"DomainId": calls.domain_id}, account=OTHER),
                        "is in account 000000000000, region us-east-1; this call came from account 222222222222"),
    "another domain": (lambda calls: other_domain(calls).operation("EvaluateSession", SessionNameOrId="call-1"),
                       "has a session of this id"),
    "suspended": (lambda calls: suspended(calls).operation("ListSpeakers"), "is SUSPENDED; PUT /_voiceid/domains/"),
    "another service": (lambda calls: calls.emulator.request("POST", "/", {}, {"X-Amz-Target": "DynamoDB_20120810.ListTables"}),
                        "DynamoDB_20120810.ListTables"),
    "misspelled": (lambda calls: calls.emulator.request("POST", "/", {}, {"X-Amz-Target": "VoiceID.ListDomain"}),
                 "did you mean ListDomains?"),
    "query protocol": (lambda calls: calls.emulator.request("POST", "/", "Action=ListQueues&Version=1", FORM),
                       "in the query protocol"),
    "rest": (lambda calls: calls.emulator.request("GET", "/bucket/key"), "GET /bucket/key"),
}


def other_domain(calls):
    calls.start()
    return SessionCalls(calls.emulator)


def suspended(calls):
    calls.emulator.control("PUT", f"domains/{calls.domain_id}/status", {"Status": "SUSPENDED"})
    return calls


@pytest.mark.parametrize("call, text", HINTS.values(), ids=HINTS)
def test_a_wrong_set_up_is_hinted_at_in_answer_and_entry(calls, call, text):
    answer = call(calls)
    assert answer.status >= 400
    assert text in answer.headers["x-voiceid-hint"]
    assert newest(calls.emulator)["Hint"] == answer.headers["x-voiceid-hint"]


def test_a_hint_is_logged_once_a_minute(start_emulator):
    emulator = start_emulator()
    for _ in range(3):
        emulator.request("GET", "/bucket/key")
    emulator.stop()
    assert sum("GET /bucket/key" in line for line in emulator.stderr.lines()) == 1


def test_a_signature_for_another_service_is_hinted_at(start_emulator):
    emulator = start_emulator("--auth", "sigv4", "--credential", "AKIDEXAMPLE:secret")
    header = ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/dynamodb/aws4_request, "
              "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64)
    answer = emulator.request("POST", "/", {}, {"X-Amz-Target": "VoiceID.ListDomains", "Authorization": header,
                                                "X-Amz-Date": "20261121T000000Z"})
    assert answer.status == 403
    assert "signed for dynamodb" in answer.headers["x-voiceid-hint"]
