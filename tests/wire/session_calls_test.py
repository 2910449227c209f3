"""The session calls of the control API: paths, bodies, answers and errors.

tests/handlers and tests/domain hold their rules; a story per call shows here that it reaches its handler.
"""
import re

import pytest

from support.emulator import Emulator
from support.session_calls import CONTACT_ARN, NOON_EPOCH, UNKNOWN_ID, SessionCalls, frozen_at_noon, refused
from wire import raw
from wire.memory import bound_kib, resident_kib

SESSION_ID = re.compile(r"id#[a-zA-Z0-9]{22}")
FRAUDSTER = f"id#{UNKNOWN_ID}"
MANY = 5000
STARTED = {"AudioAggregationStartedAt": NOON_EPOCH}
PROGRESS = {"AuthenticationAudioProgress": STARTED, "FraudDetectionAudioProgress": STARTED,
            "EnrollmentAudioProgress": {**STARTED, "AudioAggregationStatus": "NOT_ENOUGH_SPEECH"}}


@pytest.fixture(scope="module")
def own():
    with Emulator("--quota", "active-sessions=3") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def without(session, *names):
    return {name: value for name, value in session.items() if name not in names}


def test_a_start_answers_201_and_the_whole_session(calls):
    answer = calls.ask("POST", body={"SessionName": "call-1"})
    assert answer.status == 201
    assert answer.headers["Content-Type"].split(";")[0] == "application/json"
    session = answer.body["Session"]
    assert SESSION_ID.fullmatch(session["SessionId"])
    assert without(session, "SessionId") == {
        "DomainId": calls.domain_id, "SessionName": "call-1", "StreamingStatus": "ONGOING", "CreatedAt": NOON_EPOCH,
        **PROGRESS,
        "AuthenticationConfiguration": {"AcceptanceThreshold": 90},
        "FraudDetectionConfiguration": {"RiskThreshold": 50, "WatchlistId": calls.default_watchlist},
        "StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 10}}


# The members that a start or a change gives, and those of the session that follow from them, if they differ.
SETTINGS = {
    "threshold": ({"AuthenticationConfiguration": {"AcceptanceThreshold": 0}}, {}),
    "minimum": ({"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 5}}, {}),
    "status": ({"StreamingStatus": "PENDING_CONFIGURATION"}, {}),
    "contact": ({"ContactArn": CONTACT_ARN}, {}),
    "speaker": ({"SpeakerId": "alice"}, {"CustomerSpeakerId": "alice"}),
    "no authentication": ({"AuthenticationConfiguration": False}, {}),
    "no fraud detection": ({"FraudDetectionConfiguration": False}, {}),
    "nothing": ({}, {}),
}


@pytest.mark.parametrize("members, shown", SETTINGS.values(), ids=SETTINGS)
def test_a_start_and_a_change_set_exactly_what_they_name(calls, members, shown):
    plain = calls.start("plain")
    # A part that is off, and a stream that is pending, have no progress.
    others = "GeneratedSpeakerId", *PROGRESS
    expected = without({**plain, **without(members, "SpeakerId"), **shown}, *others)
    expected = {name: value for name, value in expected.items() if value is not False}
    own_names = "SessionId", "SessionName"
    assert without(calls.start(**members), *others, *own_names) == without(expected, *own_names)
    changed = calls.update("plain", **members)
    assert without(changed, *others) == expected and changed == calls.describe("plain")


def test_in_a_change_null_removes_speaker_and_contact(calls):
    plain = calls.start()
    calls.update(SpeakerId="alice", ContactArn=CONTACT_ARN)
    assert calls.update(SpeakerId=None, ContactArn=None) == plain


@pytest.mark.parametrize("name", ["a", "0", "a-_", "Z" * 36])
def test_session_names_at_their_limits(calls, name):
    assert calls.start(name)["SessionName"] == name == calls.describe(name)["SessionName"]


def test_a_session_is_found_by_its_name_its_id_and_a_percent_encoded_name(calls):
    session = calls.start()
    for path in ("call-1", session["SessionId"].replace("#", "%23"), "%63all-1", "c%61l%6C%2D1", "%63%61%6c%6c-%31"):
        assert calls.emulator.request("GET", f"{calls.path()}/{path}").body == {"Session": session}, path
    assert calls.evaluate(session["SessionId"])["SessionName"] == "call-1"


def test_audio_as_json_shows_the_speech_and_the_progress_of_each_part(calls):
    before = calls.start(StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    calls.emulator.advance("PT5S")
    ended = {"AudioAggregationEndedAt": NOON_EPOCH + 5}
    assert calls.audio(5.5, SpoofingRisk=7) == {
        **before, "Audio": {"SpeechSeconds": 5.5, "Voice": "alice", "SpoofingRisk": 7},
        "AuthenticationAudioProgress": {**STARTED, **ended}}
    assert calls.audio(30, voice="v" * 256)["EnrollmentAudioProgress"] == {
        **STARTED, **ended, "AudioAggregationStatus": "READY_FOR_ENROLLMENT"}


@pytest.mark.parametrize("given, counted", [(0.0004, 0), (0.0006, 0.001), (86400, 86400)])
def test_speech_is_counted_in_whole_milliseconds(calls, given, counted):
    calls.start()
    assert calls.audio(given)["Audio"]["SpeechSeconds"] == counted


@pytest.mark.parametrize("content_type", [None, "application/json; charset=utf-8", "text/plain",
                                          "application/x-www-form-urlencoded"])
def test_audio_of_any_type_but_wav_is_json(calls, content_type):
    calls.start()
    headers = {"Content-Type": content_type} if content_type else {}
    answer = calls.ask("POST", "call-1", "audio", {"Voice": "a", "SpeechSeconds": 2}, headers)
    assert answer.status == 200 and answer.body["Session"]["Audio"]["SpeechSeconds"] == 2


OUTCOMES = {
    "lowest score": {"AuthenticationScore": 0},
    "fraudster": {"KnownFraudsterRisk": {"RiskScore": 51, "GeneratedFraudsterId": FRAUDSTER}},
    "no fraudster": {"KnownFraudsterRisk": {"RiskScore": 0}},
    "all": {"AuthenticationScore": 100, "KnownFraudsterRisk": {"RiskScore": 1},
            "VoiceSpoofingRisk": {"RiskScore": 100}},
}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_an_outcome_is_shown_as_it_was_put_until_it_is_deleted(calls, outcome):
    before = calls.start()
    assert calls.outcome(**outcome) == {**before, "Outcome": outcome} == calls.describe()
    assert calls.remove_outcome() == before == calls.describe()


def ended(calls):
    calls.start()
    calls.end()


def full(calls):
    for name in ("a", "b", "call-1"):
        calls.start(name)


START, AUDIO, ENROLLMENT = ("POST", None, None), ("POST", "call-1", "audio"), ("POST", "call-1", "enrollment")
SPEECH = {"Voice": "a", "SpeechSeconds": 1}
# What happened before, the call, its body, the status, the error, and what its message must contain.
CONFLICTS = {
    "with a type": (full, START, {"SessionName": "call-1"}, 409, "ANOTHER_ACTIVE_STREAM", ""),
    "quota": (full, START, {"SessionName": "d"}, 409, "ServiceQuotaExceededException", "--quota active-sessions="),
    "without a type": (ended, AUDIO, SPEECH, 409, "ConflictException", ""),
    "no speaker": (SessionCalls.start, ENROLLMENT, None, 409, "SPEAKER_NOT_SET", ""),
    "no session": (SessionCalls.list, AUDIO, SPEECH, 404, "ResourceNotFoundException", "session"),
}


@pytest.mark.parametrize("before, call, body, status, error, says", CONFLICTS.values(), ids=CONFLICTS)
def test_a_refused_call_names_the_conflict_and_changes_nothing(calls, before, call, body, status, error, says):
    before(calls)
    sessions = calls.list()
    method, name, part = call
    assert says in refused(calls.ask(method, name, part, body), status, error)
    assert calls.list() == sessions


def every_call(calls):
    """Every call below one domain, with a body that it takes."""
    return {"start": calls.ask("POST", body={"SessionName": "new"}), "list": calls.ask("GET"),
            "describe": calls.ask("GET", "call-1"), "change": calls.ask("PATCH", "call-1", body={}),
            "audio": calls.ask("POST", "call-1", "audio", {"Voice": "a", "SpeechSeconds": 1}),
            "outcome": calls.ask("PUT", "call-1", "outcome", {"AuthenticationScore": 1}),
            "no outcome": calls.ask("DELETE", "call-1", "outcome"),
            "enrollment": calls.ask("POST", "call-1", "enrollment"), "end": calls.ask("POST", "call-1", "end")}


def test_every_call_refuses_a_domain_that_is_deleted_or_not_there(calls):
    calls.start()
    calls.operation("DeleteDomain")
    for domain_id, status, error in ((calls.domain_id, 409, "DOMAIN_NOT_ACTIVE"),
                                     (UNKNOWN_ID, 404, "ResourceNotFoundException")):
        calls.domain_id = domain_id
        for name, answer in every_call(calls).items():
            assert refused(answer, status, error), name


@pytest.mark.parametrize("query, status", [("account=000000000000", 200), ("region=us-east-1", 200),
                                           ("account=111122223333", 404), ("region=eu-west-1", 404), ("who=me", 400)])
def test_a_query_may_name_the_account_and_region_of_the_domain(calls, query, status):
    calls.start()
    for name in ("", "/call-1"):
        assert calls.emulator.request("GET", f"{calls.path()}{name}?{query}").status == status


def pipelined(connection, requests):
    connection.send(b"".join(requests))
    return [connection.read_answer().status for _ in requests]


def test_forgotten_sessions_give_their_memory_back(start_emulator):
    calls = frozen_at_noon(start_emulator("--quotas", "off"))
    path, sizes = calls.path(), []
    audio = {"Voice": "alice", "SpeechSeconds": 12}
    with raw.Connection(calls.emulator.address) as connection:
        for _ in range(3):
            for at in range(0, MANY, 100):
                names = [f"call-{number}" for number in range(at, at + 100)]
                for status, requests in ((201, [raw.request({"SessionName": name}, path=path) for name in names]),
                                         (200, [raw.request(audio, path=f"{path}/{name}/audio") for name in names]),
                                         (200, [raw.request(path=f"{path}/{name}/end") for name in names])):
                    assert pipelined(connection, requests) == [status] * 100
            assert len(calls.list()) == MANY
            calls.emulator.advance("P1D")
            assert calls.list() == []
            sizes.append(resident_kib(calls.emulator.pid))
    assert sizes[-1] - sizes[0] <= bound_kib(8 * 1024), sizes


def test_a_long_stream_of_small_pieces_stays_small(start_emulator):
    calls = SessionCalls(start_emulator())
    calls.start()
    before = resident_kib(calls.emulator.pid)
    with raw.Connection(calls.emulator.address) as connection:
        for at in range(0, 20_000, 200):
            pieces = [{"Voice": f"v{number % 3}", "SpeechSeconds": 0.02} for number in range(at, at + 200)]
            requests = [raw.request(piece, path=calls.path("call-1", "audio")) for piece in pieces]
            assert pipelined(connection, requests) == [200] * 200
    assert calls.describe()["Audio"]["SpeechSeconds"] == 400
    assert resident_kib(calls.emulator.pid) - before <= bound_kib(4 * 1024)
