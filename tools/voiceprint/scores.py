"""Scores of pairs, and what they say about a threshold."""
import numpy as np

# As in domain/voiceprint/voiceprint.cpp, which the figures at a threshold are measured with.
HALF_EXACT_FRAMES = 300
SCORE_AT_SIMILARITY_90 = 0.550
SCORE_AT_RISK_50 = 0.660


def cosine_scores(directions, frames, other_directions, other_frames):
    """The matrix of all scores, corrected for the lengths."""
    def unit(rows):
        rows = rows.astype(float)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def exactness(count):
        return count / (count + HALF_EXACT_FRAMES)

    return unit(directions) @ unit(other_directions).T / np.sqrt(
        np.outer(exactness(frames.astype(float)), exactness(other_frames.astype(float))))


def error_rates(genuine, strangers):
    """For each threshold between two scores: the share of genuine scores below it, and of strangers' at or above it."""
    thresholds = np.unique(np.concatenate([genuine, strangers]))
    rejects = np.searchsorted(np.sort(genuine), thresholds) / len(genuine)
    accepts = 1 - np.searchsorted(np.sort(strangers), thresholds) / len(strangers)
    return rejects, accepts


def equal_error_rate(genuine, strangers):
    rejects, accepts = error_rates(genuine, strangers)
    at = np.abs(rejects - accepts).argmin()
    return (rejects[at] + accepts[at]) / 2
