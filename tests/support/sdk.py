"""boto3 clients without the machine's AWS settings."""
import contextlib
import functools
import os

import boto3
import botocore.session
import pytest
from botocore.config import Config

KEY = "alias/voice-data"
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
GENERATED_ID = r"[a-zA-Z0-9]{22}"
UNKNOWN_ID = "A" * 22
UNKNOWN_SPEAKER = f"id#{UNKNOWN_ID}"


@functools.lru_cache(maxsize=None)
def _session():
    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    return boto3.Session(botocore_session=botocore.session.Session())


def client(url, access_key, *, region="us-east-1", secret="any-secret", token=None, **config):
    """Does not retry by default: tests want to see the first answer."""
    settings = {"retries": {"total_max_attempts": 1}, "connect_timeout": 60, "read_timeout": 60, **config}
    return _session().client("voice-id", endpoint_url=url, region_name=region, aws_access_key_id=access_key,
                             aws_secret_access_key=secret, aws_session_token=token, config=Config(**settings))


def key_arn(account, key_id=KEY_ID):
    return f"arn:aws:kms:us-east-1:{account}:key/{key_id}"


def encryption(key=KEY):
    return {"KmsKeyId": key}


def create_domain(client, name="calls", **more):
    request = {"Name": name, "ServerSideEncryptionConfiguration": encryption(), **more}
    return client.create_domain(**request)["Domain"]


def describe_domain(client, domain_id):
    return client.describe_domain(DomainId=domain_id)["Domain"]


def opt_out(client, domain_id, *speaker_ids):
    return [client.opt_out_speaker(DomainId=domain_id, SpeakerId=each)["Speaker"] for each in speaker_ids]


@contextlib.contextmanager
def refused(exception, **members):
    """Expects a modelled exception with these members."""
    with pytest.raises(exception) as caught:
        yield caught
    answered = caught.value.response
    assert {name: answered.get(name) for name in members} == members


def message_of(caught):
    return caught.value.response["Error"]["Message"]
