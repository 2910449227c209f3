"""Plain HTTP calls, for what no SDK sends and for operations that an old SDK lacks."""
import http.client
import json
from collections import namedtuple
from urllib.parse import urlsplit

Answer = namedtuple("Answer", "status headers body")
# A call may wait for 60 s by itself.
SECONDS = 120


def address_of(url):
    parts = urlsplit(url)
    return parts.hostname, parts.port


def credential_scope(account, region):
    """An Authorization header with this account and region, and a made-up signature."""
    scope = f"{account}/20261121/{region}/voiceid/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature={'0' * 64}"


def encode(body):
    if body is None or isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode("utf-8")


def decode(raw):
    """None for an empty body, the parsed value for JSON, else the text."""
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode("utf-8", "replace")


def request(url, method, path, body=None, headers=None, *, context=None, decoded=decode):
    """`context` is the client's of TLS."""
    if url.startswith("https:"):
        connection = http.client.HTTPSConnection(*address_of(url), timeout=SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(*address_of(url), timeout=SECONDS)
    try:
        connection.request(method, path, encode(body), headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, decoded(answer.read()))
    finally:
        connection.close()


def call(url, operation, body=None, *, account=None, region=None, context=None, **headers):
    """Makes an API call. Headers are given as X_Amz_Target="…"; None omits one."""
    sent = {"X-Amz-Target": f"VoiceID.{operation}", "Content-Type": "application/x-amz-json-1.0"}
    if account or region:
        sent["Authorization"] = credential_scope(account or "000000000000", region or "us-east-1")
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    wanted = {name: value for name, value in sent.items() if value is not None}
    return request(url, "POST", "/", {} if body is None else body, wanted, context=context)
