"""boto3 at work on the shared emulator, in an account of the test's own."""
import functools

import pytest

from support import sdk


@pytest.fixture
def client(emulator, account):
    return sdk.client(emulator.url, account)


@pytest.fixture
def raw(emulator, account):
    """Plain HTTP in the same account: `raw("CreateWatchlist", {...})`."""
    return functools.partial(emulator.call, account=account)


@pytest.fixture
def domain(client):
    return sdk.create_domain(client)["DomainId"]
