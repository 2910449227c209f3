"""One emulator for all tests, and for each test an account that no other one has."""
import os
import random

import pytest

import emulator as voiceid


@pytest.fixture(scope="session")
def emulator():
    """The one that AWS_ENDPOINT_URL_VOICE_ID names, in a container beside the tests, say; else one of the tests' own."""
    url = os.environ.get("AWS_ENDPOINT_URL_VOICE_ID")
    if url:
        yield voiceid.running(url)
    else:
        with voiceid.started() as own:
            yield own


@pytest.fixture
def emulator_of_its_own():
    """For tests that turn the clock, which is the same for all accounts."""
    with voiceid.started() as own:
        yield own


@pytest.fixture
def account():
    """A random one, so that tests may run in several processes at once."""
    return f"{random.randrange(10 ** 12):012}"


@pytest.fixture
def client(emulator, account):
    return emulator.client(account)
