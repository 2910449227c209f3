"""Recordings of several people, WAV files of 8 kHz with 16 bits: speech of the synthesizers flite and eSpeak NG, and of the
announcers of Debian's asterisk-core-sounds."""
import functools
import os
import subprocess
import tempfile

from support.wav_files import chunk, format_chunk, riff

# Each says what it is given into a file.
SYNTHESIZERS = {
    **{voice: ["flite", "-voice", voice, "-t", "{text}", "-o", "{file}"] for voice in ("slt", "kal16", "rms")},
    **{voice: ["espeak-ng", "-v", f"en{voice}", "-w", "{file}", "{text}"] for voice in ("+f2", "+m1")},
}
# The folder of each announcer, who speaks the language of that name.
ANNOUNCERS = {language: f"/usr/share/asterisk/sounds/{folder}"
              for language, folder in (("fr", "fr_CA_f_June"), ("it", "it_IT_m_Carlo"), ("ru", "ru_RU_f_IvrvoiceRU"))}
SPEAKERS = [*SYNTHESIZERS, *ANNOUNCERS]

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

# What announcers say instead, in other sentences too.
ANNOUNCEMENTS = {LONG: ["demo-instruct"], SHORT: ["vm-options", "vm-msginstruct", "dir-intro"],
                 OTHER: ["conf-adminmenu-18", "priv-callee-options"]}


def _run(command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)


def _sox(*arguments):
    # Without dither, which is random; with the same noise each time.
    _run(["sox", "-D", "-R", *arguments])


def _made(make):
    """The bytes of the file that `make(folder, file)` makes."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "made.wav")
        make(folder, file)
        with open(file, "rb") as made:
            return made.read()


def _save(file, data):
    with open(file, "wb") as saved:
        saved.write(data)
    return file


# One after the other, in files of the speaker's own rate.
def _said(speaker, texts, folder):
    if speaker in ANNOUNCERS:
        return [f"{ANNOUNCERS[speaker]}/{name}.wav" for text in texts for name in ANNOUNCEMENTS[text]]
    file = os.path.join(folder, "said.wav")
    text = " ".join(" ".join(texts).split())
    _run([part.format(text=text, file=file) for part in SYNTHESIZERS[speaker]])
    return [file]


@functools.lru_cache(maxsize=None)
def says(speaker, *texts, effects=()):
    """The speaker says LONG, SHORT, OTHER or several of them, changed by SoX's effects: ("sinc", "300-3400")."""
    return _made(lambda folder, file: _sox(*_said(speaker, texts or [SHORT], folder), "-r", "8000", "-c", "1", "-b", "16",
                                           file, *effects))


@functools.lru_cache(maxsize=None)
def through(codec, data):
    """A recording after a codec of telephony that SoX knows: "ul" (mu-law) or "gsm"."""
    def make(folder, file):
        coded = os.path.join(folder, f"coded.{codec}")
        _sox(_save(file, data), coded, "gain", "-3")
        _sox("-r", "8000", "-c", "1", coded, "-b", "16", "-e", "signed", file)
    return _made(make)


@functools.lru_cache(maxsize=None)
def with_noise(data):
    """A recording with pink noise some 20 dB below the speech."""
    def make(folder, file):
        clean, noise = _save(os.path.join(folder, "clean.wav"), data), os.path.join(folder, "noise.wav")
        _sox(clean, noise, "synth", "pinknoise", "vol", "0.02")
        _sox("-m", "-v", "1", clean, "-v", "1", noise, "-b", "16", file)
    return _made(make)


def mixed(*recordings):
    """Several recordings at once."""
    def make(folder, file):
        files = [os.path.join(folder, f"{number}.wav") for number in range(len(recordings))]
        for each, data in zip(files, recordings):
            _save(each, data)
        _sox("-m", *files, file)
    return _made(make)


def joined(*recordings):
    """Several recordings one after the other."""
    return riff(format_chunk(), chunk(b"data", b"".join(samples_of(data) for data in recordings)))


# C major, F major, G major and A minor, in semitones from A4.
CHORDS = [(-9, -5, -2), (-4, 0, 3), (-2, 2, 5), (-12, -9, -5)]


def music(seconds=30):
    """A guitar's chords, two each second."""
    def make(folder, file):
        files = [os.path.join(folder, f"{number}.wav") for number in range(len(CHORDS))]
        for each, chord in zip(files, CHORDS):
            strings = [part for semitone in chord for part in ("pluck", f"%{semitone}")]
            _sox("-n", "-r", "8000", "-b", "16", each, "synth", "0.5", *strings, "remix", "-", "gain", "-n", "-6")
        _sox(*files, file, "repeat", str(seconds // 2 - 1))
    return _made(make)


def samples_of(data):
    """The samples of a recording of this module, as bytes."""
    return data[data.index(b"data") + 8:]
