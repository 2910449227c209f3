"""Fixtures for pytest: one emulator for each process of tests, and an account for each test."""
from __future__ import annotations

import contextlib
import importlib
import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from . import Account, Emulator, start
from ._parts import Clock


@pytest.fixture(scope="session")
def voiceid_options() -> dict[str, Any]:
    """The options of start() for the fixture `voiceid`. Override it to set them."""
    return {}


@pytest.fixture(scope="session")
def voiceid(voiceid_options: dict[str, Any]) -> Iterator[Emulator]:
    """The session's emulator. With pytest-xdist, each worker has its own, unless `VOICEID_LOCAL_URL` names one for all."""
    with start(**voiceid_options) as emulator:
        yield emulator


@pytest.fixture
def voiceid_account(voiceid: Emulator) -> Iterator[Account]:
    """An account of the test's own, which is forgotten after it."""
    account = voiceid.account()
    yield account
    account.reset()


@pytest.fixture(scope="session")
def _voiceid_boto3() -> Any:
    """Keeps what boto3 reads for a client."""
    with contextlib.suppress(ImportError):
        return importlib.import_module("boto3").session.Session()
    pytest.fail("The fixture voice_id needs boto3: pip install boto3", pytrace=False)


@pytest.fixture
def voice_id(voiceid_account: Account, _voiceid_boto3: Any) -> Iterator[Any]:
    """A boto3 client of the test's account."""
    # The emulator is on this machine or network, so no proxy is used.
    config = importlib.import_module("botocore.config").Config(proxies={})
    client = _voiceid_boto3.client("voice-id", config=config, **voiceid_account.client_config)
    yield client
    client.close()


@pytest.fixture
def voiceid_clock(voiceid: Emulator) -> Iterator[Clock]:
    """The emulator's clock, which shows after the test what it would without it."""
    if voiceid.is_shared and "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("The fixture voiceid_clock needs an emulator for each worker: unset VOICEID_LOCAL_URL, or run the tests of the "
                    "clock without -n.", pytrace=False)
    before, begun = voiceid.clock.read(), time.monotonic()
    yield voiceid.clock
    passed = timedelta() if before["Frozen"] else timedelta(seconds=time.monotonic() - begun)
    now = datetime.fromisoformat(before["Now"].replace("Z", "+00:00")) + passed
    voiceid.clock.set(now, frozen=before["Frozen"])
