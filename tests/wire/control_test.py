"""The routes of the control API: their methods, queries and bodies; the clock and the reset."""
from collections import namedtuple

import pytest

from support.emulator import Emulator
from support.session_calls import KMS, NOON, SessionCalls, refused

LIMIT = 1024 * 1024
SESSION = "/_voiceid/domains/{domain}/sessions/call-1"
# Methods: those with `-` ignore their body, those with `*` take any bytes, all others take a JSON object.
Route = namedtuple("Route", "path methods")
ROUTES = [
    Route("/health", "GET-"), Route("/_voiceid/health", "GET-"), Route("/_voiceid/contract", "GET-"),
    Route("/_voiceid/reset", "POST"), Route("/_voiceid/clock", "GET- PUT"), Route("/_voiceid/clock/advance", "POST"),
    Route("/_voiceid/domains/{domain}/sessions", "GET POST"), Route(SESSION, "GET PATCH"),
    Route(f"{SESSION}/audio", "GET* POST"), Route(f"{SESSION}/outcome", "PUT DELETE"),
    Route(f"{SESSION}/enrollment", "POST"), Route(f"{SESSION}/end", "POST"),
    Route("/_voiceid/s3/bucket/a", "PUT* GET DELETE"), Route("/_voiceid/s3/bucket", "GET"),
    Route("/_voiceid/events", "GET DELETE"), Route("/_voiceid/events/stream", "GET"),
    Route("/_voiceid/events/sinks", "GET"), Route("/_voiceid/events/sinks/memory/disorder", "PUT DELETE"),
    Route("/_voiceid/integration-associations/i", "PUT"), Route("/_voiceid/contacts/c", "PUT"),
]
CALLS = [(method.rstrip("-*"), route.path, method[-1] if method[-1] in "-*" else "")
         for route in ROUTES for method in route.methods.split()]
HEALTH = ("/health", "/_voiceid/health")


@pytest.fixture(scope="module")
def calls(emulator):
    calls = SessionCalls(emulator)
    calls.start()
    return calls


@pytest.fixture(scope="module")
def shared():
    """For tests that set its clock first."""
    with Emulator() as running:
        yield running


@pytest.fixture
def own(shared):
    """Its clock stands at noon and it knows nothing else."""
    shared.control("POST", "reset")
    shared.control("PUT", "clock", {"Now": NOON, "Frozen": True})
    return shared


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


@pytest.mark.parametrize("method, path, body", [call for call in CALLS if not call[2]], ids=str)
def test_a_body_must_be_an_object_of_known_members(calls, method, path, body):
    path = path.format(domain=calls.domain_id)
    for sent, error in BAD_BODIES.items():
        refused(calls.emulator.request(method, path, sent), 400, error)
    refused(calls.emulator.request(method, path, " " * (LIMIT + 1)), 413, "RequestEntityTooLargeException")


@pytest.mark.parametrize("method, path, body", [call for call in CALLS if call[2] == "-"], ids=str)
def test_calls_without_parameters_ignore_their_body(calls, method, path, body):
    for sent in BAD_BODIES:
        assert calls.emulator.request(method, path, sent).status == 200
    refused(calls.emulator.request(method, path, " " * (LIMIT + 1)), 413, "RequestEntityTooLargeException")


@pytest.mark.parametrize("part", ["", "/outcome", "/enrollment", "/end"])
def test_only_the_body_of_audio_may_be_larger(calls, part):
    method = {"": "PATCH", "/outcome": "PUT"}.get(part, "POST")
    answer = calls.emulator.request(method, SESSION.format(domain=calls.domain_id) + part, b"x" * (LIMIT + 1),
                                    {"Content-Type": "audio/wav"})
    refused(answer, 413, "RequestEntityTooLargeException")


@pytest.mark.parametrize("path", [
    "", "/", "/nothing", "/clock/x", "/clocks", "/Clock", "/reset/", "/../health", "/clock%2Fadvance",
    "/domains/{domain}/session", "/domains/{domain}/Sessions", "/domains/{domain}/sessions/",
    "/domains/{domain}/sessions/call/", "/domains/{domain}/sessions/call/sound",
    "/domains/{domain}/sessions/call/Audio", "/domains/{domain}/sessions/call/audio/",
    "/domains/{domain}/sessions/call/audio/x",
    "/domains/{domain}/sessions//audio", "/domains/{domain}//sessions", "/domains//sessions",
    "/domains/{domain}/sessions/../sessions", "/domains/{domain}/sessions%2Fcall", "//domains/{domain}/sessions",
    "/sessions", "/sessions/call", "/integration-associations", "/integration-associations/", "/contacts",
    "/contacts/", "/contacts/a/b", "/integration-associations/a/b", "/s3", "/s3/", "/s3//a", "/s3x/bucket/a",
    "/S3/bucket/a", "/s3%2Fbucket%2Fa", "/events/", "/events/sinks/", "/events/sinks/memory", "/events/sinks/memory/",
    "/events/sinks//disorder", "/events/sinks/memory/disorder/", "/events/sinks/memory/disorder/x", "/events/Stream",
    "/events/stream/", "/events/1", "/events//sinks", "/events%2Fsinks"])
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


@pytest.mark.parametrize("path", HEALTH)
def test_health(emulator, path):
    answer = emulator.request("GET", path)
    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    assert (answer.body["Status"], answer.body["Version"]) == ("running", "0.1.0")
    assert "Uptime" in answer.body


def now_of(emulator):
    return emulator.control("GET", "clock")["Now"]


def test_the_clock_runs_at_first(emulator):
    clock = emulator.control("GET", "clock")
    assert set(clock) == {"Now", "Frozen"} and clock["Frozen"] is False
    assert len(clock["Now"]) == len(NOON) and clock["Now"].endswith("Z")


def test_a_frozen_clock_moves_only_when_it_is_advanced(own):
    assert own.control("PUT", "clock", {"Now": NOON, "Frozen": True}) == {"Now": NOON, "Frozen": True}
    assert own.control("GET", "clock") == own.control("PUT", "clock", {}) == {"Now": NOON, "Frozen": True}
    assert own.advance("PT90S") == {"Now": "2026-11-21T12:01:30.000Z", "Frozen": True}
    assert own.control("PUT", "clock", {"Frozen": False})["Frozen"] is False
    assert now_of(own) >= "2026-11-21T12:01:30.000Z"
    frozen = own.control("PUT", "clock", {"Frozen": True})
    assert own.control("GET", "clock") == frozen and frozen["Now"] >= "2026-11-21T12:01:30.000Z"


@pytest.mark.parametrize("duration, now", [("PT0S", NOON), ("P1DT2H", "2026-11-22T14:00:00.000Z"),
                                           ("P1Y2M3DT4H5M6S", "2028-01-24T16:05:06.000Z")])
def test_the_clock_advances_by_a_duration(own, duration, now):
    assert own.advance(duration)["Now"] == now


@pytest.mark.parametrize("given, now", [("2026-11-21T13:00:00+01:00", NOON), ("2026-11-21t06:30:00.5-05:30",
                                                                            "2026-11-21T12:00:00.500Z")])
def test_the_clock_is_set_to_a_time_of_rfc_3339(own, given, now):
    assert own.control("PUT", "clock", {"Now": given, "Frozen": True})["Now"] == now


def test_the_service_uses_this_clock(own):
    own.control("PUT", "clock", {"Now": "2030-01-01T00:00:00.250Z", "Frozen": True})
    domain = own.call("CreateDomain", {"Name": "n", "ServerSideEncryptionConfiguration": KMS}).body["Domain"]
    assert domain["CreatedAt"] == domain["UpdatedAt"] == 1893456000.25


BAD_CLOCKS = {"PUT clock": [
    '{"Now": "yesterday"}', '{"Now": 5}', '{"Now": ""}', '{"Now": []}', '{"Now": "2026-02-30T00:00:00Z"}',
    '{"Now": "2026-11-21T12:00:00"}', '{"Now": "2026-11-21T12:00:00Z "}', '{"Now": "99999-01-01T00:00:00Z"}',
    '{"Frozen": "yes"}', '{"Frozen": 1}', '{"Now": "2026-11-22T12:00:00Z", "Frozen": "yes"}'], "POST clock/advance": [
    '{"By": ""}', '{"By": "P"}', '{"By": "3Y"}', '{"By": "p1d"}', '{"By": " P1D"}', '{"By": "-P1D"}', '{"By": 90}',
    '{"By": null}', "{}", "", '{"By": "P99999999999999999999Y"}', '{"By": "P1000000Y"}', '{"By": "P1\\u0661D"}',
    '{"By": "' + "P" * 100_000 + '"}']}


@pytest.mark.parametrize("call", BAD_CLOCKS)
def test_a_bad_time_or_duration_changes_nothing(own, call):
    method, path = call.split()
    for body in BAD_CLOCKS[call]:
        assert refused(own.request(method, f"/_voiceid/{path}", body), 400), body
        assert own.control("GET", "clock") == {"Now": NOON, "Frozen": True}


def test_a_reset_forgets_everything(own):
    own.control("PUT", "clock", {"Now": "2040-01-01T00:00:00Z", "Frozen": True})
    request = {"Name": "n", "ServerSideEncryptionConfiguration": KMS, "ClientToken": "again"}
    first = own.call("CreateDomain", request, account="111111111111").body["Domain"]["DomainId"]
    own.call("CreateDomain", request, account="222222222222")
    assert own.control("POST", "reset") == {}
    for account in ("111111111111", "222222222222"):
        assert own.call("ListDomains", account=account).body == {"DomainSummaries": []}
    clock = own.control("GET", "clock")
    assert clock["Frozen"] is False and clock["Now"] < "2040"
    second = own.call("CreateDomain", {**request, "Name": "other"}, account="111111111111")
    assert second.status == 200 and second.body["Domain"]["DomainId"] != first
