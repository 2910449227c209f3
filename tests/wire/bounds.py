"""Bounds of time and memory: binaries built with a sanitizer are slower and larger."""
import os

SANITIZED = os.environ.get("EMULATOR_SANITIZED") == "1"


def scaled(seconds):
    return seconds * 10 if SANITIZED else seconds
