"""voiceid-local for tests: starts it, makes clients, and plays Amazon Connect's part in calls."""
import json
import os
import re
import shutil
import subprocess
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
        """A call of the control API, such as control("POST", "clock/advance", {"By": "P3Y"})."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_voiceid/{path}", data, method=method)
        with _open(request) as answer:
            return json.load(answer)

    def call(self, domain_id, name, speaker_id=None):
        return Call(self, domain_id, name, speaker_id)


class Call:
    """What Amazon Connect does in a call: starts a session, sends speech, requests an enrollment."""

    def __init__(self, emulator, domain_id, name, speaker_id):
        self.name = name
        self._emulator, self._sessions = emulator, f"domains/{domain_id}/sessions"
        speaker = {} if speaker_id is None else {"SpeakerId": speaker_id}
        emulator.control("POST", self._sessions, {"SessionName": name, **speaker})

    def _post(self, what, body):
        return self._emulator.control("POST", f"{self._sessions}/{self.name}/{what}", body)["Session"]

    def hear(self, voice, seconds):
        """Sends the caller's speech: a voice is a label; seconds are net speech, without pauses."""
        return self._post("audio", {"Voice": voice, "SpeechSeconds": seconds})

    def enroll(self):
        """Enrolls the call's speaker, which takes one second on the emulator's clock."""
        self._post("enrollment", {})
        self._emulator.control("POST", "clock/advance", {"By": "PT1S"})

    def script(self, **outcome):
        """Sets exact scores: script(AuthenticationScore=91)."""
        self._emulator.control("PUT", f"{self._sessions}/{self.name}/outcome", outcome)

    def end(self):
        return self._post("end", {})


def running(url):
    """An emulator that was started elsewhere; raises an error if none answers."""
    emulator = Emulator(url)
    try:
        emulator.control("GET", "readyz")
    except OSError as error:
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
