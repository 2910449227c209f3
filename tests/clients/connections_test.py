"""boto3's pooled connections."""
import concurrent.futures

import pytest
from botocore.exceptions import ClientError

from support import sdk
from support.emulator import Emulator


@pytest.fixture
def pooled(emulator, account):
    return sdk.client(emulator.url, account, max_pool_connections=8)


def in_threads(call, items):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(call, items))


def test_many_threads_share_one_client(pooled):
    domain = sdk.create_domain(pooled)["DomainId"]
    names = [f"speaker-{n}" for n in range(200)]
    speakers = [made for [made] in in_threads(lambda name: sdk.opt_out(pooled, domain, name), names)]
    assert [each["CustomerSpeakerId"] for each in speakers] == names
    assert len({each["GeneratedSpeakerId"] for each in speakers}) == len(names)
    pages = pooled.get_paginator("list_speakers").paginate(DomainId=domain)
    assert sorted(each["CustomerSpeakerId"] for page in pages for each in page["SpeakerSummaries"]) == sorted(names)


def test_a_client_outlives_a_restart_on_the_same_port(account):
    with Emulator() as first:
        client = sdk.client(first.url, account)
        sdk.create_domain(client)
    # At once: connections of the first one may still linger in the kernel.
    with Emulator(port=first.port) as second:
        assert second.url == first.url
        assert client.list_domains()["DomainSummaries"] == []


@pytest.mark.parametrize("size", [1 << 20, 20 << 20])
def test_too_large_a_body_is_refused_even_while_it_is_being_sent(emulator, account, size):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    with pytest.raises(ClientError) as caught:
        sdk.create_domain(client, Description="a" * size)
    assert caught.value.response["Error"]["Code"] == "RequestEntityTooLargeException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 413
    assert client.list_domains()["DomainSummaries"] == []
