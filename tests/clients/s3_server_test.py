"""Batch jobs on a real S3 server, to which boto3 uploads and from which it reads."""
import pytest

from support.batch_jobs import INPUT, Batch, voiced
from support.objects import path_of
from support.s3_jobs import AUDIO_BYTES, ENROLLED, batch_on
from support.s3_server import ACCESS_KEY, KEYS, S3Server

NOBODY = "http://127.0.0.1:1"
# Keeps the settings of the user who runs the tests out.
NOTHING = dict.fromkeys(["AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3"], "")


@pytest.fixture(scope="module")
def s3():
    with S3Server() as running:
        yield running


@pytest.fixture
def start(s3, start_emulator):
    def start(*options, **environment):
        return start_emulator(*options, env={**NOTHING, **KEYS, **environment})
    return start


@pytest.fixture
def batch_of(s3):
    def batch_of(emulator):
        batch = batch_on(emulator, s3.objects)
        s3.objects.make_bucket(batch.bucket)
        return batch
    return batch_of


@pytest.fixture
def batch(s3, start, batch_of):
    return batch_of(start("--s3-endpoint", s3.url))


def end(jobs, **members):
    answer = jobs.ask_start(**members)
    assert answer.status == 200, answer
    return jobs.end(answer.body["Job"]["JobId"])


def failure(jobs, **members):
    job = end(jobs, **members)
    assert job["JobStatus"] == "FAILED", job
    return job["FailureDetails"]["StatusCode"], job["FailureDetails"]["Message"]


def test_an_enrollment_job_from_upload_to_output(batch):
    elsewhere = {"S3Uri": "s3://no-such-bucket/carol.wav", "ChannelId": 0}
    done = batch.enrollment.run("alice", batch.enrollment.entry("bob", audio=[batch.audio("voices")]),
                                batch.enrollment.entry("carol", audio=[elsewhere]), "dora")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": 400, "r-carol": 400, "r-dora": "NEW_ENROLLMENT"}
    assert batch.uri("voices") in done.lines["r-bob"]["ErrorMessage"]
    assert "bucket" in done.lines["r-carol"]["ErrorMessage"]
    assert batch.speakers() == [("alice", "ENROLLED"), ("dora", "ENROLLED")]
    outputs = [key for key, _ in batch.objects.list(batch.bucket, "out")]
    assert outputs == [batch.enrollment.output_key(done.job["JobId"])]


def test_a_registration_job_from_upload_to_output(batch):
    done = batch.registration.run("mallory", "oscar")
    assert done.outcomes == {"r-mallory": "NEW_REGISTRATION", "r-oscar": "NEW_REGISTRATION"}
    ids = [line["GeneratedFraudsterId"] for line in done.output["SuccessfulRegistrations"]]
    assert batch.fraudsters() == ids
    again = batch.registration.run("mallory")
    assert again.outcomes == {"r-mallory": "DUPLICATE_SKIPPED"} and again.line["GeneratedFraudsterId"] == ids[0]


@pytest.mark.parametrize("key", ["with spaces in it", "a+b 100% %41%2F", "Zürich 東京 🎙", "deep/er/still", "~a'(b)!*\\",
                                 "a&b=c;d,e:f@g$?h#i", "<\"quotes\">"])
def test_a_key_of_any_characters(batch, key):
    audio = batch.wav(f"{key}.wav", voiced("alice"))
    batch.enrollment.put_manifest(batch.enrollment.entry("alice", audio=[audio]), key=f"{key}/{key}.json")
    job = end(batch.enrollment, InputDataConfig={"S3Uri": batch.uri(f"{key}/{key}.json")},
              OutputDataConfig={"S3Uri": batch.uri(f"out {key}")})
    assert job["JobStatus"] == "COMPLETED", job
    name = f"{key}.json".rpartition("/")[2]
    output = batch.objects.get_json(batch.bucket, f"out {key}/{job['JobId']}/{name}.out")
    assert [line["EnrollmentStatus"] for line in output["SuccessfulEnrollments"]] == ["NEW_ENROLLMENT"]


def test_audio_of_the_largest_size(batch):
    largest = voiced("alice", AUDIO_BYTES // 16_000 - 1)
    junk = AUDIO_BYTES - len(largest) - 8
    largest = largest[:4] + (AUDIO_BYTES - 8).to_bytes(4, "little") + largest[8:]
    largest += b"junk" + junk.to_bytes(4, "little") + bytes(junk)
    assert len(largest) == AUDIO_BYTES
    done = batch.enrollment.run(batch.enrollment.entry("alice", audio=[batch.wav("largest.wav", largest)]))
    assert done.outcomes == ENROLLED


def test_an_output_of_more_than_a_megabyte(batch):
    count, filler = 5_000, "x" * 100
    done = batch.enrollment.run(*({"RequestId": f"{number}-{filler}"} for number in range(count)))
    assert len(done.output["Errors"]) == count
    [(_, size)] = batch.objects.list(batch.bucket, "out")
    assert size > 1_048_576


@pytest.mark.parametrize("where, uri", [("InputDataConfig", "s3://no-such-bucket/input.json"),
                                        ("OutputDataConfig", "s3://no-such-bucket/out")])
def test_a_missing_bucket_fails_the_job(batch, where, uri):
    batch.enrollment.put_manifest("alice")
    status_code, message = failure(batch.enrollment, **{where: {"S3Uri": uri}})
    assert status_code == 404 and uri in message and "bucket" in message


def test_a_missing_manifest_fails_the_job(batch):
    status_code, message = failure(batch.enrollment)
    assert status_code == 404 and batch.uri(INPUT) in message


def test_an_unknown_access_key_fails_the_job(s3, start, batch_of):
    """s3rver checks the key's name alone; s3_requests_test.py has a wrong secret."""
    batch = batch_of(start("--s3-endpoint", s3.url, AWS_ACCESS_KEY_ID="UNKNOWN"))
    batch.enrollment.put_manifest("alice")
    status_code, message = failure(batch.enrollment)
    assert status_code == 403 and "InvalidAccessKeyId" in message
    assert "UNKNOWN" not in message and ACCESS_KEY not in message


@pytest.mark.parametrize("options, environment", [
    ([], {"AWS_ENDPOINT_URL_S3": "{}"}),
    ([], {"VOICEID_S3_ENDPOINT": "{}", "AWS_ENDPOINT_URL_S3": NOBODY}),
    (["--s3-endpoint", "{}/"], {"VOICEID_S3_ENDPOINT": NOBODY, "AWS_ENDPOINT_URL_S3": NOBODY}),
    (["--s3-endpoint", "{}"], {"http_proxy": NOBODY, "all_proxy": NOBODY}),
    (["--s3-endpoint", "{}"], {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}),
], ids=["AWS_ENDPOINT_URL_S3", "VOICEID_S3_ENDPOINT wins", "the flag wins, with a slash", "past a proxy", "no keys"])
def test_where_the_server_is_set(s3, start, batch_of, options, environment):
    emulator = start(*[each.format(s3.url) for each in options],
                     **{name: value.format(s3.url) for name, value in environment.items()})
    assert batch_of(emulator).enrollment.run("alice").outcomes == ENROLLED


def test_a_folder_that_a_flag_names_wins_over_a_server_of_the_environment(start, s3, tmp_path):
    batch = Batch(start("--s3-root", tmp_path, AWS_ENDPOINT_URL_S3=s3.url))
    assert batch.enrollment.run("alice").outcomes == ENROLLED


def test_the_control_api_leaves_the_servers_objects_alone(batch):
    batch.put("a.json", "[1]")
    for method, key, body in [("PUT", "a.json", b"{}"), ("GET", "a.json", None), ("DELETE", "a.json", None),
                              ("GET", None, None)]:
        answer = batch.emulator.request(method, path_of(batch.bucket, key), body)
        assert (answer.status, answer.body["Error"]) == (409, "ConflictException")
        assert "--s3-endpoint" in answer.body["Message"]
    head = batch.emulator.request("HEAD", path_of(batch.bucket, "a.json"))
    assert (head.status, head.body) == (409, None)
    batch.emulator.control("POST", "reset")
    assert batch.objects.get(batch.bucket, "a.json") == b"[1]"
