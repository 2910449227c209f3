"""The routes of the control API: their methods, queries and bodies; the clock and the reset."""
from collections import namedtuple

import pytest

from support.session_calls import KMS, NOON, SessionCalls, refused

LIMIT = 1024 * 1024
SESSION = "/_voiceid/domains/{domain}/sessions/call-1"
# Methods: those with `-` ignore their body, those with `*` take any bytes, all others take a JSON object.
Route = namedtuple("Route", "path methods")
ROUTES = [
    Route("/_voiceid", "GET"), Route("/_voiceid/", "GET"), Route("/health", "GET-"), Route("/_voiceid/health", "GET-"),
    Route("/_voiceid/contract", "GET-"), Route("/_voiceid/openapi.json", "GET-"),
    Route("/_voiceid/reset", "POST"), Route("/_voiceid/state", "GET PUT*"), Route("/_voiceid/fixtures", "POST*"),
    Route("/_voiceid/fixtures.schema.json", "GET"), Route("/_voiceid/clock", "GET- PUT"), Route("/_voiceid/clock/advance", "POST"),
    Route("/_voiceid/domains", "GET"), Route("/_voiceid/sessions", "GET"), Route("/_voiceid/s3", "GET"),
    Route("/_voiceid/domains/{domain}/restore", "POST"), Route("/_voiceid/domains/{domain}/status", "PUT"),
    Route("/_voiceid/domains/{domain}/encryption-update", "PUT"),
    Route("/_voiceid/domains/{domain}/speakers/alice", "GET PUT"), Route("/_voiceid/domains/{domain}/fraudsters", "PUT"),
    Route("/_voiceid/domains/{domain}/sessions", "GET POST"), Route(SESSION, "GET PATCH"),
    Route(f"{SESSION}/audio", "GET* POST"), Route(f"{SESSION}/outcome", "PUT DELETE"),
    Route(f"{SESSION}/enrollment", "POST"), Route(f"{SESSION}/end", "POST"),
    Route(f"{SESSION}/check", "POST"), Route(f"{SESSION}/contact-record", "GET"),
    Route("/_voiceid/s3/bucket/a", "PUT* GET DELETE"), Route("/_voiceid/s3/bucket", "GET"),
    Route("/_voiceid/events", "GET DELETE"), Route("/_voiceid/events/stream", "GET"),
    Route("/_voiceid/events/sinks", "GET"), Route("/_voiceid/events/sinks/memory/disorder", "PUT DELETE"),
    Route("/_voiceid/requests", "GET DELETE"), Route("/_voiceid/requests/count", "GET"),
    Route("/_voiceid/requests/stream", "GET"), Route("/_voiceid/sessions/stream", "GET"),
    Route("/_voiceid/requests/1", "GET"), Route("/_voiceid/faults", "GET POST DELETE"),
    Route("/_voiceid/faults/fault-1", "GET DELETE"),
    Route("/_voiceid/integration-associations", "GET"), Route("/_voiceid/integration-associations/i", "GET PUT DELETE"),
    Route("/_voiceid/contacts", "GET"), Route("/_voiceid/contacts/c", "GET PUT DELETE"),
]
CALLS = [(method.rstrip("-*"), route.path, method[-1] if method[-1] in "-*" else "")
         for route in ROUTES for method in route.methods.split()]
HEALTH = ("/health", "/_voiceid/health")


@pytest.fixture(scope="module")
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


@pytest.fixture
def own(start_emulator):
    """Its clock stands at noon."""
    emulator = start_emulator()
    emulator.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    return emulator


@pytest.mark.parametrize("path, methods", ROUTES, ids=str)
def test_a_wrong_method_is_refused_with_the_allowed_ones(calls, path, methods):
    allowed = {method.rstrip("-*") for method in methods.split()}
    for method in sorted({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW", "get"} - allowed):
        body = {} if method in ("POST", "PUT", "PATCH") else None
        answer = calls.emulator.request(method, path.format(domain=calls.domain_id), body)
        refused(answer, 405, "MethodNotAllowed")
        assert {name.strip() for name in answer.headers["Allow"].split(",")} == allowed, method


@pytest.mark.parametrize("method, path, body", [call for call in CALLS if call[1] not in HEALTH], ids=str)
def test_an_unknown_query_parameter_is_refused(calls, method, path, body):
    path = path.format(domain=calls.domain_id)
    refused(calls.emulator.request(method, f"{path}?nothing=1", {} if method != "GET" else None), 400,
            "ValidationException")


BAD_BODIES = {"[": "SerializationException", "[]": "SerializationException", "5": "SerializationException",
              b'{"X": "\xff"}': "SerializationException", '{"X": ' + "[" * 100_000: "SerializationException",
              '{"Nothing": 1}': "ValidationException", '{"nothing": null}': "ValidationException"}


@pytest.mark.parametrize("method, path, body", [call for call in CALLS if call[2] != "*"], ids=str)
def test_a_body_must_be_an_object_of_known_members(calls, method, path, body):
    path = path.format(domain=calls.domain_id)
    for sent, error in BAD_BODIES.items():
        answer = calls.emulator.request(method, path, sent)
        assert answer.status == 200 if body else refused(answer, 400, error)
    # Only the bodies of audio and of objects may be larger.
    headers = {} if path.endswith("/audio") else {"Content-Type": "audio/wav"}
    answer = calls.emulator.request(method, path, " " * (LIMIT + 1), headers)
    refused(answer, 413, "RequestEntityTooLargeException")


@pytest.mark.parametrize("speaker, status", [("carol", 200), ("a%20b", 400), ("-a", 400), ("id%23short", 400),
                                             ("a" * 256, 200), ("a" * 257, 400)], ids=lambda each: str(each)[:10])
def test_a_speaker_is_put_into_a_state_by_an_id_that_it_can_have(calls, speaker, status):
    path = f"/_voiceid/domains/{calls.domain_id}/speakers/{speaker}"
    answer = calls.emulator.request("PUT", path, {"Status": "OPTED_OUT"})
    if status == 200:
        assert (answer.status, answer.body["Speaker"]["Status"]) == (200, "OPTED_OUT")
    else:
        refused(answer, 400, "ValidationException")


@pytest.mark.parametrize("path", [
    "/nothing", "/clock/x", "/clocks", "/Clock", "/reset/", "/../health", "/clock%2Fadvance",
    "/domains/{domain}/session", "/domains/{domain}/Sessions", "/domains/{domain}/sessions/",
    "/domains/{domain}/sessions/call/", "/domains/{domain}/sessions/call/sound",
    "/domains/{domain}/sessions/call/Audio", "/domains/{domain}/sessions/call/audio/",
    "/domains/{domain}/sessions/call/audio/x",
    "/domains/{domain}/sessions//audio", "/domains/{domain}//sessions", "/domains//sessions",
    "/domains/{domain}/sessions/../sessions", "/domains/{domain}/sessions%2Fcall", "//domains/{domain}/sessions",
    "//", "/sessions/", "/sessions/call", "/integration-associations/",
    "/contacts/", "/contacts/a/b", "/integration-associations/a/b", "/s3/", "/s3//a", "/s3x/bucket/a",
    "/S3/bucket/a", "/s3%2Fbucket%2Fa", "/events/", "/events/sinks/", "/events/sinks/memory", "/events/sinks/memory/",
    "/events/sinks//disorder", "/events/sinks/memory/disorder/", "/events/sinks/memory/disorder/x", "/events/Stream",
    "/events/stream/", "/events/1", "/events//sinks", "/events%2Fsinks", "/requests/", "/requests/count/", "/requests/1/2",
    "/faults/", "/faults/fault-1/x"])
def test_an_unknown_path_is_not_found(calls, path):
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = calls.emulator.request(method, "/_voiceid" + path.format(domain=calls.domain_id), "{}")
        refused(answer, 404, "NotFound")


def test_with_the_control_api_off_only_health_is_left(start_emulator):
    emulator = start_emulator("--control", "off")
    for method, path, _ in CALLS:
        answer = emulator.request(method, path.format(domain="A" * 22), {} if method != "GET" else None)
        assert answer.status == 200 if path in HEALTH else refused(answer, 404, "NotFound"), path
    assert emulator.call("ListDomains").status == 200


def test_sessions_exist_only_below_the_control_api(calls):
    assert calls.emulator.request("GET", f"/domains/{calls.domain_id}/sessions").status == 404


def test_each_call_on_the_clock_answers_it(own):
    assert own.control("GET", "clock") == own.control("PUT", "clock", {}) == {"Now": NOON, "Frozen": True}
    assert own.advance("PT90S") == {"Now": "2026-11-21T12:01:30.000Z", "Frozen": True}
    running = own.control("PUT", "clock", {"Now": "2026-11-21t06:30:00.5-05:30", "Frozen": False})
    assert running["Frozen"] is False and running["Now"] >= "2026-11-21T12:00:00.500Z"


def test_the_service_uses_this_clock(own):
    own.control("PUT", "clock", {"Now": "2030-01-01T00:00:00.250Z", "Frozen": True})
    domain = own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}).body["Domain"]
    assert domain["CreatedAt"] == domain["UpdatedAt"] == 1893456000.25


@pytest.mark.parametrize("method, path, body", [
    ("PUT", "clock", {"Now": "2026-11-22T12:00:00Z", "Frozen": "yes"}), ("PUT", "clock", {"Now": "yesterday"}),
    ("POST", "clock/advance", {"By": "yesterday"}), ("POST", "clock/advance", {"By": "P1000000Y"}),
    ("POST", "clock/advance", {})])
def test_a_bad_time_or_duration_changes_nothing(own, method, path, body):
    refused(own.request(method, f"/_voiceid/{path}", body), 400)
    assert own.control("GET", "clock") == {"Now": NOON, "Frozen": True}


def test_a_reset_forgets_everything(own):
    for account in ("111111111111", "222222222222"):
        own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}, account=account)
    assert own.control("POST", "reset") == {}
    for account in ("111111111111", "222222222222"):
        assert own.call("ListDomains", account=account).body == {"DomainSummaries": []}
    assert own.control("GET", "clock")["Frozen"] is False
