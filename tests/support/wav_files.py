"""WAV files, built chunk by chunk."""
import array
import functools
import struct
import subprocess
import sys

RATE = 8000
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


def chunk(name, data):
    """Padded to an even length."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def info(**entries):
    """A LIST of type INFO: `info(IART="alice")`."""
    return chunk(b"LIST", b"INFO" + b"".join(chunk(name.encode(), text.encode() + b"\0")
                                             for name, text in entries.items()))


def format_chunk(channels=1, rate=RATE):
    return chunk(b"fmt ", struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2, channels * 2, 16))


def riff(*chunks):
    data = b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WAVE" + data


def wav(*channels, before=b"", rate=RATE):
    """A file of these channels, with more chunks before the data."""
    return riff(format_chunk(len(channels), rate), before, chunk(b"data", pcm(*channels)))


@functools.lru_cache(maxsize=32)
def voiced(voice, seconds=31):
    """A WAV file in which that voice speaks for that many whole seconds; unnamed if `voice` is None."""
    artist = info(IART=voice) if voice else b""
    return riff(format_chunk(), artist, chunk(b"data", pcm(tone(1)) * seconds))


GOOD = wav(tone(1))
# Two that are refused.
AT_44_KHZ, MP3 = wav(tone(1), rate=44100), b"ID3\x04" + bytes(2000)


def sox(file, seconds):
    """The bytes of a file that SoX makes."""
    subprocess.run(["sox", "-n", "-r", str(RATE), "-b", "16", "-c", "1", file, "synth", str(seconds), "sine", "400"],
                   check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    return file.read_bytes()
