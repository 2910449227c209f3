"""Checks the Signature Version 4 of a request against botocore's."""
import hashlib
import re
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote_to_bytes

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

# What the receivers know.
KEYS = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "FwoGZXIvYXdz//EXAMPLE==")
REGION = "eu-west-2"
SKEW = timedelta(minutes=5)
AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=(?P<credential>\S+), ?SignedHeaders=(?P<signed>[a-z0-9;-]+), ?"
                           r"Signature=(?P<signature>[0-9a-f]{64})")


class Unsigned(Exception):
    """The service would refuse the request for this flaw."""


def check(flawless, flaw):
    if not flawless:
        raise Unsigned(flaw)


def check_signed_headers(headers, signed):
    check(signed == sorted(signed), f"the signed headers are not in order: {signed}")
    needed = {"host"} | {name.lower() for name in headers if name.lower().startswith("x-amz-")}
    check(needed <= set(signed), f"not signed: {needed - set(signed)}")
    for name in signed:
        check(len(headers.get_all(name, [])) == 1, f"{name} is signed and must appear exactly once")


def check_time(timestamp):
    sent = datetime.strptime(timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    check(abs(datetime.now(timezone.utc) - sent) < SKEW, f"sent at {timestamp}")


def verify(method, path, headers, body, keys, region, service, kind=SigV4Auth):
    """Raises Unsigned unless the request is signed with these keys: (access key, secret key, session token)."""
    given = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    check(given, f"Authorization: {headers.get('Authorization')}")
    check("x-amz-date" in headers, "x-amz-date is missing")
    check(headers.get("x-amz-security-token") == keys[2], "another session token")
    check_time(headers["x-amz-date"])
    signed = given["signed"].split(";")
    check_signed_headers(headers, signed)

    auth = kind(Credentials(*keys), service, region)
    request = AWSRequest(method, f"http://{headers['host']}{path}", {name: headers[name] for name in signed}, body)
    request.context["timestamp"] = headers["x-amz-date"]
    check(given["credential"] == auth.scope(request), f"the scope is not {auth.scope(request)}: {given['credential']}")
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    check(given["signature"] == signature, f"the signature does not fit\n{canonical}")


def verify_s3(method, path, headers, body, keys, region):
    """Like `verify`, of a request to an S3 server, which signs its body and its path as it was sent."""
    digest = hashlib.sha256(body).hexdigest()
    check(headers.get("x-amz-content-sha256") == digest, f"x-amz-content-sha256 is not {digest}, that of the body")
    encoded = quote(unquote_to_bytes(path), safe="/-._~")
    check(path == encoded, f"the path is not {encoded}")
    verify(method, path, headers, body, keys, region, "s3", S3SigV4Auth)
