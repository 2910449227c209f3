"""--auth sigv4: boto3 signs, the emulator checks; tests/server/api/sigv4_test.cpp holds what it refuses."""
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
    ("AKIAUNKNOWN", {"secret": SECRET}, "UnrecognizedClientException"),
    (SESSION_KEY, {"secret": SESSION_SECRET, "token": "yesterdays"}, "ExpiredTokenException"),
    (ACCOUNT, {"signature_version": UNSIGNED}, "MissingAuthenticationTokenException"),
], ids=["wrong secret", "unknown key", "another token", "unsigned"])
def test_a_wrong_secret_key_or_token_is_denied(strict, key, how, code):
    denied(sdk.client(strict.url, key, **how), code)


def test_the_cli_signs_well(strict):
    right = AwsCli(strict.url, SESSION_KEY, AWS_SECRET_ACCESS_KEY=SESSION_SECRET, AWS_SESSION_TOKEN=SESSION_TOKEN)
    assert "DomainSummaries" in right("list-domains")
    wrong = AwsCli(strict.url, ACCOUNT, AWS_SECRET_ACCESS_KEY="wrong").run("list-domains")
    assert wrong.returncode == 254
    assert "(InvalidSignatureException) when calling the ListDomains operation" in wrong.stderr
