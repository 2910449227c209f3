"""The AWS CLI's own paging flags over the service's tokens."""
import pytest

from support import sdk
from support.aws_cli import AwsCli

PEOPLE = [f"speaker-{n}" for n in range(12)]


@pytest.fixture
def aws(emulator, account):
    return AwsCli(emulator.url, account)


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, *PEOPLE)
    return ["--domain-id", domain]


def ids(answer):
    return [each["CustomerSpeakerId"] for each in answer["SpeakerSummaries"]]


@pytest.mark.parametrize("size", [[], ["--page-size", 1], ["--page-size", 5], ["--page-size", 12]])
def test_all_pages_are_put_together(aws, crowd, size):
    answer = aws("list-speakers", *crowd, *size)
    assert ids(answer) == PEOPLE
    assert "NextToken" not in answer


@pytest.mark.parametrize("size", [[], ["--page-size", 5]], ids=["one page", "in mid-page"])
def test_max_items_and_starting_token(aws, crowd, size):
    seen, more = [], []
    while True:
        answer = aws("list-speakers", *crowd, "--max-items", 7, *size, *more)
        seen += ids(answer)
        if "NextToken" not in answer:
            break
        more = ["--starting-token", answer["NextToken"]]
    assert seen == PEOPLE


def test_without_pagination_the_services_own_token_shows(aws, crowd):
    first = aws("list-speakers", *crowd, "--no-paginate", "--max-results", 10)
    second = aws("list-speakers", *crowd, "--no-paginate", "--max-results", 10, "--next-token", first["NextToken"])
    assert (ids(first), ids(second)) == (PEOPLE[:10], PEOPLE[10:])


def test_list_domains_goes_past_its_ten(aws, client):
    names = [sdk.create_domain(client, f"domain-{n}")["Name"] for n in range(12)]
    assert [each["Name"] for each in aws("list-domains")["DomainSummaries"]] == names
    limited = aws("list-domains", "--max-items", 11)
    assert len(limited["DomainSummaries"]) == 11 and limited["NextToken"]


def test_a_page_size_the_service_refuses(aws, client):
    done = aws.run("list-domains", "--page-size", 11)
    assert done.returncode in (252, 254), done
    assert done.stdout == ""


def test_a_made_up_token_is_refused(aws, crowd):
    done = aws.run("list-speakers", *crowd, "--next-token", "made-up")
    assert done.returncode == 254
    assert "(ValidationException) when calling the ListSpeakers operation" in done.stderr
