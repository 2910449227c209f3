"""EvaluateSession as boto3 shows it: each decision with its members, and results that are kept.

tests/domain and tests/handlers hold the rules of decisions and of the cache.
"""
import re

import pytest

from support import control, sdk

AUTHENTICATION, FRAUD = "AuthenticationResult", "FraudDetectionResult"
ID_OF = {part: f"{part}Id" for part in (AUTHENTICATION, FRAUD)}
ALICE = {"SpeakerId": "alice"}
OFF = {"AuthenticationConfiguration": False, "FraudDetectionConfiguration": False}


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


class Call:
    """The session call-1, its evaluation, and the speaker alice."""

    def __init__(self, emulator, client, domain):
        self.emulator, self.client, self.domain = emulator, client, domain
        self.sessions = control.Sessions(emulator, domain)

    def evaluate(self):
        answer = self.client.evaluate_session(DomainId=self.domain, SessionNameOrId="call-1")
        del answer["ResponseMetadata"]
        for part in ID_OF.keys() & answer.keys():
            assert re.fullmatch(sdk.GENERATED_ID, answer[part][ID_OF[part]])
        return answer

    def alice(self):
        return self.client.describe_speaker(DomainId=self.domain, SpeakerId="alice")["Speaker"]

    def opt_out(self):
        sdk.opt_out(self.client, self.domain, "alice")

    def expire(self):
        self.sessions.enroll()
        self.emulator.advance("P3Y")


@pytest.fixture
def call(emulator, client, domain):
    return Call(emulator, client, domain)


@pytest.fixture
def accepted(call):
    """`call`, in which alice was accepted at low risk."""
    call.sessions.enroll()
    call.sessions.stream()
    answer = call.evaluate()
    assert (answer[AUTHENTICATION]["Decision"], answer[FRAUD]["Decision"]) == ("ACCEPT", "LOW_RISK")
    return call


# The speaker's past, who claims to speak, for how long, and which ids the result has.
UNSCORED = {
    "SPEAKER_ID_NOT_PROVIDED": (None, {}, 31, set()),
    "SPEAKER_NOT_ENROLLED": (None, ALICE, 31, {"CustomerSpeakerId"}),
    "SPEAKER_OPTED_OUT": (Call.opt_out, ALICE, 31, {"CustomerSpeakerId", "GeneratedSpeakerId"}),
    "SPEAKER_EXPIRED": (Call.expire, ALICE, 31, {"CustomerSpeakerId", "GeneratedSpeakerId"}),
    "NOT_ENOUGH_SPEECH": (lambda call: call.sessions.enroll(), ALICE, 9.999, {"CustomerSpeakerId",
                                                                              "GeneratedSpeakerId"}),
}


@pytest.mark.parametrize("decision", UNSCORED)
def test_a_decision_without_a_score(call, decision):
    prepare, speaker, seconds, ids = UNSCORED[decision]
    if prepare:
        prepare(call)
    call.sessions.start(**speaker)
    call.sessions.audio(seconds)
    result = call.evaluate()[AUTHENTICATION]
    known = {"CustomerSpeakerId": "alice"} if ids == {"CustomerSpeakerId"} else call.alice() if ids else {}
    assert result == {"AuthenticationResultId": result["AuthenticationResultId"], "Decision": decision,
                      "Configuration": {"AcceptanceThreshold": 90}, **{name: known[name] for name in ids}}


@pytest.mark.parametrize("threshold, score, decision", [(90, 89, "REJECT"), (90, 90, "ACCEPT"), (0, 0, "ACCEPT")])
def test_a_decision_by_score(call, threshold, score, decision):
    call.sessions.enroll()
    call.sessions.stream(AuthenticationConfiguration={"AcceptanceThreshold": threshold})
    call.sessions.outcome(AuthenticationScore=score)
    result = call.evaluate()[AUTHENTICATION]
    assert (result["Decision"], result["Score"]) == (decision, score)
    assert result["Configuration"] == {"AcceptanceThreshold": threshold}
    assert result["AudioAggregationEndedAt"] == control.now(call.emulator)


def known(score, **more):
    return {"KnownFraudsterRisk": {"RiskScore": score, **more}}


def spoofing(score):
    return {"VoiceSpoofingRisk": {"RiskScore": score}}


@pytest.mark.parametrize("scripted, reasons", [
    ({**known(50), **spoofing(50)}, []), (known(51, GeneratedFraudsterId=sdk.UNKNOWN_SPEAKER), ["KNOWN_FRAUDSTER"]),
    ({**known(51), **spoofing(52)}, ["KNOWN_FRAUDSTER", "VOICE_SPOOFING"])], ids=["none", "fraudster", "both"])
def test_a_decision_by_risk(call, scripted, reasons):
    call.sessions.stream()
    call.sessions.outcome(**scripted)
    result, now = call.evaluate()[FRAUD], control.now(call.emulator)
    assert result == {
        "FraudDetectionResultId": result["FraudDetectionResultId"], "Configuration": {"RiskThreshold": 50},
        "RiskDetails": {**known(0), **spoofing(0), **scripted}, "AudioAggregationStartedAt": now,
        "AudioAggregationEndedAt": now,
        **({"Decision": "HIGH_RISK", "Reasons": reasons} if reasons else {"Decision": "LOW_RISK"})}


def test_too_little_speech_has_no_risks(call):
    call.sessions.stream(seconds=9.999)
    result = call.evaluate()[FRAUD]
    assert result == {"FraudDetectionResultId": result["FraudDetectionResultId"], "Decision": "NOT_ENOUGH_SPEECH",
                      "Configuration": {"RiskThreshold": 50}}


@pytest.mark.parametrize("settings, parts", [
    ({"AuthenticationConfiguration": False}, {FRAUD}), ({"FraudDetectionConfiguration": False}, {AUTHENTICATION}),
    (OFF, set()), ({"StreamingStatus": "PENDING_CONFIGURATION"}, set())], ids=str)
def test_results_that_are_left_out(call, domain, settings, parts):
    session = call.sessions.start(**ALICE, **settings)
    call.sessions.audio(31)
    answer = call.evaluate()
    assert {part: answer.pop(part) for part in parts}.keys() == parts
    assert answer == {"DomainId": domain, "SessionId": session["SessionId"], "SessionName": "call-1",
                      "StreamingStatus": settings.get("StreamingStatus", "ONGOING")}


def new_stream(call):
    call.sessions.end()
    call.sessions.start()
    call.sessions.audio(31)


# What happens between two evaluations, and which results are new.
CHANGES = {
    "time": (lambda call: call.emulator.advance("P1M"), set()),
    "opting out": (Call.opt_out, set()),
    "another acceptance threshold": (
        lambda call: call.sessions.update(AuthenticationConfiguration={"AcceptanceThreshold": 89}), {AUTHENTICATION}),
    "another risk threshold": (
        lambda call: call.sessions.update(FraudDetectionConfiguration={"RiskThreshold": 51}), {FRAUD}),
    "a scripted outcome": (lambda call: call.sessions.outcome(AuthenticationScore=95), set(ID_OF)),
    "a new stream": (new_stream, set(ID_OF)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_results_are_kept_until_something_renews_them(accepted, change):
    change, renewed = CHANGES[change]
    before = accepted.evaluate()
    change(accepted)
    after = accepted.evaluate()
    assert {part for part in ID_OF if after[part] != before[part]} == renewed
    assert {part for part in ID_OF if after[part][ID_OF[part]] != before[part][ID_OF[part]]} == renewed
    assert accepted.evaluate() == after


def test_a_new_acceptance_is_an_access(accepted):
    """It counts in full hours, and puts off the expiry."""
    control.set_clock(accepted.emulator, "2090-01-02T11:59:59.999Z")
    accepted.sessions.enroll()
    new_stream(accepted)
    accepted.emulator.advance("P2Y")
    accepted.evaluate()
    assert accepted.alice()["LastAccessedAt"].isoformat() == "2092-01-02T12:00:00+00:00"
    accepted.emulator.advance("P2Y")
    assert accepted.evaluate()[AUTHENTICATION]["Decision"] == "ACCEPT", "as it was kept"
    assert (accepted.alice()["LastAccessedAt"].year, accepted.alice()["Status"]) == (2092, "ENROLLED")
    accepted.emulator.advance("P1Y")
    assert accepted.alice()["Status"] == "EXPIRED"
