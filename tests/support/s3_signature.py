"""Checks the Signature Version 4 of a request to an S3 server against botocore's."""
import hashlib
from urllib.parse import quote, unquote_to_bytes

from botocore.auth import S3SigV4Auth

from support import signature
from support.signature import check


def check_body(headers, body):
    check("x-amz-content-sha256" in headers, "x-amz-content-sha256 is missing")
    digest = hashlib.sha256(body).hexdigest()
    check(headers["x-amz-content-sha256"] == digest, f"x-amz-content-sha256 is not {digest}, that of the body")


def check_path(path):
    """Encoded as S3 encodes it, since the path is signed as it was sent."""
    encoded = quote(unquote_to_bytes(path), safe="/-._~")
    check(path == encoded, f"the path is not {encoded}")


def verify(method, path, headers, body, keys, region):
    """Raises signature.Unsigned unless the request is signed with these keys: (access key, secret key, session
    token)."""
    check_body(headers, body)
    check_path(path)
    signature.verify(method, path, headers, body, keys, region, "s3", S3SigV4Auth)
