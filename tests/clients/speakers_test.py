"""Speakers as boto3 shows them; tests/handlers/speakers_test.cpp holds their rules."""
import re

import pytest

from support import sdk


def listed(client, domain):
    return client.list_speakers(DomainId=domain)["SpeakerSummaries"]


def test_opting_out_an_unknown_speaker_creates_it(client, domain, emulator):
    [speaker] = sdk.opt_out(client, domain, "alice")
    assert re.fullmatch(f"id#{sdk.GENERATED_ID}", speaker["GeneratedSpeakerId"])
    assert speaker == {
        "DomainId": domain, "CustomerSpeakerId": "alice", "GeneratedSpeakerId": speaker["GeneratedSpeakerId"],
        "Status": "OPTED_OUT", "CreatedAt": speaker["CreatedAt"], "UpdatedAt": speaker["CreatedAt"]}
    emulator.advance("PT1H")
    for speaker_id in ("alice", speaker["GeneratedSpeakerId"]):
        assert client.describe_speaker(DomainId=domain, SpeakerId=speaker_id)["Speaker"] == speaker
        assert sdk.opt_out(client, domain, speaker_id) == listed(client, domain) == [speaker]


def test_speakers_are_listed_in_order_of_creation(client, domain):
    assert listed(client, domain) == []
    speakers = sdk.opt_out(client, domain, "carol", "Carol", "a" * 256)
    assert listed(client, domain) == speakers


def test_a_deleted_speaker_is_gone_at_once(client, domain):
    alice, bob = sdk.opt_out(client, domain, "alice", "bob")
    client.delete_speaker(DomainId=domain, SpeakerId=alice["GeneratedSpeakerId"])
    assert listed(client, domain) == [bob]
    [again] = sdk.opt_out(client, domain, "alice")
    assert again["GeneratedSpeakerId"] != alice["GeneratedSpeakerId"]


@pytest.mark.parametrize("operation", ["describe_speaker", "delete_speaker", "opt_out_speaker"])
def test_an_unknown_speaker_is_not_found(client, domain, operation):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
        getattr(client, operation)(DomainId=domain, SpeakerId=sdk.UNKNOWN_SPEAKER)
