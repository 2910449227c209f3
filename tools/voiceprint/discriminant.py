"""The linear discriminant analysis and its table of integers."""
from dataclasses import dataclass

import numpy as np

DIMENSIONS = 120
SHRINKAGE = 0.02
VECTOR_UNIT = 4096
GAIN_UNIT = 256


@dataclass(frozen=True)
class Analysis:
    mean: np.ndarray  # of the vectors
    gain: np.ndarray  # one over the spread within speakers
    weights: np.ndarray  # DIMENSIONS rows

    def directions(self, vectors):
        projected = (vectors - self.mean) * self.gain @ self.weights.T
        return projected / np.linalg.norm(projected, axis=1, keepdims=True)


def scatters(vectors, speakers):
    """The covariance within speakers, and that of the speakers' means."""
    names = np.unique(speakers)
    means = np.array([vectors[speakers == name].mean(axis=0) for name in names])
    within = vectors - means[np.searchsorted(names, speakers)]
    return within.T @ within / (len(vectors) - len(names)), np.cov(means.T)


def analyse(vectors, speakers, dimensions=DIMENSIONS, shrinkage=SHRINKAGE):
    """Fisher's analysis: the directions in which speakers differ most for how much one speaker's recordings do."""
    spread_within = np.sqrt(np.diag(scatters(vectors, speakers)[0]))
    mean, gain = vectors.mean(axis=0), 1 / spread_within
    within, between = scatters((vectors - mean) * gain, speakers)
    within = (1 - shrinkage) * within + shrinkage * np.eye(len(within)) * np.trace(within) / len(within)
    values, axes = np.linalg.eigh(within)
    whitening = axes / np.sqrt(values)
    values, axes = np.linalg.eigh(whitening.T @ between @ whitening)
    best = np.argsort(values)[::-1][:dimensions]
    weights = (whitening @ axes[:, best]).T
    # An eigenvector's sign is arbitrary; the table is not.
    weights *= np.sign(weights[np.arange(len(weights)), np.abs(weights).argmax(axis=1)])[:, None]
    return Analysis(mean, gain, weights)


def table_of(analysis):
    """The bytes of lda.bin; domain/voiceprint/discriminant_analysis.cpp has the layout."""
    largest = np.abs(analysis.weights).max(axis=1)
    weights = np.rint(analysis.weights / largest[:, None] * 127).astype("<i1")
    scales = np.rint(largest / largest.max() * 65535).astype("<u2")
    mean = np.rint(analysis.mean * VECTOR_UNIT).astype("<i4")
    gain = np.rint(analysis.gain * GAIN_UNIT)
    if gain.max() > 65535 or gain.min() < 1:
        raise SystemExit("an element of the vectors hardly differs within a speaker, or does far too much")
    return mean.tobytes() + gain.astype("<u2").tobytes() + weights.tobytes() + scales.tobytes()
