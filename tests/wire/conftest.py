"""One connection for all tests of a file that need nothing else, and emulators that speak plainly or with TLS."""
import pytest

from support.tls import make_certificate, served_with
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


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def start_tls(certificate, start_emulator):
    options, context = served_with(certificate)
    return lambda *more, **how: start_emulator(*options, *more, context=context, **how)


@pytest.fixture(params=["start_emulator", "start_tls"], ids=["plain", "TLS"])
def start(request):
    return request.getfixturevalue(request.param)
