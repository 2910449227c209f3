"""Troubles of those whose calls do not get through, or are all refused; and of an emulator that does not start."""
import socket

import boto3
import pytest
from botocore.exceptions import UnknownServiceError

from support import plain_http, sdk, tls
from support.emulator import run_to_end
from support.troubles import provokes


@provokes('Could not connect to the endpoint URL: "http://localhost:8643/"')
def nobody_listens(scene):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return scene.cli(f"http://localhost:{port}").replace(str(port), "8643")


@provokes("voiceid-local: nothing is ready at http://localhost:8643: …")
def nobody_is_healthy(scene):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    done = run_to_end("health", f"http://localhost:{port}")
    assert done.returncode == 1
    return done.stderr.replace(str(port), "8643")


@provokes("SSL validation failed for https://localhost:8643/ …")
def tls_to_plain(scene):
    port = scene.emulator.port
    return scene.cli(f"https://localhost:{port}").replace(str(port), "8643")


@provokes("This port speaks TLS: use https in the URL.")
def plain_to_tls(scene):
    with tls.TlsEmulator("--tls-self-signed") as emulator:
        answer = plain_http.request(f"http://127.0.0.1:{emulator.port}", "GET", "/health")
        assert answer.status == 400
        return answer.body["Message"]


@provokes("You must specify a region. …")
def no_region(scene):
    return scene.cli(AWS_DEFAULT_REGION=None)


@provokes("Unable to locate credentials. …")
def no_credentials(scene):
    return scene.cli(AWS_ACCESS_KEY_ID=None, AWS_SECRET_ACCESS_KEY=None)


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


@provokes("voiceid-local: cannot listen on 127.0.0.1 port 8643: Address already in use")
def a_port_in_use(scene):
    port = scene.emulator.port
    return run_to_end("--port", port).stderr.replace(str(port), "8643")


@provokes("voiceid-local: … (see --help)")
def a_bad_option(scene):
    return run_to_end("--port", "http").stderr


@provokes("voiceid-local: --auth sigv4 and --credential are given together (see --help)")
def strict_without_keys(scene):
    return run_to_end("--auth", "sigv4").stderr


@provokes("The environment variable … is none of voiceid-local's (see --help).")
def an_unknown_variable(scene):
    emulator = scene.start(env={"VOICEID_PROT": "9000"})
    emulator.stop()
    return emulator.stderr.text().split("warning ", 1)[1]


@provokes("This Host is not allowed; to accept it, add its name with --allowed-host.")
def a_foreign_host(scene):
    return scene.call("ListDomains", Host="host.docker.internal:8643")


@provokes("Pages of this Origin are not allowed; to accept them, add the origin with --allowed-origin.")
def a_foreign_origin(scene):
    return scene.call("ListDomains", Origin="https://desk.example.com")


@provokes("The operation is unknown: an API call is POST / with the header X-Amz-Target: VoiceID.<Operation>.")
def no_target(scene):
    return scene.emulator.request("POST", "/", {}, {"Content-Type": "application/x-amz-json-1.0"}).body["Message"]


@provokes("The Content-Type of an API call must be application/x-amz-json-1.0.")
def by_curl(scene):
    return scene.call("ListDomains", Content_Type="application/x-www-form-urlencoded")


@provokes("Request is missing Authentication Token.")
def unsigned(scene):
    strict = scene.start("--auth", "sigv4", "--credential", "AKID:secret")
    return strict.call("ListDomains").body["Message"]


@provokes("The security token included in the request is invalid.")
def an_unknown_key(scene):
    strict = scene.start("--auth", "sigv4", "--credential", "AKID:secret")
    return scene.cli(strict.url).rsplit("): ", 1)[1]


@provokes("The request signature we calculated does not match the signature you provided. …")
def another_secret(scene):
    strict = scene.start("--auth", "sigv4", "--credential", f"{scene.account}:secret")
    return scene.cli(strict.url).rsplit("): ", 1)[1]


@provokes("Signature expired: X-Amz-Date is more than 15 minutes ago.")
def signed_long_ago(scene):
    strict = scene.start("--auth", "sigv4", "--credential", "AKID:secret")
    credential = "AKID/20260101/us-east-1/voiceid/aws4_request"
    signed = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host;x-amz-date, Signature={'0' * 64}"
    return strict.call("ListDomains", Authorization=signed, X_Amz_Date="20260101T000000Z").body["Message"]


@provokes("Too many connections are open; --max-connections sets how many may be.")
def too_many_connections(scene):
    small = scene.start("--max-connections", "1")
    with socket.create_connection(small.address):
        return small.call("ListDomains").body["Message"]


@provokes("Rate exceeded for …")
def throttled(scene):
    small = scene.start("--throttle", "aws")
    small.control("PUT", "clock", {"Frozen": True})
    return [scene.call("ListDomains", emulator=small) for _ in range(3)][-1]
