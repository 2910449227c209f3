"""A request as boto3 sends it: the same headers, each of the usual length, and a body as json.dumps writes it."""
import json

LENGTH_MARK = "<LENGTH>"
VALUE_MARK = "<VALUE>"

# The order and the values follow a captured boto3 call; the host is fixed so that both servers get the same bytes.
HEAD = "\r\n".join([
    "POST / HTTP/1.1",
    "Host: 127.0.0.1:8643",
    "Accept-Encoding: identity",
    "X-Amz-Target: VoiceID.{operation}",
    "Content-Type: application/x-amz-json-1.0",
    "User-Agent: Boto3/1.35.36 md/Botocore#1.35.36 ua/2.0 os/linux#6.1.0-26-amd64 md/arch#x86_64 "
    "lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.35.36",
    "X-Amz-Date: 20261121T093000Z",
    "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/voiceid/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
    "Signature=8bcd597ff13897de4421e36b0948e4d466c5ae3859f47db2e1df2f3f2ab348f7",
    "amz-sdk-invocation-id: b56b8743-97f8-4073-ad56-8fa86bbb7f20",
    "amz-sdk-request: ttl=20261121T093100Z; attempt=1; max=3",
    f"Content-Length: {LENGTH_MARK}",
    "", ""])


def template(operation, **members):
    """The text of a request in which one member has the value VALUE_MARK."""
    return HEAD.format(operation=operation) + json.dumps(members)


def fill_in(text, value):
    """The bytes of one request; load.lua does the same for each request of a load."""
    head, body = text.replace(VALUE_MARK, value).split("\r\n\r\n", 1)
    return f"{head.replace(LENGTH_MARK, str(len(body)))}\r\n\r\n{body}".encode()
