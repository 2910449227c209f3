"""What a command line can tell of the story of ../README.md, with the AWS CLI v1."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import stage
from stage import note, speak

AWS = Path(sys.executable).with_name("aws")
ENCRYPTION = "KmsKeyId=alias/calls"


def at(url, account):
    return {"AWS_ENDPOINT_URL_VOICE_ID": url, "AWS_ACCESS_KEY_ID": account, "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_DEFAULT_REGION": "us-east-1"}


class Cli:
    """`cli("list-domains")` returns what was printed, `cli.refused(…)` the message on standard error."""

    def __init__(self, account, **environment):
        self.account = account
        self._environment = {**os.environ, "AWS_PAGER": "", **(environment or at(stage.URL, account))}

    def run(self, operation, *options):
        return subprocess.run([AWS, "voice-id", operation, *options], env=self._environment, capture_output=True, text=True)

    def __call__(self, operation, *options):
        done = self.run(operation, *options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def refused(self, operation, *options):
        done = self.run(operation, *options)
        assert done.returncode == 255, done
        return done.stderr


@pytest.fixture
def cli(account):
    return Cli(account)


def create_domain(cli, *options):
    return cli("create-domain", "--name", "calls", "--server-side-encryption-configuration", ENCRYPTION, *options)["Domain"]


def test_domain_with_a_client_token(cli):
    made = create_domain(cli, "--client-token", "once")
    assert create_domain(cli, "--client-token", "once") == made
    assert cli("describe-domain", "--domain-id", made["DomainId"])["Domain"] == made


def test_tags(cli):
    arn = create_domain(cli, "--tags", "Key=team,Value=fraud")["Arn"]
    assert cli("list-tags-for-resource", "--resource-arn", arn)["Tags"] == [{"Key": "team", "Value": "fraud"}]


def test_watchlists(cli, domain):
    assert cli("create-watchlist", "--domain-id", domain, "--name", "vip")["Watchlist"]["Name"] == "vip"
    assert len(cli("list-watchlists", "--domain-id", domain)["WatchlistSummaries"]) == 2


def test_opt_out_of_an_unknown_speaker(cli, domain):
    made = cli("opt-out-speaker", "--domain-id", domain, "--speaker-id", "alice")["Speaker"]
    assert made["Status"] == "OPTED_OUT"


def test_accept(cli, domain):
    stage.enrolled(domain)
    speak(domain, "call-1", "alice")
    answer = cli("evaluate-session", "--domain-id", domain, "--session-name-or-id", "call-1")
    assert answer["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_paginator_over_250_speakers(cli, client, domain):
    for number in range(250):
        client.opt_out_speaker(DomainId=domain, SpeakerId=f"speaker-{number}")
    assert len(cli("list-speakers", "--domain-id", domain)["SpeakerSummaries"]) == 250
    assert len(stage.calls(cli.account, "ListSpeakers")) == 3


def test_errors_with_their_members(cli, account):
    # The CLI prints the error's name, and no members.
    stage.fault(account, Operation="ListDomains", Error="ConflictException", Message="On purpose.", Count=1)
    printed = cli.refused("list-domains")
    assert "An error occurred (ConflictException) when calling the ListDomains operation: On purpose." in printed
    note("errors with their members", "name and message")


def retried(cli, part, name):
    stage.fault(cli.account, Operation="ListDomains", Error=name)
    assert f"({name})" in cli.refused("list-domains")
    attempts = len(stage.calls(cli.account, "ListDomains"))
    note(part, f"{attempts} attempts")
    return attempts


def test_retries_on_429(cli):
    assert retried(cli, "retries on 429", "ThrottlingException") == 5


def test_retries_on_500(cli):
    assert retried(cli, "retries on 500", "InternalServerException") == 5


def test_unknown_members_of_a_newer_model(account):
    newer = Cli(account, **at(stage.NEWER_URL, account))
    domain = create_domain(newer)
    assert "AddedLater" not in domain
    made = newer("opt-out-speaker", "--domain-id", domain["DomainId"], "--speaker-id", "alice")["Speaker"]
    assert made["Status"] == "ADDED_LATER"


def test_endpoint_from_the_environment(cli, domain):
    assert len(cli("list-domains")["DomainSummaries"]) == 1


def test_endpoint_from_a_profile(account, domain, tmp_path):
    config = tmp_path / "config"
    config.write_text(stage.profile(account))
    assert len(Cli(account, AWS_CONFIG_FILE=str(config), AWS_PROFILE="local")("list-domains")["DomainSummaries"]) == 1
