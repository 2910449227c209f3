"""An emulator with TLS, and certificates made by openssl."""
import http.client
import re
import ssl
import subprocess

from support import plain_http
from support.emulator import Emulator
from support.patience import PATIENCE_SECONDS

READY = re.compile(r"^voiceid-local \S+ listening on (https?://\S+) Ready\.$")
NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"


def openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_certificate(folder, name="server", key="ec"):
    """Makes a self-signed certificate; returns its file and its key's."""
    certificate, private_key = folder / f"{name}.pem", folder / f"{name}.key"
    kind = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if key == "ec" else [key]
    openssl("req", "-x509", "-newkey", *kind, "-nodes", "-keyout", private_key, "-out", certificate, "-days", "30",
            "-subj", f"/CN={name}", "-addext", NAMES)
    return certificate, private_key


def trusting(certificate):
    """Verifies the chain and the name."""
    return ssl.create_default_context(cafile=str(certificate))


class TlsEmulator(Emulator):
    """`context` is the client's; set it before the first request if it depends on the running emulator."""

    def __init__(self, *options, context=None, **how):
        self.context = context
        super().__init__(*options, **how)

    def _wait_ready(self):
        line = self.stdout.wait_for(READY, PATIENCE_SECONDS)
        assert line, f"the emulator did not get ready:\n{self.stdout.text()}{self.stderr.text()}"
        return READY.match(line).group(1)

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPSConnection(*self.address, timeout=plain_http.SECONDS, context=self.context)
        try:
            connection.request(method, path, plain_http.encode(body), headers or {})
            answer = connection.getresponse()
            return plain_http.Answer(answer.status, answer.headers, plain_http.decode(answer.read()))
        finally:
            connection.close()

    def call(self, operation, body=None, **headers):
        sent = {"X-Amz-Target": f"VoiceID.{operation}", **{name.replace("_", "-"): of for name, of in headers.items()}}
        return self.request("POST", "/", {} if body is None else body, sent)
