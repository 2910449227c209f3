"""voiceid-local for tests: starts it, makes clients, and calls its control API."""
import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config

BUILT = Path(__file__).resolve().parents[2] / "build/release/voiceid-local"
READY = re.compile(r"listening on (http\S+) Ready\.")
# The emulator is on this machine or network, so no proxy is used.
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


class Emulator:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def client(self, account, region="us-east-1"):
        """A boto3 client of that account: a 12-digit access key is the account ID."""
        return boto3.client("voice-id", endpoint_url=self.url, region_name=region, aws_access_key_id=account,
                            aws_secret_access_key="any", config=Config(proxies={}))

    def control(self, method, path, body=None):
        """A call of the control API, such as control("POST", "fixtures", {"Domains": […]})."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_voiceid/{path}", data, method=method)
        try:
            with _open(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()}") from None


def running(url):
    """An emulator that was started elsewhere; raises an error if none answers."""
    emulator = Emulator(url)
    try:
        emulator.control("GET", "readyz")
    except (OSError, RuntimeError) as error:
        raise RuntimeError(f"No emulator answers at {url}, which AWS_ENDPOINT_URL_VOICE_ID names: {error}") from None
    return emulator


def program():
    """The emulator's program: $EMULATOR_BINARY, one on the PATH, or the one that this repository builds."""
    named = os.environ.get("EMULATOR_BINARY")
    for candidate in [named] if named else [shutil.which("voiceid-local"), str(BUILT)]:
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    raise RuntimeError("There is no voiceid-local. Start one and set AWS_ENDPOINT_URL_VOICE_ID to its URL, "
                       "or put the program on the PATH, or build it with ./dev build.")


@contextmanager
def started(*options):
    """Starts an emulator on a free port, and ends it afterwards."""
    process = subprocess.Popen([program(), "--port", "0", *options], stdout=subprocess.PIPE, text=True)
    try:
        ready = READY.search(process.stdout.readline())
        if ready is None:
            raise RuntimeError("voiceid-local did not start; see its message above.")
        yield Emulator(ready.group(1))
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
