"""Troubles of calls that do not get through or are all refused, and of an emulator that does not start."""
import contextlib
import http.client
import json
import resource
import select
import socket
import tempfile

import boto3
import pytest
from botocore.exceptions import UnknownServiceError

from support import plain_http, sdk
from support.emulator import Emulator, run_to_end
from support.patience import PATIENCE_SECONDS
from support.troubles import PROVOKED, provokes


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def by_the_cli(url, port_of):
    def provoke(scene):
        port = port_of(scene)
        return scene.cli(f"{url}:{port}").replace(str(port), "8643")
    return provoke


def strict(message_of, secret="AKID:secret"):
    """A message of an emulator that checks signatures."""
    return lambda scene: message_of(scene, scene.start("--auth", "sigv4", "--credential",
                                                       secret.format(account=scene.account)))


def signed_long_ago(_, emulator):
    credential = "AKID/20260101/us-east-1/voiceid/aws4_request"
    signed = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host;x-amz-date;x-amz-target, Signature={'0' * 64}"
    return emulator.call("ListDomains", Authorization=signed, X_Amz_Date="20260101T000000Z").body["Message"]


def signed_by_the_cli(scene, emulator):
    return scene.cli(emulator.url).rsplit("): ", 1)[1]


def with_file(option, text):
    """What a start says of that file."""
    def provoke(_):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(text)
            file.flush()
            return run_to_end("--port", 0, "--log-level", "error", option, file.name).stderr
    return provoke


PROVOKED.update({
    'Could not connect to the endpoint URL: "http://localhost:8643/"':
        by_the_cli("http://localhost", lambda scene: closed_port()),
    "SSL validation failed for https://localhost:8643/ …":
        by_the_cli("https://localhost", lambda scene: scene.emulator.port),
    "You must specify a region. …": lambda scene: scene.cli(AWS_DEFAULT_REGION=None),
    "Unable to locate credentials. …": lambda scene: scene.cli(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None),
    "voiceid-local: cannot listen on 127.0.0.1 port 8643: Address already in use":
        lambda scene: run_to_end("--port", scene.emulator.port).stderr.replace(str(scene.emulator.port), "8643"),
    "voiceid-local: … (see --help)": lambda scene: run_to_end("--port", "http").stderr,
    "voiceid-local: --auth sigv4 and --credential must be used together (see --help)":
        lambda scene: run_to_end("--auth", "sigv4").stderr,
    "This Host is not allowed; to accept it, add its name with --allowed-host.":
        lambda scene: scene.call("ListDomains", Host="host.docker.internal:8643"),
    "Pages of this Origin are not allowed; to accept them, add the origin with --allowed-origin.":
        lambda scene: scene.call("ListDomains", Origin="https://desk.example.com"),
    "The Content-Type of an API call must be application/x-amz-json-1.0.":
        lambda scene: scene.call("ListDomains", Content_Type="application/x-www-form-urlencoded"),
    "This call needs the header Authorization: Bearer, with the value of --control-token.":
        lambda scene: scene.start("--control-token", "secret").request("GET", "/_voiceid/clock").body["Message"],
    "voiceid-local: …: The member 'Speeker' is unknown; did you mean 'Speakers'?":
        with_file("--fixtures", "Domains:\n  - {Name: bank, Speeker: []}\n"),
    "voiceid-local: The state cannot be loaded: …": with_file("--state", '{"Version": 1000000}'),
    "Request is missing Authentication Token.":
        strict(lambda scene, emulator: emulator.call("ListDomains").body["Message"]),
    "The security token included in the request is invalid.": strict(signed_by_the_cli),
    "The request signature we calculated does not match the signature you provided. …":
        strict(signed_by_the_cli, "{account}:secret"),
    "Signature expired: X-Amz-Date is more than 15 minutes ago.": strict(signed_long_ago),
})


@provokes("voiceid-local: nothing is ready at http://localhost:8643: …")
def nobody_is_healthy(scene):
    port = closed_port()
    done = run_to_end("health", f"http://localhost:{port}")
    assert done.returncode == 1
    return done.stderr.replace(str(port), "8643")


@provokes("voiceid-local: Another emulator keeps its state in ….")
def two_with_one_state(_):
    with tempfile.TemporaryDirectory() as folder, Emulator("--state", f"{folder}/voiceid.json"):
        return run_to_end("--port", 0, "--log-level", "error", "--state", f"{folder}/voiceid.json").stderr


@provokes("This port speaks TLS: use https in the URL.")
def plain_to_tls(scene):
    with Emulator("--tls-self-signed") as emulator:
        answer = plain_http.request(f"http://127.0.0.1:{emulator.port}", "GET", "/health")
        assert answer.status == 400
        return answer.body["Message"]


@provokes("Unknown service: 'voice-id'. …")
def an_sdk_without_the_service(scene):
    """No SDK here is so old, so another service stands for it."""
    with pytest.raises(UnknownServiceError) as caught:
        boto3.session.Session().client("voice-ie", region_name="us-east-1")
    return str(caught.value).replace("voice-ie", "voice-id")


@provokes("Parameter validation failed: …")
def refused_by_the_sdk(scene):
    with pytest.raises(Exception) as caught:
        sdk.client(scene.emulator.url, scene.account).list_speakers(DomainId="short")
    return str(caught.value).replace("\n", " ")


@provokes("Unknown environment variable … (see --help).")
def an_unknown_variable(scene):
    emulator = scene.start(env={"VOICEID_PROT": "9000"})
    emulator.stop()
    return emulator.stderr.text().split("warning ", 1)[1]


@provokes("The operation is unknown: an API call is POST / with the header X-Amz-Target: VoiceID.<Operation>.")
def no_target(scene):
    return scene.emulator.request("POST", "/", {}, {"Content-Type": "application/x-amz-json-1.0"}).body["Message"]


@provokes("Too many connections are open; --max-connections sets how many may be.")
def too_many_connections(scene):
    small = scene.start("--max-connections", "1")
    with socket.create_connection(small.address):
        return small.call("ListDomains").body["Message"]


LIST_DOMAINS = "POST / HTTP/1.1\r\nX-Amz-Target: VoiceID.ListDomains\r\nContent-Type: application/x-amz-json-1.0"
PUT_OBJECT = "PUT /_voiceid/s3/bucket/key HTTP/1.1"


def uploads(emulator, request, size):
    """A connection whose request announces 1 MB and sends that much of it. The server may refuse it meanwhile."""
    connection = socket.create_connection(emulator.address)
    head = f"{request}\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
    with contextlib.suppress(ConnectionError):
        connection.sendall(head.encode() + bytes(size))
    return connection


def message_on(connection):
    with http.client.HTTPResponse(connection) as answer:
        answer.begin()
        return json.load(answer)["Message"]


@provokes("Requests and answers in progress take all the memory that --memory-limit allows; try again.")
def too_much_memory(scene):
    small = scene.start("--memory-limit", "16MB")
    with contextlib.ExitStack() as held:
        connections = [held.enter_context(uploads(small, LIST_DOMAINS, 900_000)) for _ in range(40)]
        answered, _, _ = select.select(connections, [], [], PATIENCE_SECONDS)
        return message_on(answered[0])


@provokes("The temporary file for the request's body could not be written; is the disk of TMPDIR full?")
def no_room_for_an_upload(scene):
    small = scene.start()
    resource.prlimit(small.pid, resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    with uploads(small, PUT_OBJECT, 200_000) as connection:
        return message_on(connection)


@provokes("Rate exceeded for …")
def throttled(scene):
    small = scene.start("--throttle", "aws")
    small.control("PUT", "clock", {"Frozen": True})
    return [scene.call("ListDomains", emulator=small) for _ in range(3)][-1]
