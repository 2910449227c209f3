"""Which of several faults is answered: target, identity, throttling, JSON, types, constraints, domain, resource."""
from wire import raw, samples
from wire.errors_test import CORAL, MODELLED, refused

BAD_JSON = '{"DomainId": 5, '
STRICT = ("--auth", "sigv4", "--credential", "AKIDEXAMPLE:secret")


def test_target_before_json(connection):
    refused(connection.exchange(raw.api(BAD_JSON, "VoiceID.None")), 404, CORAL, "UnknownOperationException")
    refused(connection.exchange(raw.api(BAD_JSON, path="/x")), 404, CORAL, "UnknownOperationException")


def test_json_before_types(connection):
    for target in ("VoiceID.DescribeDomain", "VoiceID.EvaluateSession"):
        message = refused(connection.exchange(raw.api(BAD_JSON, target)), 400, CORAL, "SerializationException")
        assert "cannot be converted" not in message


def test_types_before_constraints(connection):
    body = {"DomainId": "short", "MaxResults": "x", "NextToken": "é"}
    message = refused(connection.exchange(raw.api(body, "VoiceID.ListSpeakers")), 400, CORAL, "SerializationException")
    assert message == "STRING_VALUE cannot be converted to Integer"


def test_constraints_before_resources(connection):
    body = {"DomainId": samples.ID, "SpeakerId": "-"}
    refused(connection.exchange(raw.api(body, "VoiceID.DescribeSpeaker")), 400, MODELLED, "ValidationException")
    body["SpeakerId"] = "fine"
    refused(connection.exchange(raw.api(body, "VoiceID.DescribeSpeaker")), 404, MODELLED, "ResourceNotFoundException",
            ResourceType="DOMAIN")


def test_the_domain_before_what_is_in_it(connection):
    for target, member in (("VoiceID.DescribeWatchlist", "WatchlistId"), ("VoiceID.DeleteSpeaker", "SpeakerId")):
        answer = connection.exchange(raw.api({"DomainId": samples.ID, member: samples.ID}, target))
        refused(answer, 404, MODELLED, "ResourceNotFoundException", ResourceType="DOMAIN")


def test_target_before_identity_before_json(start_emulator):
    address = start_emulator(*STRICT).address
    refused(raw.once(address, raw.api(BAD_JSON, "VoiceID.None")), 404, CORAL, "UnknownOperationException")
    refused(raw.once(address, raw.api(BAD_JSON)), 403, CORAL, "MissingAuthenticationTokenException")


def test_throttling_before_json(start_emulator):
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    with raw.Connection(emulator.address) as connection:
        answers = [connection.exchange(raw.api(BAD_JSON, "VoiceID.DescribeDomain")) for _ in range(3)]
    for answer in answers[:2]:
        refused(answer, 400, CORAL, "SerializationException")
    refused(answers[2], 429, MODELLED, "ThrottlingException")


def test_identity_before_throttling(start_emulator):
    emulator = start_emulator("--throttle", "aws", *STRICT)
    emulator.control("PUT", "clock", {"Frozen": True})
    with raw.Connection(emulator.address) as connection:
        for _ in range(5):
            refused(connection.exchange(raw.api("{}")), 403, CORAL, "MissingAuthenticationTokenException")
