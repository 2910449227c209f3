"""--auth sigv4: boto3 signs, the emulator checks; tests/server/api/sigv4_test.cpp holds what it refuses."""
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
    strict.advance("P1Y")
    client = sdk.client(strict.url, ACCOUNT, secret=SECRET)
    domain = sdk.create_domain(client, Description="Zürich - 東京", Tags=[{"Key": "a b", "Value": "é"}])
    assert f":{ACCOUNT}:" in domain["Arn"]
    assert sdk.opt_out(client, domain["DomainId"], "alice")[0]["Status"] == "OPTED_OUT"
    other = sdk.create_domain(sdk.client(strict.url, KEY_ID, secret=KEY_SECRET, region="eu-west-2"))
    assert other["Arn"].startswith("arn:aws:voiceid:eu-west-2:000000000000:")
    with_token = sdk.client(strict.url, SESSION_KEY, secret=SESSION_SECRET, token=SESSION_TOKEN)
    assert with_token.list_domains()["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.mark.parametrize("key, how, code", [
    (ACCOUNT, {"secret": "wrong"}, "InvalidSignatureException"),
    (KEY_ID, {"secret": SECRET}, "InvalidSignatureException"),
    ("AKIAUNKNOWN", {"secret": SECRET}, "UnrecognizedClientException"),
    (SESSION_KEY, {"secret": SESSION_SECRET}, "UnrecognizedClientException"),
    (SESSION_KEY, {"secret": SESSION_SECRET, "token": "yesterdays"}, "ExpiredTokenException"),
    (ACCOUNT, {"secret": SECRET, "token": "surplus"}, "UnrecognizedClientException"),
    (ACCOUNT, {"signature_version": UNSIGNED}, "MissingAuthenticationTokenException"),
], ids=["wrong secret", "another secret", "unknown key", "no token", "another token", "token too many", "unsigned"])
def test_what_is_denied(strict, key, how, code):
    denied(sdk.client(strict.url, key, **how), code)


@pytest.fixture
def skew(monkeypatch):
    """Makes boto3 sign as if its machine's clock were wrong."""
    # Either botocore's own signer or the native one, if that is installed.
    signer = sys.modules[botocore.auth.AUTH_TYPE_MAPS["v4"].__module__]

    def by(**offset):
        class Skewed(datetime.datetime):
            @classmethod
            def utcnow(cls):
                return datetime.datetime.utcnow() + datetime.timedelta(**offset)
        monkeypatch.setattr(signer, "datetime", types.SimpleNamespace(**{**vars(datetime), "datetime": Skewed}))
    return by


@pytest.mark.parametrize("minutes, is_let_in", [(-17, False), (-13, True), (13, True), (17, False)])
def test_the_date_may_be_a_quarter_of_an_hour_off(strict, skew, minutes, is_let_in):
    skew(minutes=minutes)
    client = sdk.client(strict.url, ACCOUNT, secret=SECRET)
    client.list_domains() if is_let_in else denied(client, "InvalidSignatureException")


def test_half_signed_calls(strict):
    now = datetime.datetime.utcnow().strftime("%Y%m%dT%H%M%SZ")
    answer = strict.call("ListDomains", Authorization="AWS4-HMAC-SHA256", X_Amz_Date=now)
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (403, "IncompleteSignatureException")
    assert answer.body["__type"] == "com.amazon.coral.service#IncompleteSignatureException"


def test_the_cli_signs_well(strict):
    right = AwsCli(strict.url, SESSION_KEY, AWS_SECRET_ACCESS_KEY=SESSION_SECRET, AWS_SESSION_TOKEN=SESSION_TOKEN)
    assert "DomainSummaries" in right("list-domains")
    wrong = AwsCli(strict.url, ACCOUNT, AWS_SECRET_ACCESS_KEY="wrong").run("list-domains")
    assert wrong.returncode == 254
    assert "(InvalidSignatureException) when calling the ListDomains operation" in wrong.stderr


def test_a_body_changed_on_its_way_is_noticed(strict):
    client = sdk.client(strict.url, ACCOUNT, secret=SECRET)

    def change(request, **_):
        request.body = request.body.replace(b"{", b" {", 1)
        request.headers["Content-Length"] = str(len(request.body))
    client.meta.events.register("before-send.voice-id.ListDomains", change)
    denied(client, "InvalidSignatureException")


def test_unknown_targets_are_answered_before_the_signature_is_checked(strict):
    answer = strict.call("NoSuchOperation")
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (404, "UnknownOperationException")


def test_signatures_are_not_checked_by_default(emulator, account):
    assert sdk.client(emulator.url, account, secret="whatever").list_domains()["DomainSummaries"] == []
