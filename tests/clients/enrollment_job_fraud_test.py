"""The fraud check of an enrollment job: whose voice is too much like a fraudster's is not enrolled."""
import re

import pytest

from support import control
from support.batch_jobs import Batch


@pytest.fixture
def watched(batch):
    """`batch`, with mallory on the default watchlist."""
    [batch.mallory] = batch.register("mallory")
    return batch


def score_of(batch, voice):
    """How alike a voice is to that of the closest fraudster."""
    jobs = batch.registration
    config = {"FraudsterSimilarityThreshold": 0, "DuplicateRegistrationAction": "SKIP"}
    return jobs.run(voice, RegistrationConfig=config).line["FraudsterSimilarityScore"]


def outcome(batch, voice, name="alice", action="SKIP", **fraud):
    """What becomes of one request whose audio carries that voice."""
    config = {"ExistingEnrollmentAction": action, **({"FraudDetectionConfig": fraud} if fraud else {})}
    jobs = batch.enrollment
    line = jobs.run(jobs.entry(name, voice=voice), EnrollmentConfig=config).line
    return line.get("EnrollmentStatus", line.get("ErrorCode")), line.get("ErrorMessage")


def status(batch, voice, **how):
    return outcome(batch, voice, **how)[0]


def test_a_fraudster_is_not_enrolled(watched):
    code, message = outcome(watched, "mallory")
    score = score_of(watched, "mallory")
    assert code == 400 and score in range(95, 101)
    assert re.search(rf"'r-alice'.*fraud.*\b{score}\b.*\b50\b", message), message
    assert watched.speakers() == []


def test_whoever_is_unlike_a_fraudster_is_enrolled(watched):
    assert score_of(watched, "alice") in range(41)
    assert status(watched, "alice") == "NEW_ENROLLMENT"


@pytest.mark.parametrize("voice", ["alice", "mallory"])
@pytest.mark.parametrize("above, expected", [(0, 400), (1, "NEW_ENROLLMENT")], ids=["as high", "one less"])
def test_a_risk_as_high_as_the_threshold_fails(watched, voice, above, expected):
    threshold = score_of(watched, voice) + above
    if threshold > 100:
        # Whose risk is the highest there is can't pass.
        threshold, expected = 100, 400
    code, message = outcome(watched, voice, RiskThreshold=threshold)
    assert code == expected
    if code == 400:
        assert re.search(rf"\b{score_of(watched, voice)}\b.*\b{threshold}\b", message), message


@pytest.mark.parametrize("fraud, expected", [
    ({"FraudDetectionAction": "FAIL"}, 400), ({"FraudDetectionAction": "FAIL", "RiskThreshold": 50}, 400),
    ({"RiskThreshold": 0}, 400), ({"FraudDetectionAction": "IGNORE"}, "NEW_ENROLLMENT"),
    ({"FraudDetectionAction": "IGNORE", "RiskThreshold": 0}, "NEW_ENROLLMENT")], ids=str)
def test_fail_is_the_default_and_ignore_enrolls(watched, fraud, expected):
    assert status(watched, "mallory", **fraud) == expected
    assert [name for name, _ in watched.speakers()] == ([] if expected == 400 else ["alice"])


def test_a_threshold_of_0_lets_nobody_pass(batch):
    assert status(batch, "alice", RiskThreshold=0) == 400
    assert status(batch, "alice", RiskThreshold=1) == "NEW_ENROLLMENT"


def test_only_the_watchlist_of_the_job_counts(batch):
    known = batch.new_watchlist()
    batch.register("mallory", WatchlistIds=[known])
    batch.register("trudy")
    assert status(batch, "mallory", name="one", WatchlistIds=[known]) == 400
    assert status(batch, "mallory", name="two") == "NEW_ENROLLMENT"
    assert status(batch, "trudy", name="three", WatchlistIds=[known]) == "NEW_ENROLLMENT"
    assert status(batch, "trudy", name="four", WatchlistIds=[batch.default_watchlist]) == 400


def test_an_associated_fraudster_counts_and_a_disassociated_one_does_not(watched):
    known = watched.new_watchlist()
    target = {"FraudsterId": watched.mallory, "WatchlistId": known}
    assert status(watched, "mallory", WatchlistIds=[known]) == "NEW_ENROLLMENT"
    watched.call("AssociateFraudster", **target)
    assert status(watched, "mallory", name="bob", WatchlistIds=[known]) == 400
    watched.call("DisassociateFraudster", **target)
    assert status(watched, "mallory", name="bob", WatchlistIds=[known]) == "NEW_ENROLLMENT"
    watched.call("DeleteFraudster", FraudsterId=watched.mallory)
    assert status(watched, "mallory", name="carol") == "NEW_ENROLLMENT"


def test_a_voiceprint_is_not_overwritten_by_a_fraudsters(watched):
    assert status(watched, "alice") == "NEW_ENROLLMENT"
    assert status(watched, "mallory", action="OVERWRITE") == 400
    assert status(watched, "mallory") == "DUPLICATE_SKIPPED"
    control.Sessions(watched.emulator, watched.domain_id).stream(voice="alice")
    answer = watched.call("EvaluateSession", SessionNameOrId="call-1")
    assert answer["AuthenticationResult"]["Decision"] == "ACCEPT"


def test_the_fraud_check_comes_before_the_quota(start_emulator, account):
    batch = Batch(start_emulator("--quota", "speakers=0"), account)
    batch.register("mallory")
    assert (status(batch, "mallory"), status(batch, "alice")) == (400, 402)


@pytest.mark.parametrize("fraud, expected", [
    ({}, 400), ({"RiskThreshold": 100}, 400), ({"FraudDetectionAction": "IGNORE"}, "NEW_ENROLLMENT")], ids=str)
def test_a_watchlist_that_is_deleted_while_the_job_runs(batch, fraud, expected):
    known, jobs = batch.new_watchlist(), batch.enrollment
    config = {"FraudDetectionConfig": {"WatchlistIds": [known], **fraud}}
    job = jobs.start(*batch.slow_entries(jobs, 16), "bob", "carol", EnrollmentConfig=config)
    jobs.in_progress(job["JobId"])
    batch.call("DeleteWatchlist", WatchlistId=known)
    done = jobs.done(job["JobId"])
    assert (done.outcomes["r-bob"], done.outcomes["r-carol"]) == (expected, expected)
    if expected == 400:
        assert re.search("'r-bob'.*watchlist.*deleted", done.lines["r-bob"]["ErrorMessage"])
    assert done.job["EnrollmentConfig"] == config
