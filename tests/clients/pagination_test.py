"""Pages as boto3's paginators see them; tests/store and tests/handlers/listing_test.cpp hold the rules of tokens."""
import pytest

from support import sdk
from support.batch_jobs import KINDS, Batch, error

JOB_LISTS = {"enrollment": "list_speaker_enrollment_jobs", "registration": "list_fraudster_registration_jobs"}
PEOPLE = [f"speaker-{n}" for n in range(25)]


def speaker_ids(page):
    return [each["CustomerSpeakerId"] for each in page["SpeakerSummaries"]]


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, *PEOPLE)
    return domain


@pytest.mark.parametrize("size, pages", [({}, [10, 1]), ({"PageSize": 3}, [3, 3, 3, 2])], ids=["default", "3"])
def test_list_domains(client, size, pages):
    names = [sdk.create_domain(client, f"domain-{n}")["Name"] for n in range(11)]
    walked = list(client.get_paginator("list_domains").paginate(PaginationConfig=size))
    assert [len(page["DomainSummaries"]) for page in walked] == pages
    assert [each["Name"] for page in walked for each in page["DomainSummaries"]] == names


@pytest.mark.parametrize("size, pages", [(10, [10, 10, 5]), (25, [25]), (24, [24, 1]), (100, [25])])
def test_list_speakers(client, crowd, size, pages):
    walked = list(client.get_paginator("list_speakers").paginate(DomainId=crowd, PaginationConfig={"PageSize": size}))
    assert [len(speaker_ids(page)) for page in walked] == pages
    assert [each for page in walked for each in speaker_ids(page)] == PEOPLE


def test_list_speakers_has_pages_of_100_by_default(client, domain):
    sdk.opt_out(client, domain, *(f"speaker-{n}" for n in range(101)))
    pages = list(client.get_paginator("list_speakers").paginate(DomainId=domain))
    assert [len(speaker_ids(page)) for page in pages] == [100, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_lists_of_jobs(emulator, account, client, kind):
    jobs = Batch(emulator, account).jobs(KINDS[kind])
    made = [jobs.run("alice").job["JobId"] for _ in range(5)]
    paginate = client.get_paginator(JOB_LISTS[kind]).paginate
    walked = list(paginate(DomainId=jobs.batch.domain_id, PaginationConfig={"PageSize": 2}))
    assert [len(page["JobSummaries"]) for page in walked] == [2, 2, 1]
    assert [each["JobId"] for page in walked for each in page["JobSummaries"]] == made


def test_a_paginator_stops_and_resumes(client, crowd):
    paginate = client.get_paginator("list_speakers").paginate
    first = paginate(DomainId=crowd, PaginationConfig={"MaxItems": 7, "PageSize": 5}).build_full_result()
    rest = paginate(DomainId=crowd, PaginationConfig={"PageSize": 5, "StartingToken": first["NextToken"]})
    assert speaker_ids(first) + speaker_ids(rest.build_full_result()) == PEOPLE


@pytest.mark.parametrize("size", [1, 7])
def test_speakers_that_stay_are_listed_once_while_others_come_and_go(client, crowd, size):
    staying, leaving = PEOPLE[::2], PEOPLE[1::2]
    coming = (f"late-{n}" for n in range(100))
    seen = []
    for page in client.get_paginator("list_speakers").paginate(DomainId=crowd, PaginationConfig={"PageSize": size}):
        seen += speaker_ids(page)
        # The last one listed goes too: the token must not depend on it.
        for each in {seen[-1], *leaving[-2:]} & set(leaving):
            client.delete_speaker(DomainId=crowd, SpeakerId=each)
            leaving.remove(each)
        if len(seen) < 15:
            sdk.opt_out(client, crowd, next(coming))
    assert [each for each in seen if each in staying] == staying
    assert len(seen) == len(set(seen)) and seen[-1].startswith("late")


def test_order_of_creation_is_not_the_clocks(start_emulator, account):
    emulator = start_emulator()
    client = sdk.client(emulator.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    for year, name in enumerate(("first", "second", "third")):
        emulator.control("PUT", "clock", {"Now": f"{2040 - year}-01-01T00:00:00Z", "Frozen": True})
        sdk.opt_out(client, domain, name)
    assert speaker_ids(client.list_speakers(DomainId=domain)) == ["first", "second", "third"]


def test_a_token_that_does_not_fit_is_refused(emulator, account, client, raw, crowd):
    token = client.list_speakers(DomainId=crowd, MaxResults=1)["NextToken"]
    for wrong in (token[:-1], token.swapcase(), "made-up", "A" * 8192):
        with sdk.refused(client.exceptions.ValidationException) as caught:
            client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=wrong)
        assert "validation error" not in sdk.message_of(caught)
    with sdk.refused(client.exceptions.ValidationException):
        client.list_speakers(DomainId=crowd, MaxResults=2, NextToken=token)
    other = raw("ListWatchlists", {"DomainId": crowd, "MaxResults": 1, "NextToken": token})
    error(other, 400, "ValidationException")
    emulator.advance("PT23H59M")
    assert speaker_ids(client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=token)) == PEOPLE[1:2]
    emulator.advance("PT1M")
    with sdk.refused(client.exceptions.ValidationException):
        client.list_speakers(DomainId=crowd, MaxResults=1, NextToken=token)


def test_page_sizes_and_tokens_out_of_range(emulator, account, crowd):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    for member, value, words in [("MaxResults", 101, "Value '101' at 'maxResults' failed to satisfy constraint"),
                                 ("NextToken", "A" * 8193, "'nextToken' failed to satisfy constraint: Member must have "
                                                           "length less than or equal to 8192")]:
        with sdk.refused(client.exceptions.ValidationException) as caught:
            client.list_speakers(DomainId=crowd, **{member: value})
        assert words in sdk.message_of(caught)
