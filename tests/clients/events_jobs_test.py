"""The events of batch jobs: what they say, and in which order they come."""
import pytest

from support import control, sdk
from support.batch_jobs import ENROLLMENT, REGISTRATION, ROLE
from support.event_scene import SPEAKER, Scene
from support.event_sinks import free_port
from support.events import happened, kinds
from support.wav_files import silence, wav

BATCH_ACTION = {ENROLLMENT.name: "BATCH_ENROLLMENT_REQUEST", REGISTRATION.name: "BATCH_REGISTRATION_REQUEST"}
ONE_ACTION = {ENROLLMENT.name: "ENROLL_SPEAKER", REGISTRATION.name: "REGISTER_FRAUDSTER"}
CONFIG_OF_EVENT = {ENROLLMENT.name: "enrollmentConfig", REGISTRATION.name: "registrationConfig"}
KEY = "alias/of-the-output"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator("--quota", "enrollment-job-speakers=30", "--quota", "registration-job-fraudsters=30",
                                 "--quota", "speakers=6", "--quota", "fraudsters=4") as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def steps(event):
    """What became of a request: its status word, or the code of its error."""
    detail = event["detail"]
    if detail["errorInfo"]:
        assert detail["data"].get("enrollmentStatus", detail["data"].get("registrationStatus")) is None
        return detail["errorInfo"]["errorCode"]
    return detail["data"].get("enrollmentStatus") or detail["data"]["registrationStatus"]


def data_of(jobs, config=None, key=None):
    return {"dataAccessRoleArn": ROLE, "inputDataConfig": {"s3Uri": jobs.batch.uri("input.json")},
            "outputDataConfig": {"s3Uri": jobs.batch.uri("out"), "kmsKeyId": key},
            CONFIG_OF_EVENT[jobs.kind.name]: config}


def test_a_job_submitted_and_succeeded(scene, kind):
    jobs = scene.batch.jobs(kind)
    job = jobs.run("alice", "bob").job
    first, one, two, last = scene.events.news()
    assert [each["detail"]["action"] for each in (first, one, two, last)] == [
        BATCH_ACTION[kind.name], ONE_ACTION[kind.name], ONE_ACTION[kind.name], BATCH_ACTION[kind.name]]
    for each in (first, last):
        detail = each["detail"]
        assert (detail["status"], detail["batchJobId"], detail["data"]) == ("SUCCESS", job["JobId"], data_of(jobs))
    assert first["detail"]["sourceId"] != last["detail"]["sourceId"]


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


@pytest.mark.parametrize("given, stated", [
    ({}, {"existingEnrollmentAction": None, "fraudDetectionConfig": None}),
    ({"FraudDetectionConfig": {}}, {"existingEnrollmentAction": None, "fraudDetectionConfig": {
        "fraudDetectionAction": None, "fraudDetectionThreshold": None, "watchlistIds": None}})], ids=["none", "fraud"])
def test_a_configuration_without_values(scene, given, stated):
    scene.batch.enrollment.run("alice", EnrollmentConfig=given)
    assert scene.events.news()[0]["detail"]["data"]["enrollmentConfig"] == stated


def test_the_requests_of_an_enrollment_job(scene):
    """In the order of the file: enrolled, already enrolled, opted out, no recording, too little speech."""
    batch, jobs = scene.batch, scene.batch.enrollment
    scene.sessions.enroll("known")
    out = batch.call("OptOutSpeaker", SpeakerId="out")["Speaker"]["GeneratedSpeakerId"]
    scene.quiet()
    entries = ["alice", "known", "out", jobs.entry("lost", audio=[batch.audio("nothing.wav")]),
               jobs.entry("short", audio=[batch.voice("short", 8)])]
    done = jobs.run(*entries, EnrollmentConfig={"ExistingEnrollmentAction": "SKIP"})
    _, *found, _ = scene.events.news()
    assert [steps(each) for each in found] == ["NEW_ENROLLMENT", "DUPLICATE_SKIPPED", 409, 400, 400]
    assert [steps(each) for each in found] == [done.outcomes[f"r-{name}"] for name in (
        "alice", "known", "out", "lost", "short")]
    for each in found:
        assert each["detail"]["data"]["enrollmentSource"] == "BATCH_JOB"
        assert each["detail"]["data"]["enrollmentSourceId"] == done.job["JobId"]
        assert each["detail"]["systemAttributes"] is None
    speakers = [each["detail"]["generatedSpeakerId"] for each in found]
    assert speakers == [batch.speaker("alice")["GeneratedSpeakerId"], batch.speaker("known")["GeneratedSpeakerId"],
                        out, None, None]


def test_an_overwritten_enrollment(scene):
    for status in ("NEW_ENROLLMENT", "ENROLLMENT_OVERWRITE"):
        scene.quiet().batch.enrollment.run("alice", EnrollmentConfig={"ExistingEnrollmentAction": "OVERWRITE"})
        assert steps(scene.events.news()[1]) == status


def test_the_fraud_check_and_the_quota_of_an_enrollment_job(scene):
    scene.batch.register("mallory")
    for name in ("a", "b", "c", "d", "e"):
        scene.batch.call("OptOutSpeaker", SpeakerId=name)
    jobs = scene.quiet().batch.enrollment
    jobs.run(jobs.entry("carol", voice="mallory"), "first", "second")
    _, *found, _ = scene.events.news()
    assert [steps(each) for each in found] == [400, "NEW_ENROLLMENT", 402]


def test_the_requests_of_a_registration_job(scene):
    """Registered, the same voice again, no recording, no room for another."""
    batch, jobs = scene.batch, scene.batch.registration
    watchlist = batch.new_watchlist()
    batch.registration.run("a", "b", "c", RegistrationConfig={"WatchlistIds": [watchlist]})
    scene.quiet()
    entries = ["mallory", jobs.entry("again", voice="mallory"), jobs.entry("lost", audio=[batch.audio("nothing.wav")]),
               "nobody"]
    done = jobs.run(*entries, RegistrationConfig={"WatchlistIds": [watchlist]})
    _, *found, _ = scene.events.news()
    assert [steps(each) for each in found] == ["NEW_REGISTRATION", "DUPLICATE_SKIPPED", 400, 402]
    [fraudster] = {done.lines[f"r-{name}"]["GeneratedFraudsterId"] for name in ("mallory", "again")}
    for each, known in zip(found, (fraudster, fraudster, None, None)):
        detail = each["detail"]
        assert (detail["generatedFraudsterId"], detail["watchlistIds"]) == (known, [watchlist])
        assert detail["data"]["registrationSource"] == "BATCH_JOB"
        assert detail["data"]["registrationSourceId"] == done.job["JobId"]


def test_a_skipped_duplicate_is_on_its_own_watchlists(scene):
    batch = scene.batch
    [fraudster] = batch.register("mallory")
    other = batch.new_watchlist()
    scene.quiet().batch.registration.run("mallory", RegistrationConfig={"WatchlistIds": [other]})
    detail = scene.events.news()[1]["detail"]
    assert (detail["generatedFraudsterId"], detail["watchlistIds"]) == (fraudster, [scene.default_watchlist])


def test_delete_fraudster(scene):
    batch = scene.batch
    [fraudster] = batch.register("mallory")
    second = batch.new_watchlist()
    batch.call("AssociateFraudster", WatchlistId=second, FraudsterId=fraudster)
    scene.quiet().api("DeleteFraudster", FraudsterId=fraudster)
    scene.detail("DELETE_FRAUDSTER", generatedFraudsterId=fraudster, watchlistIds=[scene.default_watchlist, second],
                 data=None)
    scene.api("DeleteFraudster", FraudsterId=fraudster)
    scene.detail("DELETE_FRAUDSTER", (404, "ResourceNotFoundException"), generatedFraudsterId=fraudster,
                 watchlistIds=None, data=None)


FAILURES = {"no input": (None, 404, "ResourceNotFoundException"), "no JSON": ("{", 400, "ValidationException"),
            "no requests": ('{"Version": "1.0"}', 400, "ValidationException"),
            "too many": (31, 402, "ServiceQuotaExceededException")}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_job_that_fails_as_a_whole(scene, kind, failure):
    jobs = scene.batch.jobs(kind)
    content, code, error = FAILURES[failure]
    if content == 31:
        jobs.put_manifest(*[jobs.entry(f"s{number}", audio=[]) for number in range(content)])
    elif content:
        jobs.put_manifest(manifest=content)
    job = jobs.end(jobs.ask_start().body["Job"]["JobId"])
    assert (job["JobStatus"], job["FailureDetails"]["StatusCode"]) == ("FAILED", code)
    submitted, failed = scene.events.news()
    assert kinds([submitted, failed]) == happened(BATCH_ACTION[kind.name], f"{BATCH_ACTION[kind.name]}!")
    said = failed["detail"]
    assert (said["errorInfo"]["errorCode"], said["errorInfo"]["errorType"]) == (code, error)
    assert (said["batchJobId"], said["data"]) == (job["JobId"], data_of(jobs))


def test_a_job_whose_storage_does_not_answer(start_emulator, account, kind):
    """The errors of storage have the names of the service's own."""
    scene = Scene(start_emulator("--s3-endpoint", f"http://127.0.0.1:{free_port()}"), account)
    jobs = scene.batch.jobs(kind)
    job = jobs.end(jobs.ask_start().body["Job"]["JobId"])
    assert (job["JobStatus"], job["FailureDetails"]["StatusCode"]) == ("FAILED", 500)
    error = scene.events.news()[1]["detail"]["errorInfo"]
    assert (error["errorCode"], error["errorType"]) == (500, "InternalServerException")


def test_a_job_whose_domain_is_deleted(scene, kind):
    jobs = scene.batch.jobs(kind)
    job = jobs.start(*scene.batch.slow_entries(jobs, count=30))
    scene.batch.delete()
    first, *others, last = scene.events.news()
    assert {each["detail"]["action"] for each in others} <= {ONE_ACTION[kind.name]}
    for each, status in ((first, "SUCCESS"), (last, "FAILURE")):
        assert (each["detail"]["batchJobId"], each["detail"]["status"]) == (job["JobId"], status)
    assert (last["detail"]["errorInfo"]["errorCode"], last["detail"]["errorInfo"]["errorType"]) == (
        409, "ConflictException")


def test_a_refused_start(scene, kind):
    jobs = scene.batch.jobs(kind)
    config = {"WatchlistIds": [sdk.UNKNOWN_ID]}
    jobs.ask_start(**{kind.config: {"FraudDetectionConfig": config} if kind is ENROLLMENT else config})
    scene.detail(BATCH_ACTION[kind.name], (404, "ResourceNotFoundException"), batchJobId=None, data=data_of(jobs))


def test_one_job_at_a_time(scene, kind):
    jobs = scene.batch.jobs(kind)
    jobs.start(*scene.batch.slow_entries(jobs, count=30))
    assert jobs.ask_start().status == 402
    [refused] = [each for each in scene.events.news() if each["detail"]["status"] == "FAILURE"]
    scene.batch.delete()
    assert (refused["detail"]["errorInfo"]["errorCode"], refused["detail"]["batchJobId"]) == (402, None)


def test_silence_is_an_error_of_its_request(scene):
    jobs = scene.batch.enrollment
    jobs.run(jobs.entry(SPEAKER, audio=[scene.batch.wav("silence.wav", wav(silence(31)))]))
    assert [each["detail"]["status"] for each in scene.events.news()] == ["SUCCESS", "FAILURE", "SUCCESS"]
