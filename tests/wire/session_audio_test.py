"""Audio as JSON: how it adds up, when the windows close, and what EvaluateSession makes of it."""
import pytest

from support.emulator import Emulator
from support.session_calls import NOON_EPOCH, frozen_at_noon, refused

PROGRESS = ("AuthenticationAudioProgress", "FraudDetectionAudioProgress", "EnrollmentAudioProgress")


@pytest.fixture(scope="module")
def own():
    with Emulator("--enrollment-seconds", "0") as running:
        yield running


@pytest.fixture
def calls(own):
    return frozen_at_noon(own)


def test_before_the_first_audio_there_is_none(calls):
    assert {"Audio", *PROGRESS}.isdisjoint(calls.start())


def test_the_first_audio(calls):
    before = calls.start()
    calls.emulator.advance("PT5S")
    began = {"AudioAggregationStartedAt": NOON_EPOCH + 5}
    assert calls.audio(4.5, voice="alice", SpoofingRisk=7) == {
        **before, "Audio": {"SpeechSeconds": 4.5, "Voice": "alice", "SpoofingRisk": 7},
        "AuthenticationAudioProgress": began, "FraudDetectionAudioProgress": began,
        "EnrollmentAudioProgress": {**began, "AudioAggregationStatus": "NOT_ENOUGH_SPEECH"}}


@pytest.mark.parametrize("pieces, total", [
    ([0.1] * 10, 1), ([0.001] * 7, 0.007), ([86400] * 3, 259200), ([0, 2.5], 2.5), ([1e1, 1.25e0], 11.25), ([3, 4], 7),
], ids=str)
def test_speech_adds_up_to_the_millisecond(calls, pieces, total):
    calls.start()
    for seconds in pieces:
        calls.audio(seconds)
    assert calls.describe()["Audio"]["SpeechSeconds"] == total


def ends(session):
    """When each window closed, in seconds from the beginning."""
    found = [session[name].get("AudioAggregationEndedAt") for name in PROGRESS]
    return [ended and ended - NOON_EPOCH for ended in found]


def test_each_window_closes_with_the_call_that_fills_it(calls):
    calls.start(StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": 5})
    expected = [(4.999, [None, None, None]), (0.001, [1, None, None]), (4.999, [1, None, None]), (5, [1, 3, None]),
                (14.999, [1, 3, None]), (0.002, [1, 3, 5]), (100, [1, 3, 5])]
    for seconds, closed in expected:
        session = calls.audio(seconds)
        assert ends(session) == closed
        enough = closed[2] is not None
        assert session["EnrollmentAudioProgress"]["AudioAggregationStatus"] == (
            "ENOUGH_SPEECH" if enough else "NOT_ENOUGH_SPEECH")
        calls.emulator.advance("PT1S")


def test_one_call_may_close_all_windows(calls):
    calls.start()
    assert ends(calls.audio(30)) == [0, 0, 0]


@pytest.mark.parametrize("part", ["Authentication", "FraudDetection"])
def test_a_part_that_is_off_shows_no_progress(calls, part):
    calls.start(**{f"{part}Configuration": False})
    session = calls.audio(1)
    assert set(PROGRESS) - set(session) == {f"{part}AudioProgress"}


@pytest.mark.parametrize("pieces, voice", [
    ([("alice", 2), ("bob", 1)], "alice"), ([("alice", 1), ("bob", 2)], "bob"), ([("bob", 2), ("alice", 2)], "bob"),
    ([("alice", 1), ("bob", 1.5), ("alice", 1)], "alice"), ([("alice", 1.001), ("bob", 1.002)], "bob"),
], ids=str)
def test_the_voice_with_most_speech_counts(calls, pieces, voice):
    calls.start()
    for label, seconds in pieces:
        calls.audio(seconds, voice=label)
    assert calls.describe()["Audio"]["Voice"] == voice


def test_the_highest_spoofing_risk_counts(calls):
    calls.start()
    for risk in (10, 40, 20):
        calls.audio(1, SpoofingRisk=risk)
    assert calls.audio(1)["Audio"]["SpoofingRisk"] == 40


@pytest.mark.parametrize("voice", ["a", "0", "A-_9", "v" * 256])
def test_voices(calls, voice):
    calls.start()
    assert calls.audio(1, voice=voice)["Audio"]["Voice"] == voice


@pytest.mark.parametrize("content_type", [None, "application/json", "application/json; charset=utf-8", "text/plain",
                                          "application/x-www-form-urlencoded"])
def test_other_content_types_are_taken_for_json(calls, content_type):
    calls.start()
    headers = {"Content-Type": content_type} if content_type else {}
    answer = calls.ask("POST", "call-1", "audio", {"Voice": "a", "SpeechSeconds": 2}, headers)
    assert answer.status == 200 and answer.body["Session"]["Audio"]["SpeechSeconds"] == 2


def test_audio_by_id_and_while_pending(calls):
    session = calls.start(StreamingStatus="PENDING_CONFIGURATION")
    assert calls.audio(3, name_or_id=session["SessionId"])["Audio"]["SpeechSeconds"] == 3


def test_a_stream_that_ended_takes_no_audio(calls):
    calls.start()
    calls.audio(3)
    ended = calls.end()
    answer = calls.ask("POST", "call-1", "audio", {"Voice": "a", "SpeechSeconds": 1})
    refused(answer, 409, "ConflictException")
    assert calls.describe() == ended and ended["Audio"]["SpeechSeconds"] == 3


def decisions(calls):
    answer = calls.evaluate()
    return answer["AuthenticationResult"]["Decision"], answer["FraudDetectionResult"]["Decision"]


@pytest.mark.parametrize("minimum", [5, 7, 10])
def test_a_decision_takes_the_minimum_of_speech(calls, minimum):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice", StreamingConfiguration={"AuthenticationMinimumSpeechInSeconds": minimum})
    assert decisions(calls) == ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")
    calls.audio(minimum - 0.001)
    assert decisions(calls) == ("NOT_ENOUGH_SPEECH", "NOT_ENOUGH_SPEECH")
    calls.audio(0.001)
    assert decisions(calls) == ("ACCEPT", "LOW_RISK" if minimum == 10 else "NOT_ENOUGH_SPEECH")
    calls.audio(10 - minimum)
    assert decisions(calls) == ("ACCEPT", "LOW_RISK")


@pytest.mark.parametrize("voice, decision, scores", [("alice", "ACCEPT", range(95, 101)), ("bob", "REJECT", range(41))])
def test_whose_voice_it_is_decides(calls, voice, decision, scores):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(10, voice=voice)
    result = calls.evaluate()["AuthenticationResult"]
    assert result["Decision"] == decision and result["Score"] in scores


@pytest.mark.parametrize("risk, decision", [(50, "LOW_RISK"), (51, "HIGH_RISK"), (100, "HIGH_RISK")])
def test_a_spoofing_risk_above_the_threshold_is_high(calls, risk, decision):
    calls.start()
    calls.audio(10, SpoofingRisk=risk)
    result = calls.evaluate()["FraudDetectionResult"]
    assert result["Decision"] == decision
    assert result.get("Reasons") == (["VOICE_SPOOFING"] if decision == "HIGH_RISK" else None)
    assert result["RiskDetails"] == {"KnownFraudsterRisk": {"RiskScore": 0}, "VoiceSpoofingRisk": {"RiskScore": risk}}


def test_the_result_has_the_times_of_its_window_and_audio_beyond_it_changes_nothing(calls):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    for seconds in (6, 6):
        calls.audio(seconds)
        calls.emulator.advance("PT2S")
    result = calls.evaluate()
    for part in ("AuthenticationResult", "FraudDetectionResult"):
        assert result[part]["AudioAggregationStartedAt"] == NOON_EPOCH
        assert result[part]["AudioAggregationEndedAt"] == NOON_EPOCH + 2
    calls.audio(60, voice="bob", SpoofingRisk=100)
    assert calls.evaluate() == result


def test_too_little_speech_has_no_times(calls):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    calls.audio(9)
    answer = calls.evaluate()
    for part in ("AuthenticationResult", "FraudDetectionResult"):
        assert {"AudioAggregationStartedAt", "AudioAggregationEndedAt", "Score", "RiskDetails",
                "Reasons"}.isdisjoint(answer[part])


def test_audio_while_the_window_is_open_is_new_activity(calls):
    calls.enrolled("alice")
    calls.start(SpeakerId="alice")
    seen = []
    for seconds in (3, 3, 3):
        calls.audio(seconds)
        seen.append(calls.evaluate()["AuthenticationResult"]["AuthenticationResultId"])
        assert calls.evaluate()["AuthenticationResult"]["AuthenticationResultId"] == seen[-1]
    assert len(set(seen)) == 3
