"""Finds an emulator: a running one, its program, or a container engine that has its image."""
from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union

PACKAGED = Path(__file__).parent / "bin" / "voiceid-local"
REMEDY = ("Set VOICEID_LOCAL_URL to the URL of a running emulator or VOICEID_LOCAL_BINARY to its program, or install the wheel of "
          "this platform.")


class EmulatorNotFound(Exception):
    """There is no emulator; the message names what was tried."""

    def __init__(self, tried: list[str]) -> None:
        super().__init__("\n".join(["There is no voiceid-local. Tried:", *(f"- {each}" for each in tried), REMEDY]))


@dataclass(frozen=True)
class Running:
    url: str


@dataclass(frozen=True)
class Program:
    path: str


@dataclass(frozen=True)
class Image:
    engine: str
    name: str


def _is_program(path: Union[str, Path]) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)


def _named_program(env: Mapping[str, str], tried: list[str]) -> Optional[str]:
    path = env.get("VOICEID_LOCAL_BINARY")
    if not path:
        tried.append("VOICEID_LOCAL_BINARY: not set")
    elif not _is_program(path):
        raise ValueError(f"VOICEID_LOCAL_BINARY is {path}, which is not a program that can be run.")
    return path or None


def _packaged_program(tried: list[str]) -> Optional[str]:
    if _is_program(PACKAGED):
        return str(PACKAGED)
    tried.append(f"the program in the wheel for {sys.platform} {platform.machine()}: not installed")
    return None


def _program_on_path(env: Mapping[str, str], tried: list[str]) -> Optional[str]:
    found = shutil.which("voiceid-local", path=env.get("PATH", ""))
    if found is None:
        tried.append("voiceid-local on PATH: not there")
    return found


def _program(env: Mapping[str, str], tried: list[str]) -> Optional[str]:
    return _named_program(env, tried) or _packaged_program(tried) or _program_on_path(env, tried)


def _fault_of(engine: str, image: str, env: Mapping[str, str]) -> Optional[str]:
    """Why the engine cannot run the image; None if it can."""
    path = shutil.which(engine, path=env.get("PATH", ""))
    if path is None:
        return "not installed"
    done = subprocess.run([path, "image", "inspect", image], env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return None
    lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
    return f"has no image {image} ({lines[-1]})"


def _image(env: Mapping[str, str], tried: list[str]) -> Optional[Image]:
    name = env.get("VOICEID_LOCAL_IMAGE") or "voiceid-local"
    for engine in ("docker", "podman"):
        fault = _fault_of(engine, name, env)
        if fault is None:
            return Image(engine, name)
        tried.append(f"{engine}: {fault}")
    return None


def find_program(env: Mapping[str, str]) -> str:
    """The path of the emulator's program."""
    tried: list[str] = []
    path = _program(env, tried)
    if path is None:
        raise EmulatorNotFound(tried)
    return path


def find_emulator(env: Mapping[str, str]) -> Union[Running, Program, Image]:
    """Whichever comes first."""
    url = env.get("VOICEID_LOCAL_URL")
    if url:
        return Running(url.rstrip("/"))
    tried = ["VOICEID_LOCAL_URL: not set"]
    path = _program(env, tried)
    if path is not None:
        return Program(path)
    image = _image(env, tried)
    if image is None:
        raise EmulatorNotFound(tried)
    return image
