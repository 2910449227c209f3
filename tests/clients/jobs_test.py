"""The calls that both kinds of batch job have in common: their errors, tokens and quotas."""
import re

import pytest

from support import sdk
from support.batch_jobs import ENROLLMENT, KINDS, ROLE, Batch, error

TOKEN = "one-and-the-same"


@pytest.fixture
def slow(jobs):
    """A job that runs until its domain is deleted."""
    job = jobs.start("alice", *jobs.batch.slow_entries(jobs, seconds=60))
    yield job["JobId"]
    jobs.batch.delete()


def watched(kind, watchlist):
    """The configuration that names a watchlist."""
    config = {"WatchlistIds": [watchlist]}
    return {kind.config: {"FraudDetectionConfig": config} if kind is ENROLLMENT else config}


def test_an_unknown_domain(raw, jobs, kind):
    for operation, members in [(f"Start{kind.name}", jobs.request()), (f"List{kind.name}s", {}),
                               (f"Describe{kind.name}", {"JobId": sdk.UNKNOWN_ID})]:
        answer = raw(operation, {**members, "DomainId": sdk.UNKNOWN_ID})
        error(answer, 404, "ResourceNotFoundException", ResourceType="DOMAIN")


def test_another_account_sees_nothing(emulator, batch, jobs, kind):
    job = jobs.run("alice").job
    stranger = str(int(batch.account) + 500_000_000_000)
    for operation, members in [(f"Start{kind.name}", jobs.request()), (f"List{kind.name}s", {}),
                               (f"Describe{kind.name}", {"JobId": job["JobId"]})]:
        for where in ({"account": stranger}, {"account": batch.account, "region": "eu-west-2"}):
            answer = emulator.call(operation, {**members, "DomainId": batch.domain_id}, **where)
            error(answer, 404, "ResourceNotFoundException", ResourceType="DOMAIN")
    assert [each["JobId"] for each in jobs.list()] == [job["JobId"]]


def test_an_unknown_job(batch, jobs, kind):
    answer = batch.ask(f"Describe{kind.name}", JobId=sdk.UNKNOWN_ID)
    error(answer, 404, "ResourceNotFoundException", ResourceType="BATCH_JOB")


def test_a_job_of_another_domain_or_kind_is_unknown(emulator, account, batch, jobs, kind):
    job = jobs.run("alice").job["JobId"]
    other = Batch(emulator, account)
    [other_kind] = set(kind.name for kind in KINDS.values()) - {kind.name}
    for answer in (other.ask(f"Describe{kind.name}", JobId=job), batch.ask(f"Describe{other_kind}", JobId=job)):
        error(answer, 404, "ResourceNotFoundException", ResourceType="BATCH_JOB")
    assert other.jobs(kind).list() == []


@pytest.mark.parametrize("where", ["nowhere", "in another domain"])
def test_an_unknown_watchlist_at_the_start(emulator, account, jobs, kind, where):
    watchlist = sdk.UNKNOWN_ID if where == "nowhere" else Batch(emulator, account).default_watchlist
    answer = jobs.ask_start(**watched(kind, watchlist))
    error(answer, 404, "ResourceNotFoundException", ResourceType="WATCHLIST")
    assert jobs.list() == []


@pytest.mark.parametrize("members, place", [
    ({"DataAccessRoleArn": "arn:aws:iam::1:role/x"}, "dataAccessRoleArn"), ({"JobName": "-"}, "jobName"),
    ({"InputDataConfig": {"S3Uri": "https://bucket/key"}}, "inputDataConfig.s3Uri"),
    ({"InputDataConfig": {}}, "inputDataConfig.s3Uri"), ({"OutputDataConfig": {"S3Uri": "s3://AB/x"}},
                                                         "outputDataConfig.s3Uri"),
    ({"OutputDataConfig": None}, "outputDataConfig"), ({"ClientToken": "a b"}, "clientToken"),
    ({"OutputDataConfig": {"S3Uri": "s3://bucket", "KmsKeyId": ""}}, "outputDataConfig.kmsKeyId")], ids=str)
def test_a_start_that_breaks_a_constraint(jobs, members, place):
    message = error(jobs.ask_start(**members), 400, "ValidationException")
    assert f"at '{place}' failed to satisfy constraint" in message
    assert jobs.list() == []


@pytest.mark.parametrize("watchlists", [[], [sdk.UNKNOWN_ID] * 2], ids=["none", "two"])
def test_a_job_has_one_watchlist(jobs, kind, watchlists):
    config = watched(kind, sdk.UNKNOWN_ID)[kind.config]
    config.get("FraudDetectionConfig", config)["WatchlistIds"] = watchlists
    message = error(jobs.ask_start(**{kind.config: config}), 400, "ValidationException")
    assert "watchlistIds' failed to satisfy constraint: Member must have length" in message


def test_the_same_token_with_the_same_parameters_makes_one_job(jobs):
    first = jobs.start("alice", JobName="first", ClientToken=TOKEN)
    done = jobs.done(first["JobId"]).job
    again = jobs.ask_start(JobName="first", ClientToken=TOKEN)
    assert (again.status, again.body) == (200, {"Job": done})
    assert len(jobs.list()) == 1


def test_a_repeated_call_answers_the_job_as_it_is_now(jobs, batch):
    request = {"JobName": "first", "ClientToken": TOKEN}
    job = jobs.start("alice", *batch.slow_entries(jobs), **request)
    jobs.in_progress(job["JobId"])
    again = jobs.ask_start(**request).body["Job"]
    assert (again["JobId"], again["JobStatus"]) == (job["JobId"], "IN_PROGRESS")
    batch.delete()


@pytest.mark.parametrize("other", [
    {"JobName": "other"}, {"JobName": None}, {"DataAccessRoleArn": f"{ROLE}-2"}, "config",
    {"InputDataConfig": {"S3Uri": "s3://other/input.json"}},
    {"OutputDataConfig": {"S3Uri": "s3://other/out"}}], ids=str)
def test_a_token_with_other_parameters_conflicts(jobs, kind, other):
    jobs.run("alice", JobName="first", ClientToken=TOKEN)
    other = {kind.config: {}} if other == "config" else other
    error(jobs.ask_start(**{"JobName": "first", "ClientToken": TOKEN, **other}), 409, "ConflictException")
    assert len(jobs.list()) == 1


def test_a_token_is_forgotten_after_24_hours(emulator, jobs):
    first = jobs.run("alice", ClientToken=TOKEN).job
    emulator.advance("PT24H1M")
    assert jobs.run("alice", ClientToken=TOKEN).job["JobId"] != first["JobId"]


def test_a_call_that_failed_leaves_no_token_behind(batch, jobs, kind):
    error(jobs.ask_start(ClientToken=TOKEN, **watched(kind, sdk.UNKNOWN_ID)), 404, "ResourceNotFoundException")
    assert jobs.run("alice", ClientToken=TOKEN, **watched(kind, batch.default_watchlist)).outcomes


def test_both_kinds_have_tokens_of_their_own(batch):
    """The same token for another operation is another call."""
    for each in (batch.enrollment, batch.registration):
        assert len(each.run("alice", ClientToken=TOKEN).outcomes) == 1


def test_one_job_of_a_kind_at_a_time(batch, jobs, kind, slow):
    message = error(jobs.ask_start(), 402, "ServiceQuotaExceededException")
    quota = f"active-{'enrollment' if kind is ENROLLMENT else 'registration'}-jobs"
    assert f"{quota} (1 " in message and f"--quota {quota}=" in message
    assert [each["JobId"] for each in jobs.list()] == [slow]


def test_jobs_of_the_other_kind_and_of_another_domain_run_beside_it(emulator, account, batch, jobs, kind):
    [other_kind] = [each for each in KINDS.values() if each is not kind]
    others = [batch.jobs(other_kind), Batch(emulator, account).jobs(kind)]
    for other in others:
        other.put_manifest("bob", key="other.json")
    slow = jobs.start(*batch.slow_entries(jobs, seconds=60))["JobId"]
    jobs.in_progress(slow)
    started = [other.ask_start(InputDataConfig={"S3Uri": other.batch.uri("other.json")}).body["Job"]["JobId"]
               for other in others]
    ended = [other.end(job)["JobStatus"] for other, job in zip(others, started)]
    assert (ended, jobs.describe(slow)["JobStatus"]) == (["COMPLETED"] * 2, "IN_PROGRESS")
    batch.delete()


def test_a_job_that_ended_makes_room_for_the_next(jobs):
    first = jobs.run("alice").job
    jobs.failure(manifest="broken")
    second = jobs.run("bob", jobs.entry("carol", audio=[])).job
    assert [jobs.list()[at]["JobId"] for at in (0, 2)] == [first["JobId"], second["JobId"]]


@pytest.mark.parametrize("options", [("--quota", "active-{}-jobs=2"), ("--quotas", "off")], ids=["2", "off"])
def test_the_quota_of_active_jobs(start_emulator, kind, options):
    name = "enrollment" if kind is ENROLLMENT else "registration"
    jobs = Batch(start_emulator(*(each.format(name) for each in options))).jobs(kind)
    first = jobs.start(*jobs.batch.slow_entries(jobs))["JobId"]
    second = jobs.start("bob", ClientToken="2")["JobId"]
    assert jobs.done(second).outcomes
    assert jobs.describe(first)["JobStatus"] in ("SUBMITTED", "IN_PROGRESS")
    jobs.batch.delete()


@pytest.mark.parametrize("count, ends", [(2, "COMPLETED"), (3, "FAILED")])
def test_the_quota_of_requests(start_emulator, kind, count, ends):
    quota = "enrollment-job-speakers" if kind is ENROLLMENT else "registration-job-fraudsters"
    jobs = Batch(start_emulator("--quota", f"{quota}=2")).jobs(kind)
    names = ["alice", "bob", "carol"][:count]
    if ends == "COMPLETED":
        assert len(jobs.run(*names).outcomes) == count
        return
    status, message = jobs.failure(*names)
    assert status == 402 and f"--quota {quota}=" in message and f"{quota} (2 " in message, message
    assert re.search(r"\b3 requests\b", message), message
    assert jobs.batch.speakers() == jobs.batch.fraudsters() == []


def test_the_default_quota_of_requests(jobs, kind):
    most = 10_000 if kind is ENROLLMENT else 500
    quota = "enrollment-job-speakers" if kind is ENROLLMENT else "registration-job-fraudsters"
    entries = [{"RequestId": f"{number}"} for number in range(most + 1)]
    status, message = jobs.failure(*entries)
    assert status == 402 and f"{quota} ({most} " in message and f"{most + 1} requests" in message, message
    assert set(jobs.run(*entries[:most]).outcomes.values()) == {400}


def test_quotas_that_are_lifted(start_emulator, kind):
    jobs = Batch(start_emulator("--quotas", "off")).jobs(kind)
    entries = [{"RequestId": f"{number}"} for number in range(10_500)]
    assert len(jobs.run(*entries).output["Errors"]) == 10_500


def test_calls_are_answered_while_a_job_runs(batch, jobs, slow):
    jobs.in_progress(slow)
    for number in range(200):
        assert batch.ask("OptOutSpeaker", SpeakerId=f"other-{number}").status == 200
    assert jobs.describe(slow)["JobStatus"] == "IN_PROGRESS"
