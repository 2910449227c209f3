"""Recordings in the format of batch jobs: WAV, 16-bit PCM, 8 kHz. The file itself names its voice."""
import struct

RATE = 8000


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content


def recording(voice, seconds):
    """A tone of 500 Hz, which counts as speech; its artist (IART) is the voice."""
    second = struct.pack(f"<{RATE}h", *(8000 * (-1) ** (i // 8) for i in range(RATE)))
    artist = voice.encode() + bytes(len(voice) % 2)
    parts = [chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)),
             chunk(b"LIST", b"INFO" + chunk(b"IART", artist)),
             chunk(b"data", second * seconds)]
    return chunk(b"RIFF", b"WAVE" + b"".join(parts))
