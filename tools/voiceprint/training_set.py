"""The vectors that the analysis learns from: each recording at each speed, whole and in pieces, through each channel."""
import hashlib
from dataclasses import dataclass, replace

import numpy as np

from channels import CHANNELS, at_speed
from recordings import pieces_of

PIECE_SECONDS = 5
TRAINING_CHANNELS = ("clean", "telephone", "gsm", "equalized", "noisy")
# At another speed, a speaker becomes somebody else: few people are the scarcest part of the training.
SPEEDS = (1, 0.87, 0.93, 1.1, 1.18)
# The emulator makes no voiceprint of less than a second of speech.
LEAST_FRAMES = 100


@dataclass(frozen=True)
class TrainingSet:
    """Arrays of equal length, an element for each vector."""

    vectors: np.ndarray
    frames: np.ndarray
    speakers: np.ndarray
    origins: np.ndarray  # whose recordings were used: of all speakers that are one at another speed, that one
    channels: np.ndarray
    pieces: np.ndarray  # 0 for a whole recording, then 1, 2, …

    def where(self, chosen):
        return TrainingSet(self.vectors[chosen], self.frames[chosen], self.speakers[chosen], self.origins[chosen],
                           self.channels[chosen], self.pieces[chosen])


def generator_for(*names):
    """The same random numbers for the same names on every run."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))


def digest_of(recordings, program):
    """Tells caches apart: other recordings, or another program, make other vectors."""
    digest = hashlib.sha256(program.path.read_bytes())
    for recording in recordings:
        digest.update(f"{recording.speaker}/{recording.name}".encode())
        digest.update(recording.samples.tobytes())
    return digest.hexdigest()[:16]


def results_of(recordings, program, channel):
    """For each recording, whole and in pieces, through the channel: its results, and the numbers of recording and piece."""
    samples, indices = [], []
    for index, recording in enumerate(recordings):
        whole = CHANNELS[channel](recording.samples, generator_for(channel, recording.speaker, recording.name))
        for piece, part in enumerate([whole, *pieces_of(whole, PIECE_SECONDS)]):
            samples.append(part)
            indices.append((index, piece))
    return program.of(samples), np.array(indices)


def cached_results(recordings, program, channel, file):
    if file and file.exists():
        with np.load(file) as kept:
            return kept["results"], kept["indices"]
    results, indices = results_of(recordings, program, channel)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, results=results, indices=indices)
    return results, indices


def voices_at(recordings, speed):
    """The same recordings of other people; of the same ones if the speed is 1."""
    if speed == 1:
        return recordings
    return [replace(recording, speaker=f"{recording.speaker} at {speed}", samples=at_speed(recording.samples, speed))
            for recording in recordings]


def training_set(recordings, program, channels=TRAINING_CHANNELS, cache=None):
    """The vectors of all speeds and channels; `cache` is a folder that keeps them for the next time."""
    suffix = digest_of(recordings, program) if cache else ""
    origins = np.array([recording.speaker for recording in recordings])
    parts = []
    for speed in SPEEDS:
        voices = voices_at(recordings, speed)
        names = np.array([voice.speaker for voice in voices])
        for channel in channels:
            results, indices = cached_results(voices, program, channel, cache and cache / f"{channel}-{speed}-{suffix}.npz")
            index, piece = indices.T
            parts.append((results["vector"], results["frames"], names[index], origins[index],
                          np.full(len(results), channel), piece))
    everything = TrainingSet(*(np.concatenate(column) for column in zip(*parts)))
    return everything.where(everything.frames >= LEAST_FRAMES)
