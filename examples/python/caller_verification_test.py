"""Tests of the application through the real SDK. The fixtures voice_id and voiceid_account are those of voiceid-local's plugin."""
import pytest

from caller_verification import CallerVerification, Treatment


@pytest.fixture
def alice_calls(voice_id, voiceid_account):
    """Someone is on the line as alice, a customer with that status; returns the application."""
    def seed(voice="alice", seconds=12, status="ENROLLED", **call):
        call |= {"SessionName": "call-1", "SpeakerId": "alice", "Audio": [{"Voice": voice, "SpeechSeconds": seconds}]}
        made = voiceid_account.load_fixtures({"Domains": [
            {"Name": "calls", "Speakers": [{"CustomerSpeakerId": "alice", "Status": status}], "Sessions": [call]}]})
        return CallerVerification(voice_id, made["Domains"]["calls"]["DomainId"])
    return seed


@pytest.mark.parametrize("call, treatment", [
    ({"voice": "alice"}, Treatment.GREET),
    ({"voice": "bob"}, Treatment.ASK),
    ({"seconds": 4}, Treatment.WAIT),
    ({"status": "PENDING"}, Treatment.ASK_AND_OFFER_ENROLLMENT),
    ({"status": "EXPIRED"}, Treatment.ASK_AND_OFFER_ENROLLMENT),  # not heard for three years
    ({"status": "OPTED_OUT"}, Treatment.ASK),
    ({"Outcome": {"AuthenticationScore": 89}}, Treatment.ASK),
    ({"Outcome": {"AuthenticationScore": 90}}, Treatment.GREET),
    ({"Outcome": {"VoiceSpoofingRisk": {"RiskScore": 80}}}, Treatment.CALL_SECURITY),
], ids=str)
def test_the_treatment_follows_from_the_call(alice_calls, call, treatment):
    assert alice_calls(**call).treatment("call-1") is treatment


def test_a_throttled_call_is_repeated(alice_calls, voiceid_account):
    voiceid_account.faults.add(Operation="EvaluateSession", Error="ThrottlingException", Count=1)
    assert alice_calls().treatment("call-1") is Treatment.GREET
    assert voiceid_account.requests.count(operation="EvaluateSession") == 2


def test_without_an_answer_the_agent_asks(alice_calls, voiceid_account):
    voiceid_account.faults.add(Preset="key-revoked")
    assert alice_calls().treatment("call-1") is Treatment.ASK


def test_a_forgotten_voice_is_not_used_any_more(alice_calls, voiceid_account):
    verification = alice_calls()
    verification.forget_voice("alice")
    assert verification.treatment("call-1") is Treatment.ASK
    event = voiceid_account.events.wait_for(detailType="VoiceId Speaker Action")
    assert event["detail"]["action"] == "OPT_OUT_SPEAKER"
