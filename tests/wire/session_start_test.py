"""Starting a session by the control API, describing and listing it."""
import re

import pytest

from support.emulator import Emulator
from support.session_calls import (CONTACT_ARN, NOON_EPOCH, UNKNOWN_ID, SessionCalls, frozen_at_noon, new_domain,
                                   refused)

SESSION_ID = re.compile(r"id#[a-zA-Z0-9]{22}")
ALWAYS = {"DomainId", "SessionId", "SessionName", "StreamingStatus", "CreatedAt"}


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "0") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def without(session, *names):
    return {name: value for name, value in session.items() if name not in names}


def test_a_session_starts_with_the_defaults(calls):
    session = calls.start("call-1")
    assert SESSION_ID.fullmatch(session["SessionId"])
    assert without(session, "SessionId") == {
        "DomainId": calls.domain_id, "SessionName": "call-1", "StreamingStatus": "ONGOING", "CreatedAt": NOON_EPOCH,
        "AuthenticationConfiguration": {"AcceptanceThreshold": 90},
        "FraudDetectionConfiguration": {"RiskThreshold": 50, "WatchlistId": calls.default_watchlist},
        "StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 10}}


# Given members, and those members of the session that tell.
STARTS = {
    "strictest threshold": {"AuthenticationConfiguration": {"AcceptanceThreshold": 100}},
    "loosest threshold": {"AuthenticationConfiguration": {"AcceptanceThreshold": 0}},
    "shortest minimum": {"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 5}},
    "pending": {"StreamingStatus": "PENDING_CONFIGURATION"}, "ongoing": {"StreamingStatus": "ONGOING"},
    "contact": {"ContactArn": CONTACT_ARN},
    "several": {"AuthenticationConfiguration": {"AcceptanceThreshold": 7}, "StreamingStatus": "PENDING_CONFIGURATION",
                "StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 8}},
}


@pytest.mark.parametrize("members", STARTS.values(), ids=STARTS)
def test_what_the_start_names_is_kept(calls, members):
    plain, session = calls.start("plain"), calls.start(**members)
    told = {"SessionId", "SessionName"}
    assert without(session, *told) == {**without(plain, *told), **members}
    assert calls.describe() == session


@pytest.mark.parametrize("threshold", [0, 1, 100])
def test_a_risk_threshold_leaves_the_default_watchlist(calls, threshold):
    session = calls.start(FraudDetectionConfiguration={"RiskThreshold": threshold})
    assert session["FraudDetectionConfiguration"] == {"RiskThreshold": threshold,
                                                      "WatchlistId": calls.default_watchlist}


def test_a_watchlist_leaves_the_default_risk_threshold(calls):
    watchlist = calls.operation("CreateWatchlist", Name="other").body["Watchlist"]["WatchlistId"]
    session = calls.start(FraudDetectionConfiguration={"WatchlistId": watchlist})
    assert session["FraudDetectionConfiguration"] == {"RiskThreshold": 50, "WatchlistId": watchlist}


@pytest.mark.parametrize("parts", [["Authentication"], ["FraudDetection"], ["Authentication", "FraudDetection"]],
                         ids="-".join)
def test_false_switches_a_part_off(calls, parts):
    names = {f"{part}Configuration" for part in parts}
    session = calls.start(**dict.fromkeys(names, False))
    shown = {"AuthenticationConfiguration", "FraudDetectionConfiguration"} & set(session)
    assert shown == {"AuthenticationConfiguration", "FraudDetectionConfiguration"} - names
    results = {f"{part}Result" for part in ("Authentication", "FraudDetection")} & set(calls.evaluate())
    assert results == {"AuthenticationResult", "FraudDetectionResult"} - {f"{part}Result" for part in parts}


def test_a_null_member_counts_as_absent(calls):
    plain = calls.start("plain")
    session = calls.start(SpeakerId=None, AuthenticationConfiguration=None, FraudDetectionConfiguration=None,
                          StreamingConfiguration=None, StreamingStatus=None, ContactArn=None)
    assert without(session, "SessionId", "SessionName") == without(plain, "SessionId", "SessionName")


def test_a_speaker_that_does_not_exist_yet(calls):
    session = calls.start(SpeakerId="alice")
    assert session["CustomerSpeakerId"] == "alice" and "GeneratedSpeakerId" not in session
    assert calls.operation("DescribeSpeaker", SpeakerId="alice").status == 404


def test_a_generated_id_of_no_speaker(calls):
    assert "CustomerSpeakerId" not in calls.start(SpeakerId=f"id#{UNKNOWN_ID}")


@pytest.mark.parametrize("given", ["CustomerSpeakerId", "GeneratedSpeakerId"])
def test_a_speaker_that_exists_is_shown_with_both_ids(calls, given):
    speaker = calls.opt_out("alice")
    session = calls.start(SpeakerId=speaker[given])
    for name in ("CustomerSpeakerId", "GeneratedSpeakerId"):
        assert session[name] == speaker[name]


@pytest.mark.parametrize("name", ["a", "0", "a-_", "Z" * 36, "12345678-1234-1234-1234-123456789012"])
def test_names(calls, name):
    assert calls.start(name)["SessionName"] == name == calls.describe(name)["SessionName"]


@pytest.mark.parametrize("status", ["ONGOING", "PENDING_CONFIGURATION"])
def test_a_name_with_an_active_stream_is_refused(calls, status):
    session = calls.start(StreamingStatus=status)
    again = {"SessionName": "call-1", "AuthenticationConfiguration": {"AcceptanceThreshold": 1}}
    refused(calls.ask("POST", body=again), 409, "ANOTHER_ACTIVE_STREAM")
    assert calls.list() == [session]


def test_a_name_belongs_to_its_domain(calls):
    other = SessionCalls(calls.emulator)
    assert calls.start()["SessionId"] != other.start()["SessionId"]
    calls.end()
    assert other.describe()["StreamingStatus"] == "ONGOING"


def test_an_end(calls):
    session = calls.start()
    calls.emulator.advance("PT1M")
    ended = calls.end()
    assert ended == {**session, "StreamingStatus": "ENDED", "EndedAt": NOON_EPOCH + 60}
    calls.emulator.advance("PT1M")
    assert calls.end() == ended == calls.describe()


def test_a_new_stream_has_the_settings_but_neither_audio_nor_outcome(calls):
    settings = {"SpeakerId": "alice", "AuthenticationConfiguration": {"AcceptanceThreshold": 70},
                "FraudDetectionConfiguration": False,
                "StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 6}, "ContactArn": CONTACT_ARN}
    first = calls.start(**settings)
    calls.audio(20)
    calls.outcome(AuthenticationScore=5)
    calls.end()
    calls.emulator.advance("PT1H")
    assert calls.start() == first == calls.describe()
    assert calls.list() == [first]


def test_a_new_stream_takes_what_its_start_names(calls):
    first = calls.start(AuthenticationConfiguration=False, SpeakerId="alice")
    calls.end()
    second = calls.start(AuthenticationConfiguration={"AcceptanceThreshold": 3}, SpeakerId="bob",
                         StreamingStatus="PENDING_CONFIGURATION", FraudDetectionConfiguration=False)
    assert second == {**without(first, "FraudDetectionConfiguration"), "CustomerSpeakerId": "bob",
                      "StreamingStatus": "PENDING_CONFIGURATION",
                      "AuthenticationConfiguration": {"AcceptanceThreshold": 3}}


def test_a_refused_new_stream_leaves_the_ended_one(calls):
    calls.start()
    ended = calls.end()
    bad = {"SessionName": "call-1", "FraudDetectionConfiguration": {"WatchlistId": UNKNOWN_ID}}
    refused(calls.ask("POST", body=bad), 404, "ResourceNotFoundException")
    assert calls.describe() == ended


def test_the_list_is_in_order_of_creation(calls):
    assert calls.list() == []
    started = [calls.start(name) for name in ("c", "a", "z", "b")]
    assert calls.list() == started
    calls.end("a")
    calls.start("a")
    assert [session["SessionName"] for session in calls.list()] == ["c", "a", "z", "b"]


def test_a_session_is_found_by_its_id_too(calls):
    session = calls.start()
    assert calls.describe(session["SessionId"]) == session
    assert calls.evaluate(session["SessionId"])["SessionName"] == "call-1"


@pytest.mark.parametrize("written", ["%63all-1", "c%61l%6C%2D1", "%63%61%6c%6c-%31"])
def test_a_percent_encoded_name_is_the_name(calls, written):
    session = calls.start()
    answer = calls.emulator.request("GET", f"{calls.path()}/{written}")
    assert answer.body == {"Session": session}


def test_a_domain_of_any_account_and_region(own, calls):
    where = {"account": "123456789012", "region": "eu-west-2"}
    other = SessionCalls(own, new_domain(own, **where))
    other.start()
    request = {"DomainId": other.domain_id, "SessionNameOrId": "call-1"}
    assert own.call("EvaluateSession", request, **where).status == 200
    assert own.call("EvaluateSession", request).status == 404


def calls_on_a_session(calls):
    """Every call below one domain, with a body that it would take."""
    return {"start": calls.ask("POST", body={"SessionName": "new"}), "list": calls.ask("GET"),
            "describe": calls.ask("GET", "call-1"), "change": calls.ask("PATCH", "call-1", body={}),
            "audio": calls.ask("POST", "call-1", "audio", {"Voice": "a", "SpeechSeconds": 1}),
            "outcome": calls.ask("PUT", "call-1", "outcome", {"AuthenticationScore": 1}),
            "no outcome": calls.ask("DELETE", "call-1", "outcome"),
            "enrollment": calls.ask("POST", "call-1", "enrollment"),
            "end": calls.ask("POST", "call-1", "end")}


def test_a_session_that_is_not_there_is_not_found(calls):
    for name, answer in calls_on_a_session(calls).items():
        assert name in ("start", "list") or refused(answer, 404, "ResourceNotFoundException"), name


def test_a_domain_that_is_not_there_is_not_found(calls):
    calls.domain_id = UNKNOWN_ID
    for name, answer in calls_on_a_session(calls).items():
        assert refused(answer, 404, "ResourceNotFoundException"), name


def test_a_domain_that_is_not_active_refuses_all(calls):
    calls.start()
    calls.operation("DeleteDomain")
    for name, answer in calls_on_a_session(calls).items():
        assert refused(answer, 409, "DOMAIN_NOT_ACTIVE"), name


@pytest.mark.parametrize("watchlist", ["unknown", "of another domain"])
def test_the_watchlist_must_be_one_of_the_domain(calls, watchlist):
    watchlist_id = UNKNOWN_ID if watchlist == "unknown" else new_domain(calls.emulator)["WatchlistDetails"][
        "DefaultWatchlistId"]
    bad = {"SessionName": "call-1", "FraudDetectionConfiguration": {"WatchlistId": watchlist_id}}
    refused(calls.ask("POST", body=bad), 404, "ResourceNotFoundException")
    assert calls.list() == []


def test_pending_configuration_leaves_all_results_out(calls):
    session = calls.start(StreamingStatus="PENDING_CONFIGURATION", SpeakerId="alice")
    calls.audio(20)
    assert calls.evaluate() == {name: session[name] for name in ALWAYS - {"CreatedAt"}}


def test_answers_are_json_with_the_right_status(calls):
    first = calls.ask("POST", body={"SessionName": "call-1"})
    calls.end()
    for answer, status in ((first, 201), (calls.ask("POST", body={"SessionName": "call-1"}), 201),
                           (calls.ask("GET", "call-1"), 200), (calls.ask("GET"), 200)):
        assert answer.status == status
        assert answer.headers["Content-Type"].split(";")[0] == "application/json"
