"""The events of batch jobs; tests/handlers holds what they say of each request."""
import pytest

from support import control, sdk
from support.batch_jobs import ENROLLMENT, REGISTRATION, ROLE
from support.event_scene import Scene
from support.event_sinks import free_port

JOB = {ENROLLMENT.name: "BATCH_ENROLLMENT_REQUEST", REGISTRATION.name: "BATCH_REGISTRATION_REQUEST"}
REQUEST = {ENROLLMENT.name: "ENROLL_SPEAKER", REGISTRATION.name: "REGISTER_FRAUDSTER"}
CONFIG = {ENROLLMENT.name: "enrollmentConfig", REGISTRATION.name: "registrationConfig"}
KEY = "alias/of-the-output"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator("--quota", "speakers=3", "--quota", "fraudsters=2") as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def outcome(event):
    """What became of a request: its status word, or the code of its error."""
    detail = event["detail"]
    status = detail["data"].get("enrollmentStatus", detail["data"].get("registrationStatus"))
    assert (detail["errorInfo"] is None) == (status is not None)
    return status or detail["errorInfo"]["errorCode"]


def error_of(event):
    return event["detail"]["errorInfo"]["errorCode"], event["detail"]["errorInfo"]["errorType"]


def data_of(jobs, config=None, key=None):
    return {"dataAccessRoleArn": ROLE, "inputDataConfig": {"s3Uri": jobs.batch.uri("input.json")},
            "outputDataConfig": {"s3Uri": jobs.batch.uri("out"), "kmsKeyId": key}, CONFIG[jobs.kind.name]: config}


def test_a_job_without_a_configuration(scene, kind):
    jobs = scene.batch.jobs(kind)
    job = jobs.run("alice", "bob").job
    first, *_, last = found = scene.events.news()
    assert [each["detail"]["action"] for each in found] == [
        JOB[kind.name], REQUEST[kind.name], REQUEST[kind.name], JOB[kind.name]]
    for each in (first, last):
        detail = each["detail"]
        assert (detail["status"], detail["batchJobId"], detail["data"]) == ("SUCCESS", job["JobId"], data_of(jobs))


def test_the_configuration_of_an_enrollment_job(scene):
    watchlist = scene.batch.new_watchlist()
    jobs = scene.batch.enrollment
    fraud = {"FraudDetectionAction": "IGNORE", "RiskThreshold": 60, "WatchlistIds": [watchlist]}
    jobs.run("alice", EnrollmentConfig={"ExistingEnrollmentAction": "OVERWRITE", "FraudDetectionConfig": fraud},
             OutputDataConfig={"S3Uri": jobs.batch.uri("out"), "KmsKeyId": KEY})
    config = {"existingEnrollmentAction": "OVERWRITE", "fraudDetectionConfig": {
        "fraudDetectionAction": "IGNORE", "fraudDetectionThreshold": 60, "watchlistIds": [watchlist]}}
    assert [each["detail"]["data"] for each in scene.events.news()[::2]] == [data_of(jobs, config, KEY)] * 2


def test_the_configuration_of_a_registration_job(scene):
    jobs = scene.batch.registration
    jobs.run("mallory", RegistrationConfig={
        "DuplicateRegistrationAction": "SKIP", "FraudsterSimilarityThreshold": 0,
        "WatchlistIds": [scene.default_watchlist]})
    config = {"duplicateRegistrationAction": "SKIP", "fraudsterSimilarityThreshold": 0,
              "watchlistIds": [scene.default_watchlist]}
    assert [each["detail"]["data"] for each in scene.events.news()[::2]] == [data_of(jobs, config)] * 2


def test_the_requests_of_an_enrollment_job(scene):
    batch, jobs = scene.batch, scene.batch.enrollment
    scene.sessions.enroll("known")
    out = batch.call("OptOutSpeaker", SpeakerId="out")["Speaker"]["GeneratedSpeakerId"]
    scene.quiet()
    done = jobs.run("alice", "known", "out", jobs.entry("lost", audio=[batch.audio("nothing.wav")]), "one-too-many")
    _, *found, _ = scene.events.news()
    assert [outcome(each) for each in found] == ["NEW_ENROLLMENT", "DUPLICATE_SKIPPED", 409, 400, 402]
    assert [outcome(each) for each in found] == list(map(done.outcomes.get, (
        "r-alice", "r-known", "r-out", "r-lost", "r-one-too-many")))
    for each in found:
        assert each["detail"]["data"]["enrollmentSource"] == "BATCH_JOB"
        assert each["detail"]["data"]["enrollmentSourceId"] == done.job["JobId"]
        assert each["detail"]["systemAttributes"] is None
    assert [each["detail"]["generatedSpeakerId"] for each in found] == [
        batch.speaker("alice")["GeneratedSpeakerId"], batch.speaker("known")["GeneratedSpeakerId"], out, None, None]


def test_the_requests_of_a_registration_job(scene):
    batch, jobs = scene.batch, scene.batch.registration
    watchlist = batch.new_watchlist()
    [other] = batch.register("trudy")
    scene.quiet()
    done = jobs.run("mallory", "trudy", jobs.entry("lost", audio=[batch.audio("nothing.wav")]), "oscar", "victor",
                    RegistrationConfig={"WatchlistIds": [watchlist]})
    _, *found, _ = scene.events.news()
    assert [outcome(each) for each in found] == ["NEW_REGISTRATION", "DUPLICATE_SKIPPED", 400, "NEW_REGISTRATION", 402]
    assert [(each["detail"]["generatedFraudsterId"], each["detail"]["watchlistIds"]) for each in found] == [
        (done.lines["r-mallory"]["GeneratedFraudsterId"], [watchlist]), (other, [scene.default_watchlist]),
        (None, [watchlist]), (done.lines["r-oscar"]["GeneratedFraudsterId"], [watchlist]), (None, [watchlist])]
    for each in found:
        assert each["detail"]["data"]["registrationSource"] == "BATCH_JOB"
        assert each["detail"]["data"]["registrationSourceId"] == done.job["JobId"]


def test_a_job_whose_storage_does_not_answer(start_emulator, account, kind):
    """Storage errors have the names of the service's own errors."""
    scene = Scene(start_emulator("--s3-endpoint", f"http://127.0.0.1:{free_port()}"), account)
    jobs = scene.batch.jobs(kind)
    job = jobs.end(jobs.ask_start().body["Job"]["JobId"])
    assert (job["JobStatus"], job["FailureDetails"]["StatusCode"]) == ("FAILED", 500)
    submitted, failed = scene.events.news()
    assert (submitted["detail"]["status"], failed["detail"]["batchJobId"]) == ("SUCCESS", job["JobId"])
    assert error_of(failed) == (500, "InternalServerException") and failed["detail"]["data"] == data_of(jobs)


def test_a_job_whose_domain_is_deleted(scene, kind):
    jobs = scene.batch.jobs(kind)
    job = jobs.start(*scene.batch.slow_entries(jobs, count=60))
    assert jobs.ask_start().status == 402
    scene.batch.delete()
    found = scene.events.news()
    first, refused, last = [each["detail"] for each in found if each["detail"]["action"] == JOB[kind.name]]
    assert [each["batchJobId"] for each in (first, refused, last)] == [job["JobId"], None, job["JobId"]]
    assert first["status"] == "SUCCESS" and refused["errorInfo"]["errorCode"] == 402
    assert error_of(found[-1]) == (409, "ConflictException")


def test_a_refused_start(scene, kind):
    jobs = scene.batch.jobs(kind)
    config = {"WatchlistIds": [sdk.UNKNOWN_ID]}
    jobs.ask_start(**{kind.config: {"FraudDetectionConfig": config} if kind is ENROLLMENT else config})
    scene.detail(JOB[kind.name], (404, "ResourceNotFoundException"), batchJobId=None, data=data_of(jobs))
