"""voiceid-local with Testcontainers: one container for all tests, a fresh account for each."""
import random

import boto3
import pytest
from testcontainers.core.container import DockerContainer
from testcontainers.core.waiting_utils import wait_for_logs

IMAGE = "voiceid-local:0.1.0"
PORT = 8643


@pytest.fixture(scope="session")
def voiceid_url():
    with DockerContainer(IMAGE).with_exposed_ports(PORT) as container:
        wait_for_logs(container, r"Ready\.", timeout=30)
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(PORT)}"


@pytest.fixture
def client(voiceid_url):
    account = f"{random.randrange(10 ** 12):012}"
    return boto3.client("voice-id", endpoint_url=voiceid_url, region_name="us-east-1", aws_access_key_id=account,
                        aws_secret_access_key="any")


def test_opting_out(client):
    encryption = {"KmsKeyId": "alias/calls"}
    domain = client.create_domain(Name="calls", ServerSideEncryptionConfiguration=encryption)["Domain"]
    speaker = client.opt_out_speaker(DomainId=domain["DomainId"], SpeakerId="alice")["Speaker"]
    assert speaker["Status"] == "OPTED_OUT"
