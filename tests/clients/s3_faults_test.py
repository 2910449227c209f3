"""What becomes of a batch job and its requests when an S3 server refuses or fails.

tests/server/objects holds what each answer means, and how often it is tried.
"""
from support.batch_jobs import INPUT
from support.http_receiver import close
from support.s3_jobs import ATTEMPTS, ENVIRONMENT, OUTPUT, batch, batch_of, batch_on, failure, receiver, start, table
from support.s3_receiver import S3Receiver, status
from support.tls import make_certificate

# An answer, the StatusCode of a job that it fails, the ErrorCode of a request, and what the message says.
ANSWERS = {
    "400": (status(400, "InvalidRequest"), 400, 400, "InvalidRequest"),
    "403": (status(403, "AccessDenied"), 403, 400, "AccessDenied"),
    "404": (status(404, "NoSuchBucket"), 404, 400, "no such bucket"),
    "503": (status(503, "SlowDown"), 500, 500, "SlowDown"),
    "closed": (close, 500, 500, "no answer"),
}


@table(ANSWERS)
def test_a_manifest_that_cannot_be_read_fails_the_job(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("GET", INPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    assert words in message and batch.uri(INPUT) in message
    assert len(receiver.requests("GET")) == (1 if expected < 500 else ATTEMPTS)


@table(ANSWERS)
def test_audio_that_cannot_be_read_is_an_error_of_its_request_alone(batch, receiver, row):
    answer, _, expected, words = row
    receiver.plan("GET", "bob-31.wav", then=answer)
    done = batch.enrollment.run("alice", "bob", "carol")
    assert done.outcomes == {"r-alice": "NEW_ENROLLMENT", "r-bob": expected, "r-carol": "NEW_ENROLLMENT"}
    message = done.lines["r-bob"]["ErrorMessage"]
    assert words in message and batch.uri("voices/bob-31.wav") in message and "'r-bob'" in message


@table({name: ANSWERS[name] for name in ("403", "503")})
def test_an_output_that_cannot_be_written_fails_the_job(batch, receiver, row):
    answer, expected, _, words = row
    receiver.plan("PUT", OUTPUT, then=answer)
    status_code, message = failure(batch)
    assert status_code == expected
    sentence = "Internal Server Error." if expected == 500 else (
        "The given speaker enrollment job's output file cannot be written.")
    assert words in message and message.startswith(f"{sentence} ")
    assert batch.speakers() == [("alice", "ENROLLED")]


def test_an_untrusted_certificate_fails_the_job(start_emulator, tmp_path):
    with S3Receiver(certificate=make_certificate(tmp_path)) as encrypted:
        emulator = start_emulator("--s3-endpoint", encrypted.url, env=ENVIRONMENT)
        status_code, message = failure(batch_on(emulator, encrypted.objects))
        assert status_code == 500 and encrypted.url in message and "certificate" in message
        assert encrypted.requests("GET") == []
