"""One emulator for all tests, and a separate account for each."""
import os
import random

import pytest

import emulator as voiceid


@pytest.fixture(scope="session")
def emulator():
    """The emulator at AWS_ENDPOINT_URL_VOICE_ID, for example in a container; otherwise one started here."""
    url = os.environ.get("AWS_ENDPOINT_URL_VOICE_ID")
    if url:
        yield voiceid.running(url)
    else:
        with voiceid.started() as own:
            yield own


@pytest.fixture
def account():
    """A random account, so that tests can run in several processes at once."""
    return f"{random.randrange(10 ** 12):012}"


@pytest.fixture
def client(emulator, account):
    return emulator.client(account)


@pytest.fixture
def control(emulator, account):
    """The control API for the test's account, which is empty afterwards: control("POST", "faults", {…})."""
    def call(method, path, body=None):
        return emulator.control(method, f"{path}{'&' if '?' in path else '?'}account={account}", body)
    yield call
    call("POST", "reset")
