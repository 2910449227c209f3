"""The AWS CLI: operations, output formats, paging flags, errors and exit codes."""
import pytest

from support import sdk
from support.aws_cli import AwsCli
from support.events import Events, happened, kinds

SERVICE_ERROR, USAGE_ERROR = 254, 252
KEY = ["--server-side-encryption-configuration", f"KmsKeyId={sdk.KEY}"]
PEOPLE = [f"speaker-{n}" for n in range(12)]


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


def failed(done, error, operation):
    assert done.returncode == SERVICE_ERROR, done
    assert done.stdout == ""
    assert f"An error occurred ({error}) when calling the {operation} operation" in done.stderr


def test_the_life_of_a_domain(aws, emulator, account):
    domain = aws("create-domain", "--name", "calls", "--description", "Calls of the shop", *KEY)["Domain"]
    domain_id = ["--domain-id", domain["DomainId"]]
    assert domain["DomainStatus"] == "ACTIVE"
    key = domain["ServerSideEncryptionConfiguration"]["KmsKeyId"]
    assert key.startswith(f"arn:aws:kms:us-east-1:{account}:key/")
    assert domain["CreatedAt"][4] == domain["CreatedAt"][7] == "-" and domain["CreatedAt"][10] == "T"
    assert aws("describe-domain", *domain_id)["Domain"] == domain
    updated = aws("update-domain", *domain_id, "--name", "renamed", *KEY)["Domain"]
    assert (updated["Name"], updated.get("Description")) == ("renamed", None)
    assert aws("list-domains")["DomainSummaries"] == [updated]
    assert AwsCli(emulator.url, account, region="eu-west-2")("list-domains")["DomainSummaries"] == []
    assert aws("delete-domain", *domain_id) is None
    assert aws("describe-domain", *domain_id)["Domain"]["DomainStatus"] == "SUSPENDED"
    failed(aws.run("list-speakers", *domain_id), "ConflictException", "ListSpeakers")


def test_tags(aws):
    arn = aws("create-domain", "--name", "calls", *KEY, "--tags", "Key=team,Value=shop")["Domain"]["Arn"]
    resource = ["--resource-arn", arn]
    aws("tag-resource", *resource, "--tags", "Key=stage,Value=test", "Key=owner,Value=Zoë")
    aws("untag-resource", *resource, "--tag-keys", "team")
    assert aws("list-tags-for-resource", *resource)["Tags"] == [
        {"Key": "owner", "Value": "Zoë"}, {"Key": "stage", "Value": "test"}]


def test_the_life_of_a_speaker(aws, domain, emulator, account):
    events = Events(emulator, account=account)
    alice = ["--domain-id", domain, "--speaker-id", "alice"]
    speaker = aws("opt-out-speaker", *alice)["Speaker"]
    assert speaker["Status"] == "OPTED_OUT"
    assert aws("describe-speaker", *alice)["Speaker"] == speaker
    by_generated_id = ["--domain-id", domain, "--speaker-id", speaker["GeneratedSpeakerId"]]
    assert aws("describe-speaker", *by_generated_id)["Speaker"] == speaker
    assert aws("list-speakers", "--domain-id", domain)["SpeakerSummaries"] == [speaker]
    assert aws("delete-speaker", *alice) is None
    failed(aws.run("describe-speaker", *alice), "ResourceNotFoundException", "DescribeSpeaker")
    assert kinds(events.news()) == happened("OPT_OUT_SPEAKER", "DELETE_SPEAKER")


def test_query_and_text_output(aws, domain):
    done = aws.run("list-domains", "--query", "DomainSummaries[].DomainId", "--output", "text")
    assert (done.returncode, done.stdout.strip()) == (0, domain)


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, *PEOPLE)
    return ["--domain-id", domain]


def ids(answer):
    return [each["CustomerSpeakerId"] for each in answer["SpeakerSummaries"]]


@pytest.mark.parametrize("size", [[], ["--page-size", 1], ["--page-size", 5], ["--page-size", 12]])
def test_all_pages_are_put_together(aws, crowd, size):
    answer = aws("list-speakers", *crowd, *size)
    assert ids(answer) == PEOPLE and "NextToken" not in answer


@pytest.mark.parametrize("size", [[], ["--page-size", 5]], ids=["one page", "in mid-page"])
def test_max_items_and_starting_token(aws, crowd, size):
    first = aws("list-speakers", *crowd, "--max-items", 7, *size)
    second = aws("list-speakers", *crowd, "--max-items", 7, *size, "--starting-token", first["NextToken"])
    assert (ids(first), ids(second), "NextToken" in second) == (PEOPLE[:7], PEOPLE[7:], False)


def test_without_pagination_the_services_own_token_shows(aws, crowd):
    first = aws("list-speakers", *crowd, "--no-paginate", "--max-results", 10)
    second = aws("list-speakers", *crowd, "--no-paginate", "--max-results", 10, "--next-token", first["NextToken"])
    assert (ids(first), ids(second)) == (PEOPLE[:10], PEOPLE[10:])
    failed(aws.run("list-speakers", *crowd, "--next-token", "made-up"), "ValidationException", "ListSpeakers")


def test_errors(aws):
    failed(aws.run("describe-domain", "--domain-id", sdk.UNKNOWN_ID), "ResourceNotFoundException", "DescribeDomain")
    done = aws.run("create-domain", "--name", "_wrong", *KEY)
    failed(done, "ValidationException", "CreateDomain")
    assert "1 validation error detected: Value at 'name' failed to satisfy constraint" in done.stderr
    # These never reach the emulator.
    assert aws.run("describe-domain").returncode == USAGE_ERROR


@pytest.fixture
def throttled(start_emulator, account):
    """An emulator that lets no more calls of ListDomains through while its clock stands."""
    emulator = start_emulator("--throttle", "aws")
    emulator.control("PUT", "clock", {"Frozen": True})
    for _ in range(2):
        assert emulator.call("ListDomains", account=account).status == 200
    return emulator


def test_throttling(throttled, account):
    failed(AwsCli(throttled.url, account).run("list-domains"), "ThrottlingException", "ListDomains")


@pytest.mark.parametrize("mode", ["standard", "adaptive"])
def test_throttling_with_retries(throttled, account, mode):
    throttled.control("PUT", "clock", {"Frozen": False})
    aws = AwsCli(throttled.url, account, AWS_MAX_ATTEMPTS="10", AWS_RETRY_MODE=mode)
    assert aws("list-domains")["DomainSummaries"] == []
