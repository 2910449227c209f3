"""Each account and each region sees only what is its own."""
import pytest
from botocore import UNSIGNED

from support import sdk
from support.batch_jobs import ROLE


def names(client):
    return [each["Name"] for each in client.list_domains()["DomainSummaries"]]


@pytest.fixture
def elsewhere(emulator, account):
    """The same caller in another region."""
    return sdk.client(emulator.url, account, region="eu-west-2")


@pytest.fixture
def stranger(emulator, account):
    return sdk.client(emulator.url, str(int(account) + 500_000_000_000))


@pytest.mark.parametrize("other", ["stranger", "elsewhere"])
def test_a_domain_of_another_account_or_region_does_not_exist(client, domain, other, request):
    other = request.getfixturevalue(other)
    sdk.opt_out(client, domain, "alice")
    job = {"DomainId": domain, "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": "s3://calls/input.json"},
           "OutputDataConfig": {"S3Uri": "s3://calls/out"}}
    attempts = [
        lambda: other.describe_domain(DomainId=domain),
        lambda: other.update_domain(DomainId=domain, Name="x", ServerSideEncryptionConfiguration=sdk.encryption()),
        lambda: other.delete_domain(DomainId=domain),
        lambda: other.list_speakers(DomainId=domain),
        lambda: other.describe_speaker(DomainId=domain, SpeakerId="alice"),
        lambda: other.opt_out_speaker(DomainId=domain, SpeakerId="bob"),
        lambda: other.delete_speaker(DomainId=domain, SpeakerId="alice"),
        lambda: other.describe_fraudster(DomainId=domain, FraudsterId=f"id#{sdk.UNKNOWN_ID}"),
        lambda: other.delete_fraudster(DomainId=domain, FraudsterId=f"id#{sdk.UNKNOWN_ID}"),
        lambda: other.start_speaker_enrollment_job(**job),
        lambda: other.describe_speaker_enrollment_job(DomainId=domain, JobId=sdk.UNKNOWN_ID),
        lambda: other.list_speaker_enrollment_jobs(DomainId=domain),
        lambda: other.start_fraudster_registration_job(**job),
        lambda: other.describe_fraudster_registration_job(DomainId=domain, JobId=sdk.UNKNOWN_ID),
        lambda: other.list_fraudster_registration_jobs(DomainId=domain),
        lambda: other.list_tags_for_resource(ResourceArn=sdk.describe_domain(client, domain)["Arn"]),
    ]
    for attempt in attempts:
        with sdk.refused(other.exceptions.ResourceNotFoundException, ResourceType="DOMAIN"):
            attempt()
    assert sdk.describe_domain(client, domain)["DomainStatus"] == "ACTIVE"
    assert len(client.list_speakers(DomainId=domain)["SpeakerSummaries"]) == 1
    assert client.list_speaker_enrollment_jobs(DomainId=domain)["JobSummaries"] == []


def test_lists_hold_the_callers_own(client, stranger, elsewhere):
    for who, name in [(client, "mine"), (stranger, "theirs"), (elsewhere, "far")]:
        sdk.create_domain(who, name)
    assert (names(client), names(stranger), names(elsewhere)) == (["mine"], ["theirs"], ["far"])


@pytest.mark.parametrize("region, partition", [
    ("us-east-1", "aws"), ("eu-central-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")])
def test_arn_names_partition_region_and_account(emulator, account, region, partition):
    client = sdk.client(emulator.url, account, region=region)
    domain = sdk.create_domain(client, Tags=[{"Key": "a", "Value": "b"}])
    assert domain["Arn"] == f"arn:{partition}:voiceid:{region}:{account}:domain/{domain['DomainId']}"
    assert client.list_tags_for_resource(ResourceArn=domain["Arn"])["Tags"] == [{"Key": "a", "Value": "b"}]


@pytest.mark.parametrize("access_key", ["AKIAIOSFODNN7EXAMPLE", "12345678901", "1234567890123", "12345678901x"])
def test_access_keys_that_are_no_account_use_the_default_account(emulator, access_key):
    arn = sdk.create_domain(sdk.client(emulator.url, access_key, region="ap-southeast-2"))["Arn"]
    assert arn.startswith("arn:aws:voiceid:ap-southeast-2:000000000000:domain/")


def test_a_call_without_credentials_uses_default_account_and_region(emulator):
    created = emulator.call("CreateDomain", {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()})
    domain = created.body["Domain"]
    assert domain["Arn"].startswith("arn:aws:voiceid:us-east-1:000000000000:domain/")
    signed = sdk.client(emulator.url, "000000000000")
    assert sdk.describe_domain(signed, domain["DomainId"])["Arn"] == domain["Arn"]


def test_an_unsigned_client_uses_default_account_and_region(emulator):
    # boto3 names its region in the signature only.
    client = sdk.client(emulator.url, "111122223333", region="eu-west-2", signature_version=UNSIGNED)
    assert sdk.create_domain(client)["Arn"].startswith("arn:aws:voiceid:us-east-1:000000000000:domain/")


def test_defaults_are_options(start_emulator):
    emulator = start_emulator("--account", "123456789012", "--region", "eu-west-2")
    request = {"Name": "calls", "ServerSideEncryptionConfiguration": sdk.encryption()}
    prefix = "arn:aws:voiceid:{}:123456789012:domain/".format
    assert emulator.call("CreateDomain", request).body["Domain"]["Arn"].startswith(prefix("eu-west-2"))
    keyed = sdk.client(emulator.url, "AKIAIOSFODNN7EXAMPLE", region="us-west-2")
    assert sdk.create_domain(keyed)["Arn"].startswith(prefix("us-west-2"))
