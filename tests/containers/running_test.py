"""The running container: locked down, healthy, reached by others, stopped."""
import socket

import pytest

from support import containers, sdk
from support.containers import LOCKED, Container
from support.plain_http import address_of

SDK_CALL = """
import boto3
client = boto3.client("voice-id", endpoint_url="{url}", region_name="eu-west-1", aws_access_key_id="111122223333",
                      aws_secret_access_key="any")
domain = client.create_domain(Name="far", ServerSideEncryptionConfiguration={{"KmsKeyId": "alias/far"}})["Domain"]
print(client.describe_domain(DomainId=domain["DomainId"])["Domain"]["Arn"])
"""


def is_ready(done, url):
    assert (done.returncode, done.stdout) == (0, f"voiceid-local 0.1.0 is ready at {url}\n"), done


def test_it_turns_healthy(locked):
    assert locked.health() == "healthy"
    is_ready(locked.execute("/voiceid-local", "health", "--wait", "60"), "http://127.0.0.1:8643")


def test_a_health_check_that_fails(image):
    """It reads the environment: a port given as an argument must be given to it as well."""
    with Container(*LOCKED, command=["--port", "9000"]) as emulator:
        emulator.ready()
        done = emulator.execute("/voiceid-local", "health")
        assert done.returncode == 1 and "nothing is ready at http://127.0.0.1:8643: " in done.stderr
        is_ready(emulator.execute("/voiceid-local", "health", "--port", "9000"), "http://127.0.0.1:9000")


@pytest.mark.parametrize("variables, url", [
    (["VOICEID_PORT=9000"], "http://127.0.0.1:9000"), (["VOICEID_TLS_SELF_SIGNED=true"], "https://127.0.0.1:8643"),
    (["VOICEID_CONTROL=off"], "http://127.0.0.1:8643"), (["VOICEID_HOST=0.0.0.0"], "http://127.0.0.1:8643"),
])
def test_the_health_check_follows_the_environment(image, variables, url):
    with Container(*LOCKED, *(f"--env={variable}" for variable in variables)) as emulator:
        assert emulator.ready().health() == "healthy"
        is_ready(emulator.execute("/voiceid-local", "health"), url)


def test_a_whole_call_from_the_host(locked, account):
    client = sdk.client(locked.url, account)
    domain = sdk.create_domain(client)["DomainId"]
    speech = {"Voice": "alice", "SpeechSeconds": 31}

    def session(path, body):
        answer = locked.request("POST", f"/_voiceid/domains/{domain}/sessions{path}", body)
        assert answer.status in (200, 201), answer

    session("", {"SessionName": "call-1", "SpeakerId": "alice"})
    session("/call-1/audio", speech)
    session("/call-1/enrollment", {})
    assert locked.request("POST", "/_voiceid/clock/advance", {"By": "PT1S"}).status == 200
    result = client.evaluate_session(DomainId=domain, SessionNameOrId="call-1")["AuthenticationResult"]
    assert result["Decision"] == "ACCEPT"


def test_objects_need_no_folder_to_write_to(locked):
    """Every container has 64 MB of shared memory."""
    data = bytes(1_000_000)
    assert locked.request("PUT", "/_voiceid/s3/calls/alice.wav", data).body["Size"] == len(data)
    assert locked.request("GET", "/_voiceid/s3/calls/alice.wav").status == 200
    listed = locked.request("GET", "/_voiceid/s3/calls").body
    assert listed["Objects"] == [{"Key": "alice.wav", "Size": len(data)}]


def test_more_objects_than_that_take_a_folder_in_memory(image):
    data = bytes(40_000_000)

    def put(emulator, key):
        return emulator.request("PUT", f"/_voiceid/s3/calls/{key}", data)

    with Container(*LOCKED) as emulator:
        emulator.ready()
        answers = [put(emulator, key) for key in ("1", "2")]
        assert [answer.status for answer in answers] == [200, 500]
        assert answers[1].body == {"Error": "StorageUnavailable",
                                   "Message": "The object s3://calls/2 cannot be written: the disk is full."}
    with Container(*LOCKED, "--tmpfs=/tmp:mode=1777") as emulator:
        emulator.ready()
        assert [put(emulator, key).status for key in ("1", "2")] == [200, 200]


@pytest.mark.parametrize("user", ["1000:1000", "0:0", "65532"])
def test_any_user_will_do(image, user):
    with Container(*LOCKED, f"--user={user}") as emulator:
        assert emulator.ready().health() == "healthy"


def test_a_real_sdk_in_another_container_finds_it_by_name(network, sdk_image):
    with Container(*LOCKED, f"--network={network}", "--network-alias=voiceid", published=False) as emulator:
        emulator.ready()
        code = SDK_CALL.format(url="http://voiceid:8643")
        done = containers.engine("run", "--rm", f"--network={network}", sdk_image, "python3", "-c", code)
    assert done.stdout.startswith("arn:aws:voiceid:eu-west-1:111122223333:domain/")


def test_another_container_waits_for_it_by_name(network, image):
    """A container of the same image waits with `health` instead of a script."""
    wait = ["health", "--wait", "120", "http://voiceid:8643"]
    with Container(f"--network={network}", published=False, command=wait) as waiting:
        with Container(*LOCKED, f"--network={network}", "--network-alias=voiceid", published=False) as emulator:
            emulator.ready()
            assert containers.engine("wait", waiting.name).stdout.strip() == "0"
        assert "voiceid-local 0.1.0 is ready at http://voiceid:8643" in waiting.logs()


def test_ipv6(image, sdk_image):
    """In a network with IPv6, other containers may try it first."""
    with containers.network("--ipv6", "--subnet=fd00:8643::/64") as network:
        with Container(*LOCKED, f"--network={network}", published=False) as emulator:
            emulator.ready()
            address = next(iter(containers.inspect("container", emulator.name)["NetworkSettings"]["Networks"].values()))
            url = f"http://[{address['GlobalIPv6Address']}]:8643"
            done = containers.engine("run", "--rm", f"--network={network}", containers.IMAGE, "health", url)
            assert done.stdout == f"voiceid-local 0.1.0 is ready at {url}\n"


def test_a_stop_while_clients_are_connected(locked):
    """An idle connection, one in the middle of a request, and one that listens to events."""
    address = address_of(locked.url)
    begun = [b"", b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
             b"GET /_voiceid/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"]
    connections = [socket.create_connection(address) for _ in begun]
    try:
        for connection, data in zip(connections, begun):
            connection.sendall(data)
        assert connections[-1].recv(1000).startswith(b"HTTP/1.1 200")
        assert locked.stop() == 0
    finally:
        for connection in connections:
            connection.close()


def test_wrong_options_end_it_with_2(image):
    done = containers.engine("run", "--rm", containers.IMAGE, "--port", "x", check=False)
    assert done.returncode == 2 and "voiceid-local: " in done.stderr
    help_text = containers.engine("run", "--rm", containers.IMAGE, "--help").stdout
    assert "--port" in help_text
