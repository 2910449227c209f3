"""One connection for all tests of a file that need nothing else."""
import pytest

from wire import raw


@pytest.fixture(scope="module")
def connection(emulator):
    with raw.Connection(emulator.address) as connection:
        yield connection


@pytest.fixture
def send(connection):
    """`send("DescribeDomain", document)` on the connection of the file."""
    def send(operation, body):
        return connection.exchange(raw.api(body, f"VoiceID.{operation}"))
    return send


@pytest.fixture
def exchange(emulator):
    """Sends bytes on a connection of their own; returns the answer."""
    return lambda data, **how: raw.once(emulator.address, data, **how)
