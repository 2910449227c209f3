"""UpdateDomain with another key: re-encryption on the emulator's clock."""
import pytest

from support import sdk

DETAILS = "ServerSideEncryptionUpdateDetails"


def rekey(client, domain_id, key, name="calls"):
    return client.update_domain(DomainId=domain_id, Name=name,
                                ServerSideEncryptionConfiguration=sdk.encryption(key))["Domain"]


@pytest.fixture
def slow(start_emulator, account):
    """An emulator whose re-encryption takes an hour: nothing completes behind the test's back."""
    emulator = start_emulator("--encryption-update-seconds", 3600)
    return emulator, sdk.client(emulator.url, account)


def test_the_same_key_starts_no_reencryption(client, domain):
    assert DETAILS not in rekey(client, domain, sdk.KEY, "renamed")


def test_another_key_starts_a_reencryption(slow):
    _, client = slow
    domain = sdk.create_domain(client)["DomainId"]
    updated = rekey(client, domain, "alias/second")
    assert updated["ServerSideEncryptionConfiguration"] == {"KmsKeyId": "alias/second"}
    assert updated[DETAILS] == {"UpdateStatus": "IN_PROGRESS", "OldKmsKeyId": sdk.KEY}
    assert sdk.describe_domain(client, domain) == updated
    assert client.list_domains()["DomainSummaries"] == [updated]


def test_reencryption_completes_on_the_emulators_clock(slow):
    emulator, client = slow
    domain = sdk.create_domain(client)["DomainId"]
    rekey(client, domain, "alias/second")
    emulator.advance("PT59M")
    assert sdk.describe_domain(client, domain)[DETAILS]["UpdateStatus"] == "IN_PROGRESS"
    emulator.advance("PT1M")
    completed = {"UpdateStatus": "COMPLETED", "OldKmsKeyId": sdk.KEY}
    assert sdk.describe_domain(client, domain)[DETAILS] == completed
    assert client.list_domains()["DomainSummaries"][0][DETAILS] == completed


def test_reencryption_takes_a_second_by_default(client, domain, emulator):
    rekey(client, domain, "alias/second")
    emulator.advance("PT2S")
    assert sdk.describe_domain(client, domain)[DETAILS] == {"UpdateStatus": "COMPLETED", "OldKmsKeyId": sdk.KEY}


@pytest.mark.parametrize("key", ["alias/third", sdk.KEY], ids=["a third key", "back to the old key"])
def test_key_cannot_change_while_reencryption_is_in_progress(slow, key):
    _, client = slow
    domain = sdk.create_domain(client)["DomainId"]
    before = rekey(client, domain, "alias/second")
    with sdk.refused(client.exceptions.ConflictException, ConflictType="DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES"):
        rekey(client, domain, key, "renamed")
    assert sdk.describe_domain(client, domain) == before


def test_other_attributes_can_change_while_reencryption_is_in_progress(slow):
    _, client = slow
    domain = sdk.create_domain(client)["DomainId"]
    rekey(client, domain, "alias/second")
    renamed = rekey(client, domain, "alias/second", "renamed")
    assert renamed["Name"] == "renamed"
    assert renamed[DETAILS] == {"UpdateStatus": "IN_PROGRESS", "OldKmsKeyId": sdk.KEY}


def test_key_can_change_again_once_reencryption_is_completed(slow):
    emulator, client = slow
    domain = sdk.create_domain(client)["DomainId"]
    rekey(client, domain, "alias/second")
    emulator.advance("PT1H")
    again = rekey(client, domain, "alias/third")
    assert again["ServerSideEncryptionConfiguration"] == {"KmsKeyId": "alias/third"}
    assert again[DETAILS] == {"UpdateStatus": "IN_PROGRESS", "OldKmsKeyId": "alias/second"}


def test_details_of_the_last_reencryption_outlast_other_updates(client, domain, emulator):
    rekey(client, domain, "alias/second")
    emulator.advance("PT2S")
    renamed = rekey(client, domain, "alias/second", "renamed")
    assert renamed[DETAILS] == {"UpdateStatus": "COMPLETED", "OldKmsKeyId": sdk.KEY}
