"""Holds a request to an S3 server against Signature Version 4, as botocore computes it."""
import hashlib
import re
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote_to_bytes

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SKEW = timedelta(minutes=5)
AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=(?P<credential>\S+), ?SignedHeaders=(?P<signed>[a-z0-9;-]+), ?"
                           r"Signature=(?P<signature>[0-9a-f]{64})")


class Unsigned(Exception):
    """The request has a flaw for which S3 would refuse it."""


def check(flawless, flaw):
    if not flawless:
        raise Unsigned(flaw)


def check_body(headers, body):
    digest = hashlib.sha256(body).hexdigest()
    check(headers["x-amz-content-sha256"] == digest, f"x-amz-content-sha256 is not {digest}, that of the body")


def check_path(path):
    """Encoded as S3 encodes it, since the path is signed as it was sent."""
    encoded = quote(unquote_to_bytes(path), safe="/-._~")
    check(path == encoded, f"the path is not {encoded}")


def check_signed_headers(headers, signed):
    check(signed == sorted(signed), f"the signed headers are not in order: {signed}")
    needed = {"host"} | {name.lower() for name in headers if name.lower().startswith("x-amz-")}
    check(needed <= set(signed), f"not signed: {needed - set(signed)}")
    for name in signed:
        check(len(headers.get_all(name, [])) == 1, f"{name} is signed and not there once")


def check_time(timestamp):
    sent = datetime.strptime(timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    check(abs(datetime.now(timezone.utc) - sent) < SKEW, f"sent at {timestamp}")


def verify(method, path, headers, body, keys, region):
    """Raises Unsigned unless the request is signed with these keys: (access key, secret key, session token)."""
    given = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    check(given, f"Authorization: {headers.get('Authorization')}")
    for name in ("x-amz-date", "x-amz-content-sha256"):
        check(name in headers, f"{name} is not there")
    check(headers.get("x-amz-security-token") == keys[2], "another session token")
    check_time(headers["x-amz-date"])
    check_body(headers, body)
    check_path(path)
    signed = given["signed"].split(";")
    check_signed_headers(headers, signed)

    auth = S3SigV4Auth(Credentials(*keys), "s3", region)
    request = AWSRequest(method, f"http://{headers['host']}{path}", {name: headers[name] for name in signed}, body)
    request.context["timestamp"] = headers["x-amz-date"]
    check(given["credential"] == auth.scope(request), f"the scope is not {auth.scope(request)}: {given['credential']}")
    canonical = auth.canonical_request(request)
    signature = auth.signature(auth.string_to_sign(request, canonical), request)
    check(given["signature"] == signature, f"the signature does not fit\n{canonical}")
