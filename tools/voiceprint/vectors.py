"""Runs voiceprint_vectors, the emulator's own signal processing."""
import subprocess
from dataclasses import dataclass

import numpy as np

VECTOR_SIZE = 312
PRINT_SIZE = 124
RESULT = np.dtype([("frames", "<u4"), ("vector", "<f8", VECTOR_SIZE), ("voiceprint", "u1", PRINT_SIZE)])


@dataclass(frozen=True)
class Program:
    path: str

    def of(self, recordings):
        """For each array of samples a row of RESULT."""
        data = b"".join(np.uint32(len(samples)).tobytes() + samples.astype("<i2").tobytes() for samples in recordings)
        run = subprocess.run([self.path], input=data, check=True, stdout=subprocess.PIPE)
        return np.frombuffer(run.stdout, dtype=RESULT)
