"""Batch jobs on an S3 server that keeps them waiting."""
import pytest

from support.batch_jobs import INPUT, until
from support.http_receiver import silence
from support.s3_jobs import ATTEMPTS, AUDIO, ENROLLED, OUTPUT, batch_of, failure, receiver, start
from support.s3_receiver import drip, stall, status


@pytest.fixture
def batch(start, batch_of):
    """Its emulator waits for the server for longer than any test does."""
    return batch_of(start("--s3-timeout", "3600"))


def test_a_server_that_stays_silent_fails_the_job(start, batch_of, receiver):
    batch = batch_of(start("--s3-timeout", "1"))
    receiver.plan("GET", INPUT, then=silence)
    status_code, message = failure(batch)
    assert status_code == 500 and "--s3-timeout" in message
    assert len(receiver.requests("GET")) == ATTEMPTS


def test_a_slow_answer_that_goes_on_is_waited_for(start, batch_of, receiver):
    batch = batch_of(start("--s3-timeout", "2"))
    receiver.plan("GET", INPUT, drip(seconds=4, pieces=40))
    assert batch.enrollment.run("alice").outcomes == ENROLLED
    assert len(receiver.requests("GET", INPUT)) == 1


@pytest.fixture
def waiting(batch, receiver):
    """A job of each kind waits for its manifest; together they occupy both threads of the pool."""
    receiver.plan("GET", INPUT, silence, silence)
    batch.enrollment.start("alice")
    batch.registration.put_manifest("mallory", key=f"other-{INPUT}")
    answer = batch.registration.ask_start(InputDataConfig={"S3Uri": batch.uri(f"other-{INPUT}")})
    assert answer.status == 200, answer
    receiver.wait_for("GET", INPUT, 2)
    return batch


def test_calls_do_not_wait_for_jobs_that_wait(waiting, receiver):
    waiting.call("OptOutSpeaker", SpeakerId="bob")
    for _ in range(100):
        assert waiting.speaker("bob")["Status"] == "OPTED_OUT"
    assert [job["JobStatus"] for job in waiting.enrollment.list()] == ["SUBMITTED"]
    assert receiver.desertions == 0


@pytest.mark.parametrize("end", [lambda batch: batch.delete(), lambda batch: batch.emulator.control("POST", "reset")],
                         ids=["the domain is deleted", "reset"])
def test_what_ends_the_waiting(waiting, batch_of, receiver, end):
    end(waiting)
    receiver.wait(lambda now: now.desertions == 2)
    other = batch_of(waiting.emulator)
    assert other.enrollment.run("alice").outcomes == ENROLLED
    assert [put.bucket for put in receiver.requests("PUT")] == [other.bucket]


def test_requests_are_carried_out_while_others_wait(batch, receiver):
    count = 40
    names = [f"speaker-{number}" for number in range(count)]
    receiver.plan("GET", f"{names[-1]}-31.wav", then=silence)
    job_id = batch.enrollment.start(*names)["JobId"]
    job = until(lambda: (job := batch.enrollment.describe(job_id))["JobProgress"]["PercentComplete"] and job)
    assert job["JobStatus"] == "IN_PROGRESS" and job["JobProgress"]["PercentComplete"] < 100 and "EndedAt" not in job
    assert batch.speaker(names[0])["Status"] == "ENROLLED"
    assert receiver.requests("PUT") == []


def test_a_job_is_not_completed_before_its_output_is_there(batch, receiver):
    receiver.plan("PUT", OUTPUT, silence)
    job_id = batch.enrollment.start("alice")["JobId"]
    receiver.wait_for("PUT")
    job = batch.enrollment.describe(job_id)
    assert job["JobStatus"] == "IN_PROGRESS" and "EndedAt" not in job
    assert job["JobProgress"] == {"PercentComplete": 100}


def test_deleting_the_domain_while_the_output_is_written_leaves_none(batch, receiver):
    receiver.plan("PUT", OUTPUT, then=silence)
    batch.enrollment.start("alice")
    receiver.wait_for("PUT")
    batch.delete()
    receiver.wait(lambda now: now.desertions == 1)
    assert receiver.objects.list(batch.bucket, "out") == []
    assert len(receiver.requests("PUT")) == 1


@pytest.mark.parametrize("method, ending, answer", [
    ("GET", INPUT, silence), ("GET", AUDIO, stall), ("PUT", OUTPUT, silence), ("PUT", OUTPUT, status(503)),
], ids=["waiting for the manifest", "in the midst of audio", "writing the output", "between attempts to write"])
def test_a_stop_does_not_wait_for_the_server(batch, receiver, method, ending, answer):
    receiver.plan(method, ending, then=answer)
    batch.enrollment.start("alice")
    receiver.wait_for(method, ending)
    batch.emulator.stop()
    assert receiver.objects.list(batch.bucket, "out") == []
