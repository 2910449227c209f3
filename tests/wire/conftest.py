"""The contract, and one connection for all tests of a file that can do with it."""
import pytest

from wire import raw
from wire.contract import Contract, shared_model


@pytest.fixture(scope="session")
def model(emulator):
    return shared_model() or emulator.control("GET", "contract")


@pytest.fixture(scope="session")
def contract(model):
    return Contract(model)


@pytest.fixture(scope="module")
def connection(emulator):
    with raw.Connection(emulator.address) as connection:
        yield connection


@pytest.fixture
def send(connection):
    """`send("DescribeDomain", document)` on the file's connection."""
    def send(operation, body):
        return connection.exchange(raw.api(body, f"VoiceID.{operation}"))
    return send


@pytest.fixture
def exchange(emulator):
    """Bytes on a connection of their own; gives the answer."""
    return lambda data, **how: raw.once(emulator.address, data, **how)
