"""The events of batch jobs, member for member; tests/handlers holds which outcome makes which event."""
import pytest

from support import control
from support.batch_jobs import ENROLLMENT, REGISTRATION, ROLE
from support.event_scene import Scene
from support.events import happened, kinds

KEY = "alias/of-the-output"


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account)


def enrollment(watchlist):
    fraud = {"FraudDetectionAction": "IGNORE", "RiskThreshold": 60, "WatchlistIds": [watchlist]}
    return ({"ExistingEnrollmentAction": "OVERWRITE", "FraudDetectionConfig": fraud},
            {"existingEnrollmentAction": "OVERWRITE", "fraudDetectionConfig": {
                "fraudDetectionAction": "IGNORE", "fraudDetectionThreshold": 60, "watchlistIds": [watchlist]}})


def registration(watchlist):
    return ({"DuplicateRegistrationAction": "SKIP", "FraudsterSimilarityThreshold": 0, "WatchlistIds": [watchlist]},
            {"duplicateRegistrationAction": "SKIP", "fraudsterSimilarityThreshold": 0, "watchlistIds": [watchlist]})


JOBS = {ENROLLMENT.name: ("BATCH_SPEAKER_ENROLLMENT_REQUEST", "ENROLL_SPEAKER", "enrollmentConfig", enrollment),
        REGISTRATION.name: ("BATCH_FRAUDSTER_REGISTRATION_REQUEST", "REGISTER_FRAUDSTER", "registrationConfig",
                            registration)}


@pytest.mark.parametrize("configured", [False, True], ids=["defaults", "configured"])
def test_a_job_and_its_requests(scene, kind, configured):
    action, request_action, member, config_of = JOBS[kind.name]
    jobs, watchlist = scene.batch.jobs(kind), scene.batch.new_watchlist()
    given, shown = config_of(watchlist) if configured else ({}, None)
    key = {"KmsKeyId": KEY} if configured else {}
    done = jobs.run("alice", jobs.entry("lost", audio=[scene.batch.audio("nothing.wav")]), "bob",
                    OutputDataConfig={"S3Uri": jobs.batch.uri("out"), **key},
                    **{kind.config: given} if configured else {})
    found = scene.events.news()
    assert kinds(found) == happened(action, request_action, f"{request_action}!", request_action,
                                    f"{action} COMPLETED_WITH_ERRORS")
    first, *requests, last = [event["detail"] for event in found]
    for detail in (first, last):
        assert (detail["batchJobId"], detail["data"]) == (done.job["JobId"], {
            "dataAccessRoleArn": ROLE, "inputDataConfig": {"s3Uri": jobs.batch.uri("input.json")},
            "outputDataConfig": {"s3Uri": jobs.batch.uri("out"), "kmsKeyId": key.get("KmsKeyId")}, member: shown})
    for detail, name in zip(requests, ("r-alice", "r-lost", "r-bob")):
        line = done.lines[name]
        if kind is ENROLLMENT:
            assert detail["systemAttributes"] is None
            assert detail["generatedSpeakerId"] == line.get("GeneratedSpeakerId")
            assert detail["data"] == {"enrollmentSource": "BATCH_ENROLLMENT", "enrollmentSourceId": done.job["JobId"],
                                      "enrollmentStatus": line.get("EnrollmentStatus")}
        else:
            assert detail["watchlistIds"] == [watchlist if configured else scene.default_watchlist]
            assert detail["generatedFraudsterId"] == line.get("GeneratedFraudsterId")
            assert detail["data"] == {
                "registrationSource": "BATCH_REGISTRATION", "registrationSourceId": done.job["JobId"],
                "registrationStatus": line.get("RegistrationStatus")}
