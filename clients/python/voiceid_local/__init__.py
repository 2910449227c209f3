"""A local emulator of Amazon Connect Voice ID, for tests.

>>> with voiceid_local.start(fixtures="demo") as emulator:
...     account = emulator.account()

The members of documents have the names and meanings of the control API: docs/control-api.md.
"""
from ._control import ControlError
from ._emulator import Account, Emulator
from ._find import EmulatorNotFound
from ._start import start

__all__ = ["Account", "ControlError", "Emulator", "EmulatorNotFound", "start"]
