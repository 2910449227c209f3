"""Speakers and fraudsters as boto3 shows them; tests/handlers holds their rules."""
import re

from support import sdk


def test_opting_out_an_unknown_speaker_creates_it(client, domain):
    [speaker] = sdk.opt_out(client, domain, "alice")
    assert re.fullmatch(f"id#{sdk.GENERATED_ID}", speaker["GeneratedSpeakerId"])
    assert speaker == {
        "DomainId": domain, "CustomerSpeakerId": "alice", "GeneratedSpeakerId": speaker["GeneratedSpeakerId"],
        "Status": "OPTED_OUT", "CreatedAt": speaker["CreatedAt"], "UpdatedAt": speaker["CreatedAt"]}
    for speaker_id in ("alice", speaker["GeneratedSpeakerId"]):
        assert client.describe_speaker(DomainId=domain, SpeakerId=speaker_id)["Speaker"] == speaker
    assert client.list_speakers(DomainId=domain)["SpeakerSummaries"] == [speaker]
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    assert client.list_speakers(DomainId=domain)["SpeakerSummaries"] == []


def test_a_fraudster_is_described_and_deleted(client, batch):
    [mallory] = batch.register("mallory")
    target = {"DomainId": batch.domain_id, "FraudsterId": mallory}
    described = client.describe_fraudster(**target)["Fraudster"]
    assert (described["GeneratedFraudsterId"], described["DomainId"]) == (mallory, batch.domain_id)
    client.delete_fraudster(**target)
    for operation in (client.describe_fraudster, client.delete_fraudster):
        with sdk.refused(client.exceptions.ResourceNotFoundException, ResourceType="FRAUDSTER"):
            operation(**target)
