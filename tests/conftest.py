"""Fixtures of all Python tests: a shared emulator, private ones, and an account per test."""
import contextlib
import itertools

import pytest

from support.emulator import Emulator
from support.faults import Faults

_accounts = itertools.count(100_000_000_001)


@pytest.fixture(scope="session")
def emulator():
    """One with default options, shared by all tests that need nothing else."""
    with Emulator() as running:
        yield running


@pytest.fixture
def start_emulator():
    """Starts more: `start_emulator("--throttle", "aws", env={…})`; each is stopped after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda *options, **how: stack.enter_context(Emulator(*options, **how))


@pytest.fixture
def account():
    """An account of the test's own, which keeps tests on one emulator apart."""
    return str(next(_accounts))


@pytest.fixture
def faults(emulator, account):
    """Those of the test's account on the shared emulator."""
    return Faults(emulator, account)
