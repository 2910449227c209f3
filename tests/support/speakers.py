"""Speech of several people, spoken by the synthesizers flite and eSpeak NG: WAV files of 8 kHz with 16 bits."""
import functools
import os
import subprocess
import tempfile

# Each says what it is given into a file.
SPEAKERS = {
    **{voice: ["flite", "-voice", voice, "-t", "{text}", "-o", "{file}"] for voice in ("slt", "kal16", "rms")},
    **{voice: ["espeak-ng", "-v", f"en{voice}", "-w", "{file}", "{text}"] for voice in ("+f2", "+m1")},
}

# To enroll with: about 35 seconds in each voice.
LONG = """The harbour lies between two hills, and on most mornings a thin fog covers the water until the sun is high. Fishermen
leave before anyone else is awake. They carry nets, bread and a little coffee, and they seldom speak to each other on the way.
By noon the market is full of people who argue about prices, about the weather, and about whose boat came back first. A child
sells oranges near the church, seven for a coin, and gives the eighth away to everybody who can answer a riddle. In the afternoon
the town becomes quiet again. Old men play chess under the trees, the ferry arrives with letters and newspapers, and somebody
always asks whether the bridge will be finished before winter. Nobody knows, of course. The engineer shrugs, looks at the river,
and says that good work takes as long as it takes. Later, when the lamps are lit, music comes from an open window."""

# Other sentences, to be recognized by: ten seconds and more.
SHORT = """Good morning, I would like to change the address on my account. We moved last week to a smaller house with a garden, and
the post still goes to the old place. My new street has a rather long name, so please let me spell it for you slowly. Is there anything
else that you need from me today? I can also call again on Thursday, when I have found the papers from the bank."""

OTHER = """Could you tell me when the next payment is due? I thought that it was on the first of every month, but my wife believes
that it changed in spring. She keeps all those documents in a blue folder, which is, unfortunately, at her office. Perhaps you could
send a copy by mail, or read me the most important lines. Thank you very much, that is really kind of you."""


def _run(command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)


@functools.lru_cache(maxsize=None)
def says(speaker, text=SHORT, *effects):
    """The bytes of a WAV file in which the speaker says the text, changed by SoX's effects: "sinc", "300-3400"."""
    with tempfile.TemporaryDirectory() as folder:
        said, made = os.path.join(folder, "said.wav"), os.path.join(folder, "made.wav")
        _run([part.format(text=" ".join(text.split()), file=said) for part in SPEAKERS[speaker]])
        # Without dither, which is random.
        _run(["sox", "-D", said, "-r", "8000", "-c", "1", "-b", "16", made, *effects])
        with open(made, "rb") as file:
            return file.read()


@functools.lru_cache(maxsize=None)
def through(codec, speaker, text=SHORT):
    """What the speaker says, through a codec of telephony that SoX knows: "ul" (mu-law) or "gsm"."""
    with tempfile.TemporaryDirectory() as folder:
        clean, coded, made = (os.path.join(folder, name) for name in ("clean.wav", f"coded.{codec}", "made.wav"))
        with open(clean, "wb") as file:
            file.write(says(speaker, text, "gain", "-3"))
        _run(["sox", "-D", clean, coded])
        _run(["sox", "-D", "-r", "8000", "-c", "1", coded, "-b", "16", "-e", "signed", made])
        with open(made, "rb") as file:
            return file.read()


@functools.lru_cache(maxsize=None)
def with_noise(speaker, text=SHORT):
    """What the speaker says, with pink noise some 20 dB below it."""
    with tempfile.TemporaryDirectory() as folder:
        clean, noise, made = (os.path.join(folder, name) for name in ("clean.wav", "noise.wav", "made.wav"))
        with open(clean, "wb") as file:
            file.write(says(speaker, text))
        # -R: the same noise each time.
        _run(["sox", "-R", "-D", clean, noise, "synth", "pinknoise", "vol", "0.02"])
        _run(["sox", "-D", "-m", "-v", "1", clean, "-v", "1", noise, "-b", "16", made])
        with open(made, "rb") as file:
            return file.read()


def samples_of(wav):
    """The 16-bit samples of a file that says() made, as bytes."""
    return wav[wav.index(b"data") + 8:]
