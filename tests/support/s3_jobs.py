"""Fixtures for batch jobs on a strict S3 server."""
import pytest

from support.batch_jobs import Batch
from support.s3_receiver import KEYS, REGION, S3Receiver

OUTPUT = ".out"
AUDIO = ".wav"
ATTEMPTS = 4
ENROLLED = {"r-alice": "NEW_ENROLLMENT"}

IDENTITY = {"AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1], "AWS_SESSION_TOKEN": KEYS[2],
            "AWS_REGION": REGION}
# Keeps the settings of the user who runs the tests out.
ENVIRONMENT = {**dict.fromkeys(["AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3", "http_proxy", "HTTP_PROXY", "all_proxy",
                                "ALL_PROXY", "no_proxy", "NO_PROXY"], ""), **IDENTITY}


def batch_on(emulator, objects):
    """A batch whose files are in these objects instead of the emulator's storage."""
    batch = Batch(emulator)
    batch.objects = objects
    return batch


def table(rows):
    return pytest.mark.parametrize("row", rows.values(), ids=rows)


@pytest.fixture
def receiver():
    """No request to it has a flaw."""
    with S3Receiver() as running:
        yield running
        assert running.flaws() == []


@pytest.fixture
def start(receiver, start_emulator):
    """`start("--s3-timeout", "1")` starts an emulator that keeps its objects there."""
    return lambda *options: start_emulator("--s3-endpoint", receiver.url, *options, env=ENVIRONMENT)


@pytest.fixture
def batch_of(receiver):
    return lambda emulator: batch_on(emulator, receiver.objects)


@pytest.fixture
def batch(start, batch_of):
    return batch_of(start())


def failure(batch):
    """Runs a job that fails as a whole; returns (StatusCode, Message)."""
    status_code, message = batch.enrollment.failure("alice")
    assert message.isprintable() and "<" not in message, message
    assert not any(key in message for key in KEYS), message
    return status_code, message
