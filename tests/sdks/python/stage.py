"""The emulator beside the SDK: the control API, the request log, the built-in storage, notes for the table."""
import json
import os
import secrets
import urllib.parse
import urllib.request
from pathlib import Path

URL = os.environ["SDK_STORY_URL"]
CLOCK_URL = os.environ["SDK_STORY_CLOCK_URL"]
SIGNED_URL = os.environ["SDK_STORY_SIGNED_URL"]
NEWER_URL = os.environ["SDK_STORY_NEWER_URL"]


def new_account():
    return str(10**11 + secrets.randbelow(9 * 10**11))


def control(method, path, body=None, url=URL):
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/_voiceid/{path}", data, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def calls(account, operation):
    """Those of the request log."""
    return control("GET", f"requests?account={account}&operation={operation}")["Requests"]


def fault(account, **members):
    control("POST", f"faults?account={account}", members)


def speak(domain, session, voice, seconds=12, speaker="alice", url=URL):
    """A call in which `voice` speaks, and which goes on."""
    sessions = f"domains/{domain}/sessions"
    control("POST", sessions, {"SessionName": session, "SpeakerId": speaker}, url)
    control("POST", f"{sessions}/{session}/audio", {"Voice": voice, "SpeechSeconds": seconds}, url)


def enrolled(domain, speaker="alice", url=URL):
    control("PUT", f"domains/{domain}/speakers/{speaker}", {}, url)


def store(bucket, key, data, voice=None):
    query = f"?voice={voice}" if voice else ""
    control("PUT", f"s3/{bucket}/{urllib.parse.quote(key)}{query}", data)


def recording():
    return Path(os.environ["SDK_STORY_RECORDING"]).read_bytes()


def note(part, text):
    with open(os.environ["SDK_STORY_NOTES"], "a", encoding="utf-8") as notes:
        notes.write(f"{part}\t{text}\n")


def profile(account):
    """A configuration file whose profile `local` leads to the emulator."""
    return f"""[profile local]
services = local
region = us-east-1
aws_access_key_id = {account}
aws_secret_access_key = any
[services local]
voice_id =
  endpoint_url = {URL}
"""
