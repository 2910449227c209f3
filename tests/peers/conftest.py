"""Real peers of the emulator: moto's server, and an emulator whose events and objects are there."""
import contextlib

import pytest

from peers.moto_server import ACCOUNT, REGION, Moto, client


@pytest.fixture(scope="session")
def moto():
    with Moto() as running:
        yield running


@pytest.fixture
def queue_of(moto):
    """`queue_of(pattern)`: a queue of the events that a rule with this pattern selects."""
    with contextlib.ExitStack() as stack:
        yield lambda pattern: stack.enter_context(moto.queue_of(pattern))


@pytest.fixture
def peered(start_emulator, moto):
    """An emulator that keeps its objects in moto's S3 and puts its events on moto's bus."""
    return start_emulator("--s3-endpoint", moto.url, "--eventbridge-endpoint", moto.url, "--account", ACCOUNT, "--region", REGION,
                          env=moto.environment)


@pytest.fixture
def voice_id(peered):
    return client("voice-id", peered.url)
