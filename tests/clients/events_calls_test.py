"""Which event each operation of the API makes: these, in this order, each once; and most operations none."""
import pytest

from support import control, sdk
from support.batch_jobs import ENROLLMENT, KINDS, LEFT_OUT, REGISTRATION, changed
from support.event_scene import SPEAKER, Scene, new_domain_arguments
from support.events import Events, happened
from wire.contract import OPERATIONS

TOKEN = "one-and-the-same"


def job_start(kind, **more):
    return lambda scene: {**changed(scene.batch.jobs(kind).request(), {"DomainId": LEFT_OUT}), **more}


def done_job(kind):
    def arguments(scene):
        scene.batch.jobs(kind).put_manifest(SPEAKER)
        job = scene.batch.jobs(kind).run(SPEAKER).job
        scene.quiet()
        return {"JobId": job["JobId"]}
    return arguments


def second_watchlist(scene):
    scene.batch.call("AssociateFraudster", WatchlistId=scene.second, FraudsterId=scene.fraudster)
    return {"WatchlistId": scene.second, "FraudsterId": scene.fraudster}


def nothing(_):
    return {}


def fraudster(scene):
    return {"FraudsterId": scene.fraudster}


def watchlist(scene):
    return {"WatchlistId": scene.second}


def resource(scene, **more):
    return {"ResourceArn": scene.arn, **more}


# What succeeds, by the members of the call and the events that it makes.
DONE = {
    "AssociateFraudster": (lambda scene: {**watchlist(scene), **fraudster(scene)}, []),
    "CreateDomain": (lambda scene: new_domain_arguments(), []),
    "CreateWatchlist": (lambda scene: {"Name": "further"}, []),
    "DeleteDomain": (nothing, []),
    "DeleteFraudster": (fraudster, ["DELETE_FRAUDSTER"]),
    "DeleteSpeaker": (lambda scene: {"SpeakerId": SPEAKER}, ["DELETE_SPEAKER"]),
    "DeleteWatchlist": (watchlist, []),
    "DescribeDomain": (nothing, []),
    "DescribeFraudster": (fraudster, []),
    "DescribeFraudsterRegistrationJob": (done_job(REGISTRATION), []),
    "DescribeSpeaker": (lambda scene: {"SpeakerId": SPEAKER}, []),
    "DescribeSpeakerEnrollmentJob": (done_job(ENROLLMENT), []),
    "DescribeWatchlist": (watchlist, []),
    "DisassociateFraudster": (second_watchlist, []),
    "EvaluateSession": (lambda scene: {"SessionNameOrId": "call-1"}, ["EVALUATE_SESSION"]),
    "ListDomains": (nothing, []),
    "ListFraudsterRegistrationJobs": (nothing, []),
    "ListFraudsters": (nothing, []),
    "ListSpeakerEnrollmentJobs": (nothing, []),
    "ListSpeakers": (nothing, []),
    "ListTagsForResource": (resource, []),
    "ListWatchlists": (nothing, []),
    "OptOutSpeaker": (lambda scene: {"SpeakerId": SPEAKER}, ["OPT_OUT_SPEAKER"]),
    # There is no input file: the job fails as a whole.
    "StartFraudsterRegistrationJob": (job_start(REGISTRATION, InputDataConfig={"S3Uri": "s3://calls/none"}),
                                      ["BATCH_REGISTRATION_REQUEST", "BATCH_REGISTRATION_REQUEST!"]),
    "StartSpeakerEnrollmentJob": (job_start(ENROLLMENT, InputDataConfig={"S3Uri": "s3://calls/none"}),
                                  ["BATCH_ENROLLMENT_REQUEST", "BATCH_ENROLLMENT_REQUEST!"]),
    "TagResource": (lambda scene: resource(scene, Tags=[{"Key": "k", "Value": "v"}]), []),
    "UntagResource": (lambda scene: resource(scene, TagKeys=["k"]), []),
    "UpdateDomain": (lambda scene: new_domain_arguments("other"), []),
    "UpdateWatchlist": (lambda scene: {**watchlist(scene), "Name": "other"}, []),
}
WATCHED = {"WatchlistIds": [sdk.UNKNOWN_ID]}
# What a rule refuses, by the members, the status and the events.
REFUSED = {
    "AssociateFraudster": ({"WatchlistId": sdk.UNKNOWN_ID, "FraudsterId": sdk.UNKNOWN_SPEAKER}, 404, []),
    "DeleteFraudster": ({"FraudsterId": sdk.UNKNOWN_SPEAKER}, 404, ["DELETE_FRAUDSTER!"]),
    "DeleteSpeaker": ({"SpeakerId": "nobody"}, 404, ["DELETE_SPEAKER!"]),
    "DeleteWatchlist": ({"WatchlistId": sdk.UNKNOWN_ID}, 404, []),
    "DescribeFraudster": ({"FraudsterId": sdk.UNKNOWN_SPEAKER}, 404, []),
    "DescribeFraudsterRegistrationJob": ({"JobId": sdk.UNKNOWN_ID}, 404, []),
    "DescribeSpeaker": ({"SpeakerId": "nobody"}, 404, []),
    "DescribeSpeakerEnrollmentJob": ({"JobId": sdk.UNKNOWN_ID}, 404, []),
    "DescribeWatchlist": ({"WatchlistId": sdk.UNKNOWN_ID}, 404, []),
    "DisassociateFraudster": ({"WatchlistId": sdk.UNKNOWN_ID, "FraudsterId": sdk.UNKNOWN_SPEAKER}, 404, []),
    "EvaluateSession": ({"SessionNameOrId": "call-2"}, 404, ["EVALUATE_SESSION!"]),
    "ListFraudsters": ({"WatchlistId": sdk.UNKNOWN_ID}, 404, []),
    "OptOutSpeaker": ({"SpeakerId": sdk.UNKNOWN_SPEAKER}, 404, ["OPT_OUT_SPEAKER!"]),
    "StartFraudsterRegistrationJob": (job_start(REGISTRATION, RegistrationConfig=WATCHED), 404,
                                      ["BATCH_REGISTRATION_REQUEST!"]),
    "StartSpeakerEnrollmentJob": (job_start(ENROLLMENT, EnrollmentConfig={"FraudDetectionConfig": WATCHED}), 404,
                                  ["BATCH_ENROLLMENT_REQUEST!"]),
    "UpdateWatchlist": ({"WatchlistId": sdk.UNKNOWN_ID, "Name": "other"}, 404, []),
}
LOUD = [operation for operation, (_, words) in DONE.items() if words]


def arguments(scene, given):
    return given(scene) if callable(given) else given


@pytest.fixture(scope="module")
def emulator():
    with control.frozen_emulator() as running:
        yield running


@pytest.fixture
def scene(emulator, account):
    return Scene(emulator, account).furnish()


def end_of_job(scene, operation, answer):
    for kind in KINDS.values():
        if operation == f"Start{kind.name}" and "Job" in answer:
            scene.batch.jobs(kind).end(answer["Job"]["JobId"])


def test_every_operation_is_here():
    assert sorted(DONE) == sorted(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_a_call_makes(scene, operation):
    given, words = DONE[operation]
    status, error, answer = scene.api(operation, **given(scene))
    assert (status, error) == (200, None), answer
    end_of_job(scene, operation, answer)
    assert scene.events.kinds() == happened(*words)
    assert scene.events.news() == []


@pytest.mark.parametrize("operation", REFUSED)
def test_what_a_refused_call_makes(scene, operation):
    given, status, words = REFUSED[operation]
    assert scene.api(operation, **arguments(scene, given))[:2] == (status, "ResourceNotFoundException")
    assert scene.events.kinds() == happened(*words)


@pytest.mark.parametrize("operation", LOUD)
def test_a_call_on_a_deleted_domain_states_a_failure(scene, operation):
    given = DONE[operation][0](scene)
    scene.batch.delete()
    assert scene.api(operation, **given)[:2] == (409, "ConflictException")
    [event] = scene.events.news()
    assert [(event["detail"]["action"], "FAILURE")] == [(each[1], each[2]) for each in
                                                        happened(DONE[operation][1][0] + "!")]
    assert event["detail"]["errorInfo"]["errorType"] == "ConflictException"


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each not in ("CreateDomain", "ListDomains")])
def test_a_domain_that_is_not_found_makes_no_event(scene, operation):
    given = arguments(scene, REFUSED[operation][0] if operation in REFUSED else DONE[operation][0])
    unknown = {"ResourceArn": scene.arn[:-22] + sdk.UNKNOWN_ID} if "ResourceArn" in given else {
        "DomainId": sdk.UNKNOWN_ID}
    everywhere = Events(scene.emulator)
    assert scene.api(operation, **{**given, **unknown})[:2] == (404, "ResourceNotFoundException")
    assert everywhere.news() == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_malformed_call_makes_no_event(scene, operation):
    given = DONE[operation][0](scene)
    if operation not in ("CreateDomain", "ListDomains") and "ResourceArn" not in given:
        given["DomainId"] = scene.domain_id
    bad = {name: {"wrong": True} for name in given} or {"MaxResults": "many"}
    for body in (bad, b"{"):
        answer = scene.emulator.call(operation, body, account=scene.account)
        assert answer.status == 400, answer
    assert scene.events.news() == []


def test_another_account_makes_no_event(scene, emulator):
    for operation in LOUD:
        given = DONE[operation][0](scene)
        answer = emulator.call(operation, {"DomainId": scene.domain_id, **given}, account="999999999999")
        assert answer.status == 404, answer
    assert scene.events.news() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeated_token_makes_no_event(scene, kind):
    jobs = scene.batch.jobs(KINDS[kind])
    job = jobs.run(SPEAKER, ClientToken=TOKEN).job
    scene.quiet()
    assert jobs.ask_start(ClientToken=TOKEN).body["Job"]["JobId"] == job["JobId"]
    assert scene.events.news() == []
    assert jobs.ask_start(ClientToken=TOKEN, JobName="other").status == 409
    [event] = scene.events.news()
    assert event["detail"]["errorInfo"]["errorType"] == "ConflictException" and event["detail"]["batchJobId"] is None


def test_a_repeated_opt_out_is_another_event(scene):
    for _ in range(2):
        assert scene.api("OptOutSpeaker", SpeakerId="carol")[0] == 200
    assert scene.events.kinds() == happened("OPT_OUT_SPEAKER", "OPT_OUT_SPEAKER")


def test_the_cache_of_evaluations_makes_no_difference(scene):
    for _ in range(3):
        scene.api("EvaluateSession", SessionNameOrId="call-1")
    first, *others = scene.events.news()
    for each in others:
        assert each["detail"]["session"] == first["detail"]["session"]
        assert each["id"] != first["id"] and each["detail"]["sourceId"] != first["detail"]["sourceId"]
    assert len(others) == 2


def test_throttled_and_unsigned_calls_make_no_event(start_emulator, account):
    emulator = start_emulator("--throttle", "aws")
    scene = Scene(emulator, account)
    answers = [scene.api("OptOutSpeaker", SpeakerId="alice")[0] for _ in range(40)]
    assert set(answers) == {200, 429}
    assert scene.events.kinds() == happened(*["OPT_OUT_SPEAKER"] * answers.count(200))
    strict = start_emulator("--auth", "sigv4", "--credential", f"{account}:secret")
    everywhere = Events(strict)
    assert strict.call("OptOutSpeaker", {"DomainId": sdk.UNKNOWN_ID, "SpeakerId": "a"}, account=account).status == 403
    assert everywhere.news() == []

