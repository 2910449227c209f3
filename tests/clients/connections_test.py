"""boto3's pooled connections."""
import concurrent.futures

import pytest
from botocore.exceptions import ClientError

from support import sdk
from support.emulator import Emulator


def test_many_threads_share_one_client(emulator, account):
    client = sdk.client(emulator.url, account, max_pool_connections=8)
    domain = sdk.create_domain(client)["DomainId"]
    names = [f"speaker-{n}" for n in range(200)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        speakers = [made for [made] in pool.map(lambda name: sdk.opt_out(client, domain, name), names)]
    assert [each["CustomerSpeakerId"] for each in speakers] == names
    assert len({each["GeneratedSpeakerId"] for each in speakers}) == len(names)
    pages = client.get_paginator("list_speakers").paginate(DomainId=domain)
    assert sorted(each["CustomerSpeakerId"] for page in pages for each in page["SpeakerSummaries"]) == sorted(names)


def test_threads_that_opt_out_the_same_speaker_make_one(emulator, account):
    client = sdk.client(emulator.url, account, max_pool_connections=8)
    domain = sdk.create_domain(client)["DomainId"]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        speakers = list(pool.map(lambda _: sdk.opt_out(client, domain, "alice"), range(40)))
    assert all(each == speakers[0] for each in speakers)


def test_threads_that_use_the_same_token_make_one_domain(emulator, account):
    client = sdk.client(emulator.url, account, max_pool_connections=8)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: sdk.create_domain(client, ClientToken="one"), range(40)))
    assert client.list_domains()["DomainSummaries"] == [made[0]]
    assert all(each == made[0] for each in made)


def test_a_client_outlives_a_restart_on_the_same_port(account):
    with Emulator() as first:
        client = sdk.client(first.url, account)
        sdk.create_domain(client)
    # At once: connections of the first one may still linger in the kernel.
    with Emulator(port=first.port) as second:
        assert second.url == first.url
        assert client.list_domains()["DomainSummaries"] == []


@pytest.mark.parametrize("size", [1 << 20, 20 << 20])
def test_too_large_a_body_is_told_so_even_while_it_is_being_sent(emulator, account, size):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    with pytest.raises(ClientError) as caught:
        sdk.create_domain(client, Description="a" * size)
    assert caught.value.response["Error"]["Code"] == "RequestEntityTooLargeException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 413
    assert client.list_domains()["DomainSummaries"] == []


def test_a_body_below_the_limit_is_read_in_full(emulator, account):
    client = sdk.client(emulator.url, account, parameter_validation=False)
    with sdk.refused(client.exceptions.ValidationException) as caught:
        sdk.create_domain(client, Description="a" * ((1 << 20) - 300))
    assert "Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 1024" in \
        sdk.message_of(caught)
