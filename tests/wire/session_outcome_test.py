"""Scripted scores: they win over the simulated ones, and setting them is new streaming activity."""
import pytest

from support.emulator import Emulator
from support.session_calls import UNKNOWN_ID, frozen_at_noon

FRAUDSTER = f"id#{UNKNOWN_ID}"


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "0") as running:
        yield running


@pytest.fixture
def calls(own):
    """With a session that has spoken enough for both results."""
    calls = frozen_at_noon(own)
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(10)
    return calls


def known(risk, **more):
    return {"KnownFraudsterRisk": {"RiskScore": risk, **more}}


def spoofing(risk):
    return {"VoiceSpoofingRisk": {"RiskScore": risk}}


OUTCOMES = {"lowest score": {"AuthenticationScore": 0}, "highest score": {"AuthenticationScore": 100},
            "fraudster": known(51, GeneratedFraudsterId=FRAUDSTER), "no fraudster": known(0),
            "spoofing": spoofing(100), "all": {"AuthenticationScore": 90, **known(1), **spoofing(2)}}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_the_session_shows_what_was_scripted(calls, outcome):
    before = calls.describe()
    assert calls.outcome(**outcome) == {**before, "Outcome": outcome} == calls.describe()
    assert calls.remove_outcome() == before == calls.describe()


def test_another_outcome_takes_the_place_of_the_first(calls):
    calls.outcome(AuthenticationScore=5, **known(80))
    assert calls.outcome(**spoofing(3))["Outcome"] == spoofing(3)
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "ACCEPT"


@pytest.mark.parametrize("threshold", [1, 50, 100])
def test_a_score_at_the_threshold_is_accepted(calls, threshold):
    calls.update(AuthenticationConfiguration={"AcceptanceThreshold": threshold})
    for score, decision in ((threshold, "ACCEPT"), (threshold - 1, "REJECT")):
        calls.outcome(AuthenticationScore=score)
        result = calls.evaluate()["AuthenticationResult"]
        assert (result["Decision"], result["Score"]) == (decision, score)
        assert result["Configuration"] == {"AcceptanceThreshold": threshold}


# Outcome, decision, reasons and risk details at a threshold of 50.
RISKS = {
    "at the threshold": ({**known(50), **spoofing(50)}, None), "fraudster": ({**known(51), **spoofing(50)},
                                                                             ["KNOWN_FRAUDSTER"]),
    "spoofing": ({**known(50), **spoofing(51)}, ["VOICE_SPOOFING"]),
    "both": ({**spoofing(100), **known(100)}, ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"]),
    "with an id": ({**known(99, GeneratedFraudsterId=FRAUDSTER), **spoofing(0)}, ["KNOWN_FRAUDSTER"]),
}


@pytest.mark.parametrize("outcome, reasons", RISKS.values(), ids=RISKS)
def test_a_risk_above_the_threshold_is_high(calls, outcome, reasons):
    calls.outcome(**outcome)
    result = calls.evaluate()["FraudDetectionResult"]
    assert result["Decision"] == ("HIGH_RISK" if reasons else "LOW_RISK")
    assert result.get("Reasons") == reasons
    assert result["RiskDetails"] == outcome


def test_what_is_not_scripted_is_simulated(calls):
    simulated = calls.evaluate()
    calls.outcome(**known(70))
    result = calls.evaluate()
    assert result["AuthenticationResult"]["Score"] == simulated["AuthenticationResult"]["Score"]
    assert result["FraudDetectionResult"]["RiskDetails"] == {**known(70), **spoofing(0)}


@pytest.mark.parametrize("seconds", [0, 4.999])
def test_a_script_is_no_substitute_for_speech(calls, seconds):
    calls.start("short", SpeakerId="alice")
    if seconds:
        calls.audio(seconds, name_or_id="short")
    calls.outcome("short", AuthenticationScore=100, **known(100))
    result = calls.evaluate("short")
    assert [result[part]["Decision"] for part in ("AuthenticationResult", "FraudDetectionResult")] == [
        "NOT_ENOUGH_SPEECH"] * 2


def test_a_script_is_no_substitute_for_a_voiceprint(calls):
    calls.update(SpeakerId="nobody")
    calls.outcome(AuthenticationScore=100)
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "SPEAKER_NOT_ENROLLED"


def ids(calls):
    answer = calls.evaluate()
    return {answer["AuthenticationResult"]["AuthenticationResultId"],
            answer["FraudDetectionResult"]["FraudDetectionResultId"]}


def test_setting_one_is_new_activity_even_if_it_is_the_same(calls):
    seen = ids(calls)
    assert ids(calls) == seen
    for _ in range(3):
        calls.outcome(AuthenticationScore=95)
        now = ids(calls)
        assert now.isdisjoint(seen) and ids(calls) == now
        seen |= now


def test_taking_one_away_is_new_activity_if_there_was_one(calls):
    before = ids(calls)
    calls.remove_outcome()
    assert ids(calls) == before
    calls.outcome(AuthenticationScore=1)
    scripted = ids(calls)
    calls.remove_outcome()
    assert ids(calls).isdisjoint(scripted | before)
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_a_new_stream_forgets_it(calls):
    calls.outcome(AuthenticationScore=1)
    calls.end()
    assert "Outcome" not in calls.start()
    calls.audio(10)
    assert calls.evaluate()["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_a_scripted_risk_fails_an_enrollment(calls):
    calls.start("new", SpeakerId="bob")
    calls.audio(30, name_or_id="new")
    calls.outcome("new", **known(90))
    calls.enrollment("new")
    assert calls.enrollment_status("new") == "FAILED"
    assert calls.operation("DescribeSpeaker", SpeakerId="bob").status == 404
