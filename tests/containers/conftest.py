"""The image, built once, and containers that are removed after each test."""
import pytest

from support import containers
from support.containers import Container

SDK_IMAGE = "voiceid-example-app"


@pytest.fixture(scope="session", autouse=True)
def image():
    containers.build_image()
    return containers.inspect("image", containers.IMAGE)


@pytest.fixture(scope="session")
def sdk_image():
    """The example application's image, which has boto3."""
    containers.build(SDK_IMAGE, "examples/compose")
    return SDK_IMAGE


@pytest.fixture
def network():
    with containers.network() as name:
        yield name


@pytest.fixture
def locked():
    """A ready container, read-only and without capabilities."""
    with Container(*containers.LOCKED) as running:
        yield running.ready()
