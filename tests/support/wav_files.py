"""WAV files, good and bad, built chunk by chunk."""
import array
import struct
import subprocess
import sys

RATE = 8000
PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
LOUD = 8000


def tone(seconds, peak=LOUD):
    """A square wave of 400 Hz, whose RMS is its peak."""
    period = [peak] * 10 + [-peak] * 10
    return (period * (round(seconds * RATE) // 20 + 1))[:round(seconds * RATE)]


def silence(seconds):
    return [0] * round(seconds * RATE)


def pcm(*channels):
    """Little-endian 16-bit samples of the channels in turn."""
    samples = array.array("h", channels[0] if len(channels) == 1 else [s for frame in zip(*channels) for s in frame])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def chunk(name, data, size=None):
    """Padded to an even length; `size` replaces the true size in the header."""
    return name + struct.pack("<I", len(data) if size is None else size) + data + b"\0" * (len(data) % 2)


def info(**entries):
    """A LIST of type INFO: `info(IART="alice")`."""
    return chunk(b"LIST", b"INFO" + b"".join(chunk(name.encode(), text.encode() + b"\0")
                                             for name, text in entries.items()))


def format_chunk(channels=1, rate=RATE, bits=16, code=PCM, align=None, extension=b""):
    align = channels * bits // 8 if align is None else align
    return chunk(b"fmt ", struct.pack("<HHIIHH", code, channels, rate, rate * align, align, bits) + extension)


def riff(*chunks, size=None, name=b"RIFF", form=b"WAVE"):
    data = b"".join(chunks)
    return name + struct.pack("<I", len(data) + 4 if size is None else size) + form + data


def wav(*channels, before=b"", after=b"", **form):
    """A file of these channels, with more chunks before and after the data."""
    return riff(format_chunk(len(channels), **form), before, chunk(b"data", pcm(*channels)), after)


def sox(file, seconds):
    """The bytes of a file that SoX makes."""
    subprocess.run(["sox", "-n", "-r", str(RATE), "-b", "16", "-c", "1", file, "synth", str(seconds), "sine", "400"],
                   check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return file.read_bytes()
