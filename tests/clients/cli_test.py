"""The AWS CLI on its main path, its errors and its exit codes."""
import pytest

from support import sdk
from support.aws_cli import AwsCli

SERVICE_ERROR, USAGE_ERROR = 254, 252
KEY = ["--server-side-encryption-configuration", f"KmsKeyId={sdk.KEY}"]


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


def failed(done, error, operation):
    assert done.returncode == SERVICE_ERROR, done
    assert done.stdout == ""
    assert f"An error occurred ({error}) when calling the {operation} operation" in done.stderr


def test_the_life_of_a_domain(aws):
    domain = aws("create-domain", "--name", "calls", "--description", "Calls of the shop", *KEY)["Domain"]
    domain_id = ["--domain-id", domain["DomainId"]]
    assert domain["DomainStatus"] == "ACTIVE"
    assert aws("describe-domain", *domain_id)["Domain"] == domain
    updated = aws("update-domain", *domain_id, "--name", "renamed", *KEY)["Domain"]
    assert (updated["Name"], updated.get("Description")) == ("renamed", None)
    assert aws("list-domains")["DomainSummaries"] == [updated]
    assert aws("delete-domain", *domain_id) is None
    assert aws("describe-domain", *domain_id)["Domain"]["DomainStatus"] == "SUSPENDED"


def test_tags(aws):
    arn = aws("create-domain", "--name", "calls", *KEY, "--tags", "Key=team,Value=shop")["Domain"]["Arn"]
    resource = ["--resource-arn", arn]
    aws("tag-resource", *resource, "--tags", "Key=stage,Value=test", "Key=owner,Value=Zoë")
    aws("untag-resource", *resource, "--tag-keys", "team")
    assert aws("list-tags-for-resource", *resource)["Tags"] == [
        {"Key": "owner", "Value": "Zoë"}, {"Key": "stage", "Value": "test"}]


def test_the_life_of_a_speaker(aws, domain):
    alice = ["--domain-id", domain, "--speaker-id", "alice"]
    speaker = aws("opt-out-speaker", *alice)["Speaker"]
    assert speaker["Status"] == "OPTED_OUT"
    assert aws("describe-speaker", *alice)["Speaker"] == speaker
    by_generated_id = ["--domain-id", domain, "--speaker-id", speaker["GeneratedSpeakerId"]]
    assert aws("describe-speaker", *by_generated_id)["Speaker"] == speaker
    assert aws("list-speakers", "--domain-id", domain)["SpeakerSummaries"] == [speaker]
    assert aws("delete-speaker", *alice) is None
    failed(aws.run("describe-speaker", *alice), "ResourceNotFoundException", "DescribeSpeaker")


def test_timestamps_are_shown_as_iso_8601(aws, domain):
    created = aws("describe-domain", "--domain-id", domain)["Domain"]["CreatedAt"]
    assert created[4] == created[7] == "-" and created[10] == "T", created


def test_query_and_text_output(aws, domain):
    done = aws.run("list-domains", "--query", "DomainSummaries[].DomainId", "--output", "text")
    assert (done.returncode, done.stdout.strip()) == (0, domain)


def test_regions_are_apart(emulator, account, domain):
    elsewhere = AwsCli(emulator.url, account, region="eu-west-2")
    assert elsewhere("list-domains")["DomainSummaries"] == []


def test_unknown_domain(aws):
    failed(aws.run("describe-domain", "--domain-id", sdk.UNKNOWN_ID), "ResourceNotFoundException", "DescribeDomain")


def test_validation_error_shows_the_services_message(aws):
    done = aws.run("create-domain", "--name", "_wrong", *KEY)
    failed(done, "ValidationException", "CreateDomain")
    assert "1 validation error detected: Value at 'name' failed to satisfy constraint" in done.stderr


def test_conflict(aws, client, domain):
    client.delete_domain(DomainId=domain)
    failed(aws.run("list-speakers", "--domain-id", domain), "ConflictException", "ListSpeakers")


def test_usage_errors_never_reach_the_emulator(aws):
    assert aws.run("describe-domain").returncode == USAGE_ERROR


def test_throttling(start_emulator, account):
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    for _ in range(2):
        assert emulator.call("ListDomains", account=account).status == 200
    failed(AwsCli(emulator.url, account).run("list-domains"), "ThrottlingException", "ListDomains")


@pytest.mark.parametrize("mode", ["standard", "adaptive"])
def test_throttling_with_retries(start_emulator, account, mode):
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    for _ in range(3):
        emulator.call("ListDomains", account=account)
    emulator.control("PUT", "clock", {"Frozen": False})
    aws = AwsCli(emulator.url, account, AWS_MAX_ATTEMPTS="10", AWS_RETRY_MODE=mode)
    assert aws("list-domains")["DomainSummaries"] == []
