"""The image, built once; what is made of it goes with each test."""
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
    """That of the example application, which has boto3."""
    containers.build(SDK_IMAGE, "examples/compose")
    return SDK_IMAGE


@pytest.fixture
def network():
    with containers.network() as name:
        yield name


@pytest.fixture
def locked():
    """Read-only, without any capability, and ready."""
    with Container(*containers.LOCKED) as running:
        yield running.ready()
