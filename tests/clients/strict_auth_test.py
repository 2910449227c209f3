"""--auth sigv4: boto3 signs, the emulator checks."""
import datetime
import sys
import types

import botocore.auth
import pytest
from botocore import UNSIGNED
from botocore.exceptions import ClientError

from support import sdk
from support.aws_cli import AwsCli
from support.emulator import Emulator

ACCOUNT, SECRET = "111122223333", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
KEY_ID, KEY_SECRET = "AKIAIOSFODNN7EXAMPLE", "another-secret"
SESSION_KEY, SESSION_SECRET, SESSION_TOKEN = "ASIAIOSFODNN7EXAMPLE", "third-secret", "FwoGZXIvYXdzEXAMPLE//token=="


@pytest.fixture(scope="module")
def strict():
    with Emulator("--auth", "sigv4", "--credential", f"{ACCOUNT}:{SECRET}", "--credential", f"{KEY_ID}:{KEY_SECRET}",
                  "--credential", f"{SESSION_KEY}:{SESSION_SECRET}:{SESSION_TOKEN}") as running:
        yield running


def denied(client, code):
    with pytest.raises(ClientError) as caught:
        client.list_domains()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert caught.value.response["Error"]["Code"] == code
    assert sdk.message_of(caught)


def test_right_secrets_are_let_in(strict):
    domain = sdk.create_domain(sdk.client(strict.url, ACCOUNT, secret=SECRET), Description="Zürich - 東京")
    assert f":{ACCOUNT}:" in domain["Arn"]
    other = sdk.create_domain(sdk.client(strict.url, KEY_ID, secret=KEY_SECRET, region="eu-west-2"))
    assert other["Arn"].startswith("arn:aws:voiceid:eu-west-2:000000000000:")


def test_every_operation_passes_with_a_signature(strict):
    client = sdk.client(strict.url, ACCOUNT, secret=SECRET)
    domain = sdk.create_domain(client, Tags=[{"Key": "a b", "Value": "é"}])["DomainId"]
    assert sdk.opt_out(client, domain, "alice")[0]["Status"] == "OPTED_OUT"
    client.delete_speaker(DomainId=domain, SpeakerId="alice")
    client.delete_domain(DomainId=domain)


def test_wrong_secret(strict):
    denied(sdk.client(strict.url, ACCOUNT, secret="wrong"), "InvalidSignatureException")


def test_secret_of_another_key(strict):
    denied(sdk.client(strict.url, KEY_ID, secret=SECRET), "InvalidSignatureException")


def test_unknown_access_key(strict):
    denied(sdk.client(strict.url, "AKIAUNKNOWN", secret=SECRET), "UnrecognizedClientException")


def test_session_token(strict):
    client = sdk.client(strict.url, SESSION_KEY, secret=SESSION_SECRET, token=SESSION_TOKEN)
    assert client.list_domains()["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_missing_session_token(strict):
    denied(sdk.client(strict.url, SESSION_KEY, secret=SESSION_SECRET), "UnrecognizedClientException")


def test_another_session_token_counts_as_an_expired_one(strict):
    denied(sdk.client(strict.url, SESSION_KEY, secret=SESSION_SECRET, token="yesterdays"), "ExpiredTokenException")


def test_session_token_with_a_key_that_has_none(strict):
    denied(sdk.client(strict.url, ACCOUNT, secret=SECRET, token="surplus"), "UnrecognizedClientException")


@pytest.fixture
def skew(monkeypatch):
    """Makes boto3 sign as if its machine's clock were wrong."""
    # Either botocore's own signer or, where that is installed, the native one.
    signer = sys.modules[botocore.auth.AUTH_TYPE_MAPS["v4"].__module__]

    def by(**offset):
        class Skewed(datetime.datetime):
            @classmethod
            def utcnow(cls):
                return datetime.datetime.utcnow() + datetime.timedelta(**offset)
        monkeypatch.setattr(signer, "datetime", types.SimpleNamespace(**{**vars(datetime), "datetime": Skewed}))
    return by


@pytest.mark.parametrize("minutes", [-16, 16, -24 * 60, 24 * 60])
def test_date_too_far_off(strict, skew, minutes):
    skew(minutes=minutes)
    denied(sdk.client(strict.url, ACCOUNT, secret=SECRET), "InvalidSignatureException")


@pytest.mark.parametrize("minutes", [-14, 14])
def test_date_a_little_off(strict, skew, minutes):
    skew(minutes=minutes)
    assert sdk.client(strict.url, ACCOUNT, secret=SECRET).list_domains()["DomainSummaries"] is not None


def test_skew_is_measured_on_the_real_clock(start_emulator):
    emulator = start_emulator("--auth", "sigv4", "--credential", f"{ACCOUNT}:{SECRET}")
    emulator.advance("P1Y")
    assert sdk.client(emulator.url, ACCOUNT, secret=SECRET).list_domains()["DomainSummaries"] == []


AUTHORIZATION = (f"AWS4-HMAC-SHA256 Credential={ACCOUNT}/20261121/us-east-1/voiceid/aws4_request, "
                 f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}")


@pytest.mark.parametrize("authorization, error", [
    (None, "MissingAuthenticationTokenException"),
    ("AWS4-HMAC-SHA256", "IncompleteSignatureException"),
    (AUTHORIZATION.replace("Signature=", "Sign="), "IncompleteSignatureException"),
    (AUTHORIZATION.replace("Credential=", "Credentials="), "IncompleteSignatureException"),
    (AUTHORIZATION.replace("SignedHeaders=host;x-amz-date, ", ""), "IncompleteSignatureException"),
    (AUTHORIZATION.replace("/aws4_request", ""), "IncompleteSignatureException"),
], ids=["none", "bare", "no signature", "no credential", "no signed headers", "short scope"])
def test_unsigned_and_half_signed_calls(strict, authorization, error):
    now = datetime.datetime.utcnow().strftime("%Y%m%dT%H%M%SZ")
    answer = strict.call("ListDomains", Authorization=authorization, X_Amz_Date=now)
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (403, error)
    assert answer.body["__type"] == f"com.amazon.coral.service#{error}"


def test_unsigned_client(strict):
    denied(sdk.client(strict.url, ACCOUNT, signature_version=UNSIGNED), "MissingAuthenticationTokenException")


def test_the_cli_signs_well(strict):
    right = AwsCli(strict.url, SESSION_KEY, AWS_SECRET_ACCESS_KEY=SESSION_SECRET, AWS_SESSION_TOKEN=SESSION_TOKEN)
    assert "DomainSummaries" in right("list-domains")
    wrong = AwsCli(strict.url, ACCOUNT, AWS_SECRET_ACCESS_KEY="wrong").run("list-domains")
    assert wrong.returncode == 254
    assert "(InvalidSignatureException) when calling the ListDomains operation" in wrong.stderr


def test_a_body_changed_on_its_way_is_noticed(strict):
    client = sdk.client(strict.url, ACCOUNT, secret=SECRET)
    before_send = "before-send.voice-id.ListDomains"

    def change(request, **_):
        request.body = request.body.replace(b"{", b" {", 1)
        request.headers["Content-Length"] = str(len(request.body))
    client.meta.events.register(before_send, change)
    denied(client, "InvalidSignatureException")


def test_unknown_targets_are_answered_before_the_signature_is_looked_at(strict):
    answer = strict.call("NoSuchOperation")
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (404, "UnknownOperationException")


def test_signatures_are_not_checked_by_default(emulator, account):
    assert sdk.client(emulator.url, account, secret="whatever").list_domains()["DomainSummaries"] == []
