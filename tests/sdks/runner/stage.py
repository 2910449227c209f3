"""What every suite is given: emulators, a recording, and a file for notes."""
import contextlib
import subprocess
from pathlib import Path

from runner.newer_service import NewerService
from support.emulator import Emulator, binary

SIGNED = ("--auth", "sigv4", "--credential", "111122223333:story")


@contextlib.contextmanager
def stage(folder):
    """The variables that tests/sdks/README.md lists."""
    recording, notes = Path(folder, "recording.wav"), Path(folder, "notes")
    subprocess.run([binary(), "wav", "--voice", "anybody", "--seconds", "31", "-o", recording], check=True)
    notes.touch()
    # Far more calls than one suite makes, so that the log still has what a test asks for.
    with Emulator("--request-log", "20000") as shared, Emulator() as clock, Emulator(*SIGNED) as signed:
        with NewerService(shared.url) as newer:
            yield {"SDK_STORY_URL": shared.url, "SDK_STORY_CLOCK_URL": clock.url, "SDK_STORY_SIGNED_URL": signed.url,
                   "SDK_STORY_NEWER_URL": newer, "SDK_STORY_RECORDING": str(recording), "SDK_STORY_NOTES": str(notes)}


def read_notes(environment):
    """{part: note}"""
    lines = Path(environment["SDK_STORY_NOTES"]).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)
