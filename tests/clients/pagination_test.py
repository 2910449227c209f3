"""Pages as boto3's paginators see them; tests/store and tests/handlers/listing_test.cpp hold the rules of tokens."""
import pytest

from support import sdk
from support.batch_jobs import KINDS, Batch

JOB_LISTS = {"enrollment": "list_speaker_enrollment_jobs", "registration": "list_fraudster_registration_jobs"}
PEOPLE = [f"speaker-{n}" for n in range(25)]


def speaker_ids(page):
    return [each["CustomerSpeakerId"] for each in page["SpeakerSummaries"]]


@pytest.fixture
def crowd(client, domain):
    sdk.opt_out(client, domain, *PEOPLE)
    return domain


def test_list_domains(client):
    names = [sdk.create_domain(client, f"domain-{n}")["Name"] for n in range(11)]
    walked = list(client.get_paginator("list_domains").paginate())
    assert [len(page["DomainSummaries"]) for page in walked] == [10, 1]
    assert [each["Name"] for page in walked for each in page["DomainSummaries"]] == names


@pytest.mark.parametrize("size, pages", [(10, [10, 10, 5]), (25, [25])])
def test_list_speakers(client, crowd, size, pages):
    walked = list(client.get_paginator("list_speakers").paginate(DomainId=crowd, PaginationConfig={"PageSize": size}))
    assert [len(speaker_ids(page)) for page in walked] == pages
    assert [each for page in walked for each in speaker_ids(page)] == PEOPLE


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
