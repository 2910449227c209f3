"""WAV files that are refused: of another kind, or broken."""
import struct

from support.wav_files import A_LAW, EXTENSIBLE, FLOAT, MU_LAW, chunk, format_chunk, pcm, riff, tone, wav

# The second half of the GUID that means that the first half is a plain format code.
SUBFORMAT = b"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
GOOD = wav(tone(1))
DATA = chunk(b"data", pcm(tone(1)))
# What the message must contain: what was found, and what is needed.
NAMED = {
    "44.1 kHz": (wav(tone(1), rate=44100), r"44,?100|44\.1", r"8,?000|8 kHz"),
    "16 kHz": (wav(tone(1), rate=16000), r"16,?000|16 kHz", r"8,?000|8 kHz"),
    "no rate": (wav(tone(1), rate=0), r"\b0\b", r"8,?000|8 kHz"),
    "highest rate": (wav(tone(1), rate=(1 << 30) - 1), r"1,?073,?741,?823", r"8,?000|8 kHz"),
    "8 bit": (riff(format_chunk(bits=8), chunk(b"data", b"\x80" * 8000)), r"\b8\b", r"16"),
    "24 bit": (riff(format_chunk(bits=24), chunk(b"data", b"\0" * 24000)), r"24", r"16"),
    "32 bit": (riff(format_chunk(bits=32), chunk(b"data", b"\0" * 32000)), r"32", r"16"),
    "no bits": (riff(format_chunk(bits=0), DATA), r"\b0\b", r"16"),
    "float": (riff(format_chunk(bits=32, code=FLOAT), chunk(b"data", b"\0" * 32000)), r"\b3\b|[Ff]loat", r"PCM"),
    "A-law": (riff(format_chunk(bits=8, code=A_LAW), chunk(b"data", b"\xd5" * 8000)), r"\b6\b|A-law", r"PCM"),
    "mu-law": (riff(format_chunk(bits=8, code=MU_LAW), chunk(b"data", b"\xff" * 8000)), r"\b7\b|law", r"PCM"),
    "ADPCM": (riff(format_chunk(bits=4, code=0x11, align=256), DATA), r"\b17\b|0x0*11", r"PCM"),
    "three channels": (wav(tone(1), tone(1), tone(1)), r"\b3\b|three", r"one|two|1|2"),
    "no channel": (riff(format_chunk(channels=0), DATA), r"\b0\b|no ", r"one|two|1|2"),
    "65,535 channels": (riff(format_chunk(channels=65535, align=0), DATA), r"65,?535", r"one|two|1|2"),
    "extensible float": (riff(format_chunk(bits=32, code=EXTENSIBLE, extension=struct.pack("<HHIH", 22, 32, 4, FLOAT)
                                           + SUBFORMAT), chunk(b"data", b"\0" * 32000)), r".", r"PCM|16"),
}
BROKEN = {
    "empty": b"", "one byte": b"R", "text": b"hello, world\n" * 100, "JSON": b'{"Voice": "a", "SpeechSeconds": 1}',
    "zeros": bytes(4000), "noise": bytes(range(256)) * 40, "header alone": riff(), "RIFF alone": b"RIFF",
    "no WAVE": riff(format_chunk(), DATA, form=b"AVI "), "AIFF": riff(format_chunk(), DATA, name=b"FORM", form=b"AIFF"),
    "big-endian": riff(format_chunk(), DATA, name=b"RIFX"), "64 bit": riff(format_chunk(), DATA, name=b"RF64"),
    "MP3": b"ID3\x04" + bytes(2000), "Ogg": b"OggS" + bytes(2000), "FLAC": b"fLaC" + bytes(2000),
    "no format": riff(DATA), "no data": riff(format_chunk()), "format after data": riff(DATA, format_chunk()),
    "short format": riff(chunk(b"fmt ", b"\1\0\1\0"), DATA), "empty format": riff(chunk(b"fmt ", b""), DATA),
    "wrong alignment": riff(format_chunk(align=4), DATA), "no alignment": riff(format_chunk(align=0), DATA),
    "cut data": GOOD[:-1000], "cut by a byte": GOOD[:-1],
    "half a sample": riff(format_chunk(), chunk(b"data", pcm(tone(1)) + b"\0")),
    "half a frame": riff(format_chunk(2), chunk(b"data", pcm(tone(1)) + b"\0\0")),
    **{f"data of {size:#x}": riff(format_chunk(), chunk(b"data", pcm(tone(1)), size))
       for size in (16002, 1 << 30, (1 << 31) - 1, 1 << 31, (1 << 32) - 2, (1 << 32) - 1)},
    **{f"{name} of {size:#x}": riff(chunk(name.encode(), b"\1\0\1\0" * 4, size), format_chunk(), DATA)
       for name in ("fmt ", "LIST", "JUNK") for size in (1 << 30, (1 << 32) - 8, (1 << 32) - 1)},
}
