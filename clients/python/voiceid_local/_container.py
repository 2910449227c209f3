"""Runs the emulator's image with docker or podman."""
from __future__ import annotations

import re
import secrets
import subprocess
from collections.abc import Mapping

from ._find import Image
from ._options import Option, files, flags, with_absolute_paths

PORT = "8643"
# A container's user may not write to the caller's folders, and its port is published under another number.
REFUSED = ("state", "s3_root", "host", "port")
# Those of the image are other ones.
PASSED_ON = re.compile(r"VOICEID_(?!HOST$|PORT$)")


def new_name() -> str:
    return f"voiceid-local-{secrets.token_hex(8)}"


def run_arguments(name: str, image: Image, settings: Mapping[str, Option], env: Mapping[str, str]) -> list[str]:
    """The engine's arguments that run the emulator."""
    refused = [each for each in REFUSED if settings.get(each) is not None]
    if refused:
        raise ValueError(f"In a container, start() cannot take the options {', '.join(refused)}.")
    mounts = [text for _, path in files(settings) for text in ("--volume", f"{path}:{path}:ro")]
    variables = [text for each in env if PASSED_ON.match(each) for text in ("--env", each)]
    # Never pulled: a registry's image of that name would be a stranger's.
    return ["run", "--rm", "--interactive", "--pull", "never", "--name", name, "--publish", f"127.0.0.1::{PORT}", *mounts,
            *variables, image.name, *flags(with_absolute_paths(settings))]


def published_url(engine: str, name: str, url: str, env: Mapping[str, str]) -> str:
    """The URL at which this machine reaches the container."""
    done = subprocess.run([engine, "port", name, PORT], env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          check=True)
    scheme, _, _ = url.partition(":")
    return f"{scheme}://{done.stdout.split()[0]}"
