"""Servers that the emulator calls over TLS, with certificates of an authority that only --ca-file makes known.

tests/server/outbound/trust_test.cpp holds which files are taken.
"""
import pytest

from support.emulator import run_to_end
from support.event_receiver import KEYS, REGION, BusReceiver, WebhookReceiver
from support.event_sinks import NO_PROXY, Source, detail_of, logged_drops, settled
from support.patience import until
from support.s3_jobs import ENROLLED, ENVIRONMENT, batch_on, failure
from support.s3_receiver import S3Receiver
from support.tls import make_authority, make_certificate
from wire.process_test import refused_to_start

IDENTITY = {"AWS_ACCESS_KEY_ID": KEYS[0], "AWS_SECRET_ACCESS_KEY": KEYS[1], "AWS_SESSION_TOKEN": KEYS[2],
            "AWS_REGION": REGION}
REMEDY = "; --ca-file adds certificates to trust"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """An authority that signed nothing."""
    return make_authority(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory, authority):
    return make_certificate(tmp_path_factory.mktemp("certificate"), authority=authority)


def test_jobs_read_and_write_objects(start_emulator, authority, certificate):
    with S3Receiver(certificate=certificate) as server:
        emulator = start_emulator("--s3-endpoint", server.url, "--ca-file", authority[0], env=ENVIRONMENT)
        assert batch_on(emulator, server.objects).enrollment.run("alice").outcomes == ENROLLED
        assert server.flaws() == []


def test_a_self_signed_server_can_be_trusted_by_its_own_certificate(start_emulator, tmp_path):
    own = make_certificate(tmp_path)
    with S3Receiver(certificate=own) as server:
        emulator = start_emulator("--s3-endpoint", server.url, env={**ENVIRONMENT, "VOICEID_CA_FILE": str(own[0])})
        assert batch_on(emulator, server.objects).enrollment.run("alice").outcomes == ENROLLED


def test_several_authorities_are_trusted_at_once(start_emulator, authority, other, certificate, tmp_path):
    both = tmp_path / "both.pem"
    both.write_bytes(other[0].read_bytes() + authority[0].read_bytes())
    with WebhookReceiver(certificate=certificate) as receiver:
        source = Source(start_emulator("--event-webhook", receiver.url, "--ca-file", both, env=NO_PROXY))
        source.publish(3)
        assert receiver.wait_for(events=3) == source.events()
        assert receiver.connections == 1


def test_events_are_put_on_a_bus(start_emulator, authority, certificate):
    with BusReceiver(certificate=certificate) as bus:
        source = Source(start_emulator("--eventbridge-endpoint", bus.url, "--ca-file", authority[0],
                                       env={**NO_PROXY, **IDENTITY}))
        source.publish()
        assert [detail_of(entry) for entry in bus.wait_for(events=1)] == [each["detail"] for each in source.events()]
        assert bus.flaws() == []


@pytest.mark.parametrize("options", [(), ("--ca-file",)], ids=["without the option", "with another authority"])
def test_a_server_of_an_unknown_authority_is_refused_and_the_remedy_named(start_emulator, other, certificate, options):
    trust = [*options, *[other[0] for _ in options]]
    with S3Receiver(certificate=certificate) as server, WebhookReceiver(certificate=certificate) as receiver:
        emulator = start_emulator("--s3-endpoint", server.url, "--event-webhook", receiver.url, *trust, env=ENVIRONMENT)
        source = Source(emulator)
        source.publish()
        assert settled(emulator, "webhook") == (0, 1)
        [(_, why)] = until(lambda: logged_drops(emulator, "webhook"))
        assert "certificate" in why and why.endswith(REMEDY)
        status_code, message = failure(batch_on(emulator, server.objects))
        assert status_code == 500 and "certificate" in message and REMEDY in message
        assert (server.requests(), receiver.requests()) == ([], [])


def test_the_name_in_the_certificate_must_be_the_servers(start_emulator, authority, tmp_path):
    elsewhere = make_certificate(tmp_path, authority=authority, extension="subjectAltName=DNS:s3.example")
    with WebhookReceiver(certificate=elsewhere) as receiver:
        source = Source(start_emulator("--event-webhook", receiver.url, "--ca-file", authority[0], env=NO_PROXY))
        source.publish()
        assert settled(source.emulator, "webhook") == (0, 1)
        [(_, why)] = until(lambda: logged_drops(source.emulator, "webhook"))
        assert "127.0.0.1" in why and REMEDY not in why
        assert receiver.requests() == []


def test_a_file_that_cannot_be_used_ends_the_start(authority, tmp_path):
    for file, says in ((tmp_path / "none", "cannot be read: No such file or directory"), (tmp_path, "cannot be read"),
                       (authority[1], "contains no PEM certificate")):
        done = run_to_end("--port", "0", "--ca-file", file)
        refused_to_start(done, file, says)
        assert "BEGIN" not in done.stderr
