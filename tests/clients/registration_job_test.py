"""Fraudsters registered by a batch job, and how sessions then know them."""
import re

import pytest

from support import control, sdk
from support.batch_jobs import INPUT, ROLE, Batch, until

GENERATED = rf"id#{sdk.GENERATED_ID}"
AS_NEW = {"DuplicateRegistrationAction": "REGISTER_AS_NEW"}
ANSWERED = {"CreatedAt", "DataAccessRoleArn", "DomainId", "InputDataConfig", "JobId", "JobProgress", "JobStatus",
            "OutputDataConfig"}


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def jobs(batch):
    return batch.registration


def ended(client, job):
    def reached():
        now = client.describe_fraudster_registration_job(DomainId=job["DomainId"], JobId=job["JobId"])["Job"]
        return now["JobStatus"] not in ("SUBMITTED", "IN_PROGRESS") and now
    return until(reached)


def test_the_way_of_a_job(client, batch, jobs):
    jobs.put_manifest("mallory", "trudy")
    config = {"DuplicateRegistrationAction": "SKIP", "FraudsterSimilarityThreshold": 60}
    output = {"S3Uri": batch.uri("out"), "KmsKeyId": "alias/output"}
    started = client.start_fraudster_registration_job(**jobs.request(JobName="first", RegistrationConfig=config,
                                                                     OutputDataConfig=output))["Job"]
    assert re.fullmatch(sdk.GENERATED_ID, started["JobId"])
    assert started == {
        "JobId": started["JobId"], "JobName": "first", "JobStatus": "SUBMITTED", "DomainId": batch.domain_id,
        "DataAccessRoleArn": ROLE, "InputDataConfig": {"S3Uri": batch.uri(INPUT)}, "OutputDataConfig": output,
        "RegistrationConfig": config, "JobProgress": {"PercentComplete": 0}, "CreatedAt": control.now(batch.emulator)}
    assert ended(client, started) == {
        **started, "JobStatus": "COMPLETED", "JobProgress": {"PercentComplete": 100},
        "EndedAt": control.now(batch.emulator)}

    fraudsters = batch.fraudsters()
    assert len(set(fraudsters)) == 2 and all(re.fullmatch(GENERATED, each) for each in fraudsters)
    assert batch.objects.get_json(batch.bucket, f"out/{started['JobId']}/input.json.out") == {
        "Version": "1.0", "Errors": [], "SuccessfulRegistrations": [
            {"RequestId": f"r-{name}", "GeneratedFraudsterId": fraudster, "RegistrationStatus": "NEW_REGISTRATION"}
            for name, fraudster in zip(("mallory", "trudy"), fraudsters)]}
    described = client.describe_fraudster(DomainId=batch.domain_id, FraudsterId=fraudsters[0])["Fraudster"]
    assert (described["GeneratedFraudsterId"], described["CreatedAt"]) == (fraudsters[0], started["CreatedAt"])


def test_what_the_start_leaves_out_the_job_leaves_out(client, jobs):
    jobs.put_manifest("mallory")
    started = client.start_fraudster_registration_job(**jobs.request())["Job"]
    assert set(started) == ANSWERED
    assert set(ended(client, started)) == ANSWERED | {"EndedAt"}


@pytest.mark.parametrize("named", [
    {}, {"DuplicateRegistrationAction": "SKIP"}, AS_NEW, {"FraudsterSimilarityThreshold": 0},
    {"FraudsterSimilarityThreshold": 100, "WatchlistIds": "known"}], ids=str)
def test_the_configuration_is_shown_as_it_was_given(batch, jobs, named):
    config = {**named, **({"WatchlistIds": [batch.new_watchlist()]} if "WatchlistIds" in named else {})}
    started = jobs.start("mallory", RegistrationConfig=config)
    assert started["RegistrationConfig"] == config
    assert jobs.done(started["JobId"]).job["RegistrationConfig"] == config


def test_a_duplicate_is_skipped_with_the_closest_id_and_the_score(batch, jobs):
    ids = batch.register("trudy", "mallory", "oscar")
    line = jobs.run("mallory").line
    assert line == {"RequestId": "r-mallory", "GeneratedFraudsterId": ids[1], "RegistrationStatus": "DUPLICATE_SKIPPED",
                    "FraudsterSimilarityScore": line["FraudsterSimilarityScore"]}
    assert line["FraudsterSimilarityScore"] in range(95, 101)
    assert batch.fraudsters() == ids


def test_the_closest_of_all_who_are_as_similar_as_the_threshold(batch, jobs):
    """With a threshold of 0 everybody is a duplicate of somebody; the scores of each alone tell of whom."""
    scores = {}
    for voice in ("trudy", "oscar", "victor"):
        alone = Batch(batch.emulator, batch.account)
        alone.register(voice)
        line = alone.registration.run("alice", RegistrationConfig={"FraudsterSimilarityThreshold": 0}).line
        scores[voice] = line["FraudsterSimilarityScore"]
    assert set(scores.values()) <= set(range(41)) and len(set(scores.values())) == 3, scores
    ids = dict(zip(scores, batch.register(*scores)))
    line = jobs.run("alice", RegistrationConfig={"FraudsterSimilarityThreshold": 0}).line
    closest = max(scores, key=scores.get)
    assert (line["GeneratedFraudsterId"], line["FraudsterSimilarityScore"]) == (ids[closest], scores[closest])


def test_a_duplicate_on_any_watchlist_of_the_domain_is_one(batch, jobs):
    known = batch.new_watchlist()
    [mallory] = batch.register("mallory", WatchlistIds=[known])
    assert jobs.run("mallory").line["GeneratedFraudsterId"] == mallory
    assert batch.fraudsters(WatchlistId=batch.default_watchlist) == []
    assert Batch(batch.emulator, batch.account).registration.run("mallory").outcomes == {
        "r-mallory": "NEW_REGISTRATION"}


def test_a_duplicate_within_the_file(batch, jobs):
    done = jobs.run(jobs.entry("mallory", RequestId="first"), jobs.entry("mallory", RequestId="second"))
    assert done.outcomes == {"first": "NEW_REGISTRATION", "second": "DUPLICATE_SKIPPED"}
    assert done.lines["second"]["GeneratedFraudsterId"] == done.lines["first"]["GeneratedFraudsterId"]


def test_register_as_new(batch, jobs):
    [first] = batch.register("mallory")
    line = jobs.run("mallory", RegistrationConfig=AS_NEW).line
    assert line["RegistrationStatus"] == "NEW_REGISTRATION" and line["GeneratedFraudsterId"] != first
    assert batch.fraudsters() == [first, line["GeneratedFraudsterId"]]
    assert jobs.run("mallory", RegistrationConfig={"DuplicateRegistrationAction": "SKIP"}).line[
        "GeneratedFraudsterId"] == first


@pytest.mark.parametrize("voice", ["mallory", "alice"])
def test_a_similarity_as_high_as_the_threshold_is_a_duplicate(batch, jobs, voice):
    batch.register("mallory")

    def status(threshold):
        return jobs.run(voice, RegistrationConfig={"FraudsterSimilarityThreshold": threshold}).line

    score = status(0)["FraudsterSimilarityScore"]
    assert score in (range(95, 101) if voice == "mallory" else range(41))
    assert status(score)["RegistrationStatus"] == "DUPLICATE_SKIPPED"
    if score < 100:
        assert status(score + 1)["RegistrationStatus"] == "NEW_REGISTRATION"


@pytest.mark.parametrize("voice, status", [("mallory", "DUPLICATE_SKIPPED"), ("alice", "NEW_REGISTRATION")])
def test_the_default_threshold_tells_voices_apart(batch, jobs, voice, status):
    batch.register("mallory")
    assert jobs.run(voice).outcomes == {f"r-{voice}": status}


def test_the_watchlist_named_else_the_default_one(batch):
    known = batch.new_watchlist()
    [mallory] = batch.register("mallory", WatchlistIds=[known])
    [trudy] = batch.register("trudy")
    assert batch.fraudsters(WatchlistId=known) == [mallory]
    assert batch.fraudsters(WatchlistId=batch.default_watchlist) == [trudy]
    assert batch.fraudsters() == [mallory, trudy]


def test_a_skipped_duplicate_is_not_put_on_the_jobs_watchlist(batch, jobs):
    known = batch.new_watchlist()
    [mallory] = batch.register("mallory")
    jobs.run("mallory", RegistrationConfig={"WatchlistIds": [known]})
    assert batch.fraudsters(WatchlistId=known) == []
    assert batch.call("DescribeFraudster", FraudsterId=mallory)["Fraudster"]["WatchlistIds"] == [
        batch.default_watchlist]


@pytest.mark.parametrize("pieces, status", [
    ([10], "NEW_REGISTRATION"), ([9], 400), ([5, 5], "NEW_REGISTRATION"), ([1] * 10, "NEW_REGISTRATION"),
    ([5, 4], 400)], ids=str)
def test_ten_seconds_of_speech_are_needed(batch, jobs, pieces, status):
    done = jobs.run(jobs.entry("mallory", audio=[batch.voice("mallory", seconds) for seconds in pieces]))
    assert done.outcomes == {"r-mallory": status}
    if status == 400:
        assert re.search(rf"'r-mallory'.*\b{sum(pieces)}\b.*\b10\b", done.line["ErrorMessage"]), done.line


def test_fraudsters_quota_of_the_watchlist(start_emulator, account):
    batch = Batch(start_emulator("--quota", "fraudsters=2"), account)
    jobs = batch.registration
    bad = [batch.audio("nothing.wav")]
    done = jobs.run("mallory", "trudy", "oscar", jobs.entry("mallory", RequestId="again"),
                    jobs.entry("victor", audio=bad))
    assert done.outcomes == {"r-mallory": "NEW_REGISTRATION", "r-trudy": "NEW_REGISTRATION", "r-oscar": 402,
                             "again": "DUPLICATE_SKIPPED", "r-victor": 400}
    message = done.lines["r-oscar"]["ErrorMessage"]
    assert "'r-oscar'" in message and "--quota fraudsters=" in message and "fraudsters (2 " in message, message
    batch.register("oscar", WatchlistIds=[batch.new_watchlist()])
    batch.call("DeleteFraudster", FraudsterId=batch.fraudsters()[0])
    assert jobs.run("victor").outcomes == {"r-victor": "NEW_REGISTRATION"}


def test_a_watchlist_that_is_deleted_while_the_job_runs(batch, jobs):
    [trudy] = batch.register("trudy")
    known = batch.new_watchlist()
    # All of them are heard before the first is carried out, else there would be somebody on the watchlist.
    entries = [*batch.slow_entries(jobs, 6, 600), "mallory", "trudy"]
    job = jobs.start(*entries, RegistrationConfig={"WatchlistIds": [known]})
    jobs.in_progress(job["JobId"])
    batch.call("DeleteWatchlist", WatchlistId=known)
    done = jobs.done(job["JobId"])
    assert done.outcomes["r-mallory"] == 400
    assert re.search("'r-mallory'.*watchlist.*deleted", done.lines["r-mallory"]["ErrorMessage"])
    # Whose duplicate a voice is needs no watchlist.
    assert done.outcomes["r-trudy"] == "DUPLICATE_SKIPPED"
    assert batch.fraudsters() == [trudy]


@pytest.fixture
def evaluate(batch):
    """The fraud part of a call in which that voice speaks."""
    sessions = control.Sessions(batch.emulator, batch.domain_id)

    def evaluate(voice="mallory", name="call-1", **members):
        if name not in [session["SessionName"] for session in sessions.list()]:
            sessions.stream(voice=voice, name=name, **members)
        return batch.call("EvaluateSession", SessionNameOrId=name)["FraudDetectionResult"]
    return evaluate


def test_a_session_knows_the_fraudster(batch, evaluate):
    ids = batch.register("trudy", "mallory")
    result = evaluate()
    assert (result["Decision"], result["Reasons"]) == ("HIGH_RISK", ["KNOWN_FRAUDSTER"])
    known = result["RiskDetails"]["KnownFraudsterRisk"]
    assert known["GeneratedFraudsterId"] == ids[1] and known["RiskScore"] in range(95, 101)
    assert result["RiskDetails"]["VoiceSpoofingRisk"] == {"RiskScore": 0}


def test_the_risk_is_the_similarity_that_a_job_shows(batch, jobs, evaluate):
    batch.register("mallory")
    for voice in ("mallory", "alice"):
        score = jobs.run(voice, RegistrationConfig={"FraudsterSimilarityThreshold": 0}).line["FraudsterSimilarityScore"]
        assert evaluate(voice, voice)["RiskDetails"]["KnownFraudsterRisk"]["RiskScore"] == score


def test_another_voice_is_no_high_risk(batch, evaluate):
    [mallory] = batch.register("mallory")
    result = evaluate("alice")
    known = result["RiskDetails"]["KnownFraudsterRisk"]
    assert result["Decision"] == "LOW_RISK" and known["RiskScore"] in range(41)
    assert known.get("GeneratedFraudsterId") == (mallory if known["RiskScore"] else None)


def test_a_session_knows_only_its_watchlist(batch, evaluate):
    known = batch.new_watchlist()
    [mallory] = batch.register("mallory")
    there = {"FraudDetectionConfiguration": {"WatchlistId": known}}
    result = evaluate(name="elsewhere", **there)
    assert result["Decision"] == "LOW_RISK"
    assert result["RiskDetails"]["KnownFraudsterRisk"] == {"RiskScore": 0}
    batch.call("AssociateFraudster", FraudsterId=mallory, WatchlistId=known)
    assert evaluate(name="later", **there)["Decision"] == "HIGH_RISK"


def test_registering_a_fraudster_keeps_a_cached_result(batch, evaluate):
    before = evaluate()
    assert before["Decision"] == "LOW_RISK"
    [mallory] = batch.register("mallory")
    assert evaluate() == before
    control.Sessions(batch.emulator, batch.domain_id).update(FraudDetectionConfiguration={"RiskThreshold": 49})
    after = evaluate()
    assert after["FraudDetectionResultId"] != before["FraudDetectionResultId"]
    assert (after["Decision"], after["RiskDetails"]["KnownFraudsterRisk"]["GeneratedFraudsterId"]) == (
        "HIGH_RISK", mallory)


def test_deleting_a_fraudster_keeps_a_cached_result(batch, evaluate):
    [mallory] = batch.register("mallory")
    before = evaluate()
    batch.call("DeleteFraudster", FraudsterId=mallory)
    assert before["Decision"] == "HIGH_RISK" and evaluate() == before
    assert evaluate(name="later")["Decision"] == "LOW_RISK"


def test_an_enrollment_by_session_fails_for_a_fraudster(batch):
    batch.register("mallory")
    sessions = control.Sessions(batch.emulator, batch.domain_id)
    sessions.stream("alice", voice="mallory")
    sessions.enrollment()
    batch.emulator.advance("PT2S")
    details = sessions.describe()["EnrollmentRequestDetails"]
    assert details["Status"] == "FAILED" and details["Message"]
    assert batch.speakers() == []
