"""Changing a session by PATCH, and what EvaluateSession makes of it."""
import pytest

from support.emulator import Emulator
from support.session_calls import CONTACT_ARN, NOON_EPOCH, UNKNOWN_ID, frozen_at_noon, refused


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "0") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


CHANGES = {
    "threshold": {"AuthenticationConfiguration": {"AcceptanceThreshold": 0}},
    "minimum": {"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 5}},
    "status": {"StreamingStatus": "PENDING_CONFIGURATION"},
    "contact": {"ContactArn": CONTACT_ARN},
    "several": {"AuthenticationConfiguration": {"AcceptanceThreshold": 1}, "ContactArn": CONTACT_ARN,
                "StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 9}},
    "nothing": {},
}


@pytest.mark.parametrize("members", CHANGES.values(), ids=CHANGES)
def test_a_change_changes_what_it_names_alone(calls, members):
    before = calls.start(SpeakerId="bob")
    assert calls.update(**members) == {**before, **members} == calls.describe()


def test_a_change_by_id(calls):
    session = calls.start()
    assert calls.update(session["SessionId"], ContactArn=CONTACT_ARN) == {**session, "ContactArn": CONTACT_ARN}


def test_fraud_detection_changes_threshold_and_watchlist(calls):
    watchlist = calls.operation("CreateWatchlist", Name="other").body["Watchlist"]["WatchlistId"]
    before = calls.start()
    wanted = {"RiskThreshold": 0, "WatchlistId": watchlist}
    assert calls.update(FraudDetectionConfiguration=wanted) == {**before, "FraudDetectionConfiguration": wanted}


@pytest.mark.parametrize("name, on", [("AuthenticationConfiguration", {"AcceptanceThreshold": 90}),
                                      ("FraudDetectionConfiguration", {"RiskThreshold": 50})])
def test_a_part_is_switched_off_and_on(calls, name, on):
    before = calls.start()
    off = calls.update(**{name: False})
    assert off == {other: value for other, value in before.items() if other != name}
    assert calls.update(**{name: on}) == before


def test_null_takes_the_speaker_away(calls):
    plain = calls.start()
    calls.opt_out("alice")
    assert calls.update(SpeakerId="alice")["CustomerSpeakerId"] == "alice"
    assert calls.update(SpeakerId=None) == plain
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "SPEAKER_ID_NOT_PROVIDED"


@pytest.mark.parametrize("given", ["CustomerSpeakerId", "GeneratedSpeakerId"])
def test_a_speaker_by_either_id(calls, given):
    speaker = calls.opt_out("alice")
    calls.start(SpeakerId="bob")
    changed = calls.update(SpeakerId=speaker[given])
    assert [changed[name] for name in ("CustomerSpeakerId", "GeneratedSpeakerId")] == [
        speaker[name] for name in ("CustomerSpeakerId", "GeneratedSpeakerId")]


def test_the_status_goes_both_ways(calls):
    calls.start(StreamingStatus="PENDING_CONFIGURATION")
    assert calls.update(StreamingStatus="ONGOING")["StreamingStatus"] == "ONGOING"
    assert "AuthenticationResult" in calls.evaluate()
    assert calls.update(StreamingStatus="PENDING_CONFIGURATION")["StreamingStatus"] == "PENDING_CONFIGURATION"
    assert "AuthenticationResult" not in calls.evaluate()


@pytest.mark.parametrize("status", ["ONGOING", "PENDING_CONFIGURATION"])
def test_the_status_of_an_ended_stream_stands(calls, status):
    calls.start()
    ended = calls.end()
    refused(calls.ask("PATCH", "call-1", body={"StreamingStatus": status}), 409, "ConflictException")
    assert calls.describe() == ended


def test_settings_of_an_ended_stream_may_change(calls):
    calls.start()
    ended = calls.end()
    wanted = {"AuthenticationConfiguration": {"AcceptanceThreshold": 1}, "ContactArn": CONTACT_ARN}
    assert calls.update(SpeakerId="alice", **wanted) == {**ended, **wanted, "CustomerSpeakerId": "alice"}


@pytest.mark.parametrize("bad, status", [
    ({"StreamingStatus": "DONE"}, 400), ({"FraudDetectionConfiguration": {"WatchlistId": UNKNOWN_ID}}, 404),
    ({"SessionName": "other"}, 400)], ids=["bad value", "unknown watchlist", "the name"])
def test_a_refused_change_changes_nothing_at_all(calls, bad, status):
    before = calls.start(SpeakerId="alice")
    good = {"SpeakerId": "bob", "AuthenticationConfiguration": {"AcceptanceThreshold": 1}, "ContactArn": CONTACT_ARN}
    refused(calls.ask("PATCH", "call-1", body={**good, **bad}), status)
    assert calls.describe() == before


def test_another_minimum_looks_at_the_same_audio(calls):
    """Each window ends with the call by which it was full."""
    calls.start()
    for seconds in (3, 4, 4):
        calls.audio(seconds)
        calls.emulator.advance("PT1S")
    for minimum, ended in ((10, 2), (5, 1), (7, 1), (8, 2)):
        session = calls.update(StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": minimum})
        assert session["AuthenticationAudioProgress"] == {"AudioAggregationStartedAt": NOON_EPOCH,
                                                          "AudioAggregationEndedAt": NOON_EPOCH + ended}


def results(calls):
    answer = calls.evaluate()
    return (answer["AuthenticationResult"]["AuthenticationResultId"],
            answer["FraudDetectionResult"]["FraudDetectionResultId"])


# The change, and whether a new authentication and a new fraud detection result comes of it.
KEYS = {
    "the same threshold": ({"AuthenticationConfiguration": {"AcceptanceThreshold": 90}}, False, False),
    "another threshold": ({"AuthenticationConfiguration": {"AcceptanceThreshold": 89}}, True, False),
    "the same speaker": ({"SpeakerId": "alice"}, False, False), "another speaker": ({"SpeakerId": "bob"}, True, False),
    "no speaker": ({"SpeakerId": None}, True, False),
    "the same risk": ({"FraudDetectionConfiguration": {"RiskThreshold": 50}}, False, False),
    "another risk": ({"FraudDetectionConfiguration": {"RiskThreshold": 51}}, False, True),
    "a contact": ({"ContactArn": CONTACT_ARN}, False, False),
    "minimum": ({"StreamingConfiguration": {"AuthenticationMinimumSpeechInSeconds": 9}}, False, False),
}


@pytest.mark.parametrize("change, authentication, fraud", KEYS.values(), ids=KEYS)
def test_which_change_makes_a_new_result(calls, change, authentication, fraud):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(20)
    before = results(calls)
    calls.update(**change)
    after = results(calls)
    assert (after[0] != before[0], after[1] != before[1]) == (authentication, fraud)
    assert results(calls) == after


def test_a_change_that_is_taken_back_before_the_next_evaluation_is_none(calls):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(20)
    before = results(calls)
    for there, back in (({"SpeakerId": "bob"}, {"SpeakerId": "alice"}),
                        ({"AuthenticationConfiguration": {"AcceptanceThreshold": 1}},
                         {"AuthenticationConfiguration": {"AcceptanceThreshold": 90}}),
                        ({"FraudDetectionConfiguration": False},
                         {"FraudDetectionConfiguration": {"RiskThreshold": 50}}),
                        ({"StreamingStatus": "PENDING_CONFIGURATION"}, {"StreamingStatus": "ONGOING"})):
        calls.update(**there)
        calls.update(**back)
        assert results(calls) == before


def test_null_takes_the_contact_arn_away(calls):
    calls.start(ContactArn=CONTACT_ARN)
    assert "ContactArn" not in calls.update(ContactArn=None)


def test_authentication_is_switched_on_again_with_the_threshold_that_it_had(calls):
    calls.start(AuthenticationConfiguration={"AcceptanceThreshold": 70})
    assert "AuthenticationConfiguration" not in calls.update(AuthenticationConfiguration=False)
    assert calls.update(AuthenticationConfiguration={})["AuthenticationConfiguration"] == {"AcceptanceThreshold": 70}


@pytest.mark.parametrize("query, status", [("account=000000000000", 200), ("region=us-east-1", 200),
                                           ("account=111122223333", 404), ("region=eu-west-1", 404), ("who=me", 400)])
def test_a_query_that_says_whose_request_it_is(calls, query, status):
    calls.start()
    for name in ("", "/call-1"):
        assert calls.emulator.request("GET", f"{calls.path()}{name}?{query}").status == status
