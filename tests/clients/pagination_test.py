"""Pages as boto3's paginators and patient callers see them."""
import pytest

from support import sdk
from support.batch_jobs import KINDS, Batch

JOB_LISTS = {"enrollment": "list_speaker_enrollment_jobs", "registration": "list_fraudster_registration_jobs"}


def speaker_ids(page):
    return [each["CustomerSpeakerId"] for each in page["SpeakerSummaries"]]


def people(count, prefix="speaker"):
    return [f"{prefix}-{n}" for n in range(count)]


def walk(client, domain, size, between_pages=lambda seen: None):
    """Lists page by page; `between_pages` may change the table meanwhile."""
    seen, token = [], {}
    while True:
        page = client.list_speakers(DomainId=domain, MaxResults=size, **token)
        seen += speaker_ids(page)
        if "NextToken" not in page:
            return seen
        token = {"NextToken": page["NextToken"]}
        between_pages(seen)


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, *people(25))
    return domain


@pytest.mark.parametrize("size, pages", [(1, [1] * 10), (3, [3, 3, 3, 1]), (5, [5, 5]), (10, [10])])
def test_list_domains_paginator(client, size, pages):
    names = [sdk.create_domain(client, f"domain-{n}")["Name"] for n in range(10)]
    walked = list(client.get_paginator("list_domains").paginate(PaginationConfig={"PageSize": size}))
    assert [len(page["DomainSummaries"]) for page in walked] == pages
    assert [each["Name"] for page in walked for each in page["DomainSummaries"]] == names


def test_list_domains_gives_ten_where_no_size_is_asked_for(client):
    for n in range(11):
        sdk.create_domain(client, f"domain-{n}")
    pages = list(client.get_paginator("list_domains").paginate())
    assert [len(page["DomainSummaries"]) for page in pages] == [10, 1]


@pytest.mark.parametrize("size, pages", [(10, [10, 10, 5]), (25, [25]), (24, [24, 1]), (100, [25])])
def test_list_speakers_paginator(client, crowd, size, pages):
    walked = list(client.get_paginator("list_speakers").paginate(DomainId=crowd, PaginationConfig={"PageSize": size}))
    assert [len(speaker_ids(page)) for page in walked] == pages
    assert [each for page in walked for each in speaker_ids(page)] == people(25)


def test_list_speakers_gives_a_hundred_where_no_size_is_asked_for(client, domain):
    sdk.opt_out(client, domain, *people(101))
    pages = list(client.get_paginator("list_speakers").paginate(DomainId=domain))
    assert [len(speaker_ids(page)) for page in pages] == [100, 1]


def test_paginator_stops_and_resumes(client, crowd):
    paginate = client.get_paginator("list_speakers").paginate
    first = paginate(DomainId=crowd, PaginationConfig={"MaxItems": 7, "PageSize": 5}).build_full_result()
    rest = paginate(DomainId=crowd, PaginationConfig={"PageSize": 5, "StartingToken": first["NextToken"]})
    assert speaker_ids(first) + speaker_ids(rest.build_full_result()) == people(25)


def test_list_watchlists_pages(raw, domain):
    raw("CreateWatchlist", {"DomainId": domain, "Name": "known"})
    first = raw("ListWatchlists", {"DomainId": domain, "MaxResults": 1}).body
    second = raw("ListWatchlists", {"DomainId": domain, "MaxResults": 1, "NextToken": first["NextToken"]}).body
    assert [page["WatchlistSummaries"][0]["Name"] for page in (first, second)] == ["default-watchlist", "known"]
    assert "NextToken" not in second


def test_a_token_may_be_used_again(client, crowd):
    token = client.list_speakers(DomainId=crowd, MaxResults=10)["NextToken"]
    pages = [client.list_speakers(DomainId=crowd, MaxResults=10, NextToken=token) for _ in range(2)]
    assert speaker_ids(pages[0]) == speaker_ids(pages[1]) == people(25)[10:20]


@pytest.mark.parametrize("size", [1, 7])
def test_whoever_is_there_the_whole_time_is_listed_once(client, crowd, size):
    staying, leaving = people(25)[::2], people(25)[1::2]
    coming = iter(people(100, "late"))

    def churn(seen):
        # The last one listed goes too: the token must not hang on it.
        for each in {seen[-1], *leaving[-2:]} & set(leaving):
            client.delete_speaker(DomainId=crowd, SpeakerId=each)
            leaving.remove(each)
        if len(seen) < 15:
            sdk.opt_out(client, crowd, next(coming))

    seen = walk(client, crowd, size, churn)
    assert [each for each in seen if each in staying] == staying
    assert len(seen) == len(set(seen))
    assert leaving == [] or size > 1


def test_no_token_where_the_rest_is_gone_by_now(client, crowd):
    token = client.list_speakers(DomainId=crowd, MaxResults=20)["NextToken"]
    for each in people(25)[20:]:
        client.delete_speaker(DomainId=crowd, SpeakerId=each)
    page = client.list_speakers(DomainId=crowd, MaxResults=20, NextToken=token)
    assert (speaker_ids(page), "NextToken" in page) == ([], False)


def test_those_who_come_while_paging_are_at_the_end(client, crowd):
    token = client.list_speakers(DomainId=crowd, MaxResults=24)["NextToken"]
    sdk.opt_out(client, crowd, "late")
    page = client.list_speakers(DomainId=crowd, MaxResults=24, NextToken=token)
    assert speaker_ids(page) == ["speaker-24", "late"]


def test_order_of_creation_is_not_the_clocks(start_emulator, account):
    emulator = start_emulator()
    client = sdk.client(emulator.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    for year, name in enumerate(("first", "second", "third", "fourth")):
        emulator.control("PUT", "clock", {"Now": f"{2040 - year}-01-01T00:00:00Z", "Frozen": True})
        sdk.opt_out(client, domain, name, f"{name}-too")
    assert walk(client, domain, 3) == ["first", "first-too", "second", "second-too", "third", "third-too",
                                       "fourth", "fourth-too"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size, pages", [(1, [1] * 5), (2, [2, 2, 1]), (5, [5])])
def test_paginators_of_jobs(emulator, account, client, kind, size, pages):
    jobs = Batch(emulator, account).jobs(KINDS[kind])
    made = [jobs.run("alice").job["JobId"] for _ in range(5)]
    paginate = client.get_paginator(JOB_LISTS[kind]).paginate
    walked = list(paginate(DomainId=jobs.batch.domain_id, PaginationConfig={"PageSize": size}))
    assert [len(page["JobSummaries"]) for page in walked] == pages
    assert [each["JobId"] for page in walked for each in page["JobSummaries"]] == made


@pytest.mark.parametrize("operation, sizes", [
    ("list_domains", [0, 11, -1]), *((each, [0, 101, -1]) for each in ("list_speakers", *JOB_LISTS.values()))])
def test_page_sizes_out_of_range(emulator, account, domain, operation, sizes):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    more = {} if operation == "list_domains" else {"DomainId": domain}
    for size in sizes:
        with sdk.refused(client.exceptions.ValidationException) as caught:
            getattr(client, operation)(MaxResults=size, **more)
        assert f"Value '{size}' at 'maxResults' failed to satisfy constraint: Member must have value" in \
            sdk.message_of(caught)
