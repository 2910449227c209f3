"""docs/troubleshooting.md quotes messages as they are: each is brought about here, by the emulator or by a real client.

A heading's `…` stands for any text. What no message is in it: the names of decisions, and headings without backquotes.
"""
import json
import re
import socket
import subprocess

import boto3
import pytest
from botocore.exceptions import UnknownServiceError

from support import markdown, plain_http, sdk, tls
from support.aws_cli import AwsCli
from support.documents import read
from support.emulator import run_to_end
from support.http_receiver import Exchange, HttpReceiver
from support.session_calls import KMS

PAGE = "docs/troubleshooting.md"
QUOTED = re.compile(r"^### `(.+)`$", re.MULTILINE)
DECISIONS = {"NOT_ENOUGH_SPEECH", "SPEAKER_NOT_ENROLLED", "REJECT"}


class Scene:
    """A test's emulators and account."""

    def __init__(self, emulator, account, start):
        self.emulator, self.account, self.start = emulator, account, start

    def cli(self, url=None, **environment):
        done = AwsCli(url or self.emulator.url, self.account, **environment).run("list-domains")
        assert done.returncode != 0
        return done.stderr.strip()

    def call(self, operation, body=None, emulator=None, **how):
        answer = (emulator or self.emulator).call(operation, body, account=self.account, **how)
        return answer.body.get("Message")

    def domain(self, emulator=None):
        body = {"Name": "calls", "ServerSideEncryptionConfiguration": KMS}
        return (emulator or self.emulator).call("CreateDomain", body, account=self.account).body["Domain"]["DomainId"]

    def control(self, method, path, body=None):
        answer = self.emulator.request(method, f"/_voiceid/{path}", body)
        return answer.body.get("Message")


PROVOKED = {}


def provokes(quoted):
    def register(function):
        assert quoted not in PROVOKED
        PROVOKED[quoted] = function
        return function
    return register


def session(scene, *steps):
    """The message of the last step on a session of alice's that has begun."""
    root = f"domains/{scene.domain()}/sessions"
    assert scene.control("POST", root, {"SessionName": "call-1"}) is None
    for method, path, body in steps:
        message = scene.control(method, root + path, body)
    return message


@provokes('Could not connect to the endpoint URL: "http://localhost:8643/"')
def nobody_listens(scene):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return scene.cli(f"http://localhost:{port}").replace(str(port), "8643")


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


@provokes("The emulator is not reached by that Host; --allowed-host allows a name.")
def a_foreign_host(scene):
    return scene.call("ListDomains", Host="host.docker.internal:8643")


@provokes("Pages of that Origin may not use the emulator; --allowed-origin allows one.")
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


@provokes("The specified domain was not found.")
def another_region(scene):
    return scene.call("DescribeDomain", {"DomainId": scene.domain()}, region="eu-west-1")


@provokes("The specified speaker was not found.")
def no_speaker(scene):
    return scene.call("DescribeSpeaker", {"DomainId": scene.domain(), "SpeakerId": "alice"})


@provokes("The specified session was not found.")
def no_session(scene):
    return scene.call("EvaluateSession", {"DomainId": scene.domain(), "SessionNameOrId": "call-1"})


@provokes("The domain is not active.")
def a_deleted_domain(scene):
    domain = scene.domain()
    scene.emulator.call("DeleteDomain", {"DomainId": domain}, account=scene.account)
    return scene.call("ListSpeakers", {"DomainId": domain})


@provokes("… validation error detected: …")
def a_violation(scene):
    return scene.call("ListDomains", {"MaxResults": 0})


@provokes("STRING_VALUE cannot be converted to Integer")
def a_wrong_type(scene):
    return scene.call("ListDomains", {"MaxResults": "ten"})


@provokes("The NextToken is not valid for this request or has expired.")
def a_bad_page_token(scene):
    return scene.call("ListDomains", {"NextToken": "abc"})


@provokes("The ClientToken was used within the last 24 hours with other parameters.")
def a_used_client_token(scene):
    bodies = [{"Name": name, "ServerSideEncryptionConfiguration": KMS, "ClientToken": "once"} for name in ("a", "b")]
    return [scene.call("CreateDomain", body) for body in bodies][-1]


@provokes("The quota … is exceeded; start the emulator with --quota … to change it.")
def a_full_quota(scene):
    small = scene.start("--quota", "speakers=0")
    return scene.call("OptOutSpeaker", {"DomainId": scene.domain(small), "SpeakerId": "alice"}, emulator=small)


@provokes("The member 'SpeechSecond' is unknown.")
def a_slip(scene):
    return session(scene, ("POST", "/call-1/audio", {"Voice": "alice", "SpeechSecond": 5}))


@provokes("The session has an active stream; end it before a new one.")
def a_second_stream(scene):
    return session(scene, ("POST", "", {"SessionName": "call-1"}))


@provokes("The stream of the session has ended, so it takes no more audio; start the session again for a new stream.")
def audio_after_the_end(scene):
    return session(scene, ("POST", "/call-1/end", {}),
                   ("POST", "/call-1/audio", {"Voice": "alice", "SpeechSeconds": 5}))


@provokes("The session has no speaker; set its SpeakerId before enrolling.")
def nobody_to_enroll(scene):
    return session(scene, ("POST", "/call-1/enrollment", {}))


@provokes("The speaker has opted out; delete the speaker before enrolling.")
def one_who_opted_out(scene):
    domain = scene.domain()
    scene.emulator.call("OptOutSpeaker", {"DomainId": domain, "SpeakerId": "alice"}, account=scene.account)
    root = f"domains/{domain}/sessions"
    assert scene.control("POST", root, {"SessionName": "call-1", "SpeakerId": "alice"}) is None
    return scene.control("POST", f"{root}/call-1/enrollment", {})


@provokes("There is no object s3://calls/enroll.json.")
def no_input_file(scene):
    return scene.control("GET", "s3/calls/enroll.json")


@provokes("… seconds of net speech in 1 audio file; 30.0 seconds are needed.")
def too_little_speech(scene):
    """As the page on batch jobs shows it, whose examples are run."""
    shown = markdown.blocks(read("docs/batch-jobs.md"))
    return next(message["ErrorMessage"] for block in shown if "net speech" in block.text
                for message in json.loads(block.text)["Errors"] if "net speech" in message["ErrorMessage"])


@provokes("Objects are in the S3 server that --s3-endpoint names, where this call does not reach.")
def objects_elsewhere(scene):
    remote = scene.start("--s3-endpoint", "http://127.0.0.1:9")
    return remote.request("GET", "/_voiceid/s3/calls").body["Message"]


@provokes("The … sink dropped …")
def a_dead_webhook(scene):
    class Refusing(Exchange):
        def serve(self, body, flaw):
            self.answer(500)

    with HttpReceiver(Refusing) as receiver:
        emulator = scene.start("--event-webhook", receiver.url)
        assert scene.call("OptOutSpeaker", {"DomainId": scene.domain(emulator), "SpeakerId": "a"}, emulator) is None
        emulator.stop()
    return emulator.stderr.text().split("warning ", 1)[1]


# That of a full disk takes a container: tests/containers/running_test.py brings it about.
ELSEWHERE = {"The object … cannot be written: the disk is full."}


def test_every_message_of_the_page_is_brought_about():
    quoted = set(QUOTED.findall(read(PAGE)))
    assert quoted - DECISIONS == PROVOKED.keys() | ELSEWHERE


@pytest.mark.parametrize("quoted", PROVOKED, ids=lambda quoted: quoted[:40])
def test_the_message_is_as_quoted(quoted, emulator, account, start_emulator):
    said = PROVOKED[quoted](Scene(emulator, account, start_emulator))
    assert said is not None and markdown.same_text(quoted, said), said


def test_decisions_are_the_services():
    helped = subprocess.run(["grep", "-o", r'"[A-Z_]*"', "domain/evaluation.hpp"], capture_output=True, text=True).stdout
    assert {f'"{decision}"' for decision in DECISIONS} <= set(helped.split()), helped
