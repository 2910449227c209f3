"""What batch jobs send to an S3 server, checked by a strict receiver. tests/server/objects holds each request."""
from support.batch_jobs import INPUT
from support.s3_jobs import ENROLLED, ENVIRONMENT, batch, batch_of, batch_on, failure, receiver, start
from support.s3_receiver import KEYS, S3Receiver


def test_each_object_is_requested_once_over_few_connections(batch, receiver):
    names = [f"speaker-{number}" for number in range(20)]
    done = batch.enrollment.run(*names)
    assert len(done.outcomes) == 20
    asked = sorted(request.key for request in receiver.requests("GET"))
    assert asked == sorted([INPUT, *(f"voices/{name}-31.wav" for name in names)])
    assert [request.key for request in receiver.requests("PUT")] == [batch.enrollment.output_key(done.job["JobId"])]
    # One for each thread of the pool.
    assert receiver.connections <= 2


def test_the_signature_has_the_machines_time(batch):
    batch.emulator.advance("P3Y")
    assert batch.enrollment.run("alice").outcomes == ENROLLED


def test_a_wrong_key_fails_the_job_and_is_not_shown(start_emulator):
    with S3Receiver() as strict:
        environment = {**ENVIRONMENT, "AWS_SECRET_ACCESS_KEY": "another-one"}
        emulator = start_emulator("--s3-endpoint", strict.url, "--log-level", "trace", env=environment)
        status_code, message = failure(batch_on(emulator, strict.objects))
        assert status_code == 403 and "SignatureDoesNotMatch" in message and INPUT in message
        assert len(strict.flaws()) == 1
        assert not any(key in emulator.stderr.text() for key in [*KEYS, "another-one"])
