"""Lists of both kinds of batch job."""
import pytest

from support.batch_jobs import KINDS, error


def summary(job):
    members = {"CreatedAt", "DomainId", "EndedAt", "FailureDetails", "JobId", "JobName", "JobProgress", "JobStatus"}
    return {name: value for name, value in job.items() if name in members}


@pytest.fixture
def history(jobs):
    """Jobs at each of the ends, in turn; the last runs until its domain is deleted."""
    good, bad = jobs.entry("alice"), jobs.entry("bob", audio=[])
    made = []
    for number, (entries, how) in enumerate([([good], {}), ([good, bad], {}), ([], {"manifest": "broken"})] * 2):
        job = jobs.start(*entries, JobName=f"job-{number}", **how)
        made.append(jobs.end(job["JobId"]))
    last = jobs.start(*jobs.batch.slow_entries(jobs), JobName="job-6")["JobId"]
    jobs.in_progress(last)
    made.append(jobs.describe(last))
    yield made
    jobs.batch.delete()


def without_progress(shown):
    return [{**job, "JobProgress": None} for job in shown]


def test_jobs_are_listed_in_order_of_creation_as_summaries(jobs, history):
    assert without_progress(jobs.list()) == without_progress(map(summary, history))
    states = [each["JobStatus"] for each in jobs.list()]
    assert states == ["COMPLETED", "COMPLETED_WITH_ERRORS", "FAILED"] * 2 + ["IN_PROGRESS"]
    assert ["FailureDetails" in each for each in jobs.list()] == [state == "FAILED" for state in states]


@pytest.mark.parametrize("status, places", [
    ("COMPLETED", [0, 3]), ("COMPLETED_WITH_ERRORS", [1, 4]), ("FAILED", [2, 5]), ("IN_PROGRESS", [6]),
    ("SUBMITTED", [])])
def test_jobs_of_one_status(jobs, history, status, places):
    expected = [history[place]["JobId"] for place in places]
    assert [each["JobId"] for each in jobs.list(JobStatus=status)] == expected
    walked = pages(jobs, 1, JobStatus=status)
    assert [each for page in walked for each in page] == expected and len(walked) == max(1, len(expected))


def pages(jobs, size, **which):
    """The ids of each page."""
    found, more = [], {}
    while True:
        page = jobs.batch.call(f"List{jobs.kind.name}s", MaxResults=size, **which, **more)
        found.append([each["JobId"] for each in page["JobSummaries"]])
        if "NextToken" not in page:
            return found
        more = {"NextToken": page["NextToken"]}


def test_pages_and_their_tokens(emulator, jobs, kind, history):
    ids = [each["JobId"] for each in history]
    for size in (1, 3, 7, 100):
        walked = pages(jobs, size)
        assert [each for page in walked for each in page] == ids
        assert [len(page) for page in walked] == [min(size, 7 - at) for at in range(0, 7, size)]
    token = jobs.batch.call(f"List{kind.name}s", MaxResults=2)["NextToken"]
    [other] = {each.name for each in KINDS.values()} - {kind.name}
    for operation, change in [(kind.name, {"MaxResults": 3}), (kind.name, {"JobStatus": "FAILED"}), (other, {})]:
        answer = jobs.batch.ask(f"List{operation}s", **{"MaxResults": 2, "NextToken": token, **change})
        error(answer, 400, "ValidationException")
    emulator.advance("PT24H1M")
    error(jobs.batch.ask(f"List{kind.name}s", MaxResults=2, NextToken=token), 400, "ValidationException")


def test_a_status_that_is_none(jobs, kind):
    message = error(jobs.batch.ask(f"List{kind.name}s", JobStatus="RUNNING"), 400, "ValidationException")
    assert "[SUBMITTED, IN_PROGRESS, COMPLETED, COMPLETED_WITH_ERRORS, FAILED]" in message
