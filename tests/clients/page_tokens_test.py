"""What a NextToken is tied to, and how long it lasts."""
import string

import pytest

from support import sdk


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, "alice", "bob", "carol")
    return domain


@pytest.fixture
def token(client, crowd):
    return client.list_speakers(DomainId=crowd, MaxResults=1)["NextToken"]


@pytest.fixture
def refuse(client, crowd):
    """The token must be refused, in one plain sentence that is no constraint's."""
    def check(token, who=client, **request):
        with sdk.refused(who.exceptions.ValidationException) as caught:
            who.list_speakers(**{"DomainId": crowd, "MaxResults": 1, "NextToken": token, **request})
        assert "validation error" not in sdk.message_of(caught)
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return check


def test_tampered_tokens(token, refuse):
    for at, letter in enumerate(token):
        refuse(token[:at] + ("B" if letter == "A" else "A") + token[at + 1:])


def test_no_other_last_letter_will_do(token, refuse):
    # In a base64 text it may hold bits that stand for nothing: they are a change all the same.
    for letter in set(string.ascii_letters + string.digits + "-_+/=") - {token[-1]}:
        refuse(token[:-1] + letter)


@pytest.mark.parametrize("change", [
    lambda token: token[:-1], lambda token: token[1:], lambda token: token + "A", lambda token: token + token,
    lambda token: token.swapcase(), lambda token: " " + token, lambda token: token[: len(token) // 2],
], ids=["end cut", "start cut", "longer", "doubled", "case", "space", "half"])
def test_changed_tokens(token, refuse, change):
    refuse(change(token))


@pytest.mark.parametrize("token", ["a", "bm90IGEgdG9rZW4=", "null", "{}", "0", "=" * 44, "A" * 8192])
def test_made_up_tokens(refuse, token):
    refuse(token)


def test_token_of_another_page_size(token, refuse):
    refuse(token, MaxResults=2)


def test_the_default_page_size_may_be_told_or_left_out(client, domain):
    sdk.opt_out(client, domain, *(f"speaker-{n}" for n in range(101)))
    token = client.list_speakers(DomainId=domain)["NextToken"]
    page = client.list_speakers(DomainId=domain, MaxResults=100, NextToken=token)
    assert [each["CustomerSpeakerId"] for each in page["SpeakerSummaries"]] == ["speaker-100"]


def test_token_of_another_emulator(start_emulator, client, crowd, token, refuse):
    emulator = start_emulator()
    other = sdk.client(emulator.url, "111122223333")
    domain = sdk.create_domain(other)["DomainId"]
    refuse(token, who=other, DomainId=domain)


def test_token_of_another_domain(client, token, refuse):
    other = sdk.create_domain(client)["DomainId"]
    sdk.opt_out(client, other, "alice", "bob")
    refuse(token, DomainId=other)


@pytest.mark.parametrize("who", ["account", "region"])
def test_token_of_another_account_or_region(emulator, account, token, refuse, who):
    where = {"account": (str(int(account) + 500_000_000_000), "us-east-1"), "region": (account, "eu-west-2")}
    access_key, region = where[who]
    stranger = sdk.client(emulator.url, access_key, region=region)
    domain = sdk.create_domain(stranger)["DomainId"]
    refuse(token, who=stranger, DomainId=domain)


def test_token_of_another_operation(raw, client, crowd, token):
    of_domain = ["ListWatchlists", "ListFraudsters", "ListSpeakerEnrollmentJobs", "ListFraudsterRegistrationJobs"]
    for operation, request in [("ListDomains", {}), *((each, {"DomainId": crowd}) for each in of_domain)]:
        answer = raw(operation, {"MaxResults": 1, "NextToken": token, **request})
        assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (400, "ValidationException")


def test_list_domains_tokens_are_tied_too(emulator, account, client):
    for _ in range(3):
        sdk.create_domain(client)
    token = client.list_domains(MaxResults=1)["NextToken"]
    elsewhere = sdk.client(emulator.url, account, region="eu-west-2")
    with sdk.refused(elsewhere.exceptions.ValidationException):
        elsewhere.list_domains(MaxResults=1, NextToken=token)
    with sdk.refused(client.exceptions.ValidationException):
        client.list_domains(MaxResults=2, NextToken=token)


def test_token_expires_after_24_hours(client, crowd, emulator, token, refuse):
    emulator.advance("PT23H59M")
    page = client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=token)
    assert page["SpeakerSummaries"][0]["CustomerSpeakerId"] == "bob"
    emulator.advance("PT2M")
    refuse(token)


def test_each_page_gives_a_fresh_token(client, crowd, emulator, token):
    emulator.advance("PT20H")
    second = client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=token)
    emulator.advance("PT20H")
    third = client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=second["NextToken"])
    assert [each["CustomerSpeakerId"] for each in third["SpeakerSummaries"]] == ["carol"]


def test_too_long_a_token_breaks_the_constraint(emulator, account, crowd):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    with sdk.refused(client.exceptions.ValidationException) as caught:
        client.list_speakers(DomainId=crowd, NextToken="A" * 8193)
    assert "'nextToken' failed to satisfy constraint: Member must have length less than or equal to 8192" in \
        sdk.message_of(caught)
