import boto3
import pytest
from botocore.config import Config

import stage


@pytest.fixture
def account():
    return stage.new_account()


@pytest.fixture
def connect(account):
    """Makes clients of the test's account: `connect(url, retries={…})`."""
    def client(url=stage.URL, secret="any", key=account, **config):
        return boto3.client("voice-id", endpoint_url=url, region_name="us-east-1", aws_access_key_id=key,
                            aws_secret_access_key=secret, config=Config(**config))
    return client


@pytest.fixture
def client(connect):
    return connect()


@pytest.fixture
def domain(client):
    encryption = {"KmsKeyId": "alias/calls"}
    return client.create_domain(Name="calls", ServerSideEncryptionConfiguration=encryption)["Domain"]["DomainId"]
