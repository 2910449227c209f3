"""`python -m voiceid_local ARGUMENTS` becomes the emulator's program."""
from __future__ import annotations

import os
import sys

from ._find import EmulatorNotFound, find_program
from ._options import environment


def main() -> None:
    try:
        program = find_program(os.environ)
    except (EmulatorNotFound, ValueError) as error:
        sys.exit(f"voiceid-local: {error}")
    os.execve(program, ["voiceid-local", *sys.argv[1:]], environment({}, os.environ))


if __name__ == "__main__":
    main()
