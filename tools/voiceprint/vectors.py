"""Runs voiceprint_vectors, the emulator's own signal processing and scores."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PROGRAM = ROOT / "build/release/voiceprint_vectors"
VECTOR_SIZE = 312
DIMENSIONS = 120
RESULT = np.dtype([("frames", "<u4"), ("vector", "<f8", VECTOR_SIZE), ("print_frames", "<u4"),
                   ("direction", "i1", DIMENSIONS)])


@dataclass(frozen=True)
class Program:
    path: Path

    def of(self, recordings):
        """For each array of samples a row of RESULT. print_frames is 0 where there is no voiceprint."""
        data = b"".join(np.uint32(len(samples)).tobytes() + samples.astype("<i2").tobytes() for samples in recordings)
        run = subprocess.run([self.path.resolve()], input=data, check=True, stdout=subprocess.PIPE)
        return np.frombuffer(run.stdout, dtype=RESULT)

    def scores(self, results, others):
        """For each pair of rows of RESULT the similarity and the risk."""
        pairs = np.stack([printed(results), printed(others)], axis=1)
        run = subprocess.run([self.path.resolve(), "scores"], input=pairs.tobytes(), check=True, stdout=subprocess.PIPE)
        return np.frombuffer(run.stdout, dtype="u1").reshape(-1, 2).T


def printed(results):
    """The bytes of the voiceprints."""
    return np.concatenate([np.ascontiguousarray(results["print_frames"]).view("u1").reshape(-1, 4),
                           np.ascontiguousarray(results["direction"]).view("u1").reshape(-1, DIMENSIONS)], axis=1)
