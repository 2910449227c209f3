"""Bad input to the session calls is told with a clear 4xx, changes nothing and harms nobody."""
import json

import pytest

from support import wav_files
from support.session_calls import UNKNOWN_ID, SessionCalls, refused
from wire import raw
from wire.body_test import BAD_UTF8, NOT_AN_OBJECT, NOT_JSON

LIMIT = 1024 * 1024


@pytest.fixture(scope="module")
def calls(emulator):
    """One session that all bad requests are meant for; each of them must leave it as it is."""
    calls = SessionCalls(emulator)
    calls.start(SpeakerId="alice")
    calls.audio(3)
    return calls


@pytest.fixture(autouse=True)
def unharmed(calls):
    """Nothing was made, nothing changed, and the next one is served."""
    before = calls.list()
    yield
    assert calls.list() == before
    assert calls.emulator.request("GET", "/health").status == 200


TEXT_SINS = {"empty": "", "number": 5, "list": ["a"], "object": {}, "true": True, "blank": "a b", "dot": "a.b",
             "leading hyphen": "-a", "not ASCII": "é", "NUL": "a\0", "line end": "a\n", "slash": "a/b",
             "percent": "%61"}
SCORE_SINS = {"below 0": -1, "above 100": 101, "decimal": 50.5, "text": "50", "true": True, "list": [50],
              "beyond 64 bits": 1 << 70}
CONFIGURATION_SINS = {"true": True, "number": 5, "text": "off", "list": [], "unknown": {"Nothing": 1}}


def sins(member, table, wrap=lambda value: value):
    return {f"{member}: {name}": {member: wrap(value)} for name, value in table.items()}


# What start and change refuse alike.
SETTINGS = {
    **sins("SpeakerId", {**TEXT_SINS, "too long": "a" * 257, "cut id": "id#" + "A" * 21}),
    **sins("AuthenticationConfiguration", CONFIGURATION_SINS),
    **sins("AuthenticationConfiguration", SCORE_SINS, lambda value: {"AcceptanceThreshold": value}),
    **sins("FraudDetectionConfiguration", CONFIGURATION_SINS),
    **sins("FraudDetectionConfiguration", SCORE_SINS, lambda value: {"RiskThreshold": value}),
    **sins("FraudDetectionConfiguration", {"short id": "A" * 21, "long id": "A" * 23, "bad id": "-" * 22,
                                           "number id": 5},
           lambda value: {"WatchlistId": value}),
    **sins("StreamingConfiguration", {**CONFIGURATION_SINS, "false": False}),
    **sins("StreamingConfiguration", {"4": 4, "11": 11, "7.5": 7.5, "text 7": "7", "0": 0, "-7": -7},
           lambda value: {"AuthenticationMinimumSpeechInSeconds": value}),
    **sins("StreamingStatus", {"unknown": "DONE", "lower case": "ongoing", "empty": "", "number": 1, "false": False}),
    **sins("ContactArn", {"number": 5, "list": [], "false": False}),
    "unknown": {"Nothing": 1}, "unknown null": {"Nothing": None}, "other case": {"speakerId": "bob"},
}
STARTS = {
    **{name: {"SessionName": "new", **members} for name, members in SETTINGS.items()},
    **sins("SessionName", {**TEXT_SINS, "too long": "a" * 37, "an id": f"id#{UNKNOWN_ID}", "null": None}),
    "no name": {}, "ended from the start": {"SessionName": "new", "StreamingStatus": "ENDED"},
}
CHANGES = {**SETTINGS, "the name": {"SessionName": "new"}, "the same name": {"SessionName": "call-1"}}
SPEECH = {"Voice": "alice", "SpeechSeconds": 1}
AUDIO = {
    "nothing": {}, "no voice": {"SpeechSeconds": 1}, "no seconds": {"Voice": "alice"},
    "unknown": {**SPEECH, "Nothing": 1},
    **{name: {**SPEECH, **members} for name, members in {
        **sins("Voice", {**TEXT_SINS, "too long": "a" * 257, "null": None, "a generated id": f"id#{UNKNOWN_ID}"}),
        **sins("SpeechSeconds", {"negative": -0.001, "too long": 86400.001, "text": "1", "true": True, "null": None,
                                 "list": [1], "huge": 1e300, "beyond 64 bits": 1 << 70}),
        **sins("SpoofingRisk", SCORE_SINS)}.items()},
}
OUTCOMES = {
    **sins("AuthenticationScore", SCORE_SINS), "unknown": {"Nothing": 1},
    "unknown risk": {"VoiceRisk": {"RiskScore": 1}},
    **{f"{risk} {name}": {risk: value} for risk in ("KnownFraudsterRisk", "VoiceSpoofingRisk") for name, value in {
        **CONFIGURATION_SINS, "false": False, "no score": {}, "null score": {"RiskScore": None},
        **{name: {"RiskScore": value} for name, value in SCORE_SINS.items()}}.items()},
    **sins("KnownFraudsterRisk", {"cut id": "id#" + "A" * 21, "customer id": "mallory", "empty id": "", "number id": 5},
           lambda value: {"RiskScore": 1, "GeneratedFraudsterId": value}),
    "an id of a spoofer": {"VoiceSpoofingRisk": {"RiskScore": 1, "GeneratedFraudsterId": f"id#{UNKNOWN_ID}"}},
}
NO_MEMBERS = {"unknown": {"Nothing": 1}, "session": {"SessionNameOrId": "call-1"}}
CALLS = {"start": ("POST", None, None, STARTS), "change": ("PATCH", "call-1", None, CHANGES),
         "audio": ("POST", "call-1", "audio", AUDIO), "outcome": ("PUT", "call-1", "outcome", OUTCOMES),
         "enrollment": ("POST", "call-1", "enrollment", NO_MEMBERS), "end": ("POST", "call-1", "end", NO_MEMBERS)}
BODIES = [pytest.param(*call, body, id=f"{name}-{sin}") for name, (*call, table) in CALLS.items()
          for sin, body in table.items()]
ALL_CALLS = pytest.mark.parametrize("method, name, part", [call[:3] for call in CALLS.values()], ids=CALLS)


@pytest.mark.parametrize("method, name, part, body", BODIES)
def test_bad_members(calls, method, name, part, body):
    refused(calls.ask(method, name, part, body), 400)


@ALL_CALLS
def test_bodies_that_are_no_object(calls, method, name, part):
    bad = {**NOT_JSON, **NOT_AN_OBJECT, **{sin: b'{"SpeakerId": "%s"}' % data for sin, data in BAD_UTF8.items()}}
    for sin, body in bad.items():
        assert refused(calls.ask(method, name, part, body), 400), sin


@ALL_CALLS
def test_numbers_that_json_has_not(calls, method, name, part):
    for number in ("NaN", "Infinity", "-Infinity", "1e999", "01", "+1", ".5", "1."):
        body = '{"SessionName": "new", "Voice": "a", "SpeechSeconds": %s, "AuthenticationScore": %s}' % (number, number)
        assert refused(calls.ask(method, name, part, body), 400), number


@ALL_CALLS
def test_nesting_too_deep(calls, method, name, part):
    for levels in (40, 100_000):
        refused(calls.ask(method, name, part, '{"SpeakerId": ' + "[" * levels + "]" * levels + "}"), 400)


@ALL_CALLS
@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_bodies_over_the_limit(calls, method, name, part, content_type):
    body = b'{"SpeakerId": "' + b"x" * LIMIT + b'"}'
    refused(calls.ask(method, name, part, body, {"Content-Type": content_type}), 413)


@pytest.mark.parametrize("part", [None, "outcome", "enrollment", "end"])
def test_only_audio_may_be_larger_as_a_wav(calls, part):
    method = {None: "PATCH", "outcome": "PUT"}.get(part, "POST")
    refused(calls.ask(method, "call-1", part, b"x" * (LIMIT + 1), {"Content-Type": "audio/wav"}), 413)


@pytest.mark.parametrize("path", [
    "/_voiceid/domains/{domain}/session", "/_voiceid/domains/{domain}/Sessions", "/_voiceid/domains/{domain}/sessions/",
    "/_voiceid/domains/{domain}/sessions/call/", "/_voiceid/domains/{domain}/sessions/call/sound",
    "/_voiceid/domains/{domain}/sessions/call/Audio", "/_voiceid/domains/{domain}/sessions/call/audio/",
    "/_voiceid/domains/{domain}/sessions/call/audio/x", "/_voiceid/domains/{domain}/sessions//audio",
    "/_voiceid/domains/{domain}//sessions", "/_voiceid/domains//sessions",
    "/_voiceid/domains/{domain}/sessions/../sessions",
    "/_voiceid/domains/{domain}/sessions%2Fcall", "/_voiceid//domains/{domain}/sessions", "/domains/{domain}/sessions",
    "/_voiceid/sessions", "/_voiceid/sessions/call", "/_voiceid/integration-associations",
    "/_voiceid/integration-associations/", "/_voiceid/contacts", "/_voiceid/contacts/", "/_voiceid/contacts/a/b",
    "/_voiceid/integration-associations/a/b"])
def test_unknown_paths(calls, path):
    for method in ("GET", "POST", "PUT"):
        answer = calls.emulator.request(method, path.format(domain=calls.domain_id), "{}")
        # What lies outside of the control API is refused in the form of the service's own.
        assert refused(answer, 404) if path.startswith("/_voiceid") else answer.status == 404, method


METHODS = {
    "sessions": ((), {"GET", "POST"}), "session": (("call-1",), {"GET", "PATCH"}),
    "audio": (("call-1", "audio"), {"GET", "POST"}), "outcome": (("call-1", "outcome"), {"PUT", "DELETE"}),
    "enrollment": (("call-1", "enrollment"), {"POST"}), "end": (("call-1", "end"), {"POST"}),
}


@pytest.mark.parametrize("where, allowed", METHODS.values(), ids=METHODS)
def test_other_methods_are_told_which_there_are(calls, where, allowed):
    for method in sorted({"GET", "POST", "PUT", "PATCH", "DELETE", "BREW"} - allowed):
        answer = calls.ask(method, *where, body={} if method in ("POST", "PUT", "PATCH") else None)
        refused(answer, 405)
        assert {name.strip() for name in answer.headers["Allow"].split(",")} - {"HEAD"} == allowed


@pytest.mark.parametrize("path", ["integration-associations/i", "contacts/c"])
def test_other_methods_than_put(calls, path):
    for method in ("GET", "POST", "PATCH", "DELETE"):
        answer = calls.emulator.request(method, f"/_voiceid/{path}")
        refused(answer, 405)
        assert answer.headers["Allow"] == "PUT"


BAD_NAMES = ["%", "%2", "%zz", "call%", "call%2", "%G0", "%00", "call%00", "%ff", "%C3", "%C3%A9", "%2F",
             "call%2Faudio", "%20", "%0A", "%25", "%2e%2e", "a.b", "-a", "a" * 37, "a" * 4000, "id%23",
             "id%23" + "A" * 21, "id%23" + "A" * 23, "id%2523" + "A" * 22, "call+", "call;a", "call:", "%u0063all"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_none_can_have(calls, name):
    for method, part in (("GET", ""), ("PATCH", ""), ("POST", "/end"), ("PUT", "/outcome")):
        answer = calls.emulator.request(method, f"{calls.path()}/{name}{part}", None if method == "GET" else "{}")
        assert answer.status in (400, 404) and refused(answer, answer.status), method


@pytest.mark.parametrize("domain", ["x", "%", "%zz", "%00", "A" * 23, "-" * 22, "%C3%A9", "A" * 5000])
def test_domain_ids_that_none_can_have(calls, domain):
    for method in ("GET", "POST"):
        answer = calls.emulator.request(method, f"/_voiceid/domains/{domain}/sessions", "{}")
        assert answer.status in (400, 404) and refused(answer, answer.status), method


@pytest.mark.parametrize("target", [b"/sessions/call#part", b"/sessions/call\xc3\xa9", b"/sessions/call\\audio",
                                    b"/sessions/<call>", b'/sessions/"call-1"', b"/sessions/id#" + b"A" * 22])
def test_bytes_that_no_url_may_have(calls, target):
    path = f"/_voiceid/domains/{calls.domain_id}".encode() + target
    answer = raw.once(calls.emulator.address, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    # Which part of the server says no, and so the form, is its own affair.
    assert answer.status in (400, 404) and answer.json()["Message"]


@pytest.mark.parametrize("query", ["voice=", "voice=-a", "voice=%C3%A9", "voice=%zz", "voice=%", "voice=a%00",
                                   "voice=a+b",
                                   "voice=a/b", "voice=" + "a" * 257, "channel=", "channel=2", "channel=-1",
                                   "channel=x",
                                   "channel=0x0", "channel=1.0", "channel=%31%zz", "channel=99999999999999999999"])
def test_bad_query_parameters(calls, query):
    answer = calls.send_wav(wav_files.wav(wav_files.tone(1), wav_files.tone(1)), f"?{query}")
    refused(answer, 400, "ValidationException")


@pytest.mark.parametrize("query", ["account=12", "account=abcdefghijkl", "account=", "account=1234567890123"])
def test_bad_accounts(calls, query):
    """A path that names a domain needs none; a bad one may be refused, but must do no harm."""
    answer = calls.emulator.request("GET", f"{calls.path()}?{query}")
    assert answer.status in (400, 404)


CONTACTS = {"nothing": {}, "empty": {"CustomerId": ""}, "number": {"CustomerId": 5}, "list": {"CustomerId": []},
            "null": {"CustomerId": None}, "unknown": {"CustomerId": "alice", "Nothing": 1}}
ASSOCIATIONS = {"nothing": {}, "empty": {"DomainId": ""}, "number": {"DomainId": 5}, "short": {"DomainId": "A" * 21},
                "null": {"DomainId": None}}


@pytest.mark.parametrize("path, body", [
    *(pytest.param("contacts/c", body, id=f"contact-{name}") for name, body in CONTACTS.items()),
    *(pytest.param("integration-associations/i", body, id=f"association-{name}") for name,
      body in ASSOCIATIONS.items())])
def test_bad_contacts_and_associations(calls, path, body):
    refused(calls.emulator.request("PUT", f"/_voiceid/{path}", json.dumps(body)), 400)


@pytest.mark.parametrize("target", ["contacts/%ff", "contacts/a%C3", "integration-associations/%ED%A0%80",
                                    "contacts/" + "a" * 257, "contacts/c?%ff=1", "contacts/c?a=%ff"])
def test_ids_and_parameters_that_are_no_text(calls, target):
    for body in ({"CustomerId": "alice"}, {"DomainId": calls.domain_id}):
        refused(calls.emulator.request("PUT", f"/_voiceid/{target}", body), 400)


def test_an_association_with_an_unknown_domain(calls):
    answer = calls.emulator.request("PUT", "/_voiceid/integration-associations/i", {"DomainId": UNKNOWN_ID})
    refused(answer, 404, "ResourceNotFoundException")


def test_requests_that_break_off_change_nothing(calls):
    body = json.dumps({"Voice": "alice", "SpeechSeconds": 5}).encode()
    whole = raw.request(body, path=f"{calls.path('call-1', 'audio')}")
    for cut in (1, len(whole) // 2, len(whole) - len(body), len(whole) - 1):
        with raw.Connection(calls.emulator.address) as connection:
            connection.send(whole[:cut])
            connection.finish_sending()
            assert b" 200 " not in connection.read_to_end()


def test_the_path_of_a_switched_off_control_api(start_emulator):
    emulator = start_emulator("--control", "off")
    for method in ("GET", "POST"):
        refused(emulator.request(method, f"/_voiceid/domains/{UNKNOWN_ID}/sessions", "{}"), 404, "NotFound")
    refused(emulator.request("PUT", "/_voiceid/contacts/c", {"CustomerId": "a"}), 404, "NotFound")
