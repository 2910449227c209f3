"""Tests of the application through the real SDK."""
import pytest

from caller_verification import CallerVerification, Treatment


def create_domain(client):
    encryption = {"KmsKeyId": "alias/calls"}
    return client.create_domain(Name="calls", ServerSideEncryptionConfiguration=encryption)["Domain"]["DomainId"]


def enroll(emulator, domain_id, customer_id):
    """Enrolls the customer's own voice in a separate call."""
    call = emulator.call(domain_id, "enrollment", customer_id)
    call.hear(customer_id, 31)
    call.enroll()
    call.end()


@pytest.fixture
def domain_id(client):
    return create_domain(client)


@pytest.fixture
def verification(client, domain_id):
    return CallerVerification(client, domain_id)


@pytest.fixture
def alice(emulator, domain_id):
    """A customer whose voice is enrolled."""
    enroll(emulator, domain_id, "alice")
    return "alice"


def test_the_customer_is_greeted(emulator, domain_id, verification, alice):
    emulator.call(domain_id, "call-1", alice).hear(alice, 12)
    assert verification.treatment("call-1") is Treatment.GREET


def test_somebody_else_is_asked_who_they_are(emulator, domain_id, verification, alice):
    emulator.call(domain_id, "call-1", alice).hear("bob", 12)
    assert verification.treatment("call-1") is Treatment.ASK


def test_a_caller_who_has_hardly_spoken_has_to_wait(emulator, domain_id, verification, alice):
    call = emulator.call(domain_id, "call-1", alice)
    call.hear(alice, 4)
    assert verification.treatment("call-1") is Treatment.WAIT
    call.hear(alice, 6)
    assert verification.treatment("call-1") is Treatment.GREET


def test_a_new_customer_is_offered_enrollment(emulator, domain_id, verification):
    emulator.call(domain_id, "call-1", "carol").hear("carol", 12)
    assert verification.treatment("call-1") is Treatment.ASK_AND_OFFER_ENROLLMENT


@pytest.mark.parametrize("score, treatment", [(89, Treatment.ASK), (90, Treatment.GREET)])
def test_the_threshold_is_90(emulator, domain_id, verification, alice, score, treatment):
    call = emulator.call(domain_id, "call-1", alice)
    call.script(AuthenticationScore=score)
    call.hear(alice, 12)
    assert verification.treatment("call-1") is treatment


def test_a_recorded_voice_is_for_security(emulator, domain_id, verification, alice):
    call = emulator.call(domain_id, "call-1", alice)
    call.script(VoiceSpoofingRisk={"RiskScore": 80})
    call.hear(alice, 12)
    assert verification.treatment("call-1") is Treatment.CALL_SECURITY


def test_a_forgotten_voice_is_not_used_any_more(emulator, client, domain_id, verification, alice):
    verification.forget_voice(alice)
    emulator.call(domain_id, "call-1", alice).hear(alice, 12)
    assert verification.treatment("call-1") is Treatment.ASK
    assert client.describe_speaker(DomainId=domain_id, SpeakerId=alice)["Speaker"]["Status"] == "OPTED_OUT"


def test_forgetting_a_voice_sends_an_event(emulator, domain_id, verification, alice):
    last = emulator.control("GET", "events")["Last"]
    verification.forget_voice(alice)
    told = emulator.control("GET", f"events?after={last}&domainId={domain_id}&wait=10")["Events"]
    assert [event["detail"]["action"] for event in told] == ["OPT_OUT_SPEAKER"]


def test_a_voice_not_heard_for_three_years_is_enrolled_anew(own_emulator, account):
    client = own_emulator.client(account)
    domain_id = create_domain(client)
    enroll(own_emulator, domain_id, "alice")
    own_emulator.control("POST", "clock/advance", {"By": "P3Y"})
    own_emulator.call(domain_id, "call-1", "alice").hear("alice", 12)
    treatment = CallerVerification(client, domain_id).treatment("call-1")
    assert treatment is Treatment.ASK_AND_OFFER_ENROLLMENT
