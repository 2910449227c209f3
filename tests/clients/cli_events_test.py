"""Calls of the AWS CLI make events as any other's do."""
import pytest

from support import sdk
from support.aws_cli import AwsCli
from support.events import Events, happened, kinds


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account, region="eu-west-2")


def test_events_of_the_cli(aws, emulator, account):
    domain = aws("create-domain", "--name", "calls", "--server-side-encryption-configuration",
                 f"KmsKeyId={sdk.KEY}")["Domain"]
    events = Events(emulator, account=account)
    alice = ["--domain-id", domain["DomainId"], "--speaker-id", "alice"]
    speaker = aws("opt-out-speaker", *alice)["Speaker"]["GeneratedSpeakerId"]
    aws("delete-speaker", *alice)
    assert aws.run("delete-speaker", *alice).returncode == 254
    found = events.news()
    assert kinds(found) == happened("OPT_OUT_SPEAKER", "DELETE_SPEAKER", "DELETE_SPEAKER!")
    assert [each["detail"]["generatedSpeakerId"] for each in found] == [speaker, speaker, None]
    assert {(each["region"], *each["resources"]) for each in found} == {("eu-west-2", domain["Arn"])}
