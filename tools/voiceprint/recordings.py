"""Reads recordings: FLAC by Debian's flac, WAV and anything else by sox. A recording is an array of int16 at 8 kHz."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 8000
SUFFIXES = {".flac", ".wav"}


@dataclass(frozen=True)
class Recording:
    speaker: str
    session: str  # what was recorded at one time with one microphone
    name: str
    samples: np.ndarray


def read_samples(path):
    if path.suffix == ".flac":
        command = ["flac", "--silent", "--decode", "--stdout", "--force-raw-format", "--endian=little", "--sign=signed",
                   str(path)]
    else:
        command = ["sox", str(path), "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-"]
    return np.frombuffer(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, dtype="<i2")


def read_folder(folder):
    """All recordings, sorted by path. FOLDER/SPEAKER.flac, FOLDER/SPEAKER/…, or FOLDER/SPEAKER/SESSION/…."""
    recordings = []
    for path in sorted(path for path in Path(folder).rglob("*") if path.suffix in SUFFIXES):
        *parents, _ = path.relative_to(folder).parts
        speaker = parents[0] if parents else path.stem
        recordings.append(Recording(speaker, "/".join(parents) or path.stem, path.stem, read_samples(path)))
    if not recordings:
        raise SystemExit(f"{folder} has no recordings: put SPEAKER.flac or SPEAKER/SESSION/….flac there, 8 kHz, mono.")
    return recordings


def pieces_of(samples, seconds):
    """Successive pieces of so many seconds; what is left over is dropped."""
    size = int(seconds * RATE)
    return [samples[start:start + size] for start in range(0, len(samples) - size + 1, size)]
