"""OptOutSpeaker, DescribeSpeaker, ListSpeakers, DeleteSpeaker."""
import re

import pytest

from support import sdk


def listed(client, domain):
    return client.list_speakers(DomainId=domain)["SpeakerSummaries"]


def test_opting_out_an_unknown_speaker_creates_it(client, domain):
    [speaker] = sdk.opt_out(client, domain, "alice")
    assert re.fullmatch(f"id#{sdk.GENERATED_ID}", speaker["GeneratedSpeakerId"])
    assert speaker["CreatedAt"] == speaker["UpdatedAt"]
    assert {**speaker, "CreatedAt": 0, "UpdatedAt": 0} == {
        "DomainId": domain, "CustomerSpeakerId": "alice", "GeneratedSpeakerId": speaker["GeneratedSpeakerId"],
        "Status": "OPTED_OUT", "CreatedAt": 0, "UpdatedAt": 0}


def test_a_speaker_is_described_by_either_id(client, domain):
    [speaker] = sdk.opt_out(client, domain, "alice")
    for speaker_id in ("alice", speaker["GeneratedSpeakerId"]):
        assert client.describe_speaker(DomainId=domain, SpeakerId=speaker_id)["Speaker"] == speaker


def test_speakers_are_listed_in_order_of_creation(client, domain):
    assert listed(client, domain) == []
    speakers = sdk.opt_out(client, domain, "carol", "alice", "bob")
    assert listed(client, domain) == speakers


@pytest.mark.parametrize("by_generated_id", [False, True], ids=["customer id", "generated id"])
def test_opting_out_again_changes_nothing(client, domain, emulator, by_generated_id):
    [speaker] = sdk.opt_out(client, domain, "alice")
    emulator.advance("PT1H")
    again = sdk.opt_out(client, domain, speaker["GeneratedSpeakerId"] if by_generated_id else "alice")
    assert again == [speaker]
    assert listed(client, domain) == [speaker]


def test_opting_out_an_unknown_generated_id_is_not_found(client, domain):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
        sdk.opt_out(client, domain, sdk.UNKNOWN_SPEAKER)
    assert listed(client, domain) == []


@pytest.mark.parametrize("operation", ["describe_speaker", "delete_speaker"])
@pytest.mark.parametrize("speaker_id", ["nobody", sdk.UNKNOWN_SPEAKER])
def test_unknown_speaker_is_not_found(client, domain, operation, speaker_id):
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
        getattr(client, operation)(DomainId=domain, SpeakerId=speaker_id)


@pytest.mark.parametrize("by_generated_id", [False, True], ids=["customer id", "generated id"])
def test_a_deleted_speaker_is_gone_at_once(client, domain, by_generated_id):
    alice, bob = sdk.opt_out(client, domain, "alice", "bob")
    speaker_id = alice["GeneratedSpeakerId"] if by_generated_id else "alice"
    client.delete_speaker(DomainId=domain, SpeakerId=speaker_id)
    assert listed(client, domain) == [bob]
    for gone in ("alice", alice["GeneratedSpeakerId"]):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
            client.describe_speaker(DomainId=domain, SpeakerId=gone)
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
            client.delete_speaker(DomainId=domain, SpeakerId=gone)


def test_delete_speaker_answers_an_empty_body(client, raw, domain):
    sdk.opt_out(client, domain, "alice")
    answer = raw("DeleteSpeaker", {"DomainId": domain, "SpeakerId": "alice"})
    assert (answer.status, answer.body) == (200, None)


def test_a_customer_id_comes_back_as_another_speaker_after_deletion(client, domain):
    [first] = sdk.opt_out(client, domain, "alice")
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    [second] = sdk.opt_out(client, domain, "alice")
    assert second["GeneratedSpeakerId"] != first["GeneratedSpeakerId"]
    assert listed(client, domain) == [second]


def test_the_same_customer_id_in_two_domains_is_two_speakers(client, domain):
    other = sdk.create_domain(client)["DomainId"]
    [here], [there] = sdk.opt_out(client, domain, "alice"), sdk.opt_out(client, other, "alice")
    assert here["GeneratedSpeakerId"] != there["GeneratedSpeakerId"]
    with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="SPEAKER"):
        client.describe_speaker(DomainId=other, SpeakerId=here["GeneratedSpeakerId"])
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    assert listed(client, other) == [there]


def test_customer_ids_differ_by_case(client, domain):
    assert [each["CustomerSpeakerId"] for each in sdk.opt_out(client, domain, "alice", "Alice")] == ["alice", "Alice"]
    assert len(listed(client, domain)) == 2


def test_the_longest_customer_id_works(client, domain):
    longest = "a" * 256
    sdk.opt_out(client, domain, longest)
    described = client.describe_speaker(DomainId=domain, SpeakerId=longest)["Speaker"]
    assert described["CustomerSpeakerId"] == longest
