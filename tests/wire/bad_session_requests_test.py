"""Bad input to the session calls is refused with a 4xx that says why, and changes nothing."""
import pytest

from support import wav_files
from support.session_calls import UNKNOWN_ID, SessionCalls, refused
from wire import raw


@pytest.fixture(scope="module")
def calls(emulator):
    """One session that all bad requests address and none may change."""
    calls = SessionCalls(emulator)
    calls.start(SpeakerId="alice")
    calls.audio(3)
    return calls


@pytest.fixture(autouse=True)
def unharmed(calls):
    """Nothing was made or changed, and the next request is served."""
    before = calls.list()
    yield
    assert calls.list() == before
    assert calls.emulator.request("GET", "/health").status == 200


TEXT_SINS = {"empty": "", "number": 5, "blank": "a b", "leading hyphen": "-a", "not ASCII": "é", "line end": "a\n"}
SCORE_SINS = {"below 0": -1, "above 100": 101, "decimal": 50.5}
CONFIGURATION_SINS = {"true": True, "list": [], "unknown": {"Nothing": 1}}


def sins(member, table, wrap=lambda value: value):
    return {f"{member}: {name}": {member: wrap(value)} for name, value in table.items()}


# Start and change refuse these alike.
SETTINGS = {
    **sins("SpeakerId", {**TEXT_SINS, "too long": "a" * 257, "cut id": "id#" + "A" * 21}),
    **sins("AuthenticationConfiguration", CONFIGURATION_SINS),
    **sins("AuthenticationConfiguration", SCORE_SINS, lambda value: {"AcceptanceThreshold": value}),
    **sins("FraudDetectionConfiguration", CONFIGURATION_SINS),
    **sins("FraudDetectionConfiguration", SCORE_SINS, lambda value: {"RiskThreshold": value}),
    **sins("FraudDetectionConfiguration", {"short id": "A" * 21, "bad id": "-" * 22},
           lambda value: {"WatchlistId": value}),
    **sins("StreamingConfiguration", {**CONFIGURATION_SINS, "false": False}),
    **sins("StreamingConfiguration", {"4": 4, "11": 11, "7.5": 7.5},
           lambda value: {"AuthenticationMinimumSpeechInSeconds": value}),
    **sins("StreamingStatus", {"unknown": "DONE", "number": 1, "false": False}),
    **sins("ContactArn", {"number": 5, "false": False}), "unknown": {"Nothing": None}, "other case": {"speakerId": "b"},
}
STARTS = {
    **{name: {"SessionName": "new", **members} for name, members in SETTINGS.items()},
    **sins("SessionName", {**TEXT_SINS, "too long": "a" * 37, "an id": f"id#{UNKNOWN_ID}", "null": None}),
    "no name": {}, "ended from the start": {"SessionName": "new", "StreamingStatus": "ENDED"},
}
CHANGES = {**SETTINGS, "the name": {"SessionName": "new"}, "the same name": {"SessionName": "call-1"}}
SPEECH = {"Voice": "alice", "SpeechSeconds": 1}
AUDIO = {
    "nothing": {}, "no voice": {"SpeechSeconds": 1}, "no seconds": {"Voice": "a"}, "unknown": {**SPEECH, "Nothing": 1},
    **{name: {**SPEECH, **members} for name, members in {
        **sins("Voice", {**TEXT_SINS, "too long": "a" * 257, "a generated id": f"id#{UNKNOWN_ID}"}),
        **sins("SpeechSeconds", {"negative": -0.001, "too long": 86400.001, "text": "1"}),
        **sins("SpoofingRisk", SCORE_SINS)}.items()},
}
OUTCOMES = {
    **sins("AuthenticationScore", SCORE_SINS), "unknown": {"Nothing": 1},
    "unknown risk": {"VoiceRisk": {"RiskScore": 1}},
    **{f"{risk} {name}": {risk: value} for risk in ("KnownFraudsterRisk", "VoiceSpoofingRisk") for name, value in {
        **CONFIGURATION_SINS, "false": False, "no score": {},
        **{name: {"RiskScore": value} for name, value in SCORE_SINS.items()}}.items()},
    **sins("KnownFraudsterRisk", {"cut id": "id#" + "A" * 21, "customer id": "mallory"},
           lambda value: {"RiskScore": 1, "GeneratedFraudsterId": value}),
    "an id of a spoofer": {"VoiceSpoofingRisk": {"RiskScore": 1, "GeneratedFraudsterId": f"id#{UNKNOWN_ID}"}},
}
CALLS = {"start": ("POST", None, None, STARTS), "change": ("PATCH", "call-1", None, CHANGES),
         "audio": ("POST", "call-1", "audio", AUDIO), "outcome": ("PUT", "call-1", "outcome", OUTCOMES)}
BODIES = [pytest.param(*call, body, id=f"{name}-{sin}") for name, (*call, table) in CALLS.items()
          for sin, body in table.items()]


@pytest.mark.parametrize("method, name, part, body", BODIES)
def test_a_bad_member_is_refused(calls, method, name, part, body):
    refused(calls.ask(method, name, part, body), 400)


BAD_NAMES = ["%", "%2", "%zz", "%00", "call%00", "%ff", "%C3", "%C3%A9", "%2F", "call%2Faudio", "%20", "%2e%2e", "a.b",
             "-a", "a" * 37, "a" * 4000, "id%23", "id%23" + "A" * 21, "id%23" + "A" * 23, "id%2523" + "A" * 22, "call+"]
BAD_DOMAINS = ["x", "%", "%zz", "%00", "A" * 23, "-" * 22, "%C3%A9", "A" * 5000]


@pytest.mark.parametrize("path", [*(f"{{domain}}/sessions/{name}" for name in BAD_NAMES),
                                  *(f"{domain}/sessions" for domain in BAD_DOMAINS)], ids=lambda path: path[:40])
def test_an_id_or_name_that_cannot_exist_is_not_found(calls, path):
    answer = calls.emulator.request("GET", "/_voiceid/domains/" + path.format(domain=calls.domain_id))
    assert answer.status in (400, 404) and refused(answer, answer.status)


@pytest.mark.parametrize("target", [b"/sessions/call#part", b"/sessions/call\xc3\xa9", b"/sessions/call\\audio",
                                    b"/sessions/<call>", b'/sessions/"call-1"', b"/sessions/id#" + b"A" * 22])
def test_bytes_that_a_url_may_not_contain(calls, target):
    path = f"/_voiceid/domains/{calls.domain_id}".encode() + target
    answer = raw.once(calls.emulator.address, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    # Which part of the server refuses it, and in which form, is left open.
    assert answer.status in (400, 404) and answer.json()["Message"]


@pytest.mark.parametrize("query", [
    "voice=", "voice=-a", "voice=%C3%A9", "voice=%zz", "voice=a%00", "voice=a+b", "voice=" + "a" * 257, "channel=",
    "channel=2", "channel=-1", "channel=x", "channel=0x0", "channel=1.0", "channel=99999999999999999999"])
def test_a_bad_query_parameter_of_a_wav(calls, query):
    answer = calls.send_wav(wav_files.wav(wav_files.tone(1), wav_files.tone(1)), f"?{query}")
    refused(answer, 400, "ValidationException")


@pytest.mark.parametrize("query", ["account=12", "account=abcdefghijkl", "account=", "account=1234567890123"])
def test_an_account_that_cannot_own_the_domain(calls, query):
    answer = calls.emulator.request("GET", f"{calls.path()}?{query}")
    assert answer.status in (400, 404)


@pytest.mark.parametrize("path, body", [
    *(("contacts/c", body) for body in ({}, {"CustomerId": ""}, {"CustomerId": 5}, {"CustomerId": "a", "Nothing": 1})),
    *(("integration-associations/i", {"DomainId": domain}) for domain in ("", 5, "A" * 21, None))])
def test_a_bad_contact_or_association(calls, path, body):
    refused(calls.emulator.request("PUT", f"/_voiceid/{path}", body), 400)


@pytest.mark.parametrize("target", ["contacts/%ff", "contacts/a%C3", "integration-associations/%ED%A0%80",
                                    "contacts/" + "a" * 257, "contacts/c?%ff=1", "contacts/c?a=%ff"])
def test_ids_and_parameters_that_are_not_utf_8(calls, target):
    for body in ({"CustomerId": "alice"}, {"DomainId": calls.domain_id}):
        refused(calls.emulator.request("PUT", f"/_voiceid/{target}", body), 400)
