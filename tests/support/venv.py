"""Environments of Python with pinned packages, kept between runs."""
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "voiceid-local")


class Venv:
    """One for each content of a folder's requirements.txt."""

    def __init__(self, folder):
        self._pinned = folder / "requirements.txt"
        digest = hashlib.sha256(self._pinned.read_bytes()).hexdigest()
        self._path = CACHE / f"{folder.name}-{digest[:12]}"
        self.python = self._path / "bin/python"

    def install(self):
        if (self._path / "complete").exists():
            return
        shutil.rmtree(self._path, ignore_errors=True)
        subprocess.run(["/usr/bin/python3", "-m", "venv", self._path], check=True)
        subprocess.run([self.python, "-m", "pip", "install", "-q", "--require-hashes", "-r", self._pinned], check=True)
        (self._path / "complete").touch()
