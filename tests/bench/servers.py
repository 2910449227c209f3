"""The two servers under comparison, each pinned on the server's core."""
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import cores
from raw_http import Connection
from support.emulator import Emulator

START_SECONDS = 10
OWN_HEADERS = {"server", "date", "content-type", "content-length", "connection"}
# nginx takes no longer word than this (less its quotes) in its configuration.
LONGEST_WORD = 4000

CONFIGURATION = """
daemon off; master_process off; worker_processes 1;
pid nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; server_tokens off; default_type {content_type};
  keepalive_requests 1000000000; client_header_buffer_size 8k;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
{directives}
    }}
  }}
}}
"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def connect(address, process):
    """A connection as soon as the process takes one: retried without a pause."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            return Connection(address)
        except ConnectionRefusedError:
            pass
    raise RuntimeError(f"{process.args[0]} answers no connection on port {address[1]}")


class VoiceId(Emulator):
    """The emulator with room for any number of speakers and sessions; everything else as a user has it."""
    name = "voiceid-local"

    def __init__(self):
        with cores.spawning_on(cores.SERVER):
            super().__init__("--quota", "speakers=unlimited", "--quota", "active-sessions=unlimited",
                             "--host", "127.0.0.1")

    def create_domain(self):
        answer = self.call("CreateDomain", {"Name": "bench", "ServerSideEncryptionConfiguration": {"KmsKeyId": "key"}})
        if answer.status != 200:
            raise RuntimeError(f"CreateDomain answered {answer.status} {answer.body}")
        return answer.body["Domain"]["DomainId"]


class Nginx:
    """Answers everything with the body given and the headers of the emulator's answer."""
    name = "nginx"

    def __init__(self, headers, body):
        self.address = ("127.0.0.1", free_port())
        self._folder = tempfile.TemporaryDirectory(prefix="bench-nginx-")
        command = write_nginx(self._folder.name, self.address[1], headers, body)
        with cores.spawning_on(cores.SERVER):
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        connect(self.address, self._process).close()

    @property
    def pid(self):
        return self._process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()


def program():
    return shutil.which("nginx") or "/usr/sbin/nginx"


def write_nginx(folder, port, headers=(), body="ok"):
    """Writes its configuration into the folder; returns the command."""
    configuration = Path(folder, "nginx.conf")
    configuration.write_text(_configuration(port, headers, body), encoding="utf-8")
    return [program(), "-p", folder, "-e", "stderr", "-c", str(configuration)]


def nginx_like(answer, request):
    """An nginx whose answer to the request has as many bytes as `answer`, head and body together."""
    body = answer.body.decode("utf-8")
    for _ in range(3):
        nginx = Nginx(answer.headers(), body)
        with Connection(nginx.address) as connection:
            surplus = connection.exchange(request).size - answer.size
        if surplus == 0:
            return nginx
        nginx.__exit__()
        # nginx always adds Server and Connection: what they take, the body gives up.
        body = body[:-surplus] if surplus > 0 else body + "." * -surplus
    raise RuntimeError("nginx's answer cannot be made as long as the emulator's")


def _configuration(port, headers, body):
    copied = [f"add_header {name} {_word(value)};" for name, value in headers if name.lower() not in OWN_HEADERS]
    pieces = [body[at:at + LONGEST_WORD] for at in range(0, len(body), LONGEST_WORD)]
    if len(pieces) == 1:
        answer = [f"return 200 {_word(body)};"]
    else:
        answer = [f"set $piece_{i} {_word(piece)};" for i, piece in enumerate(pieces)]
        answer.append("return 200 " + "".join(f"$piece_{i}" for i in range(len(pieces))) + ";")
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "text/plain")
    return CONFIGURATION.format(port=port, content_type=content_type, directives="\n".join(copied + answer))


def _word(text):
    """Quoted; the few characters that mean something to nginx become others of the same length."""
    for special in "\\'$":
        text = text.replace(special, "_")
    return f"'{text}'"
