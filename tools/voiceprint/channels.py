"""Simulates what lies between a mouth and the emulator. Takes and gives int16 at 8 kHz; random only by its generator."""
import subprocess

import numpy as np

from recordings import RATE


def to_int16(signal):
    return np.clip(np.rint(signal), -32768, 32767).astype(np.int16)


def shaped(samples, gains):
    """The samples with their spectrum multiplied: gains is a function of the frequencies in hertz."""
    size = 1 << int(len(samples) + RATE // 4).bit_length()
    spectrum = np.fft.rfft(samples.astype(float), size)
    return np.fft.irfft(spectrum * gains(np.fft.rfftfreq(size, 1 / RATE)), size)[:len(samples)]


def at_speed(samples, speed):
    """Played so many times as fast. That moves pitch and resonances as a throat of another size does."""
    size = round(len(samples) / speed)
    spectrum = np.fft.rfft(samples.astype(float))
    moved = np.zeros(size // 2 + 1, complex)
    kept = min(len(moved), len(spectrum))
    moved[:kept] = spectrum[:kept]
    return to_int16(np.fft.irfft(moved, size) * (size / len(samples)))


def mu_law(signal):
    """Through the 8 bits of ITU-T G.711 and back."""
    scaled = np.clip(signal / 32768, -1, 1)
    compressed = np.sign(scaled) * np.log1p(255 * np.abs(scaled)) / np.log(256)
    steps = np.rint(compressed * 127) / 127
    return np.sign(steps) * (np.power(256, np.abs(steps)) - 1) / 255 * 32768


def telephone_band(hertz):
    """300 to 3400 Hz, with the slopes of a filter of the fourth order."""
    with np.errstate(divide="ignore"):
        high_pass = 1 / np.sqrt(1 + (300 / np.maximum(hertz, 1e-9)) ** 8)
    return high_pass / np.sqrt(1 + (hertz / 3400) ** 16)


def clean(samples, _random):
    return samples


def telephone(samples, _random):
    return to_int16(mu_law(shaped(samples, telephone_band)))


def gsm(samples, _random):
    """GSM full rate (06.10), by sox."""
    raw = ["-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-"]
    coded = subprocess.run(["sox", *raw, "-t", "gsm", "-"], input=samples.astype("<i2").tobytes(), check=True,
                           stdout=subprocess.PIPE).stdout
    decoded = subprocess.run(["sox", "-t", "gsm", "-r", str(RATE), "-", *raw], input=coded, check=True,
                             stdout=subprocess.PIPE).stdout
    return np.frombuffer(decoded, dtype="<i2")[:len(samples)]


def random_curve(random, decibels, points=8):
    """A smooth gain over frequency with this standard deviation: another microphone."""
    knots = np.linspace(0, RATE / 2, points)
    values = random.normal(0, decibels, points)
    return lambda hertz: 10 ** (np.interp(hertz, knots, values) / 20)


def equalized(samples, random):
    return to_int16(shaped(samples, random_curve(random, 6)))


def speech_power(samples):
    """The mean power of the louder half of the frames of 20 ms."""
    frames = samples[:len(samples) // 160 * 160].astype(float).reshape(-1, 160)
    return np.sort((frames ** 2).mean(axis=1))[len(frames) // 2:].mean()


def noisy(samples, random, decibels=10):
    """With noise this much below the speech, coloured like that of rooms."""
    tilt = random.uniform(0, 1)
    noise = shaped(random.normal(0, 1, len(samples)), lambda hertz: (1 + hertz / 200) ** -tilt)
    noise *= np.sqrt(speech_power(samples) / np.mean(noise ** 2) / 10 ** (decibels / 10))
    return to_int16(samples + noise)


def reverberant(samples, random):
    """In a room: after the direct sound, a tail that loses 60 dB in 0.2 to 0.5 s."""
    length = random.uniform(0.2, 0.5)
    time = np.arange(int(length * RATE)) / RATE
    tail = random.normal(0, 1, len(time)) * 10 ** (-3 * time / length)
    tail *= np.sqrt(10 ** (-random.uniform(3, 10) / 10) / np.sum(tail ** 2))
    response = np.concatenate(([1.0], tail))
    size = 1 << int(len(samples) + len(response)).bit_length()
    spectrum = np.fft.rfft(samples.astype(float), size) * np.fft.rfft(response, size)
    return to_int16(np.fft.irfft(spectrum, size)[:len(samples)])


def telephone_equalized(samples, random):
    return telephone(equalized(samples, random), random)


def equalized_noisy(samples, random):
    return noisy(equalized(samples, random), random, random.uniform(10, 25))


def reverberant_equalized(samples, random):
    return equalized(reverberant(samples, random), random)


CHANNELS = {function.__name__: function for function in (
    clean, telephone, gsm, equalized, noisy, reverberant, telephone_equalized, equalized_noisy, reverberant_equalized)}
