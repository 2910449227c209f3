"""Which of several faults is answered: target, identity, throttling, JSON, types, constraints, domain, resource."""
import pytest

from wire import raw, samples
from wire.errors_test import CORAL, MODELLED, refused

BAD_JSON = '{"DomainId": 5, '
STRICT = ("--auth", "sigv4", "--credential", "AKIDEXAMPLE:secret")
UNKNOWN = (404, CORAL, "UnknownOperationException")
UNREADABLE = (400, CORAL, "SerializationException")
UNSIGNED = (403, CORAL, "MissingAuthenticationTokenException")


@pytest.mark.parametrize("target, path", [("VoiceID.None", "/"), (raw.TARGET, "/x")])
def test_target_before_json(connection, target, path):
    refused(connection.exchange(raw.api(BAD_JSON, target, path=path)), *UNKNOWN)


def test_json_before_types(connection):
    for target in ("VoiceID.DescribeDomain", "VoiceID.EvaluateSession"):
        message = refused(connection.exchange(raw.api(BAD_JSON, target)), *UNREADABLE)
        assert "cannot be converted" not in message


def test_constraints_before_resources(send):
    body = {"DomainId": samples.ID, "SpeakerId": "-"}
    refused(send("DescribeSpeaker", body), 400, MODELLED, "ValidationException")
    refused(send("DescribeSpeaker", {**body, "SpeakerId": "fine"}), 404, MODELLED, "ResourceNotFoundException",
            ResourceType="DOMAIN")


def test_target_before_identity_before_json(start_emulator):
    address = start_emulator(*STRICT).address
    refused(raw.once(address, raw.api(BAD_JSON, "VoiceID.None")), *UNKNOWN)
    refused(raw.once(address, raw.api(BAD_JSON)), *UNSIGNED)


@pytest.mark.parametrize("options, answers", [
    ((), [UNREADABLE, UNREADABLE, (429, MODELLED, "ThrottlingException")]), (STRICT, [UNSIGNED] * 5)],
    ids=["throttling before JSON", "identity before throttling"])
def test_throttling_comes_between_identity_and_json(start_emulator, options, answers):
    emulator = start_emulator("--throttle", "aws", *options)
    emulator.control("PUT", "clock", {"Frozen": True})
    with raw.Connection(emulator.address) as connection:
        for answer in answers:
            refused(connection.exchange(raw.api(BAD_JSON, "VoiceID.DescribeDomain")), *answer)
