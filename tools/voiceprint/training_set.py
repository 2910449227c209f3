"""The vectors that the analysis learns from: each recording whole and in pieces, through each channel."""
import hashlib

import numpy as np

from channels import CHANNELS
from recordings import pieces_of

PIECE_SECONDS = 5
TRAINING_CHANNELS = ("clean", "telephone", "gsm", "equalized", "noisy")
# Pieces that end up with less speech than a second say too little.
LEAST_FRAMES = 100


def generator_for(*names):
    """The same random numbers for the same names on every run."""
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256("/".join(names).encode()).digest()[:8], "big")))


def through(channel, recording):
    return CHANNELS[channel](recording.samples, generator_for(channel, recording.speaker, recording.name))


def training_set(recordings, program, channels, piece_seconds=PIECE_SECONDS):
    """Vectors and, for each, its speaker."""
    samples, speakers = [], []
    for recording in recordings:
        for channel in channels:
            whole = through(channel, recording)
            for piece in [whole, *pieces_of(whole, piece_seconds)]:
                samples.append(piece)
                speakers.append(recording.speaker)
    results = program.of(samples)
    enough = results["frames"] >= LEAST_FRAMES
    return results["vector"][enough], np.array(speakers)[enough]
