"""boto3 on the shared emulator, in an account of its own for each test."""
import functools

import pytest

from support import sdk
from support.batch_jobs import KINDS, Batch


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


@pytest.fixture
def batch(emulator, account):
    """A domain and a bucket for batch jobs."""
    return Batch(emulator, account)


@pytest.fixture(params=KINDS)
def kind(request):
    """Each kind of batch job in turn."""
    return KINDS[request.param]


@pytest.fixture
def jobs(batch, kind):
    return batch.jobs(kind)
