"""The vectors that the analysis learns from: each recording whole and in pieces, through each channel."""
import hashlib
from dataclasses import dataclass

import numpy as np

from channels import CHANNELS
from recordings import pieces_of

PIECE_SECONDS = 5
TRAINING_CHANNELS = ("clean", "telephone", "gsm", "equalized", "noisy")
# The emulator makes no voiceprint of less than a second of speech.
LEAST_FRAMES = 100


@dataclass(frozen=True)
class TrainingSet:
    """Arrays of equal length, an element for each vector."""

    vectors: np.ndarray
    frames: np.ndarray
    speakers: np.ndarray
    channels: np.ndarray
    pieces: np.ndarray  # 0 for a whole recording, then 1, 2, …

    def where(self, chosen):
        return TrainingSet(self.vectors[chosen], self.frames[chosen], self.speakers[chosen], self.channels[chosen],
                           self.pieces[chosen])


def generator_for(*names):
    """The same random numbers for the same names on every run."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))


def training_set(recordings, program, channels=TRAINING_CHANNELS):
    samples, labels = [], []
    for channel in channels:
        for recording in recordings:
            whole = CHANNELS[channel](recording.samples, generator_for(channel, recording.speaker, recording.name))
            for piece, part in enumerate([whole, *pieces_of(whole, PIECE_SECONDS)]):
                samples.append(part)
                labels.append((recording.speaker, channel, piece))
    results = program.of(samples)
    speakers, names, pieces = (np.array(column) for column in zip(*labels))
    everything = TrainingSet(results["vector"], results["frames"], speakers, names, pieces)
    return everything.where(everything.frames >= LEAST_FRAMES)
