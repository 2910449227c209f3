"""How callers find their way in the control API: the list of its calls, pages for a browser, near names, the token."""
import re

import pytest

from support.emulator import Emulator
from support.session_calls import new_domain, refused
from wire import raw

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TOKEN = "a-secret_1.~"


def page(emulator, path, status=200):
    answer = raw.once(emulator.address, raw.request(method="GET", path=path, headers=list(BROWSER.items())))
    assert answer.status == status and answer.headers["content-type"] == "text/html; charset=utf-8", answer
    return answer.body.decode()


def links_of(html):
    return re.findall(r'<a href="([^"]+)">', html)


def test_the_list_has_every_call_once(emulator):
    listed = emulator.control("GET", "")["Calls"]
    assert emulator.request("GET", "/_voiceid").body == {"Calls": listed}
    assert {frozenset(call) for call in listed} == {frozenset({"Method", "Path", "Summary"})}
    calls = [(call["Method"], call["Path"]) for call in listed]
    assert len(set(calls)) == len(calls)
    assert {("GET", "/_voiceid/domains"), ("PATCH", "/_voiceid/domains/{DomainId}/sessions/{SessionNameOrId}"),
            ("PUT", "/_voiceid/s3/{Bucket}/{Key+}")} < set(calls)


def test_a_browser_gets_pages_whose_links_work(emulator):
    start = page(emulator, "/unknown", 404)
    assert {"/", "/_voiceid/", "/health"} <= set(links_of(start))
    calls = page(emulator, "/_voiceid/")
    # A stream has no end.
    for link in {link for link in (*links_of(start), *links_of(calls)) if not link.endswith("/stream")}:
        answer = raw.once(emulator.address, raw.request(method="GET", path=link, headers=list(BROWSER.items())))
        assert answer.status == 200, link


def test_without_the_control_api_the_page_links_to_health_alone(start_emulator):
    assert links_of(page(start_emulator("--control", "off"), "/")) == ["/health"]


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}], ids=str)
def test_only_a_browser_gets_a_page(emulator, headers):
    assert emulator.request("GET", "/", headers=headers).body["__type"].endswith("UnknownOperationException")
    assert "Calls" in emulator.request("GET", "/_voiceid/", headers=headers).body
    # An operation of the API is answered whatever its Accept.
    assert emulator.call("ListDomains", Accept=BROWSER["Accept"]).status == 200


@pytest.mark.parametrize("path, says", [
    ("domains?acount=1", "The query parameter 'acount' is unknown; did you mean 'account'?"),
    ("events?domainid=1", "The query parameter 'domainid' is unknown; did you mean 'domainId'?"),
    ("s3/bucket?max-keys=1", "The query parameter 'max-keys' is unknown; known: 'prefix'."),
    ("clock?x=1", "The query parameter 'x' is unknown; none is known here."),
    ("domains?account=1", "The query parameter account must be 12 digits."),
    ("faults?account=1234567890123", "The query parameter account must be 12 digits."),
    ("sessions?region=a_b", "The query parameter region must be 1 to 64 letters, digits and hyphens."),
    ("requests/count?region=a_b", "The query parameter region must be 1 to 64 letters, digits and hyphens."),
    ("events?domainId=calls", "The query parameter domainId must be 22 letters and digits.")])
def test_a_wrong_query_is_told_what_there_is(emulator, path, says):
    assert refused(emulator.request("GET", f"/_voiceid/{path}"), 400, "ValidationException") == says


def test_domains_and_sessions_are_listed_by_owner(emulator):
    account = "999999990001"
    domains = [new_domain(emulator, account=account, region=region) for region in ("us-east-1", "eu-west-2")]
    for number, domain in enumerate(domains):
        path = f"/_voiceid/domains/{domain['DomainId']}/sessions"
        assert emulator.request("POST", path, {"SessionName": f"call-{number}"}).status == 201
    emulator.call("DeleteDomain", {"DomainId": domains[0]["DomainId"]}, account=account, region="us-east-1")
    listed = emulator.control("GET", f"domains?account={account}")["Domains"]
    assert [(each["DomainId"], each["Account"], each["Region"]) for each in listed] == [
        (domains[0]["DomainId"], account, "us-east-1"), (domains[1]["DomainId"], account, "eu-west-2")]
    assert listed[0]["ErasedAt"] - listed[0]["DeletedAt"] == 30 * 86_400 and "ErasedAt" not in listed[1]
    assert {each["DomainId"] for each in emulator.control("GET", "domains")["Domains"]} >= {
        domain["DomainId"] for domain in domains}
    sessions = emulator.control("GET", f"sessions?account={account}")["Sessions"]
    assert [each["SessionName"] for each in sessions] == ["call-0", "call-1"]
    assert emulator.control("GET", f"sessions?account={account}&region=eu-west-2")["Sessions"] == sessions[1:]


@pytest.fixture(scope="module")
def guarded():
    with Emulator("--control-token", TOKEN) as running:
        yield running


def test_the_token_opens_the_control_api(guarded):
    for header in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
        assert guarded.request("GET", "/_voiceid/clock", headers={"Authorization": header}).status == 200


@pytest.mark.parametrize("header", ["", TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}",
                                    f"Bearer  {TOKEN}", f"Basic {TOKEN}", f"Bearer {TOKEN.upper()}"])
def test_without_the_token_every_call_but_health_is_refused(guarded, header):
    headers = {"Authorization": header} if header else {}
    for method, path in (("GET", "clock"), ("POST", "reset"), ("PUT", "s3/bucket/a"), ("GET", ""), ("GET", "nothing")):
        answer = guarded.request(method, f"/_voiceid/{path}", {} if method != "GET" else None, headers)
        assert TOKEN not in refused(answer, 401, "Unauthorized")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    for path in ("/health", "/livez", "/readyz", "/_voiceid/health", "/_voiceid/readyz"):
        assert guarded.request("GET", path, headers=headers).status == 200


def test_a_body_without_the_token_is_not_read(guarded):
    with raw.Connection(guarded.address) as connection:
        connection.send(raw.head("Content-Length: 50000000", method="PUT", path="/_voiceid/s3/bucket/a"))
        assert connection.read_answer().status == 401


def test_the_service_needs_no_token(guarded):
    assert guarded.call("ListDomains").status == 200
