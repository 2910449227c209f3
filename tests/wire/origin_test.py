"""Which Host and Origin are served: a foreign web page can neither change nor read anything."""
import pytest

from support.emulator import Emulator
from support.session_calls import SessionCalls
from wire import raw
from wire.web_socket import WebSocket, handshake

DESK = "https://desk.example"
OTHER_DESK = "http://desk.example:8080"
FOREIGN = "https://evil.example"
EXPOSED = {"x-amzn-requestid", "x-amzn-errortype"}


@pytest.fixture(scope="module")
def own():
    """Allows a few hosts and origins besides the loopback."""
    with Emulator("--allowed-host", "voice.example", "--allowed-host", "Other.Example", "--allowed-origin", DESK,
                  "--allowed-origin", OTHER_DESK) as running:
        yield running


def request(method, path, body=b"", host="localhost", origin=None, headers=()):
    origins = [("Origin", origin)] if origin else []
    return raw.request(body, method=method, path=path, host=False, headers=[("Host", host), *origins, *headers])


# Method, path, body and headers of a call on each API that changes something.
CHANGES = {
    "service": ("POST", "/", '{"Name": "n", "ServerSideEncryptionConfiguration": {"KmsKeyId": "k"}}',
                [("X-Amz-Target", "VoiceID.CreateDomain")]),
    "control": ("PUT", "/_voiceid/contacts/c", '{"CustomerId": "mallory"}', []),
    "desktop": ("POST", "/agent-app/api", '{"ContactId": "c", "CustomerId": "mallory"}',
                [("X-Amz-target", "AgentAppService.Lcms.updateVoiceIdData")]),
}
READS = ["/health", "/_voiceid/clock", "/_voiceid/contract"]
APIS = pytest.mark.parametrize("api", CHANGES)


def change(own, api, **how):
    method, path, body, headers = CHANGES[api]
    return raw.once(own.address, request(method, path, body, headers=[*headers, *how.pop("headers", ())], **how))


def without_cors(answer):
    return not [name for name in answer.headers if name.startswith("access-control-")]


def denied(answer, api="control"):
    """403 in the form of the path's API."""
    assert answer.status == 403 and without_cors(answer), answer
    body = answer.json()
    if api == "service":
        assert answer.headers["x-amzn-errortype"] == "AccessDeniedException"
        assert body["__type"].endswith("#AccessDeniedException") and body["Message"]
    elif api == "control":
        assert body["Error"] == "AccessDeniedException" and body["Message"] and len(body) == 2
    else:
        assert body == {"errorCode": "", "message": "Request failed with status code 403", "status": 403}


def nothing_changed(own):
    ask = request("POST", "/agent-app/api", '{"contactId": "c"}',
                  headers=[("X-Amz-target", "AgentAppService.Lcms.getContact")])
    assert raw.once(own.address, ask).json()["contactData"].get("customerId") != "mallory"


HOSTS = ["localhost", "localhost:8643", "LOCALHOST", "app.localhost", "a.b.localhost:1", "127.0.0.1", "127.0.0.1:8643",
         "127.1.2.3", "[::1]", "[::1]:8643", "10.0.0.7", "192.168.1.5:80", "203.0.113.9", "[2001:db8::1]:8643",
         "voiceid", "voiceid-local:8643", "voice_id", "voice.example", "voice.example:8643", "VOICE.EXAMPLE",
         "other.example:1"]


@APIS
@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_served(own, api, host):
    assert change(own, api, host=host).status == 200


def test_an_old_request_without_a_host_is_served(own):
    with raw.Connection(own.address) as connection:
        assert connection.exchange(b"GET /_voiceid/clock HTTP/1.0\r\n\r\n").status == 200


@pytest.mark.parametrize("authority, status", [("localhost:8643", 200), ("evil.example", 403), ("", 403),
                                               ("evil.example@localhost", 403)])
def test_the_host_of_a_target_in_absolute_form_counts_too(own, authority, status):
    answer = raw.once(own.address, request("GET", f"http://{authority}/_voiceid/clock"))
    assert answer.status == status


@APIS
def test_a_request_across_sites_without_an_origin_changes_nothing(own, api):
    own.control("POST", "reset")
    denied(change(own, api, headers=[("Sec-Fetch-Site", "cross-site")]), api)
    nothing_changed(own)
    denied(change(own, api, headers=[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "none")]), api)
    for site in ("same-origin", "none"):
        assert change(own, api, headers=[("Sec-Fetch-Site", site)]).status == 200
    assert change(own, api, origin=DESK, headers=[("Sec-Fetch-Site", "cross-site")]).status == 200
    read = raw.once(own.address, request("GET", "/_voiceid/clock", headers=[("Sec-Fetch-Site", "cross-site")]))
    assert read.status == 200


FOREIGN_HOSTS = ["evil.example", "evil.example:8643", "localhost.evil.example", "127.0.0.1.evil.example", "1.2.3.4.5",
                 "127.0.0.1.nip.io", "evillocalhost.example", "sub.voice.example", "voice.example.evil.example",
                 "xvoice.example", "127.0.0.1x.example", "256.1.1.1.example", "localhost.example"]


@APIS
@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused(own, api, host):
    denied(change(own, api, host=host), api)


@pytest.mark.parametrize("path", READS)
def test_a_foreign_host_cannot_even_read(own, path):
    denied(raw.once(own.address, request("GET", path, host="evil.example")))


@pytest.mark.parametrize("host", ["evil.example@localhost", "localhost, evil.example", "localhost evil.example", "[::1",
                                  "[::1].evil.example", "localhost:80:evil.example", "localhost:x",
                                  "localhost/evil.example", "http://localhost", "[evil.example]",
                                  "localhost#.evil.example", "évil"])
def test_a_host_that_cannot_exist_is_refused(own, host):
    assert change(own, "control", host=host).status in (400, 403)


# What is refused by the header block alone, and the status.
UNWELCOME = [([("Host", "evil.example")], 403), ([("Host", "localhost"), ("Origin", "https://evil.example")], 403),
             ([("Host", "localhost"), ("Content-Type", "text/plain")], 404)]


@pytest.mark.parametrize("headers, status", UNWELCOME)
def test_a_refusal_comes_before_the_body_and_instead_of_100_continue(own, headers, status):
    for more in ([], [("Expect", "100-continue")]):
        data = raw.request(b"x" * 1000, host=False, headers=[("X-Amz-Target", "VoiceID.ListDomains"), *headers, *more])
        with raw.Connection(own.address) as connection:
            connection.send(data[:-1000])
            assert connection.read_answer().status == status


ORIGINS = ["http://localhost", "https://localhost", "http://localhost:3000", "http://app.localhost:5173",
           "http://127.0.0.1", "https://127.0.0.1:8443", "http://127.5.6.7:80", "http://[::1]", "https://[::1]:3000",
           DESK, OTHER_DESK]
FOREIGN_ORIGINS = [FOREIGN, "http://evil.example:80", "null", "http://localhost.evil.example",
                   "http://127.0.0.1.evil.example", "http://evil.example/localhost", "http://localhost@evil.example",
                   "http://evillocalhost", "http://voiceid", "http://10.0.0.1", "http://203.0.113.9:3000",
                   "http://[2001:db8::1]", "http://[::1].evil.example", "file://", "file://localhost",
                   "ftp://localhost", "chrome-extension://abcdefghijklmnop", "localhost", "//localhost", "http://",
                   "http:localhost", "http://desk.example", "https://desk.example:8080",
                   "https://desk.example.evil.example", "https://sub.desk.example", "http://desk.example:80801", "*",
                   "http://localhost https://evil.example", "https://evil.example http://localhost",
                   "http://localhost, https://evil.example", "http://127.0.0.1.", "http://127.0.0.256.example",
                   "http://voice.example"]


def listed(answer, name):
    return {each.strip().lower() for each in answer.headers.get(name, "").split(",")}


def for_origin(answer, origin):
    """Checks the CORS headers of an answer that pages of this origin may read."""
    assert answer.headers["access-control-allow-origin"] == origin
    assert "origin" in listed(answer, "vary")
    assert "access-control-allow-credentials" not in answer.headers
    return True


@APIS
@pytest.mark.parametrize("origin", ORIGINS)
def test_an_allowed_origin_may_change_things(own, api, origin):
    answer = change(own, api, origin=origin)
    assert answer.status == 200 and for_origin(answer, origin)
    assert listed(answer, "access-control-expose-headers") >= EXPOSED


@APIS
@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_origin_changes_nothing(own, api, origin):
    own.control("POST", "reset")
    denied(change(own, api, origin=origin), api)
    nothing_changed(own)
    assert own.call("ListDomains").body == {"DomainSummaries": []}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
@pytest.mark.parametrize("path", ["/_voiceid/reset", "/_voiceid/clock", "/_voiceid/nothing", "/health"])
def test_a_foreign_origin_may_only_use_methods_that_read(own, method, path):
    denied(raw.once(own.address, request(method, path, origin=FOREIGN)))


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_only_pages_of_an_allowed_origin_can_read_the_answer(own, method, path):
    for origin in (FOREIGN, DESK):
        answer = raw.once(own.address, request(method, path, origin=origin), bodiless=method == "HEAD")
        assert answer.status == 200
        assert without_cors(answer) if origin == FOREIGN else for_origin(answer, origin)


@APIS
def test_without_an_origin_there_are_no_cors_headers(own, api):
    answer = change(own, api)
    assert answer.status == 200 and without_cors(answer)


def test_an_allowed_origin_may_read_errors(own):
    kinds = [(404, "POST", "/", "{}", [("X-Amz-Target", "VoiceID.None")]), (400, "PUT", "/_voiceid/clock", "{", []),
             (400, "POST", "/agent-app/api", "[", [("X-Amz-target", "AgentAppService.Lcms.getContact")]),
             (404, "GET", "/_voiceid/none", "", []), (405, "POST", "/_voiceid/clock", "{}", []),
             (413, "PUT", "/_voiceid/clock", " " * ((1 << 20) + 1), [])]
    for status, method, path, body, headers in kinds:
        answer = raw.once(own.address, request(method, path, body, origin=DESK, headers=headers))
        assert answer.status == status and for_origin(answer, DESK), path


def preflight(own, path, origin, method="POST", headers="content-type,x-amz-target"):
    asked = [("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers)]
    return raw.once(own.address, request("OPTIONS", path, origin=origin, headers=asked), bodiless=True)


PATHS = [("/", ["POST"]), ("/agent-app/api", ["POST"]), ("/_voiceid/clock", ["GET", "PUT"]),
         ("/_voiceid/domains/d/sessions/s", ["PATCH"]), ("/_voiceid/domains/d/sessions/s/outcome", ["PUT", "DELETE"])]
# The headers that the AWS SDKs and amazon-connect-streams send.
SENT = ["content-type", "x-amz-target", "authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
        "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request", "x-amz-bearer"]


@pytest.mark.parametrize("path, methods", PATHS)
@pytest.mark.parametrize("origin", [DESK, "http://localhost:3000", FOREIGN])
def test_a_preflight(own, path, methods, origin):
    for method in methods:
        answer = preflight(own, path, origin, method, ",".join(SENT))
        if origin == FOREIGN:
            assert answer.status == 403 and without_cors(answer)
            continue
        assert answer.status == 204 and for_origin(answer, origin)
        assert method.lower() in listed(answer, "access-control-allow-methods")
        assert listed(answer, "access-control-allow-headers") >= set(SENT)
        assert int(answer.headers["access-control-max-age"]) > 0


def test_a_preflight_leaves_the_connection_in_order(own):
    with raw.Connection(own.address) as connection:
        asked = request("OPTIONS", "/", origin=DESK, headers=[("Access-Control-Request-Method", "POST")])
        connection.send(asked + raw.api("{}"))
        # A 204 has no content, whatever its length.
        assert connection.read_answer(bodiless=True).status == 204
        assert connection.read_answer().status == 200


def test_a_web_socket_is_opened_by_pages_of_allowed_origins_alone(own):
    calls = SessionCalls(own)
    calls.start()
    path = calls.path("call-1", "audio?voice=a")
    for headers in ({"Origin": FOREIGN}, {"Origin": "null"}, {"Host": "evil.example"}):
        denied(raw.once(own.address, handshake(path, **headers)))
    for origin in (DESK, "http://localhost:3000", "http://127.0.0.1", "https://[::1]:1"):
        with WebSocket(raw.Connection(own.address), path, Origin=origin) as web_socket:
            web_socket.close()


def test_by_default_only_the_loopback_is_allowed(emulator):
    denied(change(emulator, "service", host="voice.example"), "service")
    denied(change(emulator, "service", origin=DESK), "service")


@pytest.mark.parametrize("first, second", [
    (("Host", "localhost"), ("Host", "evil.example")), (("Origin", DESK), ("Origin", FOREIGN)),
    (("Origin", FOREIGN), ("Host", "evil.example"))], ids=["two hosts", "two origins", "origin and host"])
def test_one_foreign_header_is_enough_for_a_refusal(own, first, second):
    own.control("POST", "reset")
    method, path, body, _ = CHANGES["control"]
    for headers in ([first, second], [second, first]):
        host = "Host" not in {name for name, _ in headers}
        data = raw.request(body, method=method, path=path, host=host, headers=headers)
        assert raw.once(own.address, data).status in (400, 403)
    nothing_changed(own)


def test_a_refusal_has_no_headers_of_the_previous_answer(own):
    with raw.Connection(own.address) as connection:
        before = connection.exchange(request("DELETE", "/_voiceid/clock", origin=DESK))
        assert before.status == 405 and before.headers["allow"]
        good = request("GET", "/_voiceid/clock", origin=DESK)
        connection.send(good.replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\n bad\r\n", 1))
        raw_answer = connection.read_to_end()
    assert raw_answer.startswith(b"HTTP/1.1 400") and b"Allow:" not in raw_answer
    assert raw_answer.count(b"Access-Control-Allow-Origin") <= 1
