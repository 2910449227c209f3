"""Containers of the engine that $CONTAINER_ENGINE names, docker or podman, each removed at its end."""
import contextlib
import itertools
import json
import os
import re
import shutil
import subprocess
import time

from support.emulator import ROOT
from support import plain_http

ENGINE = os.environ.get("CONTAINER_ENGINE", "podman")
IMAGE = "voiceid-local"
PORT = 8643
# The image may be built from nothing, packages included.
BUILD_SECONDS, SECONDS = 1500, 180
READY = re.compile(r"^voiceid-local \S+ listening on (https?)://\S+ Ready\.$", re.MULTILINE)
# What a locked-down cluster allows, and no writable folder but those that every container has.
LOCKED = ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges",
          *(["--read-only-tmpfs=false"] if ENGINE == "podman" else [])]

_numbers = itertools.count(1)


def engine(*arguments, check=True, timeout=SECONDS, **how):
    done = subprocess.run([ENGINE, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=timeout, cwd=ROOT, **how)
    assert done.returncode == 0 or not check, f"{' '.join(done.args)}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done


def inspect(kind, name):
    return json.loads(engine(kind, "inspect", name).stdout)[0]


def compiler_cache():
    """Puts this machine's ccache in the place of the cache that the Dockerfile asks for: it has just compiled the same."""
    if not shutil.which("ccache"):
        return []
    folder = subprocess.run(["ccache", "--get-config", "cache_dir"], capture_output=True, text=True, check=True).stdout.strip()
    return ["--volume", f"{folder}:/root/.cache/ccache"] if os.path.isdir(folder) else []


def build_image():
    """As a user does, but without asking registries for images that are here, and with this machine's compiler cache."""
    options = ["--pull=never", *compiler_cache()] if ENGINE == "podman" else []
    done = subprocess.run([ROOT / "dev", "image", *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=BUILD_SECONDS)
    assert done.returncode == 0, done.stdout[-20_000:]


def build(name, folder):
    options = ["--pull=never"] if ENGINE == "podman" else []
    engine("build", *options, "-t", name, ROOT / folder, timeout=BUILD_SECONDS)


def unique(word):
    """A name that no other test has, in this run or another."""
    return f"{word}-{os.getpid()}-{next(_numbers)}"


@contextlib.contextmanager
def network(*options):
    name = unique("voiceid-network")
    engine("network", "create", *options, name)
    try:
        yield name
    finally:
        engine("network", "rm", name)


class Container:
    """`with Container("--env=VOICEID_PORT=9000", command=["--seed", "1"]) as emulator:`; options are the engine's."""

    def __init__(self, *options, image=IMAGE, command=(), published=True):
        self.name = unique("voiceid")
        ports = [f"--publish=127.0.0.1::{PORT}"] if published else []
        engine("run", "--detach", f"--name={self.name}", *ports, *options, image, *command)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        engine("rm", "--force", "--volumes", self.name)

    def ready(self):
        """Waits for its line; returns itself."""
        deadline = time.monotonic() + SECONDS
        while not READY.search(self.logs()):
            assert self.state()["Running"] and time.monotonic() < deadline, self.logs()
        return self

    def logs(self):
        done = engine("logs", self.name)
        return done.stdout + done.stderr

    def state(self):
        return inspect("container", self.name)["State"]

    @property
    def url(self):
        published = engine("port", self.name, f"{PORT}/tcp").stdout.split()[0]
        return f"{READY.search(self.logs()).group(1)}://{published}"

    def request(self, method, path, body=None, headers=None):
        return plain_http.request(self.url, method, path, body, headers)

    def execute(self, *command):
        """Runs a command in the container."""
        return engine("exec", self.name, *command, check=False)

    def health(self):
        """The result of the image's health check."""
        if ENGINE == "podman":
            # podman schedules checks with systemd, which not every machine has.
            engine("healthcheck", "run", self.name, check=False)
        return self.state()["Health"]["Status"]

    def stop(self):
        """Stops it as `docker stop` does; returns the exit code, which is not 0 if the engine had to kill it."""
        engine("stop", "--time=60", self.name)
        return self.state()["ExitCode"]
