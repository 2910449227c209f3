"""The trials of an evaluation: who was enrolled from what, and who calls."""
from dataclasses import dataclass

import numpy as np

from channels import CHANNELS
from recordings import RATE
from training_set import generator_for

ENROLLED_SECONDS = 30


@dataclass(frozen=True)
class Clip:
    speaker: str
    session: str
    samples: np.ndarray


def sessions_of(recordings):
    """For each session all that was recorded in it."""
    sessions = {}
    for recording in recordings:
        sessions.setdefault((recording.speaker, recording.session), []).append(recording.samples)
    return {key: np.concatenate(parts) for key, parts in sessions.items()}


def enrollments(recordings):
    """The first half a minute of each session."""
    size = ENROLLED_SECONDS * RATE
    return [Clip(speaker, session, samples[:size]) for (speaker, session), samples in sessions_of(recordings).items()]


def calls(recordings, seconds):
    """What follows in each session, in pieces."""
    size = seconds * RATE
    return [Clip(speaker, session, samples[start:start + size])
            for (speaker, session), samples in sessions_of(recordings).items()
            for start in range(ENROLLED_SECONDS * RATE, len(samples) - size + 1, size)]


def through(channel, clips):
    return [CHANNELS[channel](clip.samples, generator_for(channel, clip.session, str(index)))
            for index, clip in enumerate(clips)]


def relations(enrolled, callers):
    """For each pair "same session", "other session" or "stranger"."""
    return np.array([["stranger" if one.speaker != other.speaker else
                      "same session" if one.session == other.session else "other session"
                      for other in callers] for one in enrolled])
